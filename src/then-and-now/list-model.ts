import { momentOf, today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { registerAt } from '../db/past-register.ts'
import { wholeOf } from '../db/scope.ts'
import { lastActId } from '../db/recording.ts'
import { type ActSince, historyBegan, lastActsSince } from '../history/since.ts'
import { byWhom } from '../history/told.ts'
import { type Cell, type Column, inTurns, plainOf, type Sheet, written } from '../web/export.ts'
import type { Speech } from '../web/language.ts'
import { addressOf, type Chip, type Query } from '../web/listing.ts'
import { compare, type Comparison, type Field, type Line } from './comparing.ts'
import type { AskedList, ComparedList, Measured } from './compared-list.ts'

/** A list beside what it was at the end of a day. */
export interface ThenAndNow extends Comparison {
  list: ComparedList
  read: AskedList
  at: string
  /** What stands above the list, then and now. */
  figures: { name: string; was: Measured; is: Measured }[]
  acts: Acts
}

/** Read some rows at a time, others being answered in between; anew where somebody wrote meanwhile. */
export async function thenAndNow(
  db: Db,
  list: ComparedList,
  query: Query,
  at: string,
  speech: Speech,
): Promise<ThenAndNow> {
  const { at: _at, ...rest } = query
  for (let attempt = 1; ; attempt++) {
    const seen = lastActId(wholeOf(db))
    const read = list.read(db, rest, at, speech)
    const past = registerAt(db, at)
    const [was, is] = [await linesIn(read, past), await linesIn(read, db)]
    const figures = figuresOf(read, [past, was], [db, is])
    const rows = {
      name: speech.t('Dòng trong danh sách'),
      was: { value: was.length },
      is: { value: is.length },
    }
    const comparison = compare(was, is)
    if (lastActId(wholeOf(db)) !== seen && attempt < MOST_ATTEMPTS) continue
    const lines = [...comparison.came, ...comparison.went, ...comparison.changed.map(({ line }) => line)]
    return {
      ...comparison,
      list,
      read,
      at,
      figures: figures ?? [rows],
      acts: actsOf(db, at, list, lines),
    }
  }
}

const MOST_ATTEMPTS = 3

/** By table and id, the last act since that changed it. */
type Acts = Map<string, Map<number, ActSince>>

function actsOf(db: Db, at: string, { history }: ComparedList, lines: Line[]): Acts {
  const byTable = Map.groupBy(
    lines.flatMap(({ records }) => records),
    ({ table }) => table,
  )
  return new Map(
    [...byTable].map(([table, records]) => {
      const ids = new Set(records.map(({ id }) => id))
      return [table, lastActsSince(db, at, { table, of: history }, [...ids])]
    }),
  )
}

/** Of all that a line stands on, what was done last. */
const lastActOf = ({ records }: Line, acts: Acts): ActSince | undefined =>
  records
    .flatMap(({ table, id }) => acts.get(table)?.get(id) ?? [])
    .reduce<ActSince | undefined>((last, act) => (last && last.actId > act.actId ? last : act), undefined)

async function linesIn({ lines }: AskedList, register: Db): Promise<Line[]> {
  const found: Line[] = []
  for await (const some of inTurns(lines(register))) found.push(...some)
  return found
}

type WithLines = [register: Db, lines: Line[]]

function figuresOf({ figures }: AskedList, past: WithLines, now: WithLines) {
  if (!figures) return undefined
  const is = figures(...now, now[1])
  return figures(...past, now[1]).map((was, index) => ({ name: was.name, was, is: is[index]! }))
}

/** So many rows of each kind are shown; a download has all of them. */
const SHOWN = 200

/** What the page shows. */
export function listModel(db: Db, told: ThenAndNow, day: string, speech: Speech) {
  const { list, read, at, acts } = told
  const { columns } = read
  const shown = list.shown.map((place) => columns[place]!)
  const row = (line: Line) => ({
    name: line.name,
    href: line.href,
    cells: list.shown.map((place) => wordsOf(columns[place]!, line.cells[place]!, speech)),
    act: actOf(line, acts),
  })
  return {
    list,
    at,
    day,
    ignored: read.ignored,
    chips: chipsAt(list.path, read, at, speech),
    all: addressOf(list.path, { at: [writtenDay(at)] }),
    back: addressOf(list.path, read.asked),
    kept: Object.entries(read.asked).flatMap(([name, values]) =>
      values.map((value) => [name, String(value)]),
    ),
    began: beganAfter(db, at),
    figures: told.figures.map(({ name, was, is }) => ({
      name,
      was: figureWords(was, speech),
      is: figureWords(is, speech),
      difference: differenceWords(was, is, speech),
    })),
    headings: shown.map(({ heading, kind }) => ({ heading, isNumber: kind === 'number' })),
    came: { count: told.came.length, rows: told.came.slice(0, SHOWN).map(row) },
    went: { count: told.went.length, rows: told.went.slice(0, SHOWN).map(row) },
    changed: {
      count: told.changed.length,
      rows: told.changed.slice(0, SHOWN).map(({ line, fields }) => ({
        name: line.name,
        href: line.href,
        fields: fields.map((field) => ({
          heading: columns[field.column]!.heading,
          was: wordsOf(columns[field.column]!, field.was, speech),
          is: wordsOf(columns[field.column]!, field.is, speech),
        })),
        act: actOf(line, acts),
      })),
    },
    downloads: downloadsAt(list.path, read, at),
  }
}

/** The date as an address and a person write it. */
export const writtenDay = (day: string) => `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`

/** The same list on the same day without one of its filters, and the list of today. */
function chipsAt(path: string, { asked, chips }: AskedList, at: string, { date }: Speech): Chip[] {
  return [
    { words: { text: 'So với {date}', gaps: { date: date(at) } }, without: addressOf(path, asked) },
    ...chips.map((chip) => ({ ...chip, without: withDay(chip.without, at) })),
  ]
}

/** An address that also asks for the day. */
export const withDay = (href: string, at: string) =>
  `${href}${href.includes('?') ? '&' : '?'}at=${encodeURIComponent(writtenDay(at))}`

const downloadsAt = (path: string, { asked }: AskedList, at: string) =>
  ['xlsx', 'csv', 'json'].map((ending) => ({
    ending,
    href: withDay(addressOf(`${path}.${ending}`, asked), at),
  }))

/** When history begins, where that is after the day. */
export function beganAfter(db: Db, at: string): string | null {
  const began = historyBegan(db)
  const day = began && new Date(Date.parse(began) + 7 * 3_600_000).toISOString().slice(0, 10)
  return day && day > at ? day : null
}

function wordsOf({ kind }: Column<Line>, value: Cell, speech: Speech): string {
  if (value === null || value === '') return '–'
  return typeof value === 'number' ? speech.number(value) : String(written(value, kind))
}

export function figureWords({ value, isLowerBound }: Measured, { number, t }: Speech): string {
  return isLowerBound && value !== null ? t('ít nhất {number}', { number: value }) : number(value)
}

/** "+1", "−2"; nothing where there is no difference, or one of both is not known to the last. */
export function differenceWords(was: Measured, is: Measured, { number }: Speech): string {
  if (was.value === null || is.value === null || was.isLowerBound || is.isLowerBound) return ''
  const difference = is.value - was.value
  if (!difference) return ''
  return difference > 0 ? `+${number(difference)}` : `−${number(-difference)}`
}

const actOf = (line: Line, acts: Acts) => {
  const act = lastActOf(line, acts)
  return act
    ? { href: `/history/${act.actId}`, moment: momentOf(act.at), by: byWhom(act.who), others: act.acts - 1 }
    : null
}

interface Told {
  kind: 'came' | 'went' | 'changed'
  line: Line
  fields: Field[]
}

export const kinds = { came: 'Thêm vào', went: 'Không còn', changed: 'Thay đổi' } as const

/** All of it as a table to download: each row with what became of it, in the list's own columns. */
export function sheetOf(told: ThenAndNow, speech: Speech): Sheet<Told> {
  const { t, say, date } = speech
  const { columns, chips } = told.read
  const rows: Told[] = [
    ...told.came.map((line) => ({ kind: 'came' as const, line, fields: [] })),
    ...told.went.map((line) => ({ kind: 'went' as const, line, fields: [] })),
    ...told.changed.map(({ line, fields }) => ({ kind: 'changed' as const, line, fields })),
  ]
  const act = ({ line }: Told) => lastActOf(line, told.acts)
  return {
    title: t('{list}: so với ngày {date}', { list: { text: told.list.title }, date: date(told.at) }),
    about: [
      ...(chips.length
        ? [t('Gồm: {filters}', { filters: chips.map(({ words }) => say(words)).join(' · ') })]
        : []),
      ...told.figures.map(
        ({ name, was, is }) => `${name}: ${figureWords(was, speech)} → ${figureWords(is, speech)}`,
      ),
      t('Số liệu tính đến {date}.', { date: date(today()) }),
    ],
    columns: [
      { heading: t('Khác'), value: ({ kind }) => t(kinds[kind]), width: 11 },
      ...columns.map(({ value, ...column }) => ({ ...column, value: (row: Told) => value(row.line) })),
      {
        heading: t('Trước đây'),
        value: ({ fields }) =>
          fields
            .map(
              ({ column, was }) => `${columns[column]!.heading}: ${wordsOf(columns[column]!, was, speech)}`,
            )
            .join('; '),
        width: 40,
        isOffPaper: true,
      },
      { heading: t('Ai'), value: (row) => (act(row) ? say(byWhom(act(row)!.who)) : null), width: 20 },
      { heading: t('Lúc'), value: (row) => act(row)?.at ?? null, kind: 'moment', width: 17 },
    ],
    batches: [rows],
  }
}

/** The same for programs. */
export function asJson(told: ThenAndNow, db: Db, day: string) {
  const { columns } = told.read
  const row = (line: Line) => ({
    key: line.key,
    name: line.name,
    href: line.href,
    cells: Object.fromEntries(
      columns.map(({ heading }, index) => [heading, plainOf(line.cells[index] ?? null)]),
    ),
    lastAct: lastAct(line),
  })
  const lastAct = (line: Line) => {
    const act = lastActOf(line, told.acts)
    return act ? { id: act.actId, at: act.at, who: act.who } : null
  }
  return {
    asOf: day,
    at: told.at,
    historyBegan: historyBegan(db),
    figures: told.figures.map(({ name, was, is }) => ({
      name,
      was: was.value,
      wasLowerBound: was.isLowerBound ?? false,
      is: is.value,
      isLowerBound: is.isLowerBound ?? false,
    })),
    came: told.came.map(row),
    went: told.went.map(row),
    changed: told.changed.map(({ line, fields }) => ({
      ...row(line),
      changes: fields.map(({ column, was, is }) => ({
        heading: columns[column]!.heading,
        was: plainOf(was),
        is: plainOf(is),
      })),
    })),
  }
}
