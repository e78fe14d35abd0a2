import { eq } from 'drizzle-orm'
import type { Db } from '../db/open.ts'
import { delegations } from '../delegations/delegation.ts'
import { partners } from '../partners/partner.ts'
import { people } from '../people/person.ts'
import { units } from '../units/unit.ts'
import type { Language, Message } from '../web/language.ts'
import { localUser } from '../web/who.ts'
import { type Act, type HistoryFilters, listActs, listChanges, listFirstChanges } from './queries.ts'
import { namesFor, sentencesOf } from './sentences.ts'

/** Sentences of an act among others at most; its own page shows more. */
const SENTENCES = 12
/** Changes read for each sentence to be told: some tell none, or the same one. */
const READ_FOR_ONE = 8

/** Who did something, as the reader's language says it. */
export const byWhom = (who: string): Message =>
  who === localUser.text ? localUser : { text: '{name}', gaps: { name: who } }

/** An act as a page tells it: when, who, of which records, what. */
export interface ToldAct extends Act {
  /** In Viet Nam's time: 22/11/2026 08:15. */
  moment: string
  by: Message
  subjects: { title: string; href: string | null }[]
  sentences: Message[]
  moreSentences: number
}

const clock = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** An instant in Viet Nam's time: 22/11/2026 08:15. */
export function momentOf(at: string): string {
  const parts = Object.fromEntries(clock.formatToParts(new Date(at)).map(({ type, value }) => [type, value]))
  return `${parts.day}/${parts.month}/${parts.year} ${parts.hour}:${parts.minute}`
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
    const own = changes.filter(({ actId }) => actId === act.id)
    const sentences = own.flatMap((change) => sentencesOf(change, names, language))
    // The same said twice in one act ("Đổi thứ tự…") is said once.
    const distinct = sentences.filter(
      (one, index) => sentences.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === index,
    )
    const subjects = new Map(
      own.map(({ subjectTable, subjectId }) => [`${subjectTable}-${subjectId}`, { subjectTable, subjectId }]),
    )
    return {
      ...act,
      moment: momentOf(act.at),
      by: byWhom(act.who),
      subjects: [...subjects.values()]
        .filter(({ subjectTable }) => pages[subjectTable])
        .slice(0, 3)
        .map(({ subjectTable, subjectId }) => subjectTitle(db, subjectTable, subjectId)),
      sentences: distinct.slice(0, most),
      // Of an act of which not all was read, each change counts for one.
      moreSentences: Math.max(
        0,
        (own.length < act.changeCount && !record ? act.changeCount : distinct.length) - most,
      ),
    }
  })
}

const pages: Record<string, string> = {
  delegations: '/delegations',
  partners: '/partners',
  people: '/people',
}

/** What a record is called, and its page where it is still there. */
export function subjectTitle(db: Db, table: string, id: number): { title: string; href: string | null } {
  const title = titleOf(db, table, id)
  return title === undefined
    ? { title: `${table} ${id}`, href: null }
    : { title, href: pages[table] ? `${pages[table]}/${id}` : null }
}

function titleOf(db: Db, table: string, id: number): string | undefined {
  if (table === 'delegations') {
    const visit = db
      .select({ code: delegations.code, title: delegations.title })
      .from(delegations)
      .where(eq(delegations.id, id))
      .get()
    return visit && `${visit.code} ${visit.title}`
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
