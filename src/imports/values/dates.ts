import { isBefore, isKnownToTheDay, type PartialDate, writeDate } from '../../dates.ts'
import { cleaned, folded } from '../../vietnamese.ts'
import type { Message } from '../../web/language.ts'
import { canBe, dateOf, type Order, plainDate, type Point, readPoint, readSpan } from './date-point.ts'
import type { Problem } from './problem.ts'

// Where a month is named, or a day that is no month stands before one, its text says itself which is which.
const ownOrder =
  /tháng|thang|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|(?:^|\D)(?:1[3-9]|2\d|3[01])\s*[/.-]\s*\d{1,2}\b/i

/** When a visit was, as its cells say, with what could not be read. */
export interface ReadDates {
  startsOn: PartialDate | null
  endsOn: PartialDate | null
  problems: Problem[]
  notes: Message[]
  /** What is written cannot be: a day that does not exist, or an end before its start. */
  isImpossible: boolean
}

export interface DateContext {
  /** The year that the section above, or a column of years, gives. */
  year: number | null
  order: Order
  /** Both orders are met in the column: a date that may be either is doubtful. */
  isOrderMixed?: boolean
  /** Excel seems to have taken days for months: its own dates are doubtful. */
  areSwapped?: boolean
}

/** From so many days on, a visit is one of two dates more likely. */
const LONG_DAYS = 31
const FIRST_YEAR = 1945
const LAST_YEAR = new Date().getUTCFullYear() + 6

