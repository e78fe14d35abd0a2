import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, today } from '../src/dates.ts'
import { write } from '../src/db/write.ts'
import { delegations } from '../src/delegations/delegation.ts'
import { coverageItems } from '../src/coverage/coverage-item.ts'
import { followUps } from '../src/follow-ups/follow-up.ts'
import { startApp } from './support/app.ts'
import { member } from './support/members.ts'

type App = ReturnType<typeof startApp>

interface Figure {
  name: string
  value: number | null
  unknownIn: number
  words: string
  madeOf: {
    annexes: string[]
    counts: 'lines' | 'sum' | 'different'
    column: string
    where: Record<string, string[] | 'any'>
  } | null
}
interface Report {
  figures: Figure[]
  annexes: { name: string; says: string[]; rows: string[][] }[]
}

const reportOf = async ({ visit }: App, url: string) =>
  (await visit(url.replace(/(?=\?|$)/, '.json'))).json as unknown as Report

/** What somebody with only the annexes counts for a figure: its number, and whether some line left it open. */
function counted({ annexes }: Report, { madeOf }: Figure): { value: number | null; isLeast: boolean } {
  if (!madeOf) throw new Error('has no lines')
  const found = annexes
    .filter(({ name }) => madeOf.annexes.includes(name))
    .flatMap(({ says, rows }) => {
      const cell = (row: string[], column: string) => {
        const at = says.indexOf(column)
        if (at < 0) throw new Error(`no column ${column}`)
        return row[at]!
      }
      return rows
        .filter((row) =>
          Object.entries(madeOf.where).every(([column, wanted]) => {
            const entries = cell(row, column).split('; ')
            return wanted === 'any' ? entries[0] !== '' : wanted.some((one) => entries.includes(one))
          }),
        )
        .map((row) => ({ row, cell: cell(row, madeOf.column), own: (column: string) => cell(row, column) }))
    })
  const cells = found.map(({ cell }) => cell)
  switch (madeOf.counts) {
    case 'lines':
      return { value: cells.filter(Boolean).length, isLeast: false }
    case 'sum': {
      const numbers = cells.map((cell) => /\d[\d.]*/.exec(cell)?.[0]?.replaceAll('.', ''))
      const known = numbers.reduce((sum, number) => sum + Number(number ?? 0), 0)
      const isLeast = cells.some((cell) => /^[–≥]/.test(cell))
      return { value: isLeast && known === 0 ? null : known, isLeast }
    }
    case 'different': {
      const entries = cells.flatMap((cell) => cell.split('; ').filter(Boolean)).flatMap(spread)
      const isPeople = madeOf.column === 'people'
      const isLeast = isPeople && cells.some((cell) => cell === '')
      return { value: isLeast && !entries.length ? null : new Set(entries).size, isLeast }
    }
  }
}

/** "5–8" are four numbers. */
function spread(entry: string): string[] {
  const [, from, to] = /^(\d+)–(\d+)$/.exec(entry) ?? []
  if (!from) return [entry]
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => String(Number(from) + index))
}

/** Every figure of a report beside what its lines give. */
function expectAllBehind(report: Report) {
  for (const figure of report.figures) {
    const { name, value, words } = figure
    const found = counted(report, figure)
    expect([name, found.value]).toEqual([name, value])
    expect([name, found.isLeast]).toEqual([name, /^[–≥]/.test(words)])
  }
}

test('every figure of the published register’s reports is counted from the lines of its annexes', async () => {
  const app = startApp({ published: true })
  for (const period of ['2022', '2023', '2024', '2024-H1', '2024-H2', '2025', '2026', '2026-H2'])
    for (const scope of ['', '?scope=all']) {
      const report = await reportOf(app, `/reports/${period}${scope}`)
      expect(report.figures.length).toBeGreaterThan(10)
      expectAllBehind(report)
    }
})

const year = today().slice(0, 4)
const last = String(Number(year) - 1)
const starts = [
  '2022',
  '2023-05',
  '2024',
  '2024-02',
  '2024-03-05',
  '2024-06-30',
  '2024-07-01',
  '2024-12',
  last,
  `${last}-01-05`,
  `${last}-12-31`,
  year,
  today().slice(0, 7),
  addDays(today(), -20),
  addDays(today(), -90),
  // Written down as gone, and still to come.
  addDays(today(), 5),
]
const names = ['An', 'Bình', 'Chi', 'Dũng', 'Giang', 'Hà', 'Khánh']

const aVisit = fc.record({
  direction: fc.constantFrom('outbound' as const, 'inbound' as const),
  startsOn: fc.constantFrom(...starts),
  status: fc.constantFrom('planned', 'submitted', 'underway', 'returned', 'reported'),
  countsAs: fc.constantFrom('delegation_and_people' as const, 'people_only' as const, 'nothing' as const),
  countries: fc.subarray(['LA', 'CU', 'KH']),
  headCount: fc.option(fc.integer({ min: 1, max: 9 })),
  isListComplete: fc.boolean(),
  people: fc.subarray(names),
  purposeKind: fc.constantFrom(null, 'conference' as const, 'training' as const, 'signing' as const),
  partners: fc.subarray([0, 1, 2, 3]),
  unit: fc.nat({ max: 2 }),
  isWithdrawn: fc.constantFrom(null, null, 'cancelled', 'postponed'),
  coverageCount: fc.nat({ max: 2 }),
  followUp: fc.option(
    fc.record({
      dueOn: fc.constantFrom('2024-05-01', '2024-11-30', addDays(today(), -5), addDays(today(), 5)),
      isDone: fc.boolean(),
    }),
  ),
})

