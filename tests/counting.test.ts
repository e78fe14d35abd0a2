import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  bothWays,
  type BothWays,
  contradictionsOf,
  countLeftOut,
  countListed,
  countPartners,
  countPersons,
  daysOfVisit,
  type Grouping,
  groupings,
  growthOf,
  knownPersonTrips,
  openingSum,
  personsBy,
  personTripsOf,
  plus,
  recountedCells,
  type Scope,
  together,
  totalsBy,
} from '../src/counting.ts'
import { differencesIn } from '../src/counting/recount.ts'
import { firstDay, lastDay } from '../src/dates.ts'
import { noteWrite } from '../src/db/open.ts'
import { write } from '../src/db/write.ts'
import {
  countings,
  delegationCountries,
  delegationPartners,
  delegations,
  directions,
  purposeKinds,
  type Status,
  statusChanges,
  statuses,
} from '../src/delegations/delegation.ts'
import { askingFor } from '../src/delegations/filters.ts'
import { growthTold } from '../src/totals/compared.ts'
import { speechOf } from '../src/web/language.ts'
import type { DelegationInput } from '../src/delegations/form.ts'
import { createDelegation, updateDelegation } from '../src/delegations/writing.ts'
import { participants } from '../src/participants/participant.ts'
import { visitReports } from '../src/visit-reports/visit-report.ts'
import { gridTable } from '../src/totals/grid.ts'
import { startApp } from './support/app.ts'
import { member as person } from './support/members.ts'

const everything: Scope = { from: [], to: [], unit: [], scope: ['all'] }
/** A register of visits that took place, and what it counts. */
function register(...visits: Parameters<ReturnType<typeof startApp>['make']['delegation']>[0][]) {
  const app = startApp()
  const ids = visits.map((visit) => app.make.delegation({ status: 'returned', ...visit }))
  const total = (scope: Partial<Scope> = {}) => totalsBy(app.db, 'year', { ...everything, ...scope }).total
  const rows = (by: Grouping) =>
    Object.fromEntries(
      [...totalsBy(app.db, by, everything).rows].map(([key, row]) => [key, together(row).delegations]),
    )
  return { ...app, ids, total, rows }
}

