import { eq, sql } from 'drizzle-orm'
import { type Db, prepared } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import type { PressWorkInput } from './form.ts'
import { pressWorks } from './press-work.ts'

/** What is known of guests' work as press; undefined where they do not work as press. */
export const findPressWork = (db: Db, delegationId: number) =>
  prepared(db, 'press work', () =>
    db
      .select()
      .from(pressWorks)
      .where(eq(pressWorks.delegationId, sql.placeholder('delegationId')))
      .prepare(),
  ).get({ delegationId })

export type PressWork = NonNullable<ReturnType<typeof findPressWork>>

/** Writes down that guests work as press, with what is known of it. */
export function keepPressWork(write: Write, delegationId: number, input: PressWorkInput) {
  const { permitNumber, permittedOn, visaKind, places, guide } = input
  const columns = { permitNumber, permittedOn, visaKind, places, guide }
  const known = findPressWork(write.db, delegationId)
  if (known) write.update(pressWorks, known.id, columns)
  else write.insert(pressWorks, { delegationId, ...columns })
}

export function removePressWork(write: Write, delegationId: number) {
  const known = findPressWork(write.db, delegationId)
  if (known) write.remove(pressWorks, known.id)
}
