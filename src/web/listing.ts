import { firstDay, isKnownToTheDay, lastDay, type PartialDate, readDate, today, writeDate } from '../dates.ts'
import { folded } from '../vietnamese.ts'
import type { Gaps, Message } from './language.ts'

/** How a URL asks: each name with its values, in order. */
export type Query = Record<string, unknown>

/** Reads one value of a filter: what it means, or undefined where it means nothing. */
export type FilterKind<T> = (text: string) => T | undefined

/** A part of a URL that was not understood, so that the page can say it was left aside. */
export interface Ignored {
  name: string
  value: string
  /** Of what was understood: why it was left aside all the same. */
  why?: 'reversed' | 'beyond' | 'ahead' | 'notADay' | 'unitAsked' | 'another' | 'closed' | 'tooLong'
}

export interface ReadFilters<F> {
  filters: F
  ignored: Ignored[]
}

/**
 * What a URL asks for. Every filter gives a list of the values it understood (a name may be repeated); a value that
 * means nothing, a name nobody knows, and a period that ends before it begins are left aside and named in `ignored`. A
 * URL is never an error.
 */
export function readFilters<Kinds extends Record<string, FilterKind<unknown>>>(kinds: Kinds, query: Query) {
  const ignored: Ignored[] = []
  const filters: Record<string, unknown[]> = {}
  for (const name of Object.keys(kinds)) filters[name] = []
  for (const [name, given] of Object.entries(query)) {
    for (const text of (Array.isArray(given) ? given : [given]).map(String)) {
      if (text.trim() === '') continue // an empty field of a filter form
      const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
      const typed = text.trim().normalize('NFC')
      const value = kind?.(typed.slice(0, 500))
      if (value === undefined)
        ignored.push({
          name: shown(name, 40),
          value: shown(text, 80),
          ...(name === 'at' && whyNoDay(text)),
        })
      else if (!filters[name]!.includes(value)) filters[name]!.push(value)
      const most = kind && lengths.get(kind)
      const unread = most !== undefined && value !== undefined && typed.slice(most).trim()
      if (unread) ignored.push({ name, value: shown(unread, 80), why: 'tooLong' })
    }
  }
  for (const ends of periodsAmong(kinds)) {
    const [starts, stops] = ends.map((name) => filters[name] as PartialDate[]) as [
      PartialDate[],
      PartialDate[],
    ]
    const isReversed = starts.some((from) => stops.some((to) => firstDay(from) > lastDay(to)))
    if (!isReversed) continue
    for (const name of ends) {
      for (const date of filters[name] as PartialDate[])
        ignored.push({ name, value: writeDate(date), why: 'reversed' })
      filters[name] = []
    }
  }
  return { filters, ignored } as ReadFilters<{
    [Name in keyof Kinds]: NonNullable<ReturnType<Kinds[Name]>>[]
  }>
}

/**
 * What was read, with one value at most of each of these: the first. The others are left aside, and a scope where a unit
 * is asked for, which is its own.
 */
export function withOneOfEach<
  Name extends string,
  Filters extends Record<Name, unknown[]> & { unit?: unknown[] },
>({ filters, ignored }: ReadFilters<Filters>, names: readonly Name[]): ReadFilters<Filters> {
  const read = { filters: { ...filters }, ignored: [...ignored] }
  for (const name of names) {
    const isOfUnit = name === 'scope' && (filters.unit?.length ?? 0) > 0
    const kept = isOfUnit ? 0 : 1
    const others = filters[name].slice(kept).map(String)
    read.ignored.push(
      ...others.map((value): Ignored => (isOfUnit ? besideUnit(value) : { name, value, why: 'another' })),
    )
    read.filters[name] = filters[name].slice(0, kept) as Filters[Name]
  }
  return read
}

/** A scope that is left aside because a unit is asked for. */
export const besideUnit = (scope: string): Ignored => ({ name: 'scope', value: scope, why: 'unitAsked' })

// What a list was on a day, `then-and-now` answers before the list is asked: why it did not.
function whyNoDay(text: string): Pick<Ignored, 'why'> | undefined {
  const date = readDate(text)
  if (date && !isKnownToTheDay(date)) return { why: 'notADay' }
  return date && date > today() ? { why: 'ahead' } : undefined
}

