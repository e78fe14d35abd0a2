import { asc, desc, eq, sql } from 'drizzle-orm'
import { type Db, prepared, remembered } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import { delegationPartners } from '../delegations/delegation.ts'
import { coverageItems } from './coverage-item.ts'
import { linkKey } from './links.ts'

/** What is known of one piece. */
export interface CoverageInput {
  title: string
  outlet: string | null
  language: string | null
  publishedOn: string | null
  url: string | null
}

/** A visit's press coverage in the order it came out; what has no date comes last. */
export const listCoverage = (db: Db, delegationId: number) =>
  prepared(db, 'coverage of visit', () =>
    db
      .select()
      .from(coverageItems)
      .where(eq(coverageItems.delegationId, sql.placeholder('delegationId')))
      .orderBy(
        sql`${coverageItems.publishedOn} is null`,
        asc(coverageItems.publishedOn),
        asc(coverageItems.id),
      )
      .prepare(),
  ).all({ delegationId })

export type CoverageItem = ReturnType<typeof listCoverage>[number]

/** One piece of a visit. */
export const findCoverageItem = (db: Db, delegationId: number, id: number): CoverageItem | undefined =>
  listCoverage(db, delegationId).find((item) => item.id === id)

/** The piece of a visit that has this address already, however it was shared. */
export function sameLinkIn(items: CoverageItem[], url: string | null): CoverageItem | undefined {
  const key = url && linkKey(url)
  return items.find((item) => item.url && linkKey(item.url) === key)
}

/** How many pieces there are about visits with a partner. */
export const countCoverageWith = (db: Db, partnerId: number): number =>
  remembered(
    db,
    `coverage with ${partnerId}`,
    () =>
      prepared(db, 'coverage with partner', () =>
        db
          .select({ count: sql<number>`count(*)` })
          .from(delegationPartners)
          .innerJoin(coverageItems, eq(coverageItems.delegationId, delegationPartners.delegationId))
          .where(eq(delegationPartners.partnerId, sql.placeholder('partnerId')))
          .prepare(),
      ).get({ partnerId })!.count,
  )

/** The last pieces about visits with a partner. */
export const listCoverageWith = (db: Db, partnerId: number, limit: number) =>
  prepared(db, 'last coverage with partner', () =>
    db
      .select({
        delegationId: coverageItems.delegationId,
        title: coverageItems.title,
        outlet: coverageItems.outlet,
      })
      .from(delegationPartners)
      .innerJoin(coverageItems, eq(coverageItems.delegationId, delegationPartners.delegationId))
      .where(eq(delegationPartners.partnerId, sql.placeholder('partnerId')))
      .orderBy(desc(coverageItems.publishedOn), desc(coverageItems.id))
      .limit(sql.placeholder('limit'))
      .prepare(),
  ).all({ partnerId, limit })

export const addCoverage = (write: Write, delegationId: number, item: CoverageInput): number =>
  write.insert(coverageItems, { delegationId, ...columnsOf(item) })

export const updateCoverage = (write: Write, id: number, item: CoverageInput) =>
  write.update(coverageItems, id, columnsOf(item))

export const removeCoverage = (write: Write, id: number) => write.remove(coverageItems, id)

const columnsOf = ({ title, outlet, language, publishedOn, url }: CoverageInput) => ({
  title,
  outlet,
  language,
  publishedOn,
  url,
})