/** Reads the cell of the start (or of the whole stretch) and, where there is one, the cell of the end. */
export function readDates(startText: string, endText: string, context: DateContext): ReadDates {
  const read: ReadDates = { startsOn: null, endsOn: null, problems: [], notes: [], isImpossible: false }
  const problem = (field: 'startsOn' | 'endsOn', text: string, reason: string, gaps?: Message['gaps']) =>
    read.problems.push({
      field,
      text: cleaned(text),
      reason: { text: reason, gaps: { text: cleaned(text), ...gaps } },
    })
  const start = split(startText)
  const end = split(endText)
  if (!start.plain) {
    if (end.plain) problem('startsOn', endText, 'Chỉ có ngày kết thúc ({text}), không có ngày bắt đầu')
    return read
  }

  let [from, to] = pointsOf(start.plain, context.order)
  const typedTo = end.plain ? pointsOf(end.plain, context.order) : undefined
  const endPoint = typedTo?.[1] ?? typedTo?.[0]
  // "20" and "23/10/2025", in a column each.
  if (
    from &&
    isOnlyDay(from) &&
    endPoint?.month !== undefined &&
    endPoint.day !== undefined &&
    from.day! <= endPoint.day
  ) {
    from = { ...endPoint, day: from.day }
  }
  if (end.plain) to = endPoint
  if (!from) {
    const found = theOneDateIn(start.plain, context.order)
    if (found) {
      from = found
      problem('startsOn', startText, 'Chỉ đọc được ngày từ một phần của “{text}”. Xem lại')
    }
  }
  read.startsOn = from ? settleStart(from) : null
  if (!from) giveYear('Không đọc được ngày từ “{text}”')
  if (to) settleEnd(to)
  else if (end.plain)
    problem('endsOn', endText, 'Không đọc được ngày kết thúc từ “{text}”. Để trống, hỏi lại')
  if (read.startsOn && read.endsOn && isBefore(read.endsOn, read.startsOn)) {
    problem(
      'endsOn',
      endText || startText,
      'Ngày kết thúc ({end}) trước ngày bắt đầu ({start}). Để trống, hỏi lại',
      {
        end: writeDate(read.endsOn),
        start: writeDate(read.startsOn),
      },
    )
    read.endsOn = null
    read.isImpossible = true
  }
  if (isKnownToTheDay(read.startsOn) && isKnownToTheDay(read.endsOn)) {
    const days = (Date.parse(read.endsOn) - Date.parse(read.startsOn)) / 86_400_000 + 1
    if (days >= LONG_DAYS)
      problem('endsOn', endText || startText, 'Đoàn dài {days} ngày. Xem lại ngày đi, ngày về', { days })
  }
  for (const [cell, text] of [
    [start, startText],
    [end, endText],
  ] as const)
    considerAside(cell.aside, text)
  if (
    read.startsOn &&
    read.startsOn.length < 10 &&
    !read.problems.some(({ field }) => field === 'startsOn')
  ) {
    problem('startsOn', startText, read.startsOn.length === 7 ? 'Chỉ biết đến tháng' : 'Chỉ biết đến năm')
  }
  return read

  function settleStart(point: Point): PartialDate | null {
    if (isOnlyDay(point)) return giveYear('“{text}” chỉ có ngày, không có tháng')
    if (!canBe(point)) {
      problem('startsOn', startText, 'Không có ngày {text}')
      read.isImpossible = true
      return null
    }
    const isFromSection = point.year === undefined
    const year = point.year ?? context.year ?? undefined
    if (year === undefined) {
      problem('startsOn', startText, '“{text}” không có năm, cũng không nằm dưới tiểu mục một năm')
      return null
    }
    const date = yearIsLikely(year) ? dateOf({ ...point, year }) : undefined
    if (!date) {
      if (yearIsLikely(year)) problem('startsOn', startText, 'Không có ngày {text}')
      else tellYear('startsOn', startText, year)
      read.isImpossible = true
      return null
    }
    if (isFromSection)
      read.notes.push({ text: 'Năm {year} lấy từ tiểu mục hoặc cột năm', gaps: { year: String(year) } })
    else if (context.year !== null && year !== context.year) {
      problem('startsOn', startText, '“{text}” khác năm {year} của tiểu mục. Xem lại', {
        year: String(context.year),
      })
    }
    tellHowRead(point, date, 'startsOn', startText)
    return date
  }

  function settleEnd(point: Point) {
    const text = endText || startText
    const started = read.startsOn
    if (isOnlyDay(point) || !canBe(point)) {
      problem(
        'endsOn',
        text,
        isOnlyDay(point)
          ? 'Không đọc được ngày kết thúc từ “{text}”. Để trống, hỏi lại'
          : 'Không có ngày {text}. Để trống ngày kết thúc, hỏi lại',
      )
      read.isImpossible ||= !isOnlyDay(point)
      return
    }
    let { year } = point
    if (year === undefined) {
      year = started ? Number(started.slice(0, 4)) : (context.year ?? undefined)
      if (year === undefined) return
      // From December into January.
      if (
        started &&
        started.length >= 7 &&
        point.month! < Number(started.slice(5, 7)) &&
        started.slice(5, 7) === '12'
      )
        year++
    }
    const date = yearIsLikely(year) ? dateOf({ ...point, year }) : undefined
    if (!date) {
      if (yearIsLikely(year)) problem('endsOn', text, 'Không có ngày {text}. Để trống ngày kết thúc, hỏi lại')
      else tellYear('endsOn', text, year)
      read.isImpossible = true
      return
    }
    if (!started) return
    tellHowRead(point, date, 'endsOn', text)
    read.endsOn = date
  }

  function tellYear(field: 'startsOn' | 'endsOn', text: string, year: number) {
    problem(field, text, '“{text}”: năm {year} nằm ngoài khoảng năm sổ nhận. Xem lại', { year: String(year) })
  }

  function giveYear(reason: string): PartialDate | null {
    // A year begun and not finished ("14/5/20..") contradicts no section, and is not to be guessed either.
    if (context.year === null || start.plain.includes('#')) {
      problem('startsOn', startText, reason)
      return null
    }
    problem('startsOn', startText, 'Từ “{text}” chỉ lấy được năm {year} của tiểu mục', {
      year: String(context.year),
    })
    read.startsOn = String(context.year)
    return read.startsOn
  }

  function tellHowRead(point: Point, date: PartialDate, field: 'startsOn' | 'endsOn', text: string) {
    if (point.isMonthFirst) {
      problem(field, text, '“{text}” viết tháng trước ngày (không có tháng {day}), nên đọc là {date}', {
        day: point.day!,
        date: writeDate(date),
      })
    } else if (
      context.isOrderMixed &&
      point.day !== undefined &&
      point.day <= 12 &&
      point.day !== point.month &&
      !point.isSerial &&
      !/^\d{4}/.test(text.trim()) &&
      !ownOrder.test(text)
    ) {
      problem(field, text, 'Cột có cả cách viết ngày/tháng lẫn tháng/ngày; “{text}” đọc là {date}. Xem lại', {
        date: writeDate(date),
      })
    }
    if (context.areSwapped && isOwnDateOfExcel(text) && mayBeSwapped(date)) {
      problem(field, text, 'Có lẽ Excel đã đảo ngày và tháng: {date} có thể là {other}. Xem lại', {
        date: writeDate(date),
        other: writeDate(swapped(date)),
      })
    }
    if (point.isBuddhist)
      read.notes.push({ text: 'Năm Phật lịch: đọc là {date}', gaps: { date: writeDate(date) } })
    if (point.isSerial)
      read.notes.push({ text: 'Số thứ tự ngày của Excel: đọc là {date}', gaps: { date: writeDate(date) } })
  }

  // What stands in brackets may be another date: then nobody knows which is right.
  function considerAside(aside: string, text: string) {
    if (!aside || !read.startsOn) return
    if (/\?/.test(aside)) problem('startsOn', text, '“{text}”: người ghi còn nghi. Xem lại')
    if (!/\d[/.-]\d/.test(aside)) return
    const inside = [...plainDate(aside).matchAll(/\d[\d/. -]*\d/g)].map(([date]) =>
      pointsOf(date, context.order),
    )
    const year = Number(read.startsOn.slice(0, 4))
    for (const [from, to] of inside) {
      const otherStart: PartialDate | undefined = from && dateOf({ year, ...from })
      const otherEnd: PartialDate | undefined = to && dateOf({ year, ...to })
      if (otherEnd && otherEnd !== read.endsOn) {
        problem('endsOn', text, '“{text}” có hai ngày kết thúc khác nhau. Để trống, hỏi lại')
        read.endsOn = null
      }
      if (otherStart && otherStart !== read.startsOn) {
        problem('startsOn', text, '“{text}” có hai ngày khác nhau; đọc ngày ghi trước. Xem lại')
      }
    }
  }
}

