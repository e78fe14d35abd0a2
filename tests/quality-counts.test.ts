import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countListed } from '../src/counting.ts'
import { coverageItems } from '../src/coverage/coverage-item.ts'
import { addDays, lastDay, today } from '../src/dates.ts'
import { type Db, openExisting } from '../src/db/open.ts'
import { type Write, write } from '../src/db/write.ts'
import { countings, delegations, directions, type Status, statuses } from '../src/delegations/delegation.ts'
import { readDelegationFilters } from '../src/delegations/filters.ts'
import { listDelegations } from '../src/delegations/queries.ts'
import { createDelegation } from '../src/delegations/writing.ts'
import { warmStandings } from '../src/quality/standings.ts'
import { glanceOf } from '../src/leader/glance.ts'
import { readFollowUpFilters } from '../src/follow-ups/filters.ts'
import { followUpOutcomes, followUps } from '../src/follow-ups/follow-up.ts'
import { countFollowUps } from '../src/follow-ups/queries.ts'
import { programmeItems, programmeOutcomes } from '../src/programmes/programme-item.ts'
import {
  type Counted,
  qualityByUnit,
  qualityOf,
  type QualityScope,
  type Share,
} from '../src/quality/shares.ts'
import { addSettingValue, listSettingValues } from '../src/settings/queries.ts'
import { countRungs } from '../src/visit-reports/chase.ts'
import { reportExtensions } from '../src/visit-reports/report-extension.ts'
import { findReport } from '../src/visit-reports/queries.ts'
import { type ReportStatus, reportStatuses, visitReports } from '../src/visit-reports/visit-report.ts'
import { speechOf } from '../src/web/language.ts'
import { startApp } from './support/app.ts'

const who = { name: 'Test' }

/** How many rows the list at an address holds. */
function rowsAt(db: Db, href: string | null): number {
  if (href === null) return 0
  const { pathname } = new URL(href, 'http://x')
  const query = queryOf(href)
  if (pathname === '/follow-ups') {
    const read = readFollowUpFilters(query)
    expect(read.ignored).toEqual([])
    const { open, closed } = countFollowUps(db, read.filters)
    return open + closed
  }
  const read = readDelegationFilters(query)
  expect(read.ignored).toEqual([])
  return countListed(db, read.filters).rows
}

function queryOf(href: string | null): Record<string, string[]> {
  const query: Record<string, string[]> = {}
  for (const [name, value] of new URL(href ?? '', 'http://x').searchParams) (query[name] ??= []).push(value)
  return query
}

// ── A plain recount, which knows nothing of the program's own ─────────────

interface Planned {
  unit: 0 | 1
  direction: keyof typeof directions
  status: Status
  plannedFirst: boolean
  countsAs: keyof typeof countings
  startsOn: string
  endsOn: string | null
  reason: string | null
  report: ReportStatus
  submittedOn: string
  extendedTo: string | null
  programme: (keyof typeof programmeOutcomes)[]
  pieces: number
  promised: { dueOn: string; outcome: keyof typeof followUpOutcomes | null; isFromReport: boolean }[]
}

const tookPlace = new Set(['underway', 'returned', 'reported'])
const daysOf = (date: string): string[] => {
  const all: string[] = []
  let day = `${date}-01-01`.slice(0, 10)
  for (; day <= lastDay(date); day = addDays(day, 1)) all.push(day)
  return all
}
const dueAfter = (visit: Planned, day: string) => {
  const due = addDays(day, visit.direction === 'outbound' ? 15 : 7)
  return visit.extendedTo && visit.extendedTo > due ? visit.extendedTo : due
}

function standingOf(visit: Planned): string {
  if (visit.report === 'waived') return 'waived'
  const isIn = visit.report === 'submitted' || visit.report === 'accepted'
  const dues = daysOf(visit.endsOn ?? visit.startsOn).map((day) => dueAfter(visit, day))
  if (isIn) {
    if (dues.every((due) => visit.submittedOn <= due)) return 'onTime'
    return visit.endsOn && dues.every((due) => visit.submittedOn > due) ? 'late' : 'unknown'
  }
  if (visit.status === 'underway') return 'ahead'
  if (visit.status === 'reported') return 'unknown'
  return dues.at(-1)! < today() ? 'missing' : 'ahead'
}