const examples: [rule: string, example: () => void | Promise<void>][] = [
  [
    'C1: one group counts once, whatever its countries and partners',
    () => {
      const { db, make } = startApp()
      const partnerIds = [make.partner(), make.partner({ name: 'Hội Nhà báo Cuba', country: 'CU' })]
      make.delegation({ status: 'returned', countries: ['LA', 'TH', 'CU'], partnerIds, headCount: 6 })
      expect(together(totalsBy(db, 'country', everything).total)).toMatchObject({
        delegations: 1,
        personTrips: 6,
      })
    },
  ],
  [
    'C2: one person on two visits makes two person-trips',
    () => {
      const visit = { participants: [person('Lê Minh'), person('Trần Hoa')], isListComplete: true }
      expect(register(visit, visit).total().outbound.personTrips).toBe(4)
    },
  ],
  [
    'C2: named people are counted once all are named, else the stated head-count, else nothing is known',
    () => {
      const visit = { headCount: 3, isListComplete: false, listed: 0, travelled: 0 }
      expect(personTripsOf(visit)).toBe(3)
      expect(personTripsOf({ ...visit, listed: 2, travelled: 2 })).toBe(3)
      expect(personTripsOf({ ...visit, listed: 4, travelled: 3 })).toBe(3)
      expect(personTripsOf({ ...visit, listed: 3, travelled: 2 })).toBe(3)
      expect(personTripsOf({ ...visit, isListComplete: true, listed: 3, travelled: 2 })).toBe(2)
      expect(personTripsOf({ ...visit, headCount: null, listed: 3, travelled: 3 })).toBeNull()
      expect(
        personTripsOf({ ...visit, headCount: null, isListComplete: true, listed: 3, travelled: 3 }),
      ).toBe(3)
    },
  ],
  [
    'C2: unknown people are unknown, never 0, and make a sum a lower bound',
    () => {
      const { total } = register({ headCount: null }, { headCount: 5, startsOn: '2025' })
      expect(total().outbound).toEqual({ delegations: 2, personTrips: 5, unknownPeople: 1 })
      expect(knownPersonTrips(total({ to: ['2024'] }).outbound)).toBeNull()
    },
  ],
  [
    'C3: persons are distinct people, with the person-trips they were counted in',
    () => {
      const people = [person('Lê Minh'), person('Trần Hoa')]
      const { db } = register(
        { participants: people, headCount: 2 },
        { participants: people.slice(0, 1), isListComplete: true },
        { participants: people.slice(0, 1), headCount: 9 }, // a partial list is not passed off as whole
      )
      expect(countPersons(db, askingFor({}))).toEqual({ persons: 2, personsKnownIn: 2, personTripsNamed: 3 })
      expect(personsBy(db, 'year', everything).get('2024')!.outbound.persons).toBe(2)
    },
  ],
  [
    'C4: inbound counts guests; hosts and their interpreters are recorded apart',
    () => {
      const { total } = register({
        direction: 'inbound',
        participants: [person('Bounthanh')],
        hosts: [person('Lê Minh'), person('Trần Hoa', { role: 'interpreter' })],
        isListComplete: true,
      })
      expect(total().inbound.personTrips).toBe(1)
    },
  ],
  [
    'C5: 28/12/2025 to 3/1/2026 counts in 2025, in December and in the fourth quarter',
    () => {
      const { rows } = register({ startsOn: '2025-12-28', endsOn: '2026-01-03' })
      expect([rows('year'), rows('quarter'), rows('month')]).toEqual([
        { 2025: 1 },
        { '2025-Q4': 1 },
        { '2025-12': 1 },
      ])
    },
  ],
  [
    'C5: a period that ends on the 12th ends there, in whatever month',
    () => {
      const { db } = register(
        { startsOn: '2025-05-12' },
        { startsOn: '2025-05-13' },
        { startsOn: '2025-12-12' },
      )
      const until = (to: string) => countListed(db, askingFor({ to: [to] })).rows
      expect([until('2025-05-12'), until('2025-05-13'), until('2025-12-12')]).toEqual([1, 2, 3])
    },
  ],
  ['C6: days include both ends', () => expect(daysOfVisit('2025-12-28', '2026-01-03')).toBe(7)],
  [
    'C7: a visit stands under the countries it worked in, and under no other',
    () => expect(register({ countries: ['LA', 'TH'] }).rows('country')).toEqual({ LA: 1, TH: 1 }),
  ],
  [
    'C8: columns by country and partner may add up to more; the total is the distinct number',
    () => {
      const { db, total } = register(
        { countries: ['LA', 'TH'], headCount: 4 },
        { countries: ['LA'], headCount: 2 },
      )
      const byCountry = totalsBy(db, 'country', everything)
      expect(byCountry.sum.outbound).toMatchObject({ delegations: 3, personTrips: 10 })
      expect(byCountry.total).toEqual(total())
      expect(byCountry.total.outbound).toMatchObject({ delegations: 2, personTrips: 6 })
    },
  ],
  [
    'C9: a meeting online or at home, written down as counting nothing, is no đoàn',
    () => {
      const { total } = register({ countsAs: 'nothing', countsAsReason: 'họp trực tuyến', headCount: 5 })
      expect(total()).toEqual(bothWays())
    },
  ],
  [
    'C10: only visits that are under way, returned or reported count',
    () => {
      const { db, ids, total } = register({ status: 'planned' })
      const counted = (Object.keys(statuses) as Status[]).filter((status) => {
        write(db, { name: 'thử nghiệm' }, (write) =>
          write.update(delegations, ids[0]!, { status, statusReason: 'lý do' }),
        )
        return total().outbound.delegations > 0
      })
      expect(counted).toEqual(['underway', 'returned', 'reported'])
    },
  ],
  [
    "C11: own people inside another body's delegation are people, no delegation; private trips are nothing",
    () => {
      const { total } = register(
        { countsAs: 'people_only', countsAsReason: 'trong đoàn Quốc hội', headCount: 2 },
        { countsAs: 'nothing', countsAsReason: 'việc riêng', headCount: 1 },
      )
      expect(total().outbound).toEqual({ delegations: 0, personTrips: 2, unknownPeople: 0 })
    },
  ],
  [
    "C12: a unit's visits count at the unit, and in the house's total only when every unit is asked",
    () => {
      const { db, make } = startApp()
      const unitId = make.unit({ name: 'Hội Nhà báo TP Hà Nội', kind: 'local_association' })
      make.delegation({ status: 'returned', unitId })
      make.delegation({ status: 'returned' })
      const delegationsOf = (scope: Partial<Scope>) =>
        totalsBy(db, 'year', { ...everything, scope: [], ...scope }).total.outbound.delegations
      expect([
        delegationsOf({}),
        delegationsOf({ unit: [unitId] }),
        delegationsOf({ scope: ['all'] }),
      ]).toEqual([1, 1, 2])
    },
  ],
  [
    'C13: an opening figure and what came after it make a sum with the weakest qualifier',
    () => {
      const figure = { value: 1200, qualifier: 'more_than' as const }
      const since = { value: 64, isLowerBound: false }
      expect(openingSum(figure, since)).toEqual({ value: 1264, qualifier: 'more_than' })
      expect(openingSum({ value: 30, qualifier: 'exact' }, since).qualifier).toBe('exact')
      expect(openingSum({ value: 30, qualifier: 'exact' }, { value: 1, isLowerBound: true }).qualifier).toBe(
        'more_than',
      )
      expect(openingSum({ value: 30, qualifier: 'about' }, { value: 1, isLowerBound: true }).qualifier).toBe(
        'about',
      )
    },
  ],
  [
    'C14: 9/2024 is in September, the third quarter and 2024; 2024 alone is in no month',
    () => {
      const { rows, total } = register({ startsOn: '2024-09' }, { startsOn: '2024' })
      expect(rows('month')).toEqual({ '2024-09': 1, 2024: 1 })
      expect(rows('quarter')).toEqual({ '2024-Q3': 1, 2024: 1 })
      expect(rows('year')).toEqual({ 2024: 2 })
      expect(total({ from: ['2024-09-01'], to: ['2024-09-30'] }).outbound.delegations).toBe(1)
      expect(total({ from: ['2024-09-02'], to: ['2024-12-31'] }).outbound.delegations).toBe(0)
    },
  ],
  [
    'C15: the totals are printed with the day they are true of',
    async () => {
      const { visit, make } = startApp()
      make.delegation({ status: 'returned' })
      const [year, month, day] = String((await visit('/totals.json')).json.asOf).split('-')
      expect((await visit('/totals')).text('.lede')).toContain(`Số liệu tính đến ${day}/${month}/${year}`)
    },
  ],
  [
    'C16: what cannot all be true of a visit is found',
    () => {
      const visit = {
        startsOn: '2025-12-10',
        endsOn: '2025-11-12',
        headCount: 6,
        status: 'returned' as const,
        countryCount: 0,
        isListComplete: false,
        listed: 5,
        travelled: 5,
        heads: 1,
      }
      expect(contradictionsOf(visit, '2025-12-01')).toEqual([
        'endsBeforeStart',
        'noCountry',
        'listIsShort',
        'startsAhead',
      ])
    },
  ],
  [
    'C16: months and what is known to the year only sum to the year',
    () => {
      const { rows } = register({ startsOn: '2024' }, { startsOn: '2024-02' }, { startsOn: '2024-02-03' })
      const sum = Object.values(rows('month')).reduce((one, other) => one + other, 0)
      expect(sum).toBe(rows('year')['2024']!)
    },
  ],
  [
    'C17: growth in per cent with one decimal; against 0 there is none',
    () => expect([growthOf(696, 400), growthOf(10, 12), growthOf(0, 5)]).toEqual([-42.5, 20, null]),
  ],
  [
    'C17: a fall is rounded as the same rise is, and only what is equal is unchanged',
    () => {
      expect([growthOf(16, 15), growthOf(16, 17)]).toEqual([-6.3, 6.3])
      const told = ([before, now]: [number, number]) => growthTold(before, now, speechOf('vi'))
      const pairs: [number, number][] = [[9999, 9998], [5000, 5001], [5000, 5000]] // prettier-ignore
      expect(pairs.map(told)).toEqual(['giảm dưới 0,1%', 'tăng dưới 0,1%', 'không đổi'])
    },
  ],
  [
    'C18: organisations, their countries and multilateral bodies are three figures',
    () => {
      const countries = ['LA', 'KH', 'TH', 'TH', 'CU', 'CN', 'KR', 'CH', null]
      expect(countPartners(countries.map((country) => ({ country })))).toEqual({
        organisations: 8,
        countries: 7,
        multilateral: 1,
      })
    },
  ],
]

