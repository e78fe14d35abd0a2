import type { Logger } from 'pino'
import { countOpenMeanwhile } from '../contradictions/counts.ts'
import { type Counts, knownPersonTrips, totalsBy } from '../counting.ts'
import { addDays, firstDay, lastDay, today, weekdayOf, yearOf } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { statuses } from '../delegations/delegation.ts'
import { askingFor, asAsked } from '../delegations/filters.ts'
import { glanceOf } from '../leader/glance.ts'
import { rungs } from '../visit-reports/ladder.ts'
import { countByRung, countReportsToApprove } from '../visit-reports/queries.ts'
import { comparedPeriods, growthTold, leftOutOfYear, type Span } from '../totals/compared.ts'
import { listOf } from '../totals/filters.ts'
import { languageOf, type Speech, speechOf } from '../web/language.ts'
import { addressOf } from '../web/listing.ts'
import { page } from '../web/page.ts'
import type { Consequence } from './attention.ts'
import { AHEAD, groupedAttention, listAhead } from './queries.ts'
import { Router } from '../web/router.ts'
import { may, viewerOf } from '../web/who.ts'

/** How many visits the calendar draws; its heading and its list tell of all. */
const SHOWN_AHEAD = 60

/** The figures of this year, of the own body (C12). */
const ofOwn = { from: [], to: [], unit: [], scope: [] }

/** The list that holds a whole group, and nothing else. */
const listsOf: Partial<Record<Consequence, string>> = {
  report: '/visit-reports?rung=escalated&rung=overdue',
  promise: '/follow-ups?due=overdue',
}

const weekdays = ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật']

/** The first page: what wants somebody, who is away or coming, and this year beside the last. */
export function todayRoutes(db: Db) {
  const routes = Router()
  routes.get('/', (req, res) => {
    const mayApprove = may(res, 'approve')
    const day = today()
    const speech = speechOf(languageOf(req))
    const groups = groupedAttention(db, day)
    const ahead = listAhead(db, day)
    const reportRungs = countByRung(db, day)
    page(res, 'today/index', {
      day,
      weekday: weekdays[weekdayOf(day)],
      groups: groups.map((group) => ({ ...group, href: listsOf[group.consequence] ?? null })),
      attentionFound: groups.reduce((sum, { items }) => sum + items.length, 0),
      reportRungs,
      contradictions: countOpenMeanwhile(db, res.app.locals.log as Logger)?.wrong ?? null,
      toApprove: mayApprove ? countReportsToApprove(db) : 0,
      rungs,
      overdueReports: reportRungs.escalated + reportRungs.overdue,
      ...aheadAt(day),
      underway: ahead.filter(({ status }) => status === 'underway').length,
      upcoming: ahead.filter(({ status, startsOn }) => status !== 'underway' && startsOn > day).length,
      strip: stripOf(ahead, day),
      statuses,
      year: yearOf(day),
      // Who approves leads: what they ask first stands first, and this year is part of it.
      ...(viewerOf(res)?.role === 'approver'
        ? { glance: glanceOf(db, { scope: [], mayApprove }, day, speech) }
        : {
            glance: null,
            // Whoever sees other figures on the totals reads here which visits are not among these.
            leftOut: leftOutOfYear(db, ofOwn, day),
            figures: figuresOf(day, speech),
          }),
    })
  })

  // This year to date beside the same days of last year, as the totals hold them together (C17).
  function figuresOf(day: string, speech: Speech) {
    const { now, before } = comparedPeriods(ofOwn, day)!
    const asked = ({ from, to }: Span) => ({ ...ofOwn, from: [from], to: [to] })
    const totals = [now, before].map((span) => totalsBy(db, 'year', asked(span)).total)
    return (['outbound', 'inbound'] as const).map((direction) => {
      const [counts, last] = [totals[0]![direction], totals[1]![direction]]
      const list = (span: Span, of: 'delegations' | 'personTrips' = 'delegations') =>
        listOf(asked(span), { direction: [direction], counted: [of] })
      return {
        direction,
        now: counts,
        people: { words: peopleTold(counts, speech), href: list(now, 'personTrips') },
        last,
        lastPeople: { words: peopleTold(last, speech), href: list(before, 'personTrips') },
        growth: growthTold(last.delegations, counts.delegations, speech),
        href: list(now),
        lastHref: list(before),
      }
    })
  }

  return routes
}

/** The visits under way and those still to come, as `listAhead` lists them, in the register. */
function aheadAt(day: string) {
  const at = (asked: Parameters<typeof askingFor>[0]) =>
    addressOf('/delegations', asAsked(askingFor({ ...asked, scope: ['all'], sort: ['startsOn'] })))
  return {
    underwayHref: at({ status: ['underway'] }),
    upcomingHref: at({
      status: ['planned', 'submitted', 'approved'],
      from: [addDays(day, 1)],
      to: [addDays(day, AHEAD)],
      startKnownTo: ['day'],
    }),
  }
}

function peopleTold(counts: Counts, { t }: Speech): string {
  const people = knownPersonTrips(counts)
  if (people === null) return t('chưa rõ lượt người')
  return t(counts.unknownPeople ? 'ít nhất {people} lượt người' : '{people} lượt người', { people })
}

/** Six weeks from Monday of this one, and where each visit lies in them, in per cent of the width. */
function stripOf(visits: ReturnType<typeof listAhead>, day: string) {
  const monday = addDays(day, -weekdayOf(day))
  const at = (date: string) => (Date.parse(date) - Date.parse(monday)) / 86_400_000
  const percent = (days: number) => `${Math.round((days / AHEAD) * 10_000) / 100}%`
  const within = (days: number) => Math.min(Math.max(days, 0), AHEAD)
  return {
    weeks: [0, 7, 14, 21, 28, 35].map((days) => addDays(monday, days)),
    weekends: [5, 12, 19, 26, 33, 40].map((days) => ({ x: percent(days), width: percent(2) })),
    today: { x: percent(at(day)), width: percent(1) },
    rows: visits.slice(0, SHOWN_AHEAD).map((visit) => {
      const end = lastDay(visit.endsOn ?? visit.startsOn)
      const from = within(at(firstDay(visit.startsOn)))
      return {
        ...visit,
        x: percent(from),
        width: percent(Math.max(within(at(end) + 1) - from, 0.6)),
        daysUntil: Math.round((Date.parse(firstDay(visit.startsOn)) - Date.parse(day)) / 86_400_000),
      }
    }),
  }
}