function outcomeOf(visit: Planned): string | null {
  if (visit.status !== 'returned' && visit.status !== 'reported') return null
  if (visit.reason || visit.programme.some((line) => line !== 'planned')) return 'otherwise'
  // The register writes a plan down on the day it is entered: one that is entered afterwards was none.
  const wasAhead = today().slice(0, visit.startsOn.length) <= visit.startsOn
  return visit.plannedFirst && wasAhead ? 'asPlanned' : 'unknown'
}

/** Whether a start lies in a period: "9/2024" in each that holds some of it whole or begins with it (C14). */
const mayBeWithin = (startsOn: string, from: string | undefined, to: string | undefined) =>
  (!from || `${startsOn}-01-01`.slice(0, 10) >= `${from}-01-01`.slice(0, 10)) &&
  (!to || lastDay(startsOn) <= lastDay(to))

function recounted(visits: Planned[], from?: string, to?: string) {
  const began = visits.filter((visit) => mayBeWithin(visit.startsOn, from, to))
  const counted = began.filter(
    ({ status, countsAs }) => tookPlace.has(status) && countsAs === 'delegation_and_people',
  )
  const standing = (name: string) => counted.filter((visit) => standingOf(visit) === name).length
  const gone = (name: string) => counted.filter((visit) => outcomeOf(visit) === name).length
  const tracked = (of: Planned[]) =>
    of.flatMap((visit) =>
      visit.promised.filter(
        ({ isFromReport }) => !isFromReport || visit.report === 'submitted' || visit.report === 'accepted',
      ),
    )
  const due = tracked(visits).filter(
    ({ dueOn }) => dueOn <= today() && (!from || dueOn >= daysOf(from)[0]!) && (!to || dueOn <= lastDay(to)),
  )
  const agreed = tracked(began)
  const closed = (of: typeof due) => of.filter(({ outcome }) => outcome).length
  const known = standing('onTime') + standing('late') + standing('missing')
  return {
    reportsOnTime: [standing('onTime'), known],
    reportsLate: [standing('late'), known],
    reportsMissing: [standing('missing'), known],
    reportsAhead: standing('ahead'),
    reportsUnknown: standing('unknown'),
    reportsWaived: standing('waived'),
    followUpsClosed: [closed(due), due.length],
    followUpsDropped: due.filter(({ outcome }) => outcome === 'dropped').length,
    followUpsAgreed: [closed(agreed), agreed.length],
    covered: [counted.filter(({ pieces }) => pieces).length, counted.length],
    coverageItems: counted.reduce((sum, { pieces }) => sum + pieces, 0),
    asPlanned: [gone('asPlanned'), gone('asPlanned') + gone('otherwise')],
    planUnknown: gone('unknown'),
  }
}

// ── Registers by chance ───────────────────────────────────────────────────

const day = fc.integer({ min: -500, max: 60 }).map((days) => addDays(today(), days))
const partial = fc.oneof(
  { weight: 6, arbitrary: day },
  { weight: 1, arbitrary: day.map((date) => date.slice(0, 7)) },
  { weight: 1, arbitrary: day.map((date) => date.slice(0, 4)) },
)
const oneOf = <T extends string>(words: Record<T, string>) => fc.constantFrom(...(Object.keys(words) as T[]))

