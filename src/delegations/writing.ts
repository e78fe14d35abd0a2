import { eq, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/sqlite-core'
import { today, yearOf } from '../dates.ts'
import { type Db, prepared } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import { deletions } from '../deletions/deletion.ts'
import { saveParticipants } from '../participants/queries.ts'
import { indexDelegation } from '../search/indexing.ts'
import { sourceAt } from '../sources/queries.ts'
import { sortKey } from '../vietnamese.ts'
import { visitReports } from '../visit-reports/visit-report.ts'
import { firstReport, followCounting } from '../visit-reports/waiver.ts'
import {
  delegationCountries,
  delegationPartners,
  delegations,
  type Direction,
  type Status,
  statusChanges,
} from './delegation.ts'
import type { DelegationInput } from './form.ts'
import { findDelegation } from './queries.ts'

const codePrefix: Record<Direction, string> = { outbound: 'ĐR', inbound: 'ĐV' }

/**
 * The next number of the register: ĐR-2025-008, one run for each direction and year of start. What a deleted visit held
 * stays its own, so that it can come back and old papers mean what they meant.
 */
export function nextCode(db: Db, direction: Direction, year: string): string {
  const prefix = `${codePrefix[direction]}-${year}-`
  const last = prepared(db, 'last code', () =>
    db
      .select({ number: sql<number | null>`max(cast(substr(code, 9) as integer))` })
      .from(unionAll(numbersIn(db, delegations), numbersIn(db, deletions)).as('numbers'))
      .prepare(),
  ).get({ prefix })
  return `${prefix}${String((last?.number ?? 0) + 1).padStart(3, '0')}`
}

const numbersIn = (db: Db, table: typeof delegations | typeof deletions) =>
  db
    .select({ code: sql<string>`${table.code}`.as('code') })
    .from(table)
    .where(
      sql`${table.code} >= ${sql.placeholder('prefix')} and ${table.code} < ${sql.placeholder('prefix')} || '~'`,
    )

/** The new visit's id. Its report exists from the same moment. */
export function createDelegation(
  write: Write,
  input: DelegationInput & { status?: Status | null; statusReason?: string | null },
): number {
  const status = input.status ?? 'planned'
  const id = write.insert(delegations, {
    ...columnsOf(write, input),
    status,
    statusReason: input.statusReason ?? null,
    code: nextCode(write.db, input.direction, yearOf(input.startsOn)),
  })
  saveLinks(write, id, input)
  saveParticipants(write, id, input)
  write.insert(visitReports, { delegationId: id, ...firstReport(input.countsAs) })
  write.insert(statusChanges, { delegationId: id, toStatus: status, happenedOn: today() })
  indexDelegation(write, id)
  return id
}

/** Whether the visit was turned round by it. */
export function updateDelegation(write: Write, id: number, input: DelegationInput): boolean {
  const visit = findDelegation(write.db, id)
  // A number says which way: a visit written down the wrong way round gets one of the right run.
  const isTurned = visit !== undefined && visit.direction !== input.direction
  const code = isTurned ? { code: nextCode(write.db, input.direction, yearOf(input.startsOn)) } : {}
  write.update(delegations, id, { ...columnsOf(write, input), ...code })
  saveLinks(write, id, input)
  saveParticipants(write, id, input)
  if (visit) followCounting(write, id, visit.countsAs, input.countsAs)
  indexDelegation(write, id)
  return isTurned
}

function columnsOf(write: Write, input: DelegationInput) {
  return {
    direction: input.direction,
    title: input.title,
    unitId: input.unitId,
    countsAs: input.countsAs,
    countsAsReason: input.countsAs === 'delegation_and_people' ? null : input.countsAsReason,
    capacity: input.capacity,
    place: input.place,
    purpose: input.purpose,
    purposeKind: input.purposeKind,
    startsOn: input.startsOn,
    endsOn: input.endsOn,
    headCount: input.headCount,
    isListComplete: input.isListComplete,
    approvalNumber: input.approvalNumber,
    approvedOn: input.approvedOn,
    approvalAuthority: input.approvalAuthority,
    note: input.note,
    sourceId: input.sourceUrl ? sourceAt(write, input.sourceUrl) : null,
    sortKey: sortKey(input.title),
  }
}

function saveLinks(write: Write, delegationId: number, input: DelegationInput) {
  const { db } = write
  const hadCountries = db
    .select()
    .from(delegationCountries)
    .where(eq(delegationCountries.delegationId, delegationId))
    .all()
  for (const had of hadCountries) {
    if (!input.countries.includes(had.country)) write.remove(delegationCountries, had.id)
  }
  input.countries.forEach((country, position) => {
    const had = hadCountries.find((link) => link.country === country)
    if (!had) write.insert(delegationCountries, { delegationId, position, country })
    else if (had.position !== position) write.update(delegationCountries, had.id, { position })
  })

  const hadPartners = db
    .select()
    .from(delegationPartners)
    .where(eq(delegationPartners.delegationId, delegationId))
    .all()
  for (const had of hadPartners) {
    if (!input.partnerIds.includes(had.partnerId)) write.remove(delegationPartners, had.id)
  }
  input.partnerIds.forEach((partnerId, position) => {
    const had = hadPartners.find((link) => link.partnerId === partnerId)
    if (!had) write.insert(delegationPartners, { delegationId, position, partnerId })
    else if (had.position !== position) write.update(delegationPartners, had.id, { position })
  })
}
