import type { Write } from '../db/write.ts'
import { countingTogether, resting } from './counting-together.ts'

/** Bytes of words that FTS5 holds before it writes them down, where nothing else is set. */
const INDEX_MEMORY = 2 ** 20

/**
 * Runs `fill`, which adds visits with what belongs to them, partners and people, and changes or removes none, so that all
 * of them are counted, and found by their words, at once.
 */
export function addingMany(write: Write, fill: () => void) {
  const { $client } = write.db
  write.keepHistoryAsItGoes()
  countingTogether(write, [], () => resting($client, ['search_entries_index_at_insert'], fill))
  // In the order of their ids, and more of it in memory; anything else costs the index five times as much.
  $client.exec(
    `insert into search_index (search_index, rank) values ('hashsize', ${4 * INDEX_MEMORY});
     insert into search_index (rowid, folded, written) select id, folded, written from search_entries entry
     where not exists (select 1 from search_index_docsize known where known.id = entry.id) order by id;
     insert into search_index (search_index, rank) values ('hashsize', ${INDEX_MEMORY})`,
  )
}
