import type { Db } from '../db/open.ts'
import { findStanding, mergedInto } from '../deletions/marks.ts'
import type { Language, Message } from '../web/language.ts'
import { partnerTitle } from './partner.ts'
import { partnersByIds } from './queries.ts'

/** Partners as an address asks for them, where one that was merged is now the one that stays: bookmarks live long. */
export function partnersFollowed(db: Db, ids: number[]): number[] {
  if (!ids.length) return ids
  const stays = mergedInto(db, 'partners')
  return ids.map((id) => stays(id))
}

/** What a partner that an address asks for is called; of one that was merged, what it is called now. */
export function followedWords(db: Db, id: number, language: Language): Message {
  const [now] = partnersFollowed(db, [id]) as [number]
  const [known] = partnersByIds(db, [now])
  const name = known ? partnerTitle(known, language) : String(id)
  if (now === id) return { text: '{name}', gaps: { name } }
  const old = findStanding(db, 'partners', id)?.title ?? String(id)
  return { text: '{name} (đã gộp {old})', gaps: { name, old } }
}