const aVisit: fc.Arbitrary<Planned> = fc
  .record({
    unit: fc.constantFrom(0 as const, 1 as const),
    direction: oneOf(directions),
    status: fc.oneof(fc.constantFrom<Status>('returned', 'reported', 'underway'), oneOf(statuses)),
    plannedFirst: fc.boolean(),
    countsAs: fc.oneof(
      { weight: 4, arbitrary: fc.constant('delegation_and_people' as const) },
      { weight: 1, arbitrary: oneOf(countings) },
    ),
    startsOn: partial,
    length: fc.option(fc.integer({ min: 0, max: 20 }), { freq: 5 }),
    reason: fc.option(fc.constant('Đối tác đổi lịch'), { freq: 1 }),
    report: oneOf(reportStatuses),
    // Often on the last day, and on the day after it.
    handedIn: fc.oneof(fc.constantFrom(7, 8, 15, 16), fc.integer({ min: -2, max: 60 })),
    extended: fc.option(fc.integer({ min: 0, max: 60 }), { freq: 1 }),
    programme: fc.array(oneOf(programmeOutcomes), { maxLength: 2 }),
    pieces: fc.integer({ min: 0, max: 2 }),
    promised: fc.array(
      fc.record({ dueOn: day, outcome: fc.option(oneOf(followUpOutcomes)), isFromReport: fc.boolean() }),
      { maxLength: 2 },
    ),
  })
  .map(({ length, handedIn, extended, ...visit }) => {
    const endsOn =
      length === null ? null : visit.startsOn.length < 10 ? visit.startsOn : addDays(visit.startsOn, length)
    const end = lastDay(endsOn ?? visit.startsOn)
    return {
      ...visit,
      reason: visit.status === 'cancelled' ? 'Hủy' : visit.reason,
      endsOn,
      submittedOn: addDays(end, handedIn),
      extendedTo: extended === null ? null : addDays(end, extended),
    }
  })

const planned = {
  submissionId: undefined,
  version: null,
  notDuplicate: false,
  title: 'Thăm và làm việc',
  capacity: null,
  place: null,
  purpose: null,
  purposeKind: null,
  headCount: null,
  isListComplete: false,
  participants: [],
  hosts: [],
  partnerIds: [],
  countries: ['LA'],
  approvalNumber: null,
  approvedOn: null,
  approvalAuthority: null,
  sourceUrl: null,
  note: null,
}

function keep(app: ReturnType<typeof startApp>, units: number[], visits: Planned[]) {
  write(app.db, who, (write) => {
    for (const visit of visits) {
      const id = createDelegation(write, {
        ...planned,
        direction: visit.direction,
        status: visit.plannedFirst || !tookPlace.has(visit.status) ? 'planned' : visit.status,
        unitId: units[visit.unit]!,
        countsAs: visit.countsAs,
        countsAsReason: 'Đi trong đoàn khác',
        startsOn: visit.startsOn,
        endsOn: visit.endsOn,
      })
      write.update(delegations, id, { status: visit.status, statusReason: visit.reason })
      write.update(visitReports, findReport(write.db, id)!.id, {
        status: visit.report,
        submittedOn: visit.submittedOn,
        decidedOn: visit.submittedOn,
        remark: 'Bổ sung',
        waivedReason: 'Không theo dõi',
      })
      if (visit.extendedTo)
        write.insert(reportExtensions, {
          delegationId: id,
          dueOn: visit.extendedTo,
          reason: 'Đi công tác tiếp',
          grantedOn: visit.submittedOn,
        })
      visit.programme.forEach((outcome, position) =>
        write.insert(programmeItems, {
          delegationId: id,
          dayNumber: 1,
          content: 'Làm việc',
          outcome,
          position,
        }),
      )
      for (let piece = 0; piece < visit.pieces; piece++)
        write.insert(coverageItems, { delegationId: id, title: `Tin ${piece}` })
      for (const { dueOn, outcome, isFromReport } of visit.promised)
        write.insert(followUps, {
          delegationId: id,
          content: 'Gửi danh sách',
          side: 'ours',
          lead: 'Ban Đối ngoại',
          dueOn,
          isFromReport,
          outcome,
          closedOn: outcome && dueOn,
          evidence: outcome && 'Công văn',
        })
    }
  })
}

/** The shares in plain numbers, once every address was seen to list exactly as many. */
function plain(db: Db, quality: ReturnType<typeof qualityOf>) {
  return Object.fromEntries(
    Object.entries(quality).map(([name, figure]: [string, Share | Counted | number]) => {
      if (typeof figure === 'number') return [name, figure]
      if ('count' in figure) {
        expect([name, rowsAt(db, figure.href)]).toEqual([name, figure.count])
        return [name, figure.count]
      }
      expect([name, rowsAt(db, figure.partHref)]).toEqual([name, figure.part])
      expect([name, rowsAt(db, figure.wholeHref)]).toEqual([name, figure.whole])
      return [name, [figure.part, figure.whole]]
    }),
  )
}

