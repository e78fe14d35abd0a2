import { asc, eq, sql } from 'drizzle-orm'
import { type Db, prepared } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import type { PartialDate } from '../dates.ts'
import { inCopy, inTime, shifted, type VisitDays } from './days.ts'
import { programmeItems } from './programme-item.ts'

/** A line of a programme. */
export type ProgrammeItem = typeof programmeItems.$inferSelect
/** A line as a form gives it; `id` where it was there before. */
export type ProgrammeLine = Omit<ProgrammeItem, 'id' | 'delegationId' | 'position'> & { id: number | null }

/** A visit's programme in time. */
export function listProgramme(db: Db, visit: VisitDays & { id: number }): ProgrammeItem[] {
  const items = prepared(db, 'programme', () =>
    db
      .select()
      .from(programmeItems)
      .where(eq(programmeItems.delegationId, sql.placeholder('delegationId')))
      .orderBy(asc(programmeItems.position), asc(programmeItems.id))
      .prepare(),
  ).all({ delegationId: visit.id })
  return inTime(items, visit)
}

/** Makes a visit's programme say exactly this, in time. */
export function saveProgramme(write: Write, visit: VisitDays & { id: number }, lines: ProgrammeLine[]) {
  const had = listProgramme(write.db, visit)
  for (const { id } of had) if (!lines.some((line) => line.id === id)) write.remove(programmeItems, id)
  inTime(lines, visit).forEach(({ id, ...line }, position) => {
    const row = { ...line, delegationId: visit.id, position }
    if (had.some((known) => known.id === id)) write.update(programmeItems, id!, row)
    else write.insert(programmeItems, row)
  })
}

/** Moves every line that has a day by so many days. */
export function shiftProgramme(write: Write, visit: VisitDays & { id: number }, days: number) {
  for (const item of listProgramme(write.db, visit)) {
    const { dayNumber, heldOn } = shifted(item, days, visit)
    write.update(programmeItems, item.id, { dayNumber, heldOn })
  }
}

/** Gives a new visit the programme of another, as it was planned: its days by number, or by day once they are known. */
export function copyProgramme(
  write: Write,
  from: VisitDays & { id: number },
  to: { id: number; startsOn: PartialDate },
) {
  const plan = listProgramme(write.db, from).filter(({ outcome }) => outcome !== 'added')
  plan.forEach((item, position) => {
    const { id: _id, outcome: _outcome, outcomeReason: _reason, ...planned } = item
    write.insert(programmeItems, { ...planned, ...inCopy(item, to.startsOn), delegationId: to.id, position })
  })
}
