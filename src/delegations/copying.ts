import { and, asc, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { copyChecklist } from '../checklists/queries.ts'
import { addDays, daysOf, isKnownToTheDay, mayLieIn } from '../dates.ts'
import type { Db } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import { participants } from '../participants/participant.ts'
import { people } from '../people/person.ts'
import { copyProgramme } from '../programmes/queries.ts'
import { indexDelegation } from '../search/indexing.ts'
import { listUnits } from '../units/queries.ts'
import { check, date, readForm, submissionId, text, type Typed } from '../web/form.ts'
import { outsideItsTime } from './form.ts'
import { listPossibleDuplicates } from './duplicates.ts'
import type { Dossier } from './queries.ts'
import { createDelegation } from './writing.ts'

// Last year's visit as the beginning of this year's: what is the same each year, and nothing of what happened.

export const copyForm = z.object({
  submissionId: submissionId(),
  title: text('Tên đoàn', { max: 300 }),
  startsOn: date('Ngày bắt đầu', {
    hint: 'Biết đến đâu ghi đến đó. Đủ ngày thì chương trình và hạn việc chuẩn bị có ngày ngay.',
  }),
  withPeople: check('Chép cả danh sách người'),
  withPosts: check('Kèm chức vụ, đơn vị của lần trước', {
    hint: 'Chức vụ có thể đã khác; không đánh dấu thì để trống để ghi lại.',
  }),
  notDuplicate: check('Đây là đoàn khác, vẫn ghi thêm'),
})

export type CopyInput = z.output<typeof copyForm>

/** What was typed into the form of a copy, with every reason against it. */
export function readCopy(db: Db, from: Dossier, body: unknown): Typed<CopyInput> {
  const typed = readForm(copyForm, body)
  if (!typed.data) return typed
  const { startsOn } = typed.data
  const unit = listUnits(db).find(({ id }) => id === from.unitId)
  if (!unit || mayLieIn(unit, startsOn)) return typed
  const [text, gaps] = outsideItsTime(unit, startsOn)
  return { errors: { startsOn: [{ text, gaps }] }, values: typed.values }
}

/** Visits that the copy may be, unless somebody has said that it is another one. */
export const duplicatesOfCopy = (db: Db, from: Dossier, input: CopyInput | undefined) =>
  input && !input.notDuplicate
    ? listPossibleDuplicates(db, {
        direction: from.direction,
        title: input.title,
        partnerIds: from.partners.map(({ id }) => id),
        countries: from.countries,
        startsOn: input.startsOn,
        endsOn: endOfCopy(from, input.startsOn),
      })
    : []

/** As long as it was, where both are known to the day. */
function endOfCopy({ startsOn, endsOn }: Dossier, newStart: string): string | null {
  const days = daysOf(startsOn, endsOn)
  return days !== null && isKnownToTheDay(newStart) ? addDays(newStart, days - 1) : null
}

/**
 * The id of a new visit, planned, with what is the same each year: whose it is, whom it is with, where and what about,
 * its checklist with nothing done, and its programme as it was planned. Nothing of what happened comes along: no papers,
 * files, costs, report, follow-ups or coverage, no basis, note or source; people only where they were asked for.
 */
export function copyDelegation(write: Write, from: Dossier, input: CopyInput): number {
  const { startsOn } = input
  const endsOn = endOfCopy(from, startsOn)
  const { direction } = from
  const id = createDelegation(write, {
    submissionId: undefined,
    version: null,
    direction,
    title: input.title,
    partnerIds: from.partners.map(({ id }) => id),
    countries: from.countries,
    place: from.place,
    startsOn,
    endsOn,
    participants: [],
    hosts: [],
    headCount: null,
    isListComplete: false,
    unitId: from.unitId,
    capacity: from.capacity,
    approvalNumber: null,
    approvedOn: null,
    approvalAuthority: null,
    purposeKind: from.purposeKind,
    purpose: from.purpose,
    countsAs: from.countsAs,
    countsAsReason: from.countsAsReason,
    sourceUrl: null,
    note: null,
    notDuplicate: true,
  })
  if (input.withPeople) copyPeople(write, from.id, id, input)
  copyChecklist(write, from.id, { id, direction, startsOn, status: 'planned' })
  copyProgramme(write, from, { id, startsOn })
  return id
}

// Whose data was erased is in no new visit.
function copyPeople(write: Write, fromId: number, toId: number, { withPosts }: CopyInput) {
  const rows = write.db
    .select({ row: participants })
    .from(participants)
    .innerJoin(people, eq(people.id, participants.personId))
    .where(and(eq(participants.delegationId, fromId), isNull(people.erasedOn)))
    .orderBy(asc(participants.side), asc(participants.position))
    .all()
  for (const { row } of rows) {
    const { position, personId, side, role, post, organisation } = row
    const said = withPosts ? { post, organisation } : {}
    write.insert(participants, { delegationId: toId, position, personId, side, role, ...said })
  }
  indexDelegation(write, toId)
}
