import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCount } from '../src/imports/values/counts.ts'
import { readDates } from '../src/imports/values/dates.ts'
import { inWindows1258, oldLedger, workbook, type Expected } from './imports/ledgers.ts'
import { startApp } from './support/app.ts'
import { linesOf, type ToldLine, upload } from './support/imports.ts'

// How well ledgers are read: each field of each line beside what a person would read.

const file = (name: string) => readFileSync(join(import.meta.dirname, 'imports', name))
const ENOUGH = 0.97

/** An office that knows the partners of the published register and has no visits yet. */
const startOffice = () => startApp({ published: 'catalogue' })

const fields = [
  'direction',
  'title',
  'partners',
  'countries',
  'startsOn',
  'endsOn',
  'headName',
  'headPosition',
  'headCount',
] as const

function written(value: string[] | string | number | null | undefined, field: string): string {
  if (Array.isArray(value)) return value.join(field === 'partners' ? '; ' : '|')
  return value === null || value === undefined ? '' : String(value)
}

/** Prints how many of each field are right, and gives the share of all with what is wrong and not said to be in doubt. */
function score(name: string, lines: ToldLine[], expected: Expected[]) {
  const right = new Map<string, number>()
  const unsaid: string[] = []
  for (const wanted of expected) {
    const line = lines.find((one) => one.sheet === wanted.sheet && one.line === wanted.line)
    for (const field of fields) {
      const is = written(line?.values[field], field)
      if (is === wanted[field].normalize('NFC')) right.set(field, (right.get(field) ?? 0) + 1)
      else if (!line?.problems.some((problem) => problem.field === field)) {
        unsaid.push(`line ${wanted.line} ${field}: “${is}”, not “${wanted[field]}”`)
      }
    }
  }
  const told = fields.map((field) => `${field} ${right.get(field) ?? 0}`).join(', ')
  const all = [...right.values()].reduce((sum, count) => sum + count, 0)
  const share = all / (expected.length * fields.length)
  console.log(`${name}: ${(share * 100).toFixed(1)} % of ${expected.length} lines read right (${told})`)
  return { share, unsaid }
}

const verdictOf: Record<string, string> = {
  ok: 'new',
  partial: 'new',
  duplicate: 'duplicate',
  unreadable: 'error',
  invalid: 'error',
  ignored: 'skipped',
}

function messyExpected(): Expected[] {
  const rows = parse(file('messy-ledger.expected.csv'), { columns: true }) as Record<string, string>[]
  return rows.map((row) => ({
    sheet: 'messy-ledger',
    line: Number(row.ledger_record),
    verdict: verdictOf[row.status!]!,
    ...(row.duplicate_of_record && { duplicateOf: Number(row.duplicate_of_record) }),
    direction: row.direction!,
    title: row.title_vi!,
    partners: row.partner_vi!,
    countries: row.country_iso2!,
    startsOn: row.start_date!,
    endsOn: row.end_date!,
    headName: row.head_name!,
    headPosition: row.head_position!,
    headCount: row.head_count!,
  }))
}

const verdicts = (lines: { line: number; verdict: string; duplicateOf?: number | { line?: number } }[]) =>
  lines.map(({ line, verdict, duplicateOf }) => {
    const of = typeof duplicateOf === 'object' ? duplicateOf.line : duplicateOf
    return `${line} ${verdict} ${verdict === 'duplicate' ? String(of) : ''}`
  })

test('the messy ledger: 97 % of the fields, every duplicate, no total', async () => {
  const app = startOffice()
  const { location } = await upload(app, file('messy-ledger.csv'), 'messy-ledger.csv')
  const lines = await linesOf(app, location)
  const expected = messyExpected()
  expect(verdicts(lines)).toEqual(verdicts(expected))
  const { share } = score(
    'messy-ledger.csv',
    lines,
    expected.filter(({ verdict }) => verdict !== 'skipped'),
  )
  expect(share).toBeGreaterThanOrEqual(ENOUGH)
})

test('beside the published register nothing wrong passes for right, and each line finds its visit', async () => {
  const app = startApp({ published: true })
  const { location } = await upload(app, file('messy-ledger.csv'), 'messy-ledger.csv')
  const lines = await linesOf(app, location)
  const { share, unsaid } = score(
    'messy-ledger.csv, beside the register',
    lines,
    messyExpected().filter(({ verdict }) => verdict !== 'skipped'),
  )
  expect(share).toBeGreaterThanOrEqual(ENOUGH)
  expect(unsaid).toEqual([])
  expect(lines.filter(({ duplicateOf }) => duplicateOf?.delegation).length).toBeGreaterThan(60)
})

test('a workbook with a sheet for each direction, merged cells and two-line headers', async () => {
  const app = startOffice()
  const { bytes, expected } = await workbook()
  const { location } = await upload(app, bytes, 'bao-cao.xlsx')
  const lines = await linesOf(app, location)
  expect(verdicts(lines.filter(({ verdict }) => verdict !== 'skipped'))).toEqual(verdicts(expected))
  const { share, unsaid } = score('workbook', lines, expected)
  expect(share).toBeGreaterThanOrEqual(ENOUGH)
  expect(unsaid).toEqual([])
})