test.each(examples)('%s', async (_rule, example) => {
  await example()
})

// ── What the triggers keep, against two recounts ──────────────────────────

type Visit = DelegationInput & { status: Status }

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const starts = fc.oneof(
  fc.constantFrom('2023', '2024', '2025'),
  fc.constantFrom('2023-01', '2023-06', '2023-12', '2024-01', '2024-06', '2024-12'),
  fc.constantFrom(
    '2023-01-01',
    '2023-06-15',
    '2023-12-31',
    '2024-01-20',
    '2024-06-16',
    '2024-12-20',
    '2025-01-01',
  ),
)
const members = fc.array(
  fc.record({
    name: fc.constantFrom('Lê Minh', 'Trần Hoa', 'Đỗ An', 'Phạm Bình'),
    hasTravelled: fc.boolean(),
  }),
  { maxLength: 4 },
)

const visits = (units: number[], partners: number[]): fc.Arbitrary<Visit> =>
  fc
    .record({
      direction: fc.constantFrom(...(Object.keys(directions) as (keyof typeof directions)[])),
      status: fc.constantFrom(...(Object.keys(statuses) as Status[])),
      unitId: fc.constantFrom(...units),
      countsAs: fc.constantFrom(...(Object.keys(countings) as (keyof typeof countings)[])),
      startsOn: starts,
      purposeKind: maybe(
        fc.constantFrom(...(Object.keys(purposeKinds) as (keyof typeof purposeKinds)[]).slice(0, 3)),
      ),
      headCount: maybe(fc.integer({ min: 1, max: 5 })),
      isListComplete: fc.boolean(),
      countries: fc.uniqueArray(fc.constantFrom('LA', 'TH', 'CU', 'KR'), { maxLength: 3 }),
      partnerIds: fc.uniqueArray(fc.constantFrom(...partners), { maxLength: 3 }),
      members,
      hosts: members,
    })
    .map(({ members, hosts, ...visit }) => ({
      ...blank,
      ...visit,
      countsAsReason: 'lý do',
      participants: members.map(({ name, hasTravelled }) => person(name, { hasTravelled })),
      hosts: hosts.map(({ name }) => person(name)),
    }))

