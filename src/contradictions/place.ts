import { addressOf, type Query } from '../web/listing.ts'
import type { Found } from './found.ts'
import { asAsked, type DeskFilters } from './filters.ts'
import { DESK_PATH } from './queries.ts'

// Whoever mends or accepts one contradiction comes back to the desk where they were, and goes on with the next.

/** What was done on the desk, and at which of its rows. */
export interface Place {
  /** The key of the one that was mended, accepted or opened again. */
  done: string | null
  /** The key of the one after it. */
  next: string | null
}

const textOf = (value: unknown) => (typeof value === 'string' && value.length <= 400 ? value : null)

const placeOf = ({ done, next }: Query): Place => ({
  done: textOf(done),
  next: textOf(next),
})

/** The desk with the same filters, at the row after the one that is done; `saved` and `act` say how. */
export const placeOnDesk = (
  filters: DeskFilters,
  { done, next }: Place,
  said: { saved?: string[]; act?: number[] } = {},
) =>
  `${addressOf(DESK_PATH, {
    ...asAsked(filters),
    done: done === null ? [] : [done],
    next: next === null ? [] : [next],
    ...said,
  })}${done === null && !said.saved ? '' : '#next'}`

/** The places of rows, each with the one it stands before. */
export const placesOf = (rows: Found[]): Place[] =>
  rows.map(({ key }, index) => ({ done: key, next: rows[index + 1]?.key ?? null }))

const savedWords: Record<string, string> = {
  accepted: 'Đã ghi là chấp nhận.',
  reopened: 'Đã mở lại.',
  mended: 'Đã lưu. Chỗ vừa sửa không còn ở đây.',
  unmended: 'Đã lưu, nhưng chỗ này vẫn chưa khớp.',
  undone: 'Đã hoàn tác.',
}

/**
 * Where somebody goes on: at the row that the address says something was done to where that still stands here, else at
 * the next (`at` is null where neither is in sight); and what was done, in words.
 */
export function toldOnDesk(query: Query, act: number | null, shown: Found[], filters: DeskFilters) {
  const place = placeOf(query)
  const saved = textOf(query.saved)
  const isHere = (key: string | null) => shown.some((one) => one.key === key)
  const isUnmended = saved === 'mended' && isHere(place.done)
  const said = isUnmended ? 'unmended' : saved
  const goesTo = saved === 'accepted' ? [place.next, place.done] : [place.done, place.next]
  return {
    words: said !== null && Object.hasOwn(savedWords, said) ? savedWords[said]! : null,
    isUnmended,
    at: goesTo.find(isHere) ?? null,
    act,
    // Taken back, it stands here again.
    undone: placeOnDesk(filters, { done: place.done, next: place.next }, { saved: ['undone'] }),
  }
}