const isOnlyDay = ({ day, month, year }: Point) =>
  day !== undefined && month === undefined && year === undefined
const yearIsLikely = (year: number) => year >= FIRST_YEAR && year <= LAST_YEAR

/** What stands in brackets apart from the rest. */
function split(text: string): { plain: string; aside: string } {
  const aside = [...text.matchAll(/\(([^)]*)\)/g)].map(([, inside]) => inside).join('; ')
  const rest = cleaned(text.replace(/\([^)]*\)/g, ' '))
  // "9/2024 ?" is readable with a doubt; "202?" is not.
  const isDoubted = /(?:\d{4}|\s)\s*\?+$/.test(rest)
  return {
    plain: plainDate(isDoubted ? rest.replace(/\?+$/, '') : rest),
    aside: cleaned(`${aside} ${isDoubted ? '?' : ''}`),
  }
}

function pointsOf(plain: string, order: Order): [Point | undefined, Point | undefined] {
  const one = readPoint(plain, order)
  if (one) return [one, undefined]
  const span = readSpan(plain, order)
  return span ?? [undefined, undefined]
}

/** A whole date within other words, if there is exactly one. */
function theOneDateIn(plain: string, order: Order): Point | undefined {
  const found = [...plain.matchAll(/(?<![\d/.-])\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?![\d/.-])/g)]
  return found.length === 1 ? readPoint(found[0]![0], order) : undefined
}

/** How many dates of a column can only be day first, and how many only month first. */
export interface OrderEvidence {
  dayFirst: number
  monthFirst: number
  order: Order
  isMixed: boolean
  /** How many dates Excel seems to have made of a day and a month the wrong way round. */
  swapped: number
}

/** A cell that Excel holds as a date, not as text. */
const isOwnDateOfExcel = (text: string) => /^(?:\d{4}-\d{2}-\d{2}|\d{5}(?:\.\d+)?)$/.test(text.trim())
const mayBeSwapped = (date: PartialDate) =>
  date.length === 10 && date.slice(8) <= '12' && date.slice(5, 7) !== date.slice(8)