const blank = {
  submissionId: undefined,
  version: null,
  title: 'Thăm và làm việc',
  place: null,
  endsOn: null,
  capacity: null,
  approvalNumber: null,
  approvedOn: null,
  approvalAuthority: null,
  purpose: null,
  sourceUrl: null,
  note: null,
  notDuplicate: false,
}

/** The rules once more, told plainly of what was typed: nothing of the program's own counting. */
function recountPlainly(register: Visit[], by: Grouping, scope: Scope, ownUnits: number[]) {
  const units = scope.unit.length ? scope.unit : scope.scope[0] === 'all' ? undefined : ownUnits
  const rows = new Map<string, BothWays>()
  const total = bothWays()
  for (const visit of register) {
    if (!['underway', 'returned', 'reported'].includes(visit.status) || visit.countsAs === 'nothing') continue
    if (units && !units.includes(visit.unitId)) continue
    if (scope.from.some((from) => firstDay(visit.startsOn) < firstDay(from))) continue
    if (scope.to.some((to) => lastDay(visit.startsOn) > lastDay(to))) continue
    const travelled = visit.participants.filter(({ hasTravelled }) => hasTravelled).length
    const isNamed =
      visit.participants.length > 0 &&
      (visit.isListComplete || (visit.headCount !== null && travelled >= visit.headCount))
    const people = isNamed ? travelled : visit.headCount
    const counts = {
      delegations: visit.countsAs === 'delegation_and_people' ? 1 : 0,
      personTrips: people ?? 0,
      unknownPeople: people === null ? 1 : 0,
    }
    if (!counts.delegations && !counts.personTrips && !counts.unknownPeople) continue
    total[visit.direction] = plus(total[visit.direction], counts)
    for (const key of plainKeys(visit, by)) {
      const row = rows.get(key) ?? bothWays()
      row[visit.direction] = plus(row[visit.direction], counts)
      rows.set(key, row)
    }
  }
  return { rows: sorted(rows), total }
}

