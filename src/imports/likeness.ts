import { addDays, lastDay, type PartialDate } from '../dates.ts'
import type { Direction } from '../delegations/delegation.ts'
import { folded, toned } from '../vietnamese.ts'
import type { Message } from '../web/language.ts'

/** A visit as it is compared with others: a line of a file, or one of the register. */
export interface Compared<Ref> {
  ref: Ref
  direction: Direction
  title: string
  startsOn: PartialDate
  endsOn: PartialDate | null
  /** Ids of partners; folded names of those the register does not know. */
  partners: string[]
  /** The kinds of those partners. */
  kinds: string[]
  countries: string[]
  head: string | null
}

/** Days that stories about one visit may lie apart. */
const NEAR_DAYS = 2
const associations = new Set(['journalist_association', 'press_club', 'federation'])

/** Why two visits may be one; undefined where nothing speaks for it. */
export function likeness<A, B>(one: Compared<A>, other: Compared<B>): Message | undefined {
  if (one.direction !== other.direction) return undefined
  const time = timesOf(one, other)
  if (!time) return undefined
  const hasPartner = one.partners.some((partner) => other.partners.includes(partner))
  const hasCountry = one.countries.some((country) => other.countries.includes(country))
  const heads = !one.head || !other.head ? 'unknown' : isSameHead(one.head, other.head) ? 'same' : 'different'
  const isTitled = one.title.includes(' ') && toned(one.title) === toned(other.title)
  if (time === 'overlap') {
    if (hasPartner) {
      return heads === 'different'
        ? { text: 'cùng đối tác, ngày chồng lên nhau; trưởng đoàn ghi khác' }
        : heads === 'same'
          ? { text: 'cùng đối tác, cùng trưởng đoàn, ngày chồng lên nhau' }
          : { text: 'cùng đối tác, ngày chồng lên nhau' }
    }
    if (!hasCountry) return undefined
    if (heads === 'same') return { text: 'cùng nước, cùng trưởng đoàn, ngày chồng lên nhau' }
    if (heads === 'different' && !isWithin(one, other)) return undefined
    if (isTitled) return { text: 'cùng tên đoàn, cùng nước, ngày chồng lên nhau' }
    if (!one.partners.length || !other.partners.length) return { text: 'cùng nước, ngày chồng lên nhau' }
    const areAlike =
      one.countries.length === 1 && other.countries.length === 1 && areOfOneKind(one.kinds, other.kinds)
    return areAlike && isWithin(one, other)
      ? { text: 'cùng nước, nằm trong những ngày của đoàn kia; đối tác ghi khác' }
      : undefined
  }
  if (time === 'near') {
    return (hasPartner && (heads === 'same' || isTitled)) || (hasCountry && heads === 'same')
      ? { text: 'cùng đối tác hoặc nước, cùng trưởng đoàn, ngày liền nhau' }
      : undefined
  }
  if (!hasPartner && !(hasCountry && (isTitled || (heads === 'same' && time !== 'year')))) return undefined
  if (heads === 'same') {
    return time === 'year'
      ? { text: 'cùng đối tác, cùng trưởng đoàn, cùng năm' }
      : { text: 'cùng đối tác, cùng trưởng đoàn, cùng tháng' }
  }
  if (heads === 'unknown' && (time === 'sameMonth' || (isTitled && time === 'month'))) {
    return { text: 'cùng đối tác, cùng tháng' }
  }
  return undefined
}

/** Whether the dates of two visits leave it possible that they are one. */
export const areNear = <A, B>(one: Compared<A>, other: Compared<B>): boolean =>
  timesOf(one, other) !== undefined

type Times = 'overlap' | 'near' | 'sameMonth' | 'month' | 'year' | undefined

function timesOf<A, B>(one: Compared<A>, other: Compared<B>): Times {
  const [a, b] = [one.startsOn, other.startsOn]
  if (a.length === 10 && b.length === 10) {
    const [endOfA, endOfB] = [endOf(one), endOf(other)]
    if (a <= endOfB && b <= endOfA) return 'overlap'
    const [first, second] = a < b ? [endOfA, b] : [endOfB, a]
    return second <= addDays(first, NEAR_DAYS) ? 'near' : undefined
  }
  if (a === b && a.length === 7) return 'sameMonth'
  if (a.length >= 7 && b.length >= 7) return a.slice(0, 7) === b.slice(0, 7) ? 'month' : undefined
  return a.slice(0, 4) === b.slice(0, 4) ? 'year' : undefined
}

