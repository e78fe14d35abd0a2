// Dates known to the day, the month or the year (C14): '2024-09-14', '2024-09', '2024'.
// As text they sort in time, and each is a prefix of what it might turn out to be.

export type PartialDate = string

const FIRST_YEAR = 1900
const LAST_YEAR = 2100

/**
 * The date a person typed, or undefined where it is none. Reads 14/9/2024, 14.09.24, 14-9-2024, 9/2024, 2024 and
 * the stored form; two-digit years are this century's. 31/02 is no date. Years 1900 to 2100.
 */
export function readDate(typed: string): PartialDate | undefined {
  const text = typed.trim()
  const stored = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text)
  if (stored) return dateOf(stored[1], stored[2], stored[3])
  const written = /^(?:(?:(\d{1,2})\s*[/. -]\s*)?(\d{1,2})\s*[/. -]\s*)?(\d{4}|\d{2})$/.exec(text)
  if (!written) return undefined
  const [, day, month, year] = written
  if (year!.length === 2 && !day) return undefined
  return dateOf(year!.length === 2 ? `20${year}` : year, month, day)
}

function dateOf(year?: string, month?: string, day?: string): PartialDate | undefined {
  const y = Number(year)
  if (y < FIRST_YEAR || y > LAST_YEAR) return undefined
  if (!month) return String(y)
  const m = Number(month)
  if (m < 1 || m > 12) return undefined
  const yearAndMonth = `${y}-${two(m)}`
  if (!day) return yearAndMonth
  const d = Number(day)
  if (d < 1 || d > daysIn(y, m)) return undefined
  return `${yearAndMonth}-${two(d)}`
}

const two = (number: number) => String(number).padStart(2, '0')
const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** As the house writes it: 14/09/2024, 9/2024, 2024. */
export function writeDate(date: PartialDate): string {
  const year = date.slice(0, 4)
  if (date.length === 4) return year
  return date.length === 7
    ? `${Number(date.slice(5))}/${year}`
    : `${date.slice(8)}/${date.slice(5, 7)}/${year}`
}

/** A stretch of days as the house writes it: 20–23/10/2025, 27/04–02/05/2025, 28/12/2025–03/01/2026. */
export function writeRange(from: PartialDate, to: PartialDate | null): string {
  if (!to || to === from) return writeDate(from)
  const isAlike = from.length === to.length && from.slice(0, 4) === to.slice(0, 4)
  if (isAlike && to.length === 10) {
    const isOneMonth = from.slice(0, 7) === to.slice(0, 7)
    return `${from.slice(8)}${isOneMonth ? '' : `/${from.slice(5, 7)}`}–${writeDate(to)}`
  }
  return `${isAlike && to.length === 7 ? Number(from.slice(5)) : writeDate(from)}–${writeDate(to)}`
}

/** Whether `date` surely lies before `other`: false while either might still turn out otherwise. */
export function isBefore(date: PartialDate, other: PartialDate): boolean {
  const known = Math.min(date.length, other.length)
  return date.slice(0, known) < other.slice(0, known)
}

/** A stretch of time that may be open at either end; both ends belong to it. */
export interface Period {
  sinceOn: PartialDate | null
  untilOn: PartialDate | null
}

/** Whether `date` may lie within a period: false only where it surely lies outside it. */
export function mayLieIn({ sinceOn, untilOn }: Period, date: PartialDate): boolean {
  return !(sinceOn && isBefore(date, sinceOn)) && !(untilOn && isBefore(untilOn, date))
}

/** The first day it may mean: 2024-09 → 2024-09-01. */
export function firstDay(date: PartialDate): string {
  return `${date}-01-01`.slice(0, 10)
}

/** The last day it may mean: 2024-09 → 2024-09-30. */
export function lastDay(date: PartialDate): string {
  if (date.length === 10) return date
  const [year, month] = date.split('-')
  if (!month) return `${year}-12-31`
  return `${date}-${daysIn(Number(year), Number(month))}`
}

export const yearOf = (date: PartialDate) => date.slice(0, 4)

/** '2024-09' of a date known at least to the month, else null. */
export const monthOf = (date: PartialDate) => (date.length >= 7 ? date.slice(0, 7) : null)

/** 1 to 4, or null while only the year is known. */
export function quarterOf(date: PartialDate): number | null {
  return date.length >= 7 ? Math.ceil(Number(date.slice(5, 7)) / 3) : null
}

export const isKnownToTheDay = (date: PartialDate | null): date is string => date?.length === 10

/** `days` later (earlier where negative) than a day. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** The day so many months later; the month's last day where it has no such one: 31/01 and a month is 28/02. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(date, length))
  return first.toISOString().slice(0, 10)
}

/** The date just before (-1) or just after (1), known as far as this one: 2025 → 2024, 2025-01 → 2024-12. */
export function beside(date: PartialDate, step: -1 | 1): PartialDate {
  if (date.length === 10) return addDays(date, step)
  if (date.length === 4) return String(Number(date) + step)
  return step === -1 ? addDays(firstDay(date), -1).slice(0, 7) : addDays(lastDay(date), 1).slice(0, 7)
}

/** Whole days from one day to another: negative where `to` lies before `from`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/**
 * Days a visit lasts, both ends included (C6), or null while either date is not known to the day.
 * Throws RangeError when it ends before it starts.
 */
export function daysOf(from: PartialDate, to: PartialDate | null): number | null {
  if (!isKnownToTheDay(from) || !isKnownToTheDay(to)) return null
  const days = daysBetween(from, to) + 1
  if (days < 1) throw new RangeError(`${to} lies before ${from}`)
  return days
}

/** Today in Viet Nam. */
export function today(now = Date.now()): string {
  return inVietNam(now).slice(0, 10)
}

/** 0 is Monday, 6 Sunday. */
export function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
}

/**
 * The earliest text a start within a period from `from` may have: 2024-09-01 → '2024-09', 2024-01 → '2024', so that a
 * start known only to that month or year is within it too.
 */
export function lowestWithin(from: PartialDate): string {
  return from.replace(/-01$/, '').replace(/^(\d{4})-01$/, '$1')
}

/**
 * What bounds the starts within a period up to and including `to`: texts below `below`, save `wider` ones, which may
 * still turn out to lie after it ('2024' for a period that ends in 9/2024).
 */
export function highestWithin(to: PartialDate): { below: string; wider: PartialDate[] } {
  let end = lastDay(to)
  if (end === lastDay(end.slice(0, 7))) end = end.slice(0, 7)
  if (end.length === 7 && end.endsWith('-12')) end = end.slice(0, 4)
  return {
    below: `${end}~`,
    wider: [4, 7].filter((length) => length < end.length).map((length) => end.slice(0, length)),
  }
}

/** A moment as a clock in Viet Nam shows it: 22/11/2026 08:15. `at` is ISO 8601. */
export function momentOf(at: string): string {
  const there = inVietNam(Date.parse(at))
  return `${there.slice(8, 10)}/${there.slice(5, 7)}/${there.slice(0, 4)} ${there.slice(11, 16)}`
}

// Seven hours ahead of UTC all year round, whatever the machine's own zone.
const inVietNam = (moment: number) => new Date(moment + 7 * 3_600_000).toISOString()

/** The time of day of a moment in Viet Nam, to the second: 08:15:04. */
export const timeOf = (at: string) => inVietNam(Date.parse(at)).slice(11, 19)
