import { eq, sql } from 'drizzle-orm'
import { momentOf } from '../dates.ts'
import { type Db, prepared } from '../db/open.ts'
import { delegations } from '../delegations/delegation.ts'
import { findStanding } from '../deletions/marks.ts'
import { partners } from '../partners/partner.ts'
import { people } from '../people/person.ts'
import { units } from '../units/unit.ts'
import type { Language, Message } from '../web/language.ts'
import { catalogueSubject, catalogueTables } from './catalogues.ts'
import {
  type Act,
  type HistoryFilters,
  listActs,
  listChanges,
  listFirstChanges,
  type RecordedChange,
} from './queries.ts'
import { namesFor, sentencesOf } from './sentences.ts'
import { gathered } from './visit-file.ts'
import { yearlyReportSubject } from './yearly-reports.ts'

/** Sentences of an act among others at most; its own page shows more. */
const SENTENCES = 12
/** Changes read for each sentence to be told: some tell none, or the same one. */
const READ_FOR_ONE = 8

/** Whoever sat at the machine, before people signed in. */
export const localUser = { text: 'Người dùng tại máy này' }

// What the program wrote under names of its own: loading the published register, and the own body at a first start.
const ownNames = new Set(['Nguồn công bố', 'Sổ đoàn', localUser.text])

/** Who did something, as the reader's language says it. */
export const byWhom = (who: string): Message =>
  ownNames.has(who) ? { text: who } : { text: '{name}', gaps: { name: who } }

/** An act as a page tells it: when, who, of which records, what. */
export interface ToldAct extends Act {
  moment: string
  by: Message
  subjects: { title: string; href: string | null }[]
  sentences: Message[]
  moreSentences: number
}

/**
 * Acts with their sentences, whatever their number in a few statements. Of one `record` only what happened to it is
 * told, however much the act did elsewhere.
 */
export function actsTold(
  db: Db,
  acts: Act[],
  language: Language,
  { record, most = SENTENCES }: { record?: HistoryFilters['record'][number]; most?: number } = {},
): ToldAct[] {
  const actIds = acts.map(({ id }) => id)
  const changes = record ? listChanges(db, actIds, record) : listFirstChanges(db, actIds, most * READ_FOR_ONE)
  const names = namesFor(db, changes)
  return acts.map((act) => {
    const own = changes.filter(({ actId }) => actId === act.id).toSorted(byWeight)
    const sentences = own.flatMap((change) => sentencesOf(change, names, language))
    // The same said twice in one act ("Đổi thứ tự…") is said once.
    const distinct = [...new Map(sentences.map((one) => [JSON.stringify(one), one])).values()]
    const subjects = new Map(
      own.map(({ subjectTable, subjectId }) => [`${subjectTable}-${subjectId}`, { subjectTable, subjectId }]),
    )
    const told = most === SENTENCES ? gathered(distinct) : distinct
    return {
      ...act,
      moment: momentOf(act.at),
      by: byWhom(act.who),
      subjects: [...subjects.values()]
        .filter(
          ({ subjectTable }) =>
            pages[subjectTable] ?? [...catalogueTables, 'yearly_reports'].includes(subjectTable),
        )
        .slice(0, 3)
        .map(({ subjectTable, subjectId }) => subjectTitle(db, subjectTable, subjectId, language)),
      sentences: told.slice(0, most),
      // Of an act of which not all was read, each change counts for one.
      moreSentences: Math.max(
        0,
        (own.length < act.changeCount && !record ? act.changeCount : told.length) - most,
      ),
    }
  })
}

// What belongs to a record goes before it does; that it went is the news.
const byWeight = (one: RecordedChange, other: RecordedChange) => weightOf(one) - weightOf(other)
const weightOf = ({ action, tableName, subjectTable }: RecordedChange) =>
  action === 'remove' && tableName === subjectTable ? 0 : 1

const pages: Record<string, string> = {
  delegations: '/delegations',
  partners: '/partners',
  people: '/people',
  units: '/admin/units',
}

/** What a record is or was called, and its page: of one that is deleted, that of its deletion. */
export function subjectTitle(
  db: Db,
  table: string,
  id: number,
  language: Language,
): { title: string; href: string | null } {
  const entry =
    table === 'yearly_reports'
      ? yearlyReportSubject(db, id, language)
      : catalogueSubject(db, table, id, language)
  if (entry) return entry
  const title = titleOf(db, table, id)
  if (title !== undefined) return { title, href: pages[table] ? `${pages[table]}/${id}` : null }
  const deletion = findStanding(db, table, id)
  return deletion
    ? { title: titled(deletion), href: `/deletions/${deletion.id}` }
    : { title: `${table} ${id}`, href: null }
}

const titled = ({ code, title }: { code: string | null; title: string }) =>
  [code, title].filter(Boolean).join(' ')

function titleOf(db: Db, table: string, id: number): string | undefined {
  if (table === 'delegations') {
    const visit = prepared(db, 'title of delegation', () =>
      db
        .select({ code: delegations.code, title: delegations.title })
        .from(delegations)
        .where(eq(delegations.id, sql.placeholder('id')))
        .prepare(),
    ).get({ id })
    return visit && titled(visit)
  }
  const named = { partners, people, units }[table]
  return named && db.select({ name: named.name }).from(named).where(eq(named.id, id)).get()?.name
}

/** The last acts of a record, told, and whether there are more. */
export function lastActsTold(
  db: Db,
  table: string,
  id: number,
  language: Language,
  limit = 5,
): { acts: ToldAct[]; hasMore: boolean } {
  const record = { table, id }
  const acts = listActs(db, { who: [], record: [record], day: [], before: [] }, limit)
  return { acts: actsTold(db, acts.slice(0, limit), language, { record }), hasMore: acts.length > limit }
}