/** Distinct people of those visits whose travellers are all named, told apart by their names (C3). */
function namedPlainly(register: Visit[], by: Grouping | 'all', scope: Scope, ownUnits: number[]) {
  const units = scope.unit.length ? scope.unit : scope.scope[0] === 'all' ? undefined : ownUnits
  const found = new Map<string, { names: Set<string>; visits: number; trips: number }>()
  for (const visit of register) {
    const travelled = visit.participants.filter(({ hasTravelled }) => hasTravelled)
    const isNamed = visit.isListComplete || (visit.headCount !== null && travelled.length >= visit.headCount)
    if (!['underway', 'returned', 'reported'].includes(visit.status) || visit.countsAs === 'nothing') continue
    if (!isNamed || !travelled.length || (units && !units.includes(visit.unitId))) continue
    if (scope.from.some((from) => firstDay(visit.startsOn) < firstDay(from))) continue
    if (scope.to.some((to) => lastDay(visit.startsOn) > lastDay(to))) continue
    for (const key of by === 'all' ? [''] : plainKeys(visit, by)) {
      const at = `${key} ${visit.direction}`
      const row = found.get(at) ?? { names: new Set(), visits: 0, trips: 0 }
      travelled.forEach(({ name }) => row.names.add(name))
      found.set(at, { ...row, visits: row.visits + 1, trips: row.trips + travelled.length })
    }
  }
  const told = [...found].map(
    ([at, { names, visits, trips }]) => `${at}: ${names.size} in ${visits}, ${trips}`,
  )
  return told.toSorted()
}

const namedKept = (db: ReturnType<typeof startApp>['db'], by: Grouping | 'all', scope: Scope) =>
  [...personsBy(db, by, scope)]
    .flatMap(([key, ways]) =>
      (['outbound', 'inbound'] as const).map((direction) => {
        const { persons, personsKnownIn, personTripsNamed } = ways[direction]
        return personsKnownIn
          ? `${key} ${direction}: ${persons} in ${personsKnownIn}, ${personTripsNamed}`
          : ''
      }),
    )
    .filter(Boolean)
    .toSorted()

