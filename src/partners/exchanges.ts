import { desc, eq, sql } from 'drizzle-orm'
import { bothWays, type Counts, type Exchanges, knownPersonTrips, whyUncounted } from '../counting.ts'
import { yearOf } from '../dates.ts'
import { type Db, prepared, remembered } from '../db/open.ts'
import { delegationCountries, delegationPartners, delegations } from '../delegations/delegation.ts'
import { unitNameAt, unitsById, unitTitle } from '../units/queries.ts'
import type { Language, Message } from '../web/language.ts'

// Everything that was exchanged with one partner or country, both ways, year by year.

/** The most visits one timeline draws; older years are a list away. */
const TIMELINE_SIZE = 400

const columns = {
  id: delegations.id,
  code: delegations.code,
  direction: delegations.direction,
  title: delegations.title,
  status: delegations.status,
  countsAs: delegations.countsAs,
  startsOn: delegations.startsOn,
  endsOn: delegations.endsOn,
  personTripCount: delegations.personTripCount,
  unitId: delegations.unitId,
}

// Whose a visit was, under the name of its time.
const withUnit =
  (db: Db) =>
  <Row extends { unitId: number; startsOn: string }>(row: Row) => {
    const unit = unitsById(db).get(row.unitId)!
    return { ...row, unit: unitNameAt(unit, row.startsOn), unitKind: unit.kind }
  }

/** A partner's visits, whoever's they are, the newest first: one more than `TIMELINE_SIZE` where there are more. */
export const listVisitsWithPartner = (db: Db, partnerId: number) =>
  remembered(db, `visits with partner ${partnerId}`, () =>
    prepared(db, 'visits with partner', () =>
      db
        .select(columns)
        .from(delegationPartners)
        .innerJoin(delegations, eq(delegations.id, delegationPartners.delegationId))
        .where(eq(delegationPartners.partnerId, sql.placeholder('partnerId')))
        .orderBy(desc(delegations.startsOn), desc(delegations.id))
        .limit(TIMELINE_SIZE + 1)
        .prepare(),
    )
      .all({ partnerId })
      .map(withUnit(db)),
  )

/** A country's visits, through whichever partner, the newest first: one more than `TIMELINE_SIZE` where there are more. */
export const listVisitsWithCountry = (db: Db, iso2: string) =>
  remembered(db, `visits with country ${iso2}`, () =>
    prepared(db, 'visits with country', () =>
      db
        .select(columns)
        .from(delegationCountries)
        .innerJoin(delegations, eq(delegations.id, delegationCountries.delegationId))
        .where(eq(delegationCountries.country, sql.placeholder('iso2')))
        .orderBy(desc(delegations.startsOn), desc(delegations.id))
        .limit(TIMELINE_SIZE + 1)
        .prepare(),
    )
      .all({ iso2 })
      .map(withUnit(db)),
  )

export type ExchangedVisit = ReturnType<typeof listVisitsWithPartner>[number]

/** A visit as the timeline draws it: why it is in no figure, and whose it is where it is not the own body's. */
interface DrawnVisit extends ExchangedVisit {
  uncounted: string | null
  otherUnit: string | null
}

export interface TimelineYear {
  /** '2024', or '2010–2016' for years in a row without a visit. */
  years: string
  outbound: DrawnVisit[]
  inbound: DrawnVisit[]
  difference: Message
}

const uncountedWords: Record<NonNullable<ReturnType<typeof whyUncounted>>, string> = {
  ahead: 'chưa đi, chưa tính',
  postponed: 'hoãn, không tính',
  cancelled: 'hủy, không tính',
  excluded: 'không tính vào số liệu',
  peopleOnly: 'chỉ tính lượt người',
}

/**
 * The years of a T-account, newest first, with years in a row that saw nothing drawn as one. The figures are those of
 * `exchanges`, which hold every visit, also those that had to be left to the list.
 */
export function timelineOf(visits: ExchangedVisit[], exchanges: Exchanges, language: Language) {
  const isCut = visits.length > TIMELINE_SIZE
  const oldest = yearOf(visits.at(-1)?.startsOn ?? '')
  // A year is drawn whole or not at all, unless it alone is longer than a timeline.
  const isOneYear = visits.length > 0 && yearOf(visits[0]!.startsOn) === oldest
  const drawn = isCut && !isOneYear ? visits.filter(({ startsOn }) => yearOf(startsOn) !== oldest) : visits
  const byYear = Map.groupBy(
    drawn.map((visit) => drawnVisit(visit, language)),
    ({ startsOn }) => yearOf(startsOn),
  )
  const years: TimelineYear[] = []
  for (const year of [...byYear.keys()].toSorted().toReversed()) {
    const before = Number(years.at(-1)?.years ?? 0)
    if (before - Number(year) > 1) years.push(emptyYears(Number(year) + 1, before - 1))
    const visits = byYear.get(year)!
    years.push({
      years: year,
      outbound: visits.filter(({ direction }) => direction === 'outbound'),
      inbound: visits.filter(({ direction }) => direction === 'inbound'),
      difference: differenceOf(exchanges.byYear.get(year) ?? bothWays()),
    })
  }
  const firstYear = yearOf(drawn.at(-1)?.startsOn ?? '')
  return {
    years,
    hasUncounted: drawn.some((visit) => whyUncounted(visit.status, visit.countsAs)),
    span: drawn.length ? [firstYear, yearOf(drawn[0]!.startsOn)] : [],
    /** The last year that is not drawn whole, where there are older visits than the timeline holds. */
    olderUntil: isCut ? (isOneYear ? firstYear : String(Number(firstYear) - 1)) : null,
  }
}

function drawnVisit(visit: ExchangedVisit, language: Language): DrawnVisit {
  const why = whyUncounted(visit.status, visit.countsAs)
  return {
    ...visit,
    uncounted: why ? uncountedWords[why] : null,
    otherUnit: visit.unitKind === 'own_body' ? null : unitTitle(visit.unit, language),
  }
}

const emptyYears = (from: number, to: number): TimelineYear => ({
  years: from === to ? String(from) : `${from}–${to}`,
  outbound: [],
  inbound: [],
  difference: { text: 'không có đoàn' },
})

/** By how many counted delegations one direction is ahead of the other. */
export function differenceOf({ outbound, inbound }: { outbound: Counts; inbound: Counts }): Message {
  const difference = outbound.delegations - inbound.delegations
  if (difference > 0) return { text: 'ra hơn {count}', gaps: { count: difference } }
  if (difference < 0) return { text: 'vào hơn {count}', gaps: { count: -difference } }
  return { text: outbound.delegations ? 'cân bằng' : 'chưa có đoàn được tính' }
}

/** "9 đoàn · 82 lượt người"; what nobody knows is said to be unknown (C2). */
export function countsWords(counts: Counts): Message {
  const personTrips = knownPersonTrips(counts)
  const gaps = { delegations: counts.delegations, personTrips: personTrips ?? 0 }
  if (personTrips === null) return { text: '{delegations} đoàn, chưa rõ lượt người', gaps }
  if (counts.unknownPeople) return { text: '{delegations} đoàn · ít nhất {personTrips} lượt người', gaps }
  return { text: '{delegations} đoàn · {personTrips} lượt người', gaps }
}
