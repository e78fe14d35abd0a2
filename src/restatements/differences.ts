import { and, eq, inArray, sql } from 'drizzle-orm'
import { type Scope, whyUncounted } from '../counting.ts'
import { writeDate } from '../dates.ts'
import { countedFrom } from '../db/kept-then.ts'
import { type Db, prepared } from '../db/open.ts'
import { registerAt } from '../db/past-register.ts'
import {
  countings,
  delegationCountries,
  delegationPartners,
  delegations,
  type Direction,
  directions,
  statuses,
} from '../delegations/delegation.ts'
import { askingFor, type DelegationFilters, matching, shapeOf, valuesFor } from '../delegations/filters.ts'
import { deletions } from '../deletions/deletion.ts'
import { type ActSince, lastActsSince, listChangedSince, listRemovedBefore } from '../history/since.ts'
import { participants } from '../participants/participant.ts'
import { unitNameAt, unitsById, unitTitle } from '../units/queries.ts'
import type { Language, Message } from '../web/language.ts'

/** What a visit gave to the figures of a scope, and what it gives now. */
export interface Difference {
  id: number
  code: string
  title: string
  direction: Direction
  /** Đoàn: 1, 0 or -1. */
  delegations: number
  /** Lượt người then and now: 0 where the visit is not counted there, null where nobody knows. */
  personTrips: { was: number | null; is: number | null }
  kind: 'in' | 'out' | 'changed'
  /** Why, shortly: "ghi muộn"; "số người 6 → 8". */
  what: Message[]
  /** The last act that did it; null where it is out of the reader's sight. */
  act: ActSince | null
}

/**
 * The visits that make the figures of a scope others than they were at an instant (or at the end of a day in Viet Nam):
 * those that came into what is counted, went out of it, or count for more or fewer people, by their number. As many
 * statements, however many there are.
 */
export const differencesSince = (
  db: Db,
  { from, to, unit, scope }: Scope,
  at: string,
  language: Language = 'vi',
): Difference[] =>
  differencesIn(db, askingFor({ from, to, unit, scope, counted: ['personTrips'] }), at, language)

/** What of a visit a figure is counted from, beside its being there and how many went. */
export interface Facet {
  /** Of visits, or of what they have: how many people went, and who, makes no such figure another one. */
  isOfVisits?: boolean
  /** Other people, countries, partners, another unit: such a visit differs also where it counts for as many as before. */
  of?: 'people' | 'countries' | 'partners' | 'unitId'
  /** Rows that belong to it, whatever changed in them, and what that is called. */
  rows?: { tables: readonly string[]; what: Message }[]
}

/** The same for the visits of a list, which is what a figure counted: "the outbound ones to Laos". */
export function differencesIn(
  db: Db,
  filters: DelegationFilters,
  at: string,
  language: Language = 'vi',
  { isOfVisits = false, of, rows = [] }: Facet = {},
): Difference[] {
  const past = registerAt(db, at)
  const changedRows = new Map<number, Message[]>()
  for (const { tables, what } of rows)
    for (const id of listChangedSince(db, at, 'delegations', tables))
      changedRows.set(id, [...(changedRows.get(id) ?? []), what])
  const touched = [
    ...new Set([...listChangedSince(db, at, 'delegations', countedFrom), ...changedRows.keys()]),
  ].toSorted((one, other) => one - other)
  const ids = JSON.stringify(touched)
  const [then, now] = [past, db].map((register) => ({
    counted: new Set(listedOf(register, filters, ids)),
    rows: new Map(rowsOf(register, ids).map((row) => [row.id, row])),
  })) as [Side, Side]
  const given = (side: Side, id: number): Given => {
    const row = side.counted.has(id) ? side.rows.get(id)! : undefined
    return {
      delegations: Number(row?.isCounted ?? false),
      trips: row ? row.personTripCount : 0,
      direction: row?.direction,
    }
  }
  const differing = touched.filter((id) => {
    const [was, is] = [given(then, id), given(now, id)]
    // Turned round, it counts for as many, but for another figure.
    return (
      was.delegations !== is.delegations ||
      (!isOfVisits && was.trips !== is.trips) ||
      was.direction !== is.direction ||
      then.counted.has(id) !== now.counted.has(id) ||
      (then.counted.has(id) &&
        (changedRows.has(id) || (of && then.rows.get(id)?.[of] !== now.rows.get(id)?.[of])))
    )
  })
  const acts = lastActsSince(db, at, { table: 'delegations', of: 'records' }, differing)
  const words = wordsFor(db, past, at, differing, language)
  return differing
    .flatMap((id): Difference[] => {
      const act = acts.get(id)
      const row = now.rows.get(id) ?? then.rows.get(id)
      if (!row) return []
      const [was, is] = [given(then, id), given(now, id)]
      const isThere = [then, now].map(({ counted }) => counted.has(id))
      const what = words(then.rows.get(id), now.rows.get(id), { id, isOfVisits })
      return [
        {
          id,
          code: row.code,
          title: row.title,
          direction: row.direction,
          delegations: is.delegations - was.delegations,
          personTrips: { was: was.trips, is: is.trips },
          kind: isThere[0] === isThere[1] ? 'changed' : isThere[1] ? 'in' : 'out',
          what: what.length ? what : (changedRows.get(id) ?? []),
          act: act ?? null,
        },
      ]
    })
    .toSorted((one, other) => (one.code < other.code ? -1 : 1))
}

interface Side {
  counted: Set<number>
  rows: Map<number, Row>
}

interface Given {
  delegations: number
  trips: number | null
  direction: Direction | undefined
}

const among = sql`${delegations.id} in (select value from json_each(${sql.placeholder('ids')}))`

