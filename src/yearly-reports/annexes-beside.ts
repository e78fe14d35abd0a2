import { and, asc, eq, sql } from 'drizzle-orm'
import { today, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { delegations, statuses } from '../delegations/delegation.ts'
import { askingFor, type DelegationFilters, unitsAsked } from '../delegations/filters.ts'
import { askingFor as askingForFollowUps, matching } from '../follow-ups/filters.ts'
import { followUpOutcomes, followUps, followUpSides } from '../follow-ups/follow-up.ts'
import { duePeriod } from '../quality/shares.ts'
import { type Annex, type AnnexColumn, numbering, tableOf } from './annex.ts'
import { type Behind, peopleNote } from './annexes.ts'
import { countedWithin, linesBeyond, visitColumns, visitLines, type VisitLine } from './annex-visits.ts'
import { besideReasons, eitherHalf, whyUncounted } from './beside.ts'
import { earlierPeriods, nameInTable } from './comparison.ts'
import type { ReportPeriod } from './period.ts'
import type { Steps } from './steps.ts'
import { asOfTold, periodTold } from './wording.ts'

// The annexes of what stands beside the visits of the period: the periods it is compared with, visits that do not
// count, and what visits left to do.

interface UncountedLine extends VisitLine {
  why: keyof typeof whyUncounted
}

const whyColumns: AnnexColumn<UncountedLine>[] = [
  { id: 'why', heading: 'Vì sao không tính', width: 14, cell: ({ why }) => whyUncounted[why] },
  {
    id: 'other',
    heading: 'Trạng thái, lý do',
    width: 24,
    cell: ({ why, status, statusReason, countsAsReason }) =>
      [statuses[status], why === 'excluded' ? countsAsReason : statusReason].filter(Boolean).join(': '),
  },
]

/** Visits that the figures of the period leave out: no counted ones (C10, C11), or of either half of the year. */
export function* uncountedAnnex({ db, asked, most }: Behind): Steps<Annex | null> {
  const { from, to, unit, scope } = asked.counted
  const parts: (readonly [UncountedLine['why'], DelegationFilters])[] = [
    ...besideReasons.map((why) => [why, askingFor({ from, to, unit, scope, leftOut: [why] })] as const),
    ...(asked.period.half
      ? [['ofNeitherHalf', askingFor({ unit, scope, ...eitherHalf(asked.period.year) })] as const]
      : []),
  ]
  const { lines, more } = yield* partLines(db, parts, most, (line, why): UncountedLine => ({ ...line, why }))
  if (!lines.length) return null
  const all = visitColumns(db)
  const columns: AnnexColumn<UncountedLine>[] = [
    numbering(),
    { ...all.title, width: 34 },
    all.direction,
    ...(asked.scope === 'all' ? [all.unit] : []),
    all.country,
    all.time,
    ...whyColumns,
  ]
  return {
    id: 'uncounted',
    name: 'Đoàn không tính',
    title: `Đoàn ${periodTold(asked.period)} không tính vào số liệu`,
    isWide: true,
    ...(yield* tableOf(columns, lines)),
    note: asOfTold(),
    more,
  }
}

// At most so many of each part.
function* partLines<Part, Line>(
  db: Db,
  parts: (readonly [Part, DelegationFilters])[],
  most: number,
  lineOf: (line: VisitLine, part: Part) => Line,
): Steps<{ lines: Line[]; more: number }> {
  const all: Line[] = []
  let more = 0
  for (const [part, filters] of parts) {
    const lines = yield* visitLines(db, filters, most)
    for (const line of lines) all.push(lineOf(line, part))
    if (lines.length >= most) more += linesBeyond(db, filters, most)
  }
  return { lines: all, more }
}

interface EarlierLine extends VisitLine {
  period: ReportPeriod
}

/** The visits of the periods that this one stands beside. */
export function* earlierAnnex({ db, asked, comparison, most }: Behind): Steps<Annex | null> {
  const parts = earlierPeriods(asked.period).map((period) => {
    const filters = countedWithin({ ...asked.counted, from: [period.from], to: [period.to] })
    return [period, filters] as const
  })
  const { lines, more } = yield* partLines(db, parts, most, (line, period): EarlierLine => ({
    ...line,
    period,
  }))
  if (!lines.length) return null
  const before = comparison?.isRunning ? comparison.asked.before.to[0]! : undefined
  const all = visitColumns(db, { comparedTo: before })
  const columns: AnnexColumn<EarlierLine>[] = [
    numbering(({ isCounted }) => isCounted === true),
    { id: 'period', heading: 'Kỳ', width: 10, align: 'center', cell: ({ period }) => nameInTable(period) },
    all.direction,
    { ...all.title, width: 40 },
    all.time,
    all.personTrips,
    all.people,
    ...(before === undefined ? [] : [comparedBefore(all.compared, comparison!.beforePeriod)]),
  ]
  return {
    id: 'earlier',
    name: 'Các kỳ trước',
    title: `Đoàn của các kỳ đem so sánh: ${parts.map(([period]) => periodTold(period)).join(', ')}`,
    isWide: true,
    ...(yield* tableOf(columns, lines)),
    note: [...(lines.some(({ people }) => people !== null) ? [peopleNote] : []), asOfTold()].join(' '),
    more,
  }
}

// Only the period before is compared day for day.
const comparedBefore = (
  compared: AnnexColumn<VisitLine>,
  before: ReportPeriod,
): AnnexColumn<EarlierLine> => ({
  ...compared,
  cell: (line) => (line.period.name === before.name ? compared.cell(line) : ''),
})

interface FollowUpLine {
  content: string
  visitId: number
  visit: string
  side: keyof typeof followUpSides
  lead: string
  dueOn: string
  outcome: keyof typeof followUpOutcomes | null
  closedOn: string | null
}

const followUpColumns = (): AnnexColumn<FollowUpLine>[] => [
  numbering(),
  { id: 'title', heading: 'Việc', width: 38, cell: ({ content }) => content },
  {
    id: 'other',
    heading: 'Đoàn',
    width: 28,
    cell: ({ visit, visitId }) => [{ text: visit, href: `/delegations/${visitId}` }],
  },
  { id: 'other', heading: 'Bên', width: 10, cell: ({ side }) => followUpSides[side] },
  { id: 'other', heading: 'Đầu mối', width: 20, cell: ({ lead }) => lead },
  { id: 'time', heading: 'Hạn', width: 12, align: 'center', cell: ({ dueOn }) => writeDate(dueOn) },
  {
    id: 'closed',
    heading: 'Đã đóng',
    width: 16,
    cell: ({ outcome, closedOn }) =>
      outcome && closedOn ? `${followUpOutcomes[outcome]}, ${writeDate(closedOn)}` : '',
  },
]

/** What was to be done within the period, as far as its day has come. */
export function* followUpsAnnex({ db, asked, figures, most }: Behind): Steps<Annex | null> {
  if (!figures.known.get('quality.followUpsClosed.of')?.value) return null
  const { unit, scope } = asked.counted
  const filters = askingForFollowUps({
    ...duePeriod(asked.counted, today()),
    state: ['all'],
    unit: unitsAsked(db, { unit, scope }) ?? [],
  })
  const found = and(eq(delegations.id, followUps.delegationId), matching(db, filters, today()))
  const lines = db
    .select({
      content: followUps.content,
      visitId: delegations.id,
      visit: delegations.title,
      side: followUps.side,
      lead: followUps.lead,
      dueOn: followUps.dueOn,
      outcome: followUps.outcome,
      closedOn: followUps.closedOn,
      count: sql<number>`count(*) over ()`,
    })
    .from(followUps)
    .innerJoin(delegations, found)
    .orderBy(asc(followUps.dueOn), asc(followUps.id))
    .limit(most)
    .all()
  if (!lines.length) return null
  return {
    id: 'followUps',
    name: 'Việc tiếp theo',
    title: `Việc tiếp theo đến hạn trong ${periodTold(asked.period)}`,
    isWide: true,
    ...(yield* tableOf(followUpColumns(), lines)),
    note: asOfTold(),
    more: lines[0]!.count - lines.length,
  }
}
