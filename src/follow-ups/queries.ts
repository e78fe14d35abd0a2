import { and, asc, count, desc, eq, getTableColumns, isNull, lte, sql } from 'drizzle-orm'
import { today } from '../dates.ts'
import { type Db, prepared, remembered } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import { delegations } from '../delegations/delegation.ts'
import { partnersById } from '../partners/queries.ts'
import { readCursor, writeCursor } from '../web/listing.ts'
import { askingFor, type FollowUpFilters, isTracked, matching, sortOf } from './filters.ts'
import { type followUpOutcomes, followUps } from './follow-up.ts'

export const PAGE_SIZE = 50

const columns = {
  ...getTableColumns(followUps),
  visitCode: delegations.code,
  visitTitle: delegations.title,
  direction: delegations.direction,
  unitId: delegations.unitId,
  startsOn: delegations.startsOn,
  partnerIds: sql<
    string | null
  >`(select group_concat(partner_id) from (select partner_id from delegation_partners
    where delegation_id = delegations.id order by position))`,
}

/** With the partners it concerns: the one it names, or all of its visit. */
const withPartners =
  (db: Db) =>
  <Row extends { partnerId: number | null; partnerIds: string | null }>(row: Row) => {
    const known = partnersById(db)
    const ids = row.partnerId === null ? (row.partnerIds?.split(',').map(Number) ?? []) : [row.partnerId]
    return { ...row, partners: ids.flatMap((id) => known.get(id) ?? []) }
  }

/** One page of the follow-ups that match, with the cursors of the pages around it. */
export function listFollowUps(db: Db, filters: FollowUpFilters, size = PAGE_SIZE) {
  const sort = sortOf(filters)
  const cursor = readCursor(filters.page[0])
  const isBackwards = cursor?.side === 'before'
  const isDescending = sort.startsWith('-') !== isBackwards
  const key = sort.endsWith('dueOn') ? sql`${followUps.dueOn}` : sql`coalesce(${followUps.closedOn}, '')`
  const found = db
    .select({ ...columns, key: sql<string>`${key}` })
    .from(followUps)
    .innerJoin(delegations, eq(delegations.id, followUps.delegationId))
    .where(
      and(
        matching(db, filters, today()),
        cursor &&
          sql`(${key}, ${followUps.id}) ${isDescending ? sql`<` : sql`>`} (${cursor.value}, ${cursor.id})`,
      ),
    )
    .orderBy(...(isDescending ? [desc(key), desc(followUps.id)] : [asc(key), asc(followUps.id)]))
    .limit(size + 1)
    .all()
  const isMore = found.length > size
  const rows = found.slice(0, size).map(withPartners(db))
  if (isBackwards) rows.reverse()
  const at = (row: (typeof rows)[number] | undefined, side: 'before' | 'after') =>
    row ? writeCursor({ side, value: row.key, id: row.id }) : null
  return {
    rows,
    previous: (isBackwards ? isMore : cursor) ? at(rows[0], 'before') : null,
    next: isBackwards || isMore ? at(rows.at(-1), 'after') : null,
  }
}

export type ListedFollowUp = ReturnType<typeof listFollowUps>['rows'][number]

export interface FollowUpCounts {
  open: number
  closed: number
  /** Of the open ones. */
  ours: number
  theirs: number
  overdue: number
}

/** How many follow-ups match, open and closed. */
export function countFollowUps(db: Db, filters: FollowUpFilters): FollowUpCounts {
  const day = today()
  const asked = { ...filters, sort: [], page: [] }
  return remembered(db, `follow-ups ${day} ${JSON.stringify(asked)}`, () => {
    const groups = db
      .select({
        side: followUps.side,
        isOpen: sql<number>`${followUps.outcome} is null`,
        count: count(),
        overdue: sql<number>`sum(${followUps.outcome} is null and ${followUps.dueOn} < ${day})`,
      })
      .from(followUps)
      .where(matching(db, asked, day))
      .groupBy(followUps.side, sql`${followUps.outcome} is null`)
      .all()
    const sum = (wanted: typeof groups) => wanted.reduce((total, group) => total + group.count, 0)
    const open = groups.filter(({ isOpen }) => isOpen)
    return {
      open: sum(open),
      closed: sum(groups) - sum(open),
      ours: sum(open.filter(({ side }) => side === 'ours')),
      theirs: sum(open.filter(({ side }) => side === 'theirs')),
      overdue: groups.reduce((total, group) => total + group.overdue, 0),
    }
  })
}

