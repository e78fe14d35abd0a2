import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { lastDay, type PartialDate, today } from '../dates.ts'
import { type Db, prepared, rememberedCatalogue } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import type { Direction, Status } from '../delegations/delegation.ts'
import { delegations } from '../delegations/delegation.ts'
import { checklistItems, checklistSteps, type checklistStates } from './checklist-line.ts'
import { placeOf } from './dating.ts'
import type { StepInput } from './form.ts'
import { isSettled } from './meaning.ts'

/** The whole catalogue, what comes first in a visit's life first. */
export const listSteps = (db: Db) =>
  rememberedCatalogue(db, 'checklist steps', () =>
    db
      .select()
      .from(checklistSteps)
      .orderBy(desc(checklistSteps.direction), asc(checklistSteps.position), asc(checklistSteps.id))
      .all()
      .toSorted((one, other) => (one.direction === other.direction ? placeOf(one) - placeOf(other) : 0)),
  )

export type ChecklistStep = ReturnType<typeof listSteps>[number]

export const findStep = (db: Db, id: number) =>
  db.select().from(checklistSteps).where(eq(checklistSteps.id, id)).get()

const columnsOf = ({ submissionId: _submissionId, version: _version, ...columns }: StepInput) => columns

export const addStep = (write: Write, input: StepInput): number =>
  write.insert(checklistSteps, {
    ...columnsOf(input),
    position: Math.max(0, ...listSteps(write.db).map(({ position }) => position)) + 1,
  })

export const updateStep = (write: Write, id: number, input: StepInput) =>
  write.update(checklistSteps, id, columnsOf(input))

export const removeStep = (write: Write, id: number) => write.remove(checklistSteps, id)

/** A line of a visit's checklist. */
export type ChecklistItem = typeof checklistItems.$inferSelect
export type ChecklistState = keyof typeof checklistStates
/** A line as a form gives it; `id` where it was there before. */
export type ChecklistLine = Omit<ChecklistItem, 'id' | 'delegationId' | 'position'> & { id: number | null }

export const listChecklist = (db: Db, delegationId: number): ChecklistItem[] =>
  prepared(db, 'checklist', () =>
    db
      .select()
      .from(checklistItems)
      .where(eq(checklistItems.delegationId, sql.placeholder('delegationId')))
      .orderBy(asc(checklistItems.position), asc(checklistItems.id))
      .prepare(),
  ).all({ delegationId })

/** Which of a visit's lines its file settles, whatever was ticked. */
export function settledLines(db: Db, delegationId: number, lines: ChecklistItem[]): Set<number> {
  // The statement looks into five tables: it costs a tenth of a page even where it finds nothing.
  if (!lines.some(({ settledBy }) => settledBy)) return new Set()
  const rows = prepared(db, 'settled checklist lines', () =>
    db
      .select({ id: checklistItems.id })
      .from(checklistItems)
      .innerJoin(delegations, eq(delegations.id, checklistItems.delegationId))
      .where(and(eq(checklistItems.delegationId, sql.placeholder('delegationId')), isSettled))
      .prepare(),
  ).all({ delegationId })
  return new Set(rows.map(({ id }) => id))
}

interface NewVisit {
  id: number
  direction: Direction
  startsOn: PartialDate
  status: Status
}

/**
 * The statuses of a visit that is still prepared: it gets its checklist as it is written down, but not where its days
 * lie in the past. What is entered years later was never prepared from here.
 */
const prepares = new Set<Status>(['planned', 'submitted', 'approved'])
export const isPrepared = ({ status, startsOn }: Pick<NewVisit, 'status' | 'startsOn'>) =>
  prepares.has(status) && lastDay(startsOn) >= today()

/** Makes a visit's checklist from what the catalogue holds now; none where the visit has one. */
export function makeChecklist(write: Write, { id, direction }: Pick<NewVisit, 'id' | 'direction'>) {
  if (listChecklist(write.db, id).length) return
  listSteps(write.db)
    .filter((step) => step.isInUse && step.direction === direction)
    .forEach(({ title, anchor, offset, dayKind, settledBy }, position) =>
      write.insert(checklistItems, { delegationId: id, title, anchor, offset, dayKind, settledBy, position }),
    )
}

/** Makes a visit's checklist say exactly this, in this order. */
export function saveChecklist(write: Write, delegationId: number, lines: ChecklistLine[]) {
  const had = listChecklist(write.db, delegationId)
  for (const { id } of had) if (!lines.some((line) => line.id === id)) write.remove(checklistItems, id)
  lines.forEach(({ id, ...line }, position) => {
    const row = { ...line, delegationId, position }
    if (had.some((known) => known.id === id)) write.update(checklistItems, id!, row)
    else write.insert(checklistItems, row)
  })
}

/** A line of this visit; undefined where it is another's. */
export const findItem = (db: Db, delegationId: number, id: number) =>
  listChecklist(db, delegationId).find((item) => item.id === id)

/** Ticks a line, opens it again, or says that it is not needed. */
export const setState = (write: Write, item: ChecklistItem, state: ChecklistState) =>
  write.update(checklistItems, item.id, {
    state,
    doneOn: state === 'done' ? (item.doneOn ?? today()) : null,
  })

/** Gives a new visit the checklist of another, nothing of it done; where that has none, the catalogue's. */
export function copyChecklist(write: Write, fromId: number, to: NewVisit) {
  const lines = listChecklist(write.db, fromId)
  if (!lines.length && isPrepared(to)) return makeChecklist(write, to)
  lines.forEach(({ title, anchor, offset, dayKind, owner, settledBy }, position) =>
    write.insert(checklistItems, {
      delegationId: to.id,
      title,
      anchor,
      offset,
      dayKind,
      owner,
      settledBy,
      position,
    }),
  )
}