// What was left aside is named on the page, which can show no control characters.
const shown = (text: string, length: number) =>
  text
    .slice(0, length)
    .toWellFormed()
    .replace(/\p{Cc}/gu, '\uFFFD')

/** How many characters of what they are given these filters read. */
const lengths = new WeakMap<FilterKind<unknown>, number>()

const WORDS_LENGTH = 200

/** Words that are searched for, for a filter. Those beyond its length are named as left aside. */
export const words: FilterKind<string> = (text) => {
  const typed = text
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, WORDS_LENGTH)
    .trim()
  return folded(typed) ? typed : undefined
}
lengths.set(words, WORDS_LENGTH)

const endOf = new WeakMap<FilterKind<unknown>, FilterKind<unknown>>()

/** The filters for both ends of a period. */
export function period(): [from: FilterKind<PartialDate>, to: FilterKind<PartialDate>] {
  const from: FilterKind<PartialDate> = (text) => readDate(text)
  const to: FilterKind<PartialDate> = (text) => readDate(text)
  endOf.set(from, to)
  return [from, to]
}

/** The names by which a list is asked for periods. */
function periodsAmong(kinds: Record<string, FilterKind<unknown>>): [from: string, to: string][] {
  const names = Object.keys(kinds)
  return names.flatMap((from) => {
    const end = endOf.get(kinds[from]!)
    const to = end && names.find((name) => kinds[name] === end)
    return to ? [[from, to] as [string, string]] : []
  })
}

const vocabularies = new WeakMap<FilterKind<unknown>, Record<string, string>>()

/** A value of a vocabulary, for a filter. */
export function oneOf<V extends Record<string, string>>(vocabulary: V): FilterKind<keyof V & string> {
  const kind: FilterKind<keyof V & string> = (text) => (Object.hasOwn(vocabulary, text) ? text : undefined)
  vocabularies.set(kind, vocabulary)
  return kind
}

/** The values a filter takes, where they are of a vocabulary. */
export const valuesTaken = (kind: FilterKind<unknown>): string[] | undefined => {
  const vocabulary = vocabularies.get(kind)
  return vocabulary && Object.keys(vocabulary)
}

/** A record's id, for a filter. */
export const id: FilterKind<number> = (text) => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined)

/** The values of filters as a URL writes them. */
export type Asked = Record<string, readonly (string | number)[]>

/** An address with these filters: names in their given order, empty ones left out. */
export function addressOf(path: string, asked: Asked): string {
  let query = ''
  for (const name in asked) {
    for (const value of asked[name]!) {
      query += `${query && '&'}${encodeURIComponent(name)}=${encodeURIComponent(value)}`
    }
  }
  return query ? `${path}?${query}` : path
}

/** The same list with some filters changed; it starts again at its first page. */
export function changed(path: string, asked: Asked, changes: Asked): string {
  return addressOf(path, { ...asked, page: [], ...changes })
}

/** One active filter, and the address of the list without it. */
export interface Chip {
  words: Message
  without: string
}

export function chip(text: string, without: string, gaps?: Gaps): Chip {
  return { words: { text, gaps }, without }
}

/** Where a page of a list begins: after or before the row with this sort value and id. Never an offset. */
export interface Cursor {
  side: 'after' | 'before'
  value: string | number | null
  id: number
}

/** As a URL writes it; undefined where it is no cursor. */
export const cursor: FilterKind<string> = (text) => (readCursor(text) ? text : undefined)

export function writeCursor({ side, value, id }: Cursor): string {
  return `${side === 'after' ? '' : '-'}${Buffer.from(JSON.stringify([value, id])).toString('base64url')}`
}

export function readCursor(text: string | undefined): Cursor | undefined {
  if (!text) return undefined
  const side = text.startsWith('-') ? 'before' : 'after'
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text.replace(/^-/, ''), 'base64url').toString())
    if (!Array.isArray(parsed) || parsed.length !== 2 || !Number.isSafeInteger(parsed[1])) return undefined
    const [value, id] = parsed as [unknown, number]
    const isKey = value === null || typeof value === 'string' || Number.isSafeInteger(value)
    return isKey ? { side, value: value as Cursor['value'], id } : undefined
  } catch {
    return undefined
  }
}

/** The addresses around one page of a list: null where there is none. */
export interface Pages {
  first: string | null
  previous: string | null
  next: string | null
}