test('every share, part and whole, is what a plain recount gives and what its list holds', () => {
  const app = startApp()
  let run = 0
  fc.assert(
    fc.property(
      fc.array(aVisit, { maxLength: 12 }),
      fc.option(partial, { nil: undefined }),
      fc.option(partial, { nil: undefined }),
      (visits, from, to) => {
        run += 1
        const units = [0, 1].map((nth) =>
          app.make.unit({ name: `Hội Nhà báo ${run}.${nth}`, kind: 'local_association' }),
        )
        keep(app, units, visits)
        const scope: QualityScope = {
          from: from ? [from] : [],
          to: to ? [to] : [],
          unit: units,
          scope: [],
        }
        expect(plain(app.db, qualityOf(app.db, scope))).toEqual(recounted(visits, from, to))
        for (const direction of ['outbound', 'inbound'] as const) {
          const oneWay = visits.filter((visit) => visit.direction === direction)
          expect(plain(app.db, qualityOf(app.db, { ...scope, direction: [direction] }))).toEqual(
            recounted(oneWay, from, to),
          )
        }
        for (const [unitId, quality] of qualityByUnit(app.db, scope)) {
          const ofUnit = visits.filter(({ unit }) => units[unit] === unitId)
          expect(plain(app.db, quality)).toEqual(recounted(ofUnit, from, to))
        }
      },
    ),
    { numRuns: 60 },
  )
})

/** What a leader has before them, with the ids of the visits that are named. */
function beforeLeader(register: Db) {
  return (['own', 'all'] as const).map((scope) => {
    const glance = glanceOf(register, { scope: [scope], mayApprove: true }, today(), speechOf('vi'))
    const { underway, ahead, overtaken, toApprove } = glance
    return [underway, ahead, overtaken, { ...toApprove!, named: [] }].map(({ count, href, named }) => ({
      count,
      href,
      named: named.map(({ id }) => id),
    }))
  })
}

