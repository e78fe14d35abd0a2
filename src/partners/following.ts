import type { Db } from '../db/open.ts'
import { mergedInto } from '../deletions/marks.ts'

/** Partners as an address asks for them, where one that was merged is now the one that stays: bookmarks live long. */
export function partnersFollowed(db: Db, ids: number[]): number[] {
  if (!ids.length) return ids
  const stays = mergedInto(db, 'partners')
  return ids.map((id) => stays(id))
}
