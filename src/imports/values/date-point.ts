import { lastDay, type PartialDate, readDate } from '../../dates.ts'

// One moment as somebody wrote it, before anybody knows which year or order was meant.

/** What of a moment is written: each part may be missing. */
export interface Point {
  year?: number
  month?: number
  day?: number
  /** Written month first: known, because the other way round there is no such month. */
  isMonthFirst?: boolean
  isBuddhist?: boolean
  isSerial?: boolean
}

/** Which of two numbers is the day where both could be. */
export type Order = 'dayFirst' | 'monthFirst'

/** Lower case without tones, with only what dates are made of: days of the week and hours left out, words as marks. */
export function plainDate(text: string): string {
  return (
    text
      .normalize('NFD')
      .replace(/[\u0300-\u036F]/g, '')
      .toLowerCase()
      .replaceAll('\u0111', 'd')
      .replace(/[–—→~]/g, '-')
      // A year begun and not finished is no year.
      .replace(/(\d)(?:\.{2,}|…|_+|\?+(?=\d|\?|$)|x{1,2}\b)/g, '$1#')
      .replace(/(\d{4}-\d{2}-\d{2})t(?=\d)/g, '$1 ')
      .replace(/[t ]?\b\d{1,2}(?::|h|g)\d{0,2}(?::\d{2})?(?:\.\d+)?z?\b/g, ' ')
      .replace(
        /\b(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b[,.]?/g,
        ' ',
      )
      .replace(/\b(?:sang|trua|chieu|toi|dem)\b(?! *\d)/g, ' ')
      .replace(/\b(?:tu|from|khoi hanh|bat dau|khoang|du kien|vao|on)\b/g, ' ')
      .replace(/(\d)\s*(?:thang|thg)\s*(\d)/g, '$1/$2')
      .replace(/(\d)\s*,?\s*nam\s*(\d)/g, '$1/$2')
      .replace(/\bngay\b/g, ' ')
      .replace(
        /\b(\d{1,2})(?:st|nd|rd|th)?[ ./-]*([a-z]{3,9})\.?[ ,./-]*(\d{4}|\d{2})?\b/g,
        (all: string, day: string, word: string, year?: string) =>
          monthNamed(word) ? `${day}/${monthNamed(word)}${year ? `/${year}` : ''}` : all,
      )
      .replace(
        /\b([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b/g,
        (all: string, word: string, day: string, year: string) =>
          monthNamed(word) ? `${day}/${monthNamed(word)}/${year}` : all,
      )
      .replace(/\b([a-z]{3,9})\.?,? (\d{4})\b/g, (all: string, word: string, year: string) =>
        monthNamed(word) ? `${monthNamed(word)}/${year}` : all,
      )
      .replace(/\s*([/.])\s*/g, '$1')
      .replace(/\s+/g, ' ')
      .replace(/^[ .,;:-]+|[ .,;:-]+$/g, '')
  )
}

const months = 'january february march april may june july august september october november december'.split(
  ' ',
)
function monthNamed(word: string): number | undefined {
  const at = months.findIndex(
    (month) => month === word || (word.length >= 3 && word.length <= 4 && month.startsWith(word)),
  )
  return at === -1 ? undefined : at + 1
}

/** What a plain text says of one moment; undefined where it is none. */
export function readPoint(text: string, order: Order): Point | undefined {
  let found = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text)
  if (found) return withYear(found[1]!, { month: Number(found[2]), day: Number(found[3]) })
  found = /^(\d{1,2}) ?([-/. ]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})$/.exec(text)
  if (found) return withYear(found[4]!, inOrder(Number(found[1]), Number(found[3]), order))
  found = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (found) return withYear(found[1]!, { month: Number(found[2]), day: Number(found[3]) })
  found = /^(?:thang |thg ?|th\.?|t\.?)?(\d{1,2})[-/. ](\d{4})$/.exec(text)
  if (found) return withYear(found[2]!, { month: Number(found[1]) })
  found = /^(?:cuoi|dau|giua|trong|(?:thuong|trung|ha) tuan) (?:thang |t)?(\d{1,2})[-/. ](\d{4})$/.exec(text)
  if (found) return withYear(found[2]!, { month: Number(found[1]) })
  found = /^(?:(?:cuoi|dau|giua|trong) )?(?:thang |thg |t)(\d{1,2})$/.exec(text)
  if (found) return { month: Number(found[1]) }
  found =
    /^(?:(?:cuoi|dau|giua|trong) )?(?:nam |quy (?:[1-4]|i{1,3}|iv)[-/ ]|mua (?:xuan|ha|he|thu|dong),? )?(\d{4})$/.exec(
      text,
    )
  if (found) return withYear(found[1]!, {})
  found = /^(\d{5})(?:\.\d+)?$/.exec(text)
  if (found) return serial(Number(found[1]))
  found = /^(\d{1,2})[/.](\d{1,2})$/.exec(text)
  if (found) return inOrder(Number(found[1]), Number(found[2]), order)
  found = /^(\d{1,2})$/.exec(text)
  return found ? { day: Number(found[1]) } : undefined
}

function withYear(written: string, rest: Point): Point {
  const year = Number(written)
  if (written.length === 2) return { ...rest, year: year > 50 ? 1900 + year : 2000 + year }
  return year > 2400 && year < 2700 ? { ...rest, year: year - 543, isBuddhist: true } : { ...rest, year }
}

function inOrder(first: number, second: number, order: Order): Point {
  if (order === 'monthFirst' && first <= 12) return { month: first, day: second }
  // A number beyond 12 is no month, so the other one is.
  if (second > 12 && first <= 12) return { month: first, day: second, isMonthFirst: true }
  return { day: first, month: second }
}

/** Days since 30/12/1899, as Excel counts them; only what a ledger of our time may hold. */
function serial(days: number): Point | undefined {
  if (days < 14_000 || days > 55_000) return undefined
  const date = new Date(Date.UTC(1899, 11, 30 + days))
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    isSerial: true,
  }
}