function listedOf(db: Db, filters: DelegationFilters, ids: string): number[] {
  return prepared(db, `listed among ${shapeOf(db, filters)}`, () =>
    db
      .select({ id: delegations.id })
      .from(delegations)
      .where(and(among, matching(db, filters, 'inOrder')))
      .prepare(),
  )
    .all({ ...valuesFor(db, filters), ids })
    .map(({ id }) => id)
}

const rowsOf = (db: Db, ids: string) =>
  prepared(db, 'what visits count', () =>
    db
      .select({
        id: delegations.id,
        code: delegations.code,
        title: delegations.title,
        direction: delegations.direction,
        status: delegations.status,
        statusReason: delegations.statusReason,
        countsAs: delegations.countsAs,
        startsOn: delegations.startsOn,
        unitId: delegations.unitId,
        isCounted: delegations.isCounted,
        personTripCount: delegations.personTripCount,
        purposeKind: delegations.purposeKind,
        countries: sql<string>`(select coalesce(group_concat(${delegationCountries.country} order by ${delegationCountries.country}), '')
          from ${delegationCountries} where ${delegationCountries.delegationId} = ${delegations.id})`,
        partners: sql<string>`(select coalesce(group_concat(${delegationPartners.partnerId} order by ${delegationPartners.partnerId}), '')
          from ${delegationPartners} where ${delegationPartners.delegationId} = ${delegations.id})`,
        people: sql<string>`(select ${delegations.isListComplete} || ':' || coalesce(group_concat(${participants.personId} order by ${participants.personId}), '')
          from ${participants} where ${participants.delegationId} = ${delegations.id}
            and ${participants.side} = 'delegation' and ${participants.hasTravelled})`,
      })
      .from(delegations)
      .where(among)
      .prepare(),
  ).all({ ids })

type Row = ReturnType<typeof rowsOf>[number]

// What happened to a visit, in the order of its weight.
function wordsFor(db: Db, past: Db, at: string, ids: number[], language: Language) {
  const restored = listRemovedBefore(db, at, 'delegations', ids)
  const gone = new Map(
    ids.length
      ? db
          .select({ id: deletions.subjectId, reason: deletions.reason })
          .from(deletions)
          .where(and(eq(deletions.subjectTable, 'delegations'), inArray(deletions.subjectId, ids)))
          .orderBy(deletions.id)
          .all()
          .map(({ id, reason }) => [id, reason] as const)
      : [],
  )
  const unitOf = (register: Db, { unitId, startsOn }: Row) => {
    const unit = unitsById(register).get(unitId)
    return unit ? unitTitle(unitNameAt(unit, startsOn), language) : String(unitId)
  }
  return (
    then: Row | undefined,
    now: Row | undefined,
    { id, isOfVisits }: { id: number; isOfVisits: boolean },
  ): Message[] => {
    if (!then) return [{ text: restored.has(id) ? 'khôi phục' : 'ghi muộn' }]
    if (!now) {
      const reason = gone.get(id)
      // Of a visit that another unit has now, this one is not told more.
      if (!gone.has(id)) return [{ text: 'chuyển đơn vị' }]
      return [reason ? { text: 'xóa: {reason}', gaps: { reason } } : { text: 'thu hồi việc ghi' }]
    }
    return [
      ...changesOf(then, now, { was: unitOf(past, then), is: unitOf(db, now) }),
      ...(isOfVisits ? [] : peopleChanged(then, now)),
      ...linksChanged(then, now),
    ]
  }
}

function changesOf(then: Row, now: Row, unit: { was: string; is: string }): Message[] {
  const found: Message[] = []
  const tell = (text: string, gaps: Message['gaps']) => void found.push({ text, gaps })
  const uncounted = whyUncounted(now.status, now.countsAs)
  if (then.status !== now.status) {
    if (uncounted === 'cancelled' && now.statusReason) tell('hủy: {reason}', { reason: now.statusReason })
    else if (uncounted === 'postponed' && now.statusReason)
      tell('hoãn: {reason}', { reason: now.statusReason })
    else
      tell('trạng thái: {was} → {is}', {
        was: { text: statuses[then.status] },
        is: { text: statuses[now.status] },
      })
  } else if (then.statusReason !== now.statusReason) tell('sửa lý do thay đổi', {})
  if (then.startsOn !== now.startsOn) {
    const text = now.direction === 'outbound' ? 'đổi ngày đi {was} → {is}' : 'đổi ngày đến {was} → {is}'
    tell(text, { was: writeDate(then.startsOn), is: writeDate(now.startsOn) })
  }
  if (then.unitId !== now.unitId) tell('chuyển đơn vị: {was} → {is}', unit)
  if (then.direction !== now.direction)
    tell('đổi chiều: {was} → {is}', {
      was: { text: directions[then.direction] },
      is: { text: directions[now.direction] },
    })
  if (then.countsAs !== now.countsAs)
    tell('cách tính: {was} → {is}', {
      was: { text: countings[then.countsAs] },
      is: { text: countings[now.countsAs] },
    })
  return found
}

function peopleChanged(then: Row, now: Row): Message[] {
  if (then.personTripCount !== now.personTripCount) {
    const gaps = { was: then.personTripCount ?? '–', is: now.personTripCount ?? '–' }
    return [{ text: 'số người {was} → {is}', gaps }]
  }
  return then.people === now.people ? [] : [{ text: 'đổi danh sách đoàn' }]
}

const linksChanged = (then: Row, now: Row): Message[] => [
  ...(then.countries === now.countries ? [] : [{ text: 'đổi nước' }]),
  ...(then.partners === now.partners ? [] : [{ text: 'đổi đối tác' }]),
  ...(then.purposeKind === now.purposeKind ? [] : [{ text: 'đổi loại nội dung' }]),
]