/** Visits that count as no delegation, by why. */
function leftOutPlainly(register: Visit[], scope: Scope, ownUnits: number[]) {
  const units = scope.unit.length ? scope.unit : scope.scope[0] === 'all' ? undefined : ownUnits
  const found = { ahead: 0, postponed: 0, cancelled: 0, excluded: 0, peopleOnly: 0 }
  for (const { status, countsAs, unitId, startsOn } of register) {
    if (units && !units.includes(unitId)) continue
    if (scope.from.some((from) => firstDay(startsOn) < firstDay(from))) continue
    if (scope.to.some((to) => lastDay(startsOn) > lastDay(to))) continue
    if (status === 'postponed' || status === 'cancelled') found[status]++
    else if (countsAs === 'nothing') found.excluded++
    else if (!['underway', 'returned', 'reported'].includes(status)) found.ahead++
    else if (countsAs === 'people_only') found.peopleOnly++
  }
  return found
}

function plainKeys(visit: Visit, by: Grouping): string[] {
  const [year, month] = visit.startsOn.split('-')
  switch (by) {
    case 'year':
      return [year!]
    case 'month':
      return [month ? `${year}-${month}` : year!]
    case 'half':
      return [month ? `${year}-H${Number(month) < 7 ? 1 : 2}` : year!]
    case 'quarter':
      return [month ? `${year}-Q${Math.ceil(Number(month) / 3)}` : year!]
    case 'unit':
      return [String(visit.unitId)]
    case 'country':
      return visit.countries.length ? visit.countries : ['']
    case 'partner':
      return visit.partnerIds.length ? visit.partnerIds.map(String) : ['']
    case 'purpose':
      return [visit.purposeKind ?? '']
  }
}

const sorted = (rows: Map<string, BothWays>) =>
  [...rows].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([key, row]) => ({ key, ...row }))

const bounds = [
  undefined,
  '2024',
  '2024-06',
  '2023-12',
  '2024-06-15',
  '2024-01-01',
  '2023-12-31',
  '2024-12-20',
  '2023-06-16',
]