/** A visit's follow-ups that are tracked: open ones first, by deadline, then the closed, the last first. */
export const listFollowUpsOfVisit = (db: Db, delegationId: number) =>
  prepared(db, 'follow-ups of visit', () =>
    db
      .select(columns)
      .from(followUps)
      .innerJoin(delegations, eq(delegations.id, followUps.delegationId))
      .where(and(eq(followUps.delegationId, sql.placeholder('delegationId')), isTracked))
      .orderBy(
        sql`${followUps.outcome} is not null`,
        sql`iif(${followUps.outcome} is null, ${followUps.dueOn}, null)`,
        desc(followUps.closedOn),
        asc(followUps.id),
      )
      .prepare(),
  )
    .all({ delegationId })
    .map(withPartners(db))

export type FollowUp = ReturnType<typeof listFollowUpsOfVisit>[number]

/** One that is tracked. */
export function findFollowUp(db: Db, id: number): FollowUp | undefined {
  const row = prepared(db, 'follow-up', () =>
    db
      .select(columns)
      .from(followUps)
      .innerJoin(delegations, eq(delegations.id, followUps.delegationId))
      .where(and(eq(followUps.id, sql.placeholder('id')), isTracked))
      .prepare(),
  ).get({ id })
  return row && withPartners(db)(row)
}

/** What is open with a partner: on each side how many, and the first of them by deadline. */
export const openWithPartner = (db: Db, partnerId: number, shown: number) =>
  remembered(db, `open with partner ${partnerId} ${shown} ${today()}`, () =>
    (['ours', 'theirs'] as const).map((side) => {
      const filters = askingFor({ partner: [partnerId], side: [side] })
      return {
        side,
        rows: listFollowUps(db, filters, shown).rows,
        count: countFollowUps(db, filters)[side],
      }
    }),
  )

/** Open ones that are due by a day or late, whoever's, the latest first; `most` of them where it is not -1. */
export const listDue = (db: Db, until: string, most = -1) =>
  prepared(db, 'follow-ups due', () =>
    db
      .select({
        id: delegations.id,
        followUpId: followUps.id,
        code: delegations.code,
        direction: delegations.direction,
        content: followUps.content,
        side: followUps.side,
        lead: followUps.lead,
        dueOn: followUps.dueOn,
      })
      .from(followUps)
      .innerJoin(delegations, eq(delegations.id, followUps.delegationId))
      .where(and(isNull(followUps.outcome), lte(followUps.dueOn, sql.placeholder('until')), isTracked))
      .orderBy(asc(followUps.dueOn), asc(followUps.id))
      .limit(sql.placeholder('most'))
      .prepare(),
  ).all({ until, most })

type Row = typeof followUps.$inferInsert

/** What may be written of one by its form. */
export type FollowUpChanges = Pick<Row, 'partnerId' | 'content' | 'side' | 'lead' | 'owner' | 'dueOn'>

/** The new follow-up's id; it stands after the others of its visit. */
export function addFollowUp(write: Write, delegationId: number, changes: FollowUpChanges): number {
  const last = write.db
    .select({ position: sql<number>`coalesce(max(${followUps.position}), -1)` })
    .from(followUps)
    .where(eq(followUps.delegationId, delegationId))
    .get()
  return write.insert(followUps, { ...changes, delegationId, position: (last?.position ?? -1) + 1 })
}

export const updateFollowUp = (write: Write, id: number, changes: Partial<FollowUpChanges>) =>
  write.update(followUps, id, changes)

export interface Closing {
  outcome: keyof typeof followUpOutcomes
  closedOn: string
  evidence: string
}

export const closeFollowUp = (write: Write, id: number, { outcome, closedOn, evidence }: Closing) =>
  write.update(followUps, id, { outcome, closedOn, evidence })

export const reopenFollowUp = (write: Write, id: number) =>
  write.update(followUps, id, { outcome: null, closedOn: null, evidence: null })

export const removeFollowUp = (write: Write, id: number) => write.remove(followUps, id)