test('shares, late reports and what a leader has before them, kept while people write, are those of a program that starts now', () => {
  const { db, dataDir, make } = startApp()
  const day = today()
  const ids = [100, 30, 20, 10, 3].map((ago) =>
    make.delegation({ status: 'returned', startsOn: addDays(day, -ago - 2), endsOn: addDays(day, -ago) }),
  )
  // More than are named, some on the same day.
  for (let nth = 0; nth < 9; nth++)
    ids.push(make.delegation({ status: 'planned', startsOn: addDays(day, 40 - 5 * (nth % 6)) }))
  const unit = make.unit({ name: 'Hội Nhà báo tỉnh', kind: 'local_association' })
  const year = day.slice(0, 4)
  const shares = (register: Db) => [
    qualityOf(register, { from: [], to: [], unit: [], scope: [] }),
    qualityOf(register, { from: [addDays(day, -60)], to: [day], unit: [], scope: ['all'] }),
    qualityOf(register, { from: [year], to: [`${year}-06`], unit: [], scope: ['all'] }),
    [...qualityByUnit(register, { from: [], to: [addDays(day, -45)], unit: [], scope: ['all'] })].toSorted(
      ([one], [other]) => one - other,
    ),
  ]
  const told = (register: Db) => [
    shares(register),
    countRungs(register, { rung: [], direction: [], unit: [], page: [] }, day),
    beforeLeader(register),
  ]
  told(db)
  const visit = fc.constantFrom(...ids)
  const change = fc.oneof(
    fc.tuple(visit, fc.constantFrom<Status>('returned', 'underway', 'planned', 'reported')).map(
      ([id, status]) =>
        (to: Write) =>
          to.update(delegations, id, { status }),
    ),
    fc.tuple(visit, fc.integer({ min: -90, max: 90 })).map(
      ([id, ago]) =>
        (to: Write) =>
          to.update(delegations, id, { startsOn: addDays(day, -ago), endsOn: null }),
    ),
    fc
      .tuple(visit, fc.constantFrom<ReportStatus>('empty', 'draft', 'submitted', 'accepted'), fc.nat(90))
      .map(([id, status, ago]) => (to: Write) => {
        const submittedOn = addDays(day, -ago)
        to.update(visitReports, findReport(to.db, id)!.id, { status, submittedOn, decidedOn: day })
      }),
    fc.tuple(visit, fc.nat(30)).map(
      ([delegationId, ahead]) =>
        (to: Write) =>
          void to.insert(reportExtensions, {
            delegationId,
            dueOn: addDays(day, ahead),
            reason: 'Chờ số liệu',
            grantedOn: day,
          }),
    ),
    visit.map((delegationId) => (to: Write) => void to.insert(coverageItems, { delegationId, title: 'Tin' })),
    fc.tuple(visit, fc.constantFrom(year, `${year}-06`, `${Number(year) - 1}-12-31`)).map(
      ([id, startsOn]) =>
        (to: Write) =>
          to.update(delegations, id, { startsOn, endsOn: null }),
    ),
    fc.tuple(visit, fc.constantFrom(1, unit)).map(
      ([id, unitId]) =>
        (to: Write) =>
          to.update(delegations, id, { unitId }),
    ),
    fc
      .tuple(visit, fc.nat(90), fc.constantFrom(null, 'done' as const, 'dropped' as const))
      .map(([delegationId, ago, outcome]) => (to: Write) => {
        const closed = outcome && { outcome, closedOn: day, evidence: 'Công văn' }
        const promised = { delegationId, content: 'Gửi ảnh', side: 'ours' as const, lead: 'Ban Đối ngoại' }
        to.insert(followUps, { ...promised, ...closed, dueOn: addDays(day, -ago) })
      }),
    fc.nat(300).map((ago) => (to: Write) => {
      const sinceOn = addDays(day, -ago)
      if (listSettingValues(to.db, 'report_days_outbound').some((value) => value.sinceOn === sinceOn)) return
      const value = { value: String(ago % 40), dayKind: 'calendar' as const, legalBasisId: null, basis: null }
      addSettingValue(to, 'report_days_outbound', {
        submissionId: undefined,
        version: null,
        ...value,
        sinceOn,
      })
    }),
    visit.map(
      (id) => (to: Write) =>
        void createDelegation(to, {
          ...planned,
          direction: 'inbound',
          unitId: unit,
          countsAs: 'delegation_and_people',
          countsAsReason: null,
          status: 'returned',
          startsOn: addDays(day, -7 * id),
          endsOn: null,
        }),
    ),
  )
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      write(db, who, (to) => changes.forEach((act) => act(to)))
      const anew = openExisting(dataDir)
      try {
        expect(told(db)).toEqual(told(anew))
        for (const { count, href, named } of beforeLeader(db).flat()) {
          expect(rowsAt(db, href)).toBe(count)
          const { filters } = readDelegationFilters(queryOf(href))
          if (named.length) expect(listDelegations(db, filters, 6).rows.map(({ id }) => id)).toEqual(named)
        }
        // Within a transaction nothing is kept: all is asked of the visits themselves.
        expect(shares(db)).toEqual(anew.$client.transaction(() => shares(anew))())
      } finally {
        anew.$client.close()
      }
    }),
    { numRuns: 60, endOnFailure: true },
  )
})

test('visits that are written while a large register is read are counted as they stand', () => {
  const { db } = startApp({ generated: 900 })
  const change = (id: number, startsOn: string) =>
    write(db, who, (to) => to.update(delegations, id, { startsOn, endsOn: null, status: 'returned' }))
  let steps = 0
  for (const reading = warmStandings(db); !reading.next().done; steps++)
    for (const id of [10, 880]) change(id, `201${steps}-03`)
  expect(steps).toBeGreaterThan(1)
  change(400, '2019')
  const everything: QualityScope = { from: [], to: [], unit: [], scope: ['all'] }
  const asked = [everything, { ...everything, from: ['2010'], to: ['2015-06-10'] }]
  const shares = () => asked.map((scope) => qualityOf(db, scope))
  expect(shares()).toEqual(db.$client.transaction(shares)())
})
