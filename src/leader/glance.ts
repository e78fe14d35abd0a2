import { narrowest } from '../counting/periods.ts'
import { addDays } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { askingFor, asAsked, type DelegationFilters, scopes, unitsAsked } from '../delegations/filters.ts'
import { listDelegationsByIds } from '../delegations/queries.ts'
import { asAsked as asAskedOfFollowUps, askingFor as askingForFollowUps } from '../follow-ups/filters.ts'
import { countFollowUps } from '../follow-ups/queries.ts'
import { comparisonModel, leftOutOfYear } from '../totals/compared.ts'
import { asAsked as asAskedOfChase, type ChaseFilters, countRungs } from '../visit-reports/chase.ts'
import type { Speech } from '../web/language.ts'
import { addressOf, oneOf } from '../web/listing.ts'
import { countToApprove, findPassing } from './open-visits.ts'

export const LEADER_PATH = '/leader'

/** What the page may be asked: whose visits (C12). */
export const leaderFilters = { scope: oneOf(scopes) }

/** How far ahead it looks, in days. */
export const AHEAD = 60

/** How many visits it names; the number beside them opens all. */
const NAMED = 6

type Scope = Pick<DelegationFilters, 'scope'>

/** Everything a leader asks at a glance, each figure with the list of exactly its rows. */
export function glanceOf(
  db: Db,
  { scope, mayApprove }: Scope & { mayApprove: boolean },
  day: string,
  speech: Speech,
) {
  const ofUnits = unitsAsked(db, { unit: [], scope })
  const units = ofUnits ?? []
  const totals = { by: [], from: [], to: [], unit: [], scope, count: [], sort: [], opening: [], page: [] }
  const compared = comparisonModel(db, totals, day, speech)!
  const isAll = scope.includes('all')
  return {
    day,
    year: day.slice(0, 4),
    isAll,
    otherScope: addressOf(LEADER_PATH, { scope: isAll ? [] : ['all'] }),
    compared,
    // Whoever sees other figures on the totals reads here which visits are not among these.
    leftOut: leftOutOfYear(db, totals, day),
    underway: visitsOf({ status: ['underway'] }),
    ahead: visitsOf({
      status: ['planned', 'submitted', 'approved'],
      from: [day],
      to: [addDays(day, AHEAD)],
    }),
    // Whether they went or not, nobody wrote it down: no figure counts them.
    overtaken: visitsOf({ status: ['planned', 'submitted', 'approved'], to: [addDays(day, -1)] }),
    reports: lateReports(),
    followUps: lateFollowUps(),
    toApprove: mayApprove ? reportsToApprove() : null,
  }

  function visitsOf({ status = [], from = [], to = [] }: Partial<DelegationFilters>) {
    const within = narrowest({ from, to })
    const { count, first } = findPassing(db, ofUnits, { status, within, most: NAMED })
    const list = askingFor({ status, from, to, scope, sort: ['startsOn'] })
    return {
      count,
      href: count ? addressOf('/delegations', asAsked(list)) : null,
      named: listDelegationsByIds(db, first),
    }
  }

  function lateReports() {
    const asked = (rung: ChaseFilters['rung']): ChaseFilters => ({
      rung,
      direction: [],
      unit: units,
      page: [],
    })
    const { overdue, escalated } = countRungs(db, asked([]), day)
    const at = (rung: ChaseFilters['rung']) => addressOf('/visit-reports', asAskedOfChase(asked(rung)))
    return {
      count: overdue + escalated,
      href: at(['escalated', 'overdue']),
      escalated,
      escalatedHref: at(['escalated']),
    }
  }

  function lateFollowUps() {
    const filters = askingForFollowUps({ due: ['overdue'], unit: units })
    const side = (side: 'ours' | 'theirs') =>
      addressOf('/follow-ups', asAskedOfFollowUps({ ...filters, side: [side] }))
    const { open, ours, theirs } = countFollowUps(db, filters)
    return {
      count: open,
      href: addressOf('/follow-ups', asAskedOfFollowUps(filters)),
      ours,
      oursHref: side('ours'),
      theirs,
      theirsHref: side('theirs'),
    }
  }

  function reportsToApprove() {
    const filters = askingFor({ report: ['submitted'], scope })
    return { count: countToApprove(db, ofUnits), href: addressOf('/delegations', asAsked(filters)) }
  }
}

export type Glance = ReturnType<typeof glanceOf>
