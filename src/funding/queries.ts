import { eq, sql } from 'drizzle-orm'
import { type Db, prepared } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import type { FundingInput } from './form.ts'
import { fundings } from './funding.ts'

export const findFunding = (db: Db, delegationId: number) =>
  prepared(db, 'funding', () =>
    db
      .select()
      .from(fundings)
      .where(eq(fundings.delegationId, sql.placeholder('delegationId')))
      .prepare(),
  ).get({ delegationId })

export type Funding = NonNullable<ReturnType<typeof findFunding>>

/** How much more was spent than was estimated (less: negative), or null while either is not known. */
export const overspentOf = ({ estimate, actual }: Pick<Funding, 'estimate' | 'actual'>): number | null =>
  estimate === null || actual === null ? null : actual - estimate

/** Keeps what a visit costs; of a form with nothing in it nothing is kept. */
export function keepFunding(write: Write, delegationId: number, input: FundingInput) {
  const { estimate, actual, source, travelPaidBy, stayPaidBy, note } = input
  const columns = { estimate, actual, source, travelPaidBy, stayPaidBy, note }
  const known = findFunding(write.db, delegationId)
  const isEmpty = Object.values(columns).every((value) => value === null)
  if (!known) {
    if (!isEmpty) write.insert(fundings, { delegationId, ...columns })
  } else if (isEmpty) write.remove(fundings, known.id)
  else write.update(fundings, known.id, columns)
}