test('what triggers keep is what two recounts give, for any register, edit, grouping and period', () => {
  const { db, make } = startApp()
  const who = { name: 'thử nghiệm' }
  const own = make.unit({ name: 'Cơ quan Hội thứ hai' })
  const units = [own, make.unit({ name: 'Hội Nhà báo TP Hà Nội', kind: 'local_association' })]
  const ownUnits = [own - 1, own]
  const partnerNames = ['Hội Nhà báo Lào', 'Hội Nhà báo Cuba', 'Báo Granma']
  const partners = partnerNames.map((name) => make.partner({ name }))
  const anyVisit = visits([own - 1, ...units], partners)

  const create = (visit: Visit) =>
    write(db, who, (write) => {
      return createDelegation(write, { ...visit, statusReason: 'lý do' })
    })
  const turnInto = (id: number, visit: Visit) =>
    write(db, who, (write) => {
      updateDelegation(write, id, visit)
      write.update(delegations, id, { status: visit.status, statusReason: 'lý do' })
    })
  const remove = (id: number) =>
    write(db, who, (write) => {
      for (const table of [
        participants,
        delegationCountries,
        delegationPartners,
        visitReports,
        statusChanges,
      ]) {
        const rows = db.select().from(table).all() as { id: number; delegationId: number }[]
        rows.filter(({ delegationId }) => delegationId === id).forEach((row) => write.remove(table, row.id))
      }
      write.remove(delegations, id)
    })

  const anyRegister = fc.record({
    visits: fc.array(anyVisit, { minLength: 1, maxLength: 8 }),
    edits: fc.array(
      fc.record({
        nth: fc.nat(7),
        act: fc.constantFrom('rewrite', 'status', 'unlink', 'unname', 'remove'),
        visit: anyVisit,
      }),
      { maxLength: 6 },
    ),
    from: fc.constantFrom(...bounds),
    to: fc.constantFrom(...bounds, '2025'),
    unit: fc.subarray([own - 1, ...units], { maxLength: 2 }),
    isForAll: fc.boolean(),
  })

  fc.assert(
    fc.property(anyRegister, (asked) => {
      db.$client.exec('begin')
      try {
        let register = asked.visits.map((visit) => ({ id: create(visit), visit }))
        for (const { nth, act, visit } of asked.edits) {
          const chosen = register[nth % register.length]
          if (!chosen) break
          if (act === 'remove') {
            remove(chosen.id)
            register = register.filter((other) => other !== chosen)
            continue
          }
          if (act === 'rewrite') chosen.visit = visit
          if (act === 'status') chosen.visit = { ...chosen.visit, status: visit.status }
          if (act === 'unlink')
            chosen.visit = { ...chosen.visit, partnerIds: [], countries: chosen.visit.countries.slice(0, 1) }
          if (act === 'unname')
            chosen.visit = { ...chosen.visit, participants: chosen.visit.participants.slice(1) }
          turnInto(chosen.id, chosen.visit)
        }
        const plain = register.map(({ visit }) => visit)
        const scope: Scope = {
          from: asked.from ? [asked.from] : [],
          to: asked.to ? [asked.to] : [],
          unit: asked.unit,
          scope: asked.isForAll ? ['all'] : [],
        }
        for (const by of Object.keys(groupings) as Grouping[]) {
          const kept = totalsBy(db, by, scope)
          expect({ rows: sorted(kept.rows), total: kept.total }).toEqual(
            recountPlainly(plain, by, scope, ownUnits),
          )
        }
        for (const by of [...(Object.keys(groupings) as Grouping[]), 'all' as const])
          expect(namedKept(db, by, scope), by).toEqual(namedPlainly(plain, by, scope, ownUnits))
        expect(countLeftOut(db, scope)).toEqual(leftOutPlainly(plain, scope, ownUnits))
        // The parts of a year, and what is known to the year only, add up to the year.
        const years = totalsBy(db, 'year', scope).rows
        for (const by of ['half', 'quarter', 'month'] as const) {
          const sums = new Map<string, BothWays>()
          for (const [key, { outbound, inbound }] of totalsBy(db, by, scope).rows) {
            const sum = sums.get(key.slice(0, 4)) ?? bothWays()
            sums.set(key.slice(0, 4), {
              outbound: plus(sum.outbound, outbound),
              inbound: plus(sum.inbound, inbound),
            })
          }
          expect(sorted(sums), by).toEqual(sorted(years))
        }
        const grid = gridTable(
          db,
          { ...scope, quiet: [], sort: [], rows: [], page: [] },
          '2026-11-22',
          speechOf('vi'),
        )
        for (const { name, cells } of grid.rows) {
          const key = name === 'Chưa ghi đối tác' ? '' : String(partners[partnerNames.indexOf(name)])
          const ofPartner = plain.filter((visit) => plainKeys(visit, 'partner').includes(key))
          // A grid is of whole years: of the asked time it shows those.
          const { rows } = recountPlainly(ofPartner, 'year', { ...scope, from: [], to: [] }, ownUnits)
          const byYear = new Map(rows.map((row) => [row.key, row]))
          const ought = grid.years.map((year) => {
            const { outbound, inbound } = byYear.get(year) ?? bothWays()
            return [outbound.delegations, inbound.delegations]
          })
          expect(cells, name).toEqual(ought)
        }
        expect(differencesIn(db).differences).toEqual([])
        const listed = countListed(db, askingFor(scope))
        expect({ outbound: listed.outbound, inbound: listed.inbound }).toEqual(
          totalsBy(db, 'year', scope).total,
        )
        for (const dimension of ['all', 'country', 'partner', 'purpose'] as const) {
          expect(keptCells(db, dimension)).toEqual(cellsOf(recountedCells(db, dimension, everything)))
        }
      } finally {
        db.$client.exec('rollback')
        noteWrite(db)
      }
    }),
    { numRuns: 150 },
  )
})