const endOf = ({ startsOn, endsOn }: { startsOn: string; endsOn: string | null }) =>
  endsOn && endsOn.length === 10 ? endsOn : startsOn

/** One of them lies within the days of the other, which lasts longer than a day. */
function isWithin<A, B>(one: Compared<A>, other: Compared<B>): boolean {
  const lies = <X, Y>(inner: Compared<X>, outer: Compared<Y>) =>
    endOf(outer) > outer.startsOn && inner.startsOn >= outer.startsOn && endOf(inner) <= endOf(outer)
  return lies(one, other) || lies(other, one)
}

// Of what is in no register nobody knows the kind.
const areOfOneKind = (one: string[], other: string[]) =>
  !one.length ||
  !other.length ||
  one.some(
    (kind) =>
      other.includes(kind) || (associations.has(kind) && other.some((another) => associations.has(another))),
  )

function isSameHead(one: string, other: string): boolean {
  const [a, b] = [folded(one).replaceAll(' ', ''), folded(other).replaceAll(' ', '')]
  return a === b || (Math.min(a.length, b.length) >= 10 && (a.startsWith(b) || b.startsWith(a)))
}

/** Visits by what those like them share, so that each is compared with a few. */
export class Visits<Ref> {
  private readonly byKey = new Map<string, Compared<Ref>[]>()

  add(visit: Compared<Ref>) {
    for (const key of keysOf(visit, [monthOf(visit.startsOn)])) {
      const known = this.byKey.get(key)
      if (known) known.push(visit)
      else this.byKey.set(key, [visit])
    }
  }

  /** The first visit, in the order they were added, that this one is like and `mayBe`. */
  findLike<Other>(
    visit: Compared<Other>,
    mayBe: (other: Compared<Ref>) => boolean = () => true,
  ): { visit: Compared<Ref>; reason: Message } | undefined {
    const seen = new Set<Compared<Ref>>()
    let weaker: { visit: Compared<Ref>; reason: Message } | undefined
    for (const key of keysOf(visit, monthsAround(visit))) {
      for (const other of this.byKey.get(key) ?? []) {
        if (seen.has(other)) continue
        seen.add(other)
        const reason = likeness(visit, other)
        if (!reason || !mayBe(other)) continue
        // A shared partner says more than a shared country.
        if (other.partners.some((partner) => visit.partners.includes(partner)))
          return { visit: other, reason }
        weaker ??= { visit: other, reason }
      }
    }
    return weaker
  }
}

const monthOf = (date: PartialDate) => date.slice(0, 7)

// Year-only dates have a place of their own beside the months.
function monthsAround({ startsOn, endsOn }: { startsOn: PartialDate; endsOn: PartialDate | null }): string[] {
  const year = startsOn.slice(0, 4)
  if (startsOn.length === 4) {
    return [
      year,
      ...Array.from({ length: 12 }, (_, month) => `${year}-${String(month + 1).padStart(2, '0')}`),
    ]
  }
  const first = addDays(`${startsOn}-01`.slice(0, 10), -40).slice(0, 7)
  const around = [startsOn.slice(0, 7), first]
  const last = lastDay(endsOn ?? startsOn)
  for (const day of [last, addDays(last, NEAR_DAYS)])
    if (!around.includes(day.slice(0, 7))) around.push(day.slice(0, 7))
  const before = addDays(`${startsOn}-01`.slice(0, 10), -NEAR_DAYS).slice(0, 7)
  if (!around.includes(before)) around.push(before)
  return [...around, year]
}

function keysOf<Ref>({ direction, partners, countries }: Compared<Ref>, months: string[]): string[] {
  const subjects = [...partners.map((partner) => `p${partner}`), ...countries]
  return months.flatMap((month) => subjects.map((subject) => `${direction} ${subject} ${month}`))
}