/** The date of a point whose year is known; undefined where there is no such day. */
export function dateOf({ year, month, day }: Point): PartialDate | undefined {
  if (year === undefined) return undefined
  const two = (number: number) => String(number).padStart(2, '0')
  if (month === undefined) return readDate(String(year))
  return readDate(day === undefined ? `${year}-${two(month)}` : `${year}-${two(month)}-${two(day)}`)
}

/** Whether there could be such a day in some year: 31/9 never is, 29/2 sometimes. */
export function canBe({ month, day, year }: Point): boolean {
  if (month !== undefined && (month < 1 || month > 12)) return false
  if (day === undefined || month === undefined) return day === undefined || (day >= 1 && day <= 31)
  const last = Number(lastDay(`${year ?? 2024}-${String(month).padStart(2, '0')}`).slice(8))
  return day >= 1 && day <= last
}

const betweenDates = /\s*(?:-|,|&|\b(?:den het|den|toi|to|until|va|and|sang)\b)\s*/g

/**
 * The two ends of a stretch of days: '5-11/9/2012', '29/6-4/7/2018', '6/9/2016-12/9/2016', '8-10/2024' (months). What
 * one end leaves out is taken from the other.
 */
export function readSpan(text: string, order: Order): [Point, Point] | undefined {
  // A list of days is a stretch from its first to its last.
  const list = /^(\d{1,2})(?:,\s*\d{1,2})+(?:,| va | & )\s*(\d{1,2}[/.].+)$/.exec(text)
  const whole = list ? `${list[1]}-${list[2]}` : text
  for (const { index, 0: mark } of whole.matchAll(betweenDates)) {
    const left = readPoint(whole.slice(0, index).trim(), order)
    const right = readPoint(whole.slice(index + mark.length).trim(), order)
    if (!left || !right || index === 0) continue
    const span = together(left, right)
    if (span) return span
  }
  return undefined
}

function together(left: Point, right: Point): [Point, Point] | undefined {
  const isOnlyDay = (point: Point) => point.month === undefined && point.year === undefined
  if (isOnlyDay(left) && isOnlyDay(right)) return undefined
  if (isOnlyDay(left) && right.day !== undefined) return [{ ...right, ...left }, right]
  // 8-10/2024: from one month to another.
  if (isOnlyDay(left)) return [{ month: left.day, year: right.year }, right]
  if (isOnlyDay(right)) return [left, { ...left, day: right.day }]
  if (left.year !== undefined && right.year !== undefined) return [left, right]
  const turnsYear = (left.month ?? 0) > (right.month ?? 0)
  if (right.year !== undefined) return [{ ...left, year: right.year - Number(turnsYear) }, right]
  if (left.year !== undefined) return [left, { ...right, year: left.year + Number(turnsYear) }]
  return turnsYear ? undefined : [left, right]
}