interface Cell {
  key: string
  unitId: number
  direction: string
  period: string
  delegations: number
  personTrips: number
  unknownPeople: number
}

const keptCells = (db: ReturnType<typeof startApp>['db'], dimension: string) =>
  cellsOf(
    db.$client
      .prepare(
        `select key, unit_id unitId, direction, period, delegation_count delegations, person_trip_count personTrips,
           unknown_people_count unknownPeople from count_cells where dimension = ?`,
      )
      .all(dimension) as Cell[],
  )

/** Cells that hold something, in one order. */
const cellsOf = (cells: Cell[]) =>
  cells
    .filter(({ delegations, personTrips, unknownPeople }) => delegations || personTrips || unknownPeople)
    .map(({ key, unitId, direction, period, ...figures }) => ({
      at: [key, unitId, direction, period].join(),
      ...figures,
    }))
    .toSorted((one, other) => (one.at < other.at ? -1 : 1))

test('persons of rows are what the lists of those rows say', () => {
  const { db, make } = startApp()
  const partnerIds = [make.partner(), make.partner({ name: 'Báo Granma', country: 'CU' })]
  const people = ['Lê Minh', 'Trần Hoa', 'Đỗ An'].map((name) => person(name))
  const visit = { status: 'returned' as const, isListComplete: true, participants: people }
  make.delegation({ ...visit, partnerIds, countries: ['LA', 'CU'], startsOn: '2024-09' })
  make.delegation({
    ...visit,
    participants: people.slice(1),
    countries: ['CU'],
    startsOn: '2024',
    direction: 'inbound',
  })
  make.delegation({ ...visit, partnerIds: partnerIds.slice(1), startsOn: '2025-01-02' })
  const asked = { year: ['2024'], country: ['CU'], purpose: ['none' as const] }
  const list = (filters: Parameters<typeof askingFor>[0]) =>
    countPersons(db, askingFor({ scope: ['all'], ...filters }))
  const rows = (by: Grouping | 'all', key: string) => personsBy(db, by, everything).get(key)!
  expect(rows('year', '2024').inbound).toEqual(list({ year: asked.year, direction: ['inbound'] }))
  expect(rows('country', 'CU').outbound).toEqual(list({ country: asked.country, direction: ['outbound'] }))
  expect(rows('partner', String(partnerIds[1])).outbound).toEqual(list({ partner: [partnerIds[1]!] }))
  expect(rows('partner', '').inbound).toEqual(list({ partner: ['none'] }))
  expect(rows('quarter', '2024-Q3').outbound).toEqual(list({ from: ['2024-07'], to: ['2024-09'] }))
  expect(rows('purpose', '').outbound).toEqual(list({ purpose: asked.purpose, direction: ['outbound'] }))
  expect(rows('all', '').outbound.persons).toBe(3)
})

test('every trigger of the migrations is there after all of them, and the search index agrees with its entries', () => {
  const { db, make } = startApp({ published: true })
  make.delegation({ title: 'Đoàn ghi thêm' })
  const folder = join(import.meta.dirname, '../migrations')
  const written = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name, 'migration.sql'), 'utf8'))
    .join('\n')
  // Some were made anew by a later migration.
  const names = new Set([...written.matchAll(/^CREATE TRIGGER `?(\w+)/gim)].map(([, name]) => name!))
  const expected = [...names].toSorted((one, other) => (one < other ? -1 : 1))
  const kept = db.$client
    .prepare(`select name from sqlite_schema where type = 'trigger' order by name`)
    .pluck()
    .all()
  expect(kept).toEqual(expected)
  expect(kept).toContain('delegations_count_at_update')
  db.$client.exec(`insert into search_index (search_index, rank) values ('integrity-check', 1)`)
})
