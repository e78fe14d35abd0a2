import type { Db } from '../db/open.ts'
import type { Write } from '../db/write.ts'

// What is kept beside each row as it is added. Row by row, most of what thousands of visits cost would go there.
const kept = [
  'delegation_countries_count_at_insert',
  'delegation_countries_touch_people_at_insert',
  'delegation_partners_count_at_insert',
  'delegation_partners_touch_people_at_insert',
  'delegations_count_at_insert',
  'delegations_count_at_update',
  'delegations_leave_out_at_insert',
  'delegations_people_at_insert',
  'delegations_touch_people',
  'participants_people_at_insert',
  'participants_touch_people_at_insert',
  'search_entries_index_at_insert',
]

/** Bytes of words that FTS5 holds before it writes them down, where nothing else is set. */
const INDEX_MEMORY = 2 ** 20

/**
 * Runs `fill`, which adds visits with what belongs to them, partners and people, and changes or removes none, with these
 * triggers at rest. Afterwards what they keep is kept for all that was added at once; the transaction of `write` keeps
 * others from seeing it half done.
 */
export function addingMany({ db }: Write, fill: () => void) {
  const { $client } = db
  const definitions = $client
    .prepare<[string], string>(
      `select sql from sqlite_schema where type = 'trigger' and name in (select value from json_each(?))`,
    )
    .pluck()
    .all(JSON.stringify(kept))
  const last = $client.prepare<[], number>('select coalesce(max(id), 0) from delegations').pluck().get()!
  $client.exec(kept.map((name) => `drop trigger ${name};`).join(''))
  fill()
  count(db, last)
  // In the order of their ids, and much of it in memory; anything else costs the index five times as much.
  $client.exec(
    `insert into search_index (search_index, rank) values ('hashsize', ${16 * INDEX_MEMORY});
     insert into search_index (rowid, folded, written) select id, folded, written from search_entries entry
     where not exists (select 1 from search_index_docsize known where known.id = entry.id) order by id;
     insert into search_index (search_index, rank) values ('hashsize', ${INDEX_MEMORY})`,
  )
  $client.exec(definitions.join(';'))
}

/** Counts the visits after `last`, of which nothing is counted yet. */
function count({ $client }: Db, last: number) {
  // The head-count is touched, not changed: how many travelled is worked out by the trigger that follows it (C2). A row
  // that was added with what is kept of it is not written again.
  $client
    .prepare(
      `update delegations set head_count = head_count
       where id > ? and (person_trip_count is not head_count or is_list_complete
         or head_count <= (select count(*) from participants where delegation_id = delegations.id))`,
    )
    .run(last)
  const partnerCount = '(select count(*) from delegation_partners where delegation_id = delegations.id)'
  $client
    .prepare(
      `update delegations set partner_count = ${partnerCount} where id > ? and partner_count <> ${partnerCount}`,
    )
    .run(last)
  $client
    .prepare(
      `insert into count_cells
         (dimension, key, unit_id, direction, period, delegation_count, person_trip_count, unknown_people_count)
       select dimension, key, unit_id, direction, substr(starts_on, 1, 7) period,
         sum(is_counted), sum(coalesce(person_trip_count, 0)), sum(person_trip_count is null)
       from delegations join (
         select id delegation_id, 'all' dimension, '' key from delegations where id > $last
         union all select id, 'purpose', coalesce(purpose_kind, '') from delegations where id > $last
         union all select id, 'partner', '' from delegations where id > $last and partner_count = 0
         union all select delegation_id, 'partner', partner_id from delegation_partners where delegation_id > $last
         union all select delegation_id, 'country', country from delegation_countries where delegation_id > $last
         union all select id, 'country', '' from delegations where id > $last
           and not exists (select 1 from delegation_countries where delegation_id = delegations.id)
       ) on delegation_id = id
       where are_people_counted
       group by dimension, key, unit_id, direction, period
       on conflict (dimension, key, unit_id, direction, period) do update set
         delegation_count = delegation_count + excluded.delegation_count,
         person_trip_count = person_trip_count + excluded.person_trip_count,
         unknown_people_count = unknown_people_count + excluded.unknown_people_count`,
    )
    .run({ last })
  $client
    .prepare(
      `insert into count_cells
         (dimension, key, unit_id, direction, period, delegation_count, person_trip_count, unknown_people_count)
       select 'left_out', why, unit_id, direction, period, count(*), 0, 0
       from (select unit_id, direction, substr(starts_on, 1, 7) period,
         case when status in ('postponed', 'cancelled') then status when counts_as = 'nothing' then 'excluded'
           when status not in ('underway', 'returned', 'reported') then 'ahead'
           when counts_as = 'people_only' then 'peopleOnly' end why
         from delegations where id > $last)
       where why is not null
       group by why, unit_id, direction, period
       on conflict (dimension, key, unit_id, direction, period) do update set
         delegation_count = delegation_count + excluded.delegation_count`,
    )
    .run({ last })
  $client
    .prepare(
      `insert into people_cells (unit_id, direction, period, visits, stamp)
       select unit_id, direction, substr(starts_on, 1, 7), null, (select coalesce(max(stamp), 0) + 1 from people_cells)
       from delegations where id > $last and are_people_counted
         and exists (select 1 from participants where delegation_id = delegations.id)
       group by 1, 2, 3
       on conflict (unit_id, direction, period) do update set visits = null, stamp = excluded.stamp`,
    )
    .run({ last })
}
