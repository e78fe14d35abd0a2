import { and, eq, ne, sql } from 'drizzle-orm'
import { accounts } from '../accounts/account.ts'
import { type Db, prepared } from '../db/open.ts'
import { wholeOf } from '../db/scope.ts'
import { type Who, type Write, writeAside } from '../db/write.ts'
import { participants } from '../participants/participant.ts'
import { toned } from '../vietnamese.ts'
import { type Values, valuesOfBody } from '../web/form.ts'
import { reportForm } from './form.ts'
import { reportDrafts } from './report-draft.ts'
import { visitReports } from './visit-report.ts'

// What is being typed into a report, put by beside it until it is saved.

export interface Draft {
  id: number
  revision: number
  typed: Values
  savedAt: string
}

/** What an account has typed into a report and not saved. */
export function findDraft(db: Db, reportId: number, accountId: number): Draft | undefined {
  const found = prepared(db, 'report draft', () =>
    db
      .select()
      .from(reportDrafts)
      .where(
        and(
          eq(reportDrafts.reportId, sql.placeholder('reportId')),
          eq(reportDrafts.accountId, sql.placeholder('accountId')),
        ),
      )
      .prepare(),
  ).get({ reportId, accountId })
  return found && { ...found, typed: JSON.parse(found.typed) as Values }
}

/** Who else is in the middle of writing this report, and since when their words wait. */
export const listOtherWriters = (db: Db, reportId: number, accountId: number) =>
  wholeOf(db)
    .select({ name: accounts.name, savedAt: reportDrafts.savedAt })
    .from(reportDrafts)
    .innerJoin(accounts, eq(accounts.id, reportDrafts.accountId))
    .where(and(eq(reportDrafts.reportId, reportId), ne(reportDrafts.accountId, accountId)))
    .all()

/**
 * Puts by what was typed; the new revision, or undefined where another window of this account was faster: nothing is
 * written over what this window has not seen.
 */
export function putBy(
  db: Db,
  who: Who & { accountId: number },
  reportId: number,
  body: unknown,
  seen: number,
): Draft | undefined {
  const { submissionId: _submissionId, ...typed } = typedValues(body)
  const known = findDraft(db, reportId, who.accountId)
  if ((known?.revision ?? 0) !== seen) return undefined
  const savedAt = new Date().toISOString()
  const row = { typed: JSON.stringify(typed), savedAt, revision: seen + 1 }
  const id = writeAside(wholeOf(db), who, (write) => {
    if (!known) return write.insert(reportDrafts, { ...row, reportId, accountId: who.accountId })
    write.update(reportDrafts, known.id, row)
    return known.id
  })
  return { id, typed, savedAt, revision: seen + 1 }
}

/** Forgets what an account has put by; of a later revision than was saved, something is still to be saved. */
export function dropDraft(db: Db, who: Who & { accountId: number }, reportId: number, seen?: number) {
  const known = findDraft(db, reportId, who.accountId)
  if (!known || (seen !== undefined && known.revision !== seen)) return
  writeAside(wholeOf(db), who, (write) => write.remove(reportDrafts, known.id))
}

/** The fields of the form as they were sent, unread: what cannot be kept yet is not lost either. */
export function typedValues(body: unknown): Values {
  const values = valuesOfBody(reportForm, body)
  const isText = (value: unknown) => typeof value === 'string'
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]): [string, unknown][] =>
      name === 'followUps' ? [[name, value]] : isText(value) ? [[name, value]] : [],
    ),
  )
}

/**
 * Takes somebody out of what is being typed into the reports of their visits, wherever a line or a field says who they
 * are and nothing else; sentences are their writer's. A window that is open on it may not write it back.
 */
export function erasePersonFromDrafts(write: Write, personId: number, names: string[]) {
  const keys = new Set(names.map(toned))
  const drafts = write.db
    .selectDistinct({ id: reportDrafts.id, typed: reportDrafts.typed, revision: reportDrafts.revision })
    .from(reportDrafts)
    .innerJoin(visitReports, eq(visitReports.id, reportDrafts.reportId))
    .innerJoin(participants, eq(participants.delegationId, visitReports.delegationId))
    .where(eq(participants.personId, personId))
    .all()
  for (const { id, typed, revision } of drafts) {
    const values = JSON.parse(typed, (_name, value: unknown) =>
      typeof value === 'string' ? withoutLinesOf(keys, value) : value,
    ) as Values
    const left = JSON.stringify(values)
    if (left !== typed) write.update(reportDrafts, id, { typed: left, revision: revision + 1 })
  }
}

const withoutLinesOf = (keys: Set<string>, text: string): string =>
  text
    .split('\n')
    .filter((line) => !keys.has(toned(line)) && !keys.has(toned(whoIsListed(line))))
    .join('\n')

// "- Bà Nguyễn Thử, Phó Chủ tịch", "2) Nguyễn Thử (trưởng đoàn)".
const whoIsListed = (line: string): string =>
  /^\s*(?:[-–—•+*]|\d+[.)])\s*(?:(?:ông|bà|đồng chí|đ\/c)\s+)?([^,;:.(–—\t]*)/iu.exec(line)?.[1] ?? ''