test('a ledger in windows-1258 with semicolons, years over directions, and times in one column', async () => {
  const app = startOffice()
  const { bytes, expected } = oldLedger()
  const { location } = await upload(app, bytes, 'so.csv')
  const lines = await linesOf(app, location)
  expect(verdicts(lines.filter(({ verdict }) => verdict !== 'skipped'))).toEqual(verdicts(expected))
  const { share, unsaid } = score('old ledger', lines, expected)
  expect(share).toBeGreaterThanOrEqual(ENOUGH)
  expect(unsaid).toEqual([])
})

test.each([
  ['UTF-8', (text: string) => Buffer.from(text)],
  ['UTF-16', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['UTF-16 without its mark', (text: string) => Buffer.from(text, 'utf16le')],
  ['windows-1258', inWindows1258],
])('the same table in %s, with semicolons or tabs, says the same', async (_, encoded) => {
  const app = startOffice()
  const rows = ['Tên đoàn;Loại;Nước;Đối tác;Ngày', 'Thăm hữu nghị;Đoàn ra;Lào;Hội Nhà báo Lào;5/3/2024']
  for (const mark of [';', '\t']) {
    const { location } = await upload(app, encoded(rows.join('\r\n').replaceAll(';', mark)), 'bảng.csv')
    const [, line] = await linesOf(app, location)
    expect(line!.values).toMatchObject({
      title: 'Thăm hữu nghị',
      direction: 'outbound',
      countries: ['LA'],
      partners: ['Hội Nhà báo Lào'],
      startsOn: '2024-03-05',
    })
  }
})

test('the proof of the order of day and month is told in words', async () => {
  const app = startOffice()
  const { location } = await upload(app, file('messy-ledger.csv'), 'sổ.csv')
  expect((await app.visit(location)).text('[aria-labelledby=columns]')).toMatch(
    /\d+ dòng chỉ có thể là ngày\/tháng/,
  )
})

// ── Whatever the date, however it is written ──────────────────────────────

const aDay = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2029-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const context = { year: null, order: 'dayFirst' as const }
const parts = (day: string) => day.split('-').map(Number) as [number, number, number]

test('any day is read from every way of writing it', () => {
  const ways: ((day: string) => string)[] = [
    (day) => day,
    (day) => day.split('-').toReversed().join('/'),
    (day) => parts(day).toReversed().join('.'),
    (day) => parts(day).toReversed().join(' - '),
    (day) => `ngày ${parts(day)[2]} tháng ${parts(day)[1]} năm ${parts(day)[0]}`,
    (day) => `${parts(day)[2]}/${parts(day)[1]}/${parts(day)[0] + 543}`,
    (day) => String(Date.parse(day) / 86_400_000 + 25_569),
  ]
  fc.assert(
    fc.property(aDay, fc.constantFrom(...ways), (day, way) => {
      expect(readDates(way(day), '', context).startsOn).toBe(day)
    }),
  )
})

test('two days in one cell are a start and an end, and never an end before its start', () => {
  fc.assert(
    fc.property(aDay, aDay, (one, other) => {
      const [from, to] = [parts(one), parts(other)]
      const read = readDates(`${from[2]}/${from[1]}/${from[0]}-${to[2]}/${to[1]}/${to[0]}`, '', context)
      expect(read.startsOn).toBe(one)
      expect(read.endsOn).toBe(other < one ? null : other)
      expect(read.isImpossible).toBe(other < one)
    }),
  )
})

test('a day that does not exist is refused with a reason and never moved to another', () => {
  const impossible = fc.constantFrom('31/9', '31/4', '30/2', '31/11', '0/5', '32/1')
  fc.assert(
    fc.property(impossible, fc.integer({ min: 1990, max: 2026 }), (day, year) => {
      const read = readDates(`${day}/${year}`, '', context)
      expect(read.startsOn).toBeNull()
      expect(read.problems.map(({ field }) => field)).toContain('startsOn')
    }),
  )
})

test('no text makes the reading of dates fail, and what is not read is told', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      const { startsOn, problems } = readDates(text, '', context)
      if (text.trim() && !startsOn && /\d/.test(text)) expect(problems.length).toBeGreaterThan(0)
      if (startsOn) expect(startsOn).toMatch(/^\d{4}(-\d{2}(-\d{2})?)?$/)
    }),
    { numRuns: 500 },
  )
})

test('a number of people is read with its unit, added up, or left empty with the reason', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 20 }), (some, more) => {
      for (const text of [
        `${some}`,
        `0${some}`,
        `${some} người`,
        `${some} ng`,
        `${some} (9 cơ quan)`,
        `${some}đ/c`,
      ])
        expect(readCount(text).count).toBe(some)
      expect(readCount(`${some}+${more}`).count).toBe(some + more)
      for (const text of [
        `>=${some}`,
        `khoảng ${some}`,
        `${some} đoàn`,
        `${some} (3 nước)`,
        `${some}-${some + more}`,
      ]) {
        expect(readCount(text).count).toBeNull()
        expect(readCount(text).problem).toBeDefined()
      }
    }),
  )
})