const swapped = (date: PartialDate): PartialDate => `${date.slice(0, 4)}-${date.slice(8)}-${date.slice(5, 7)}`

/**
 * How many dates of a column may have been swapped. Where Excel expects the month first, it makes a date of "4/6/2006",
 * and leaves "25/3/2006" as text: then what is text has a day beyond 12, and what is a date has none.
 */
function countSwapped(texts: string[]): number {
  const own = texts.filter(isOwnDateOfExcel).flatMap((text) => {
    const point = readPoint(plainDate(text), 'dayFirst')
    return point ? (dateOf(point) ?? []) : []
  })
  const written = texts.flatMap(
    (text) => /^\s*(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}\s*$/.exec(text)?.slice(1, 3) ?? [],
  )
  const days = written.filter((_, at) => at % 2 === 0).map(Number)
  const isLeft = days.length > 0 && days.filter((day) => day <= 12).length * 10 <= days.length
  const early = own.filter((date) => date.slice(8) <= '12').length
  return isLeft && early * 5 >= own.length * 4 ? own.filter(mayBeSwapped).length : 0
}

export function orderOf(texts: string[]): OrderEvidence {
  let dayFirst = 0
  let monthFirst = 0
  for (const text of texts) {
    const plain = plainDate(text)
    for (const [, first, , second] of plain.matchAll(
      /(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d/.-])/g,
    )) {
      if (Number(first) > 12 && Number(second) <= 12) dayFirst++
      else if (Number(second) > 12 && Number(first) <= 12) monthFirst++
    }
    // "18/3" can only be a day and a month; "3/18" might be a month and a year.
    for (const [, first, second] of plain.matchAll(/(?<![\d/.])(\d{1,2})[/.](\d{1,2})(?![\d/.])/g)) {
      if (Number(first) > 12 && Number(first) <= 31 && Number(second) <= 12) dayFirst++
    }
  }
  const isMonthFirst = monthFirst > dayFirst
  const fewer = Math.min(dayFirst, monthFirst)
  return {
    dayFirst,
    monthFirst,
    order: isMonthFirst ? 'monthFirst' : 'dayFirst',
    isMixed: fewer > 0 && fewer * 5 >= dayFirst + monthFirst,
    swapped: countSwapped(texts),
  }
}

/** Whether a text looks like a date or a stretch of days: for telling what a column holds. */
export const isDateLike = (text: string) => {
  const plain = plainDate(cleaned(text.replace(/\([^)]*\)/g, ' ')))
  if (!/\d/.test(plain) || /^\d{1,3}$/.test(plain)) return false
  return pointsOf(plain, 'dayFirst')[0] !== undefined
}

/** What a column of days and one of months say together: "14" and "7" are 14/7, "7" alone a month of its year. */
export function dayWithMonth(dayText: string, monthText: string, year: number | null): string {
  const month = /^(?:(?:tháng|thang|month|t)[ .]*)?(0?[1-9]|1[0-2])(?:[.,]0+)?$/iu.exec(
    cleaned(monthText),
  )?.[1]
  if (month === undefined) return dayText || monthText
  if (!dayText) return year === null ? `T${month}` : `${month}/${year}`
  return /^\d{1,2}(?:\s*[-–]\s*\d{1,2})?$/.test(cleaned(dayText)) ? `${cleaned(dayText)}/${month}` : dayText
}

/** A year alone, as a column of years holds it. */
export const readYear = (text: string): number | undefined => {
  const point = readPoint(plainDate(text), 'dayFirst')
  return point?.year !== undefined && point.month === undefined && yearIsLikely(point.year)
    ? point.year
    : undefined
}

/** The one year a heading names; 'several' where it names more, undefined where it names none. */
export function yearsIn(text: string): number | 'several' | undefined {
  const years = new Set(
    [...folded(text).matchAll(/\b(?:19[4-9]\d|20[0-9]\d)\b/g)].map(([year]) => Number(year)),
  )
  if (years.size > 1) return 'several'
  return [...years][0]
}