test('every figure of any report is counted from the lines of its annexes, whatever the register holds', async () => {
  const app = startApp()
  const { db, make } = app
  const unitIds = [
    undefined,
    make.unit({ name: 'Hội Nhà báo Huế', kind: 'local_association' }),
    make.unit({ name: 'Báo Nhân Dân', kind: 'other_body' }),
  ]
  const partnerIds = [
    make.partner(),
    make.partner({ name: 'NPC', country: 'TH' }),
    make.partner({ name: 'NPC', country: 'PH' }),
    make.partner({ name: 'Liên đoàn các nhà báo ASEAN', country: null, kind: 'international_body' }),
  ]
  await fc.assert(
    fc.asyncProperty(fc.array(aVisit, { minLength: 1, maxLength: 6 }), async (visits) => {
      for (const { people, partners, unit, isWithdrawn, coverageCount, followUp, ...visit } of visits) {
        const unitId = unitIds[unit]
        const id = make.delegation({
          ...visit,
          ...(unitId && { unitId }),
          partnerIds: partners.map((index) => partnerIds[index]!),
          countsAsReason: visit.countsAs === 'delegation_and_people' ? null : 'đi cùng đoàn khác',
          participants: people.map((name) => member(name)),
        })
        write(db, { name: 'Test' }, (write) => {
          if (isWithdrawn) write.update(delegations, id, { status: isWithdrawn, statusReason: 'Bạn hoãn' })
          for (let piece = 0; piece < coverageCount; piece += 1)
            write.insert(coverageItems, { delegationId: id, title: `Tin ${piece}` })
          if (followUp)
            write.insert(followUps, {
              delegationId: id,
              content: 'Gửi thư',
              side: 'ours',
              lead: 'Ban Đối ngoại',
              dueOn: followUp.dueOn,
              ...(followUp.isDone && { outcome: 'done', closedOn: followUp.dueOn, evidence: 'Công văn 3' }),
            })
        })
      }
      for (const period of ['2024', '2024-H1', year, last])
        for (const scope of ['', '?scope=all', `?unit=${unitIds[1]}`])
          expectAllBehind(await reportOf(app, `/reports/${period}${scope}`))
    }),
    { numRuns: 10, endOnFailure: true },
  )
})

test('people are told apart by number on the lines of an annex, and nobody is named', async () => {
  const app = startApp()
  const { make, visit } = app
  const went = { status: 'returned' as const, isListComplete: true }
  make.delegation({
    ...went,
    startsOn: '2024-03-05',
    participants: ['An', 'Bình', 'Chi'].map((name) => member(name)),
  })
  make.delegation({
    ...went,
    startsOn: '2024-04-05',
    countries: ['CU'],
    participants: ['Dũng', 'Bình'].map((name) => member(name)),
  })
  make.delegation({ status: 'returned', startsOn: '2024-05-05', headCount: 4 })
  const page = await visit('/reports/2024')
  expect(page.texts('#outbound tbody td:nth-child(9)')).toEqual(['1–3', '2; 4', ''])
  expect(page.text('#outbound')).not.toContain('Bình')
  expect(page.text('.sheet')).toContain(
    'có ít nhất 4 người khác nhau, trên 5 lượt người có danh sách (Phụ lục kèm theo, cột 1, 8 và 9).',
  )
  const cells = page
    .all('.sheet tbody tr')
    .map((row) => [...row.children].map((cell) => cell.textContent.trim()))
  expect(cells).toContainEqual(['Cuba', '1', '2', '2', '0', '0', '0'])
  expect(cells).toContainEqual(['Lào', '2', '7', '≥\u00A03', '0', '0', '0'])
})

test('a sentence and a table say in which annex their rows stand, and lead there', async () => {
  const { make, visit } = startApp()
  make.delegation({ status: 'returned', startsOn: '2024-03-05', headCount: 3 })
  make.delegation({ status: 'returned', startsOn: '2024-03-05', headCount: 3, direction: 'inbound' })
  const page = await visit('/reports/2024')
  expect(page.text('.sheet')).toContain('đã cử 1 đoàn ra với 3 lượt người (Phụ lục I, cột 1 và 8)')
  expect(page.texts('.sheet__note')).toContainEqual('Tra từng đoàn: Phụ lục I và II, cột 1, 3, 8 và 9.')
  expect(page.all('.sheet p a[href="#inbound"]').length).toBeGreaterThan(0)
  expect(page.texts('#inbound h2')).toEqual(['Phụ lục II'])
  expect(page.texts('#inbound .sheet__columns td').slice(0, 2)).toEqual(['(1)', '(2)'])
})
