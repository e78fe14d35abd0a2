import type { z } from 'zod'
import { type Past, pastOf, versionOf } from '../db/past.ts'
import { momentOf } from '../dates.ts'
import { type Db, prepared } from '../db/open.ts'
import { type Who, type Write, writeOnce } from '../db/write.ts'
import { type ShownClash, shownClash } from '../web/clash.ts'
import { type DrawnField, lookOf, type Typed, type Values } from '../web/form.ts'
import type { Message, Speech } from '../web/language.ts'
import {
  type Clash,
  fieldsMerged,
  type Means,
  meaningAt,
  meaningOf,
  merge,
  type Place,
} from '../web/merge.ts'
import { isSamePerson } from '../web/who.ts'
import { byWhom, localUser } from './told.ts'

// An edit of a record, kept though somebody else edited it since its form was opened: the changes of both, or nothing
// where they clash. The version is compared in the same transaction that writes.

export interface Edit<Data extends { version?: number | null }> {
  /** The record whose version the form carries. */
  table: string
  id: number
  form: z.ZodObject
  /** The form as it was sent, and read without an error. */
  typed: { data: Data; values: Values }
  /** The record's form as it stands in the whole register at the moment of asking. */
  stored: (register: Db) => Values
  /** Reads the form with the changes of both. */
  read: (values: Values) => Typed<Data>
  keep: (write: Write, data: Data) => string
  means?: Means
  /** What the form was before each of its record's last `count` acts, newest first, where history does not keep it. */
  past?: (count: number) => Past<Values>[] | undefined
}

/** Why an edit was not kept: the form to hand back, with the changes of both in it, and what they clash about. */
export interface Refused {
  typed: Typed
  conflict: Conflict
}

/** An edit beside what others kept since its form was opened. */
export interface Conflict {
  clashes: (Clash & { act: Author | undefined })[]
  /** Fields that others changed, and what they changed is in the form too. */
  theirs: string[]
  /** Fields that whoever sent the form changed differently elsewhere: the later one stands. */
  own: string[]
  /** The acts of others. */
  acts: Author[]
  /** The record's form as it is stored, as it was sent, and as it was when it was opened, where history knows. */
  stored: Values
  sent: Values
  original: Values | undefined
}

type Author = Omit<Past<unknown>, 'before'>

/** Where a kept edit leads to, telling there what others changed meanwhile; or why it was not kept. */
export function keepEdit<Data extends { version?: number | null }>(
  db: Db,
  who: Who,
  submissionKey: string | undefined,
  edit: Edit<Data>,
): string | Refused {
  return writeOnce<string | Refused>(db, who, submissionKey, (write) => {
    const version = versionOf(write.db, edit)
    if (edit.typed.data.version === version) return edit.keep(write, edit.typed.data)
    const { values, conflict } = reconcile(write.db, who, edit, version)
    // What is handed back is beside the newest version: sent again, it is meant.
    values.version = String(version)
    if (conflict.clashes.length) return { typed: { values }, conflict }
    const typed = edit.read(values)
    if (!typed.data) return { typed, conflict }
    return withMeanwhile(edit.keep(write, typed.data), conflict)
  })
}

/** The changes of both in one form, and what they clash about. Nobody clashes with oneself: the later edit stands. */
export function reconcile<Data extends { version?: number | null }>(
  db: Db,
  who: Who,
  { table, id, form, typed, stored, means, past: pastBy }: Edit<Data>,
  version: number,
): { values: Values; conflict: Conflict } {
  const theirs = stored(db)
  const count = version - (typed.data.version ?? version)
  const past = count > 0 ? (pastBy?.(count) ?? pastOf(db, table, id, count, () => stored(db))) : undefined
  const before = past?.at(-1)?.before
  const { values, clashes } = merge(form, { before, theirs, yours: typed.values }, means)

  const isMine = (author: Author) => isSamePerson(who, author)
  const actsOn = (place: Place) =>
    (past ?? []).filter(({ before }, index) => {
      const after = past![index - 1]?.before ?? theirs
      return meaningAt(form, before, place, means) !== meaningAt(form, after, place, means)
    })
  const attributed = clashes.map((clash) => ({ ...clash, act: authorOf(actsOn(clash)[0]) }))
  const isOwn = ({ act }: { act: Author | undefined }) => act !== undefined && isMine(act)
  const changes = fieldsMerged(form, theirs).map((field) => ({
    field,
    acts: actsOn({ field }).filter((act) => !isMine(act)),
  }))
  const clashing = attributed.filter((clash) => !isOwn(clash))
  const isSent = (field: string) =>
    meaningOf(form, field, theirs[field], means) === meaningOf(form, field, typed.values[field], means)
  return {
    values,
    conflict: {
      clashes: clashing,
      theirs: changes
        .filter(
          ({ field, acts }) => acts.length && !isSent(field) && !clashing.some((one) => one.field === field),
        )
        .map(({ field }) => field),
      own: [...new Set(attributed.filter(isOwn).map(({ field }) => field))],
      acts: [...new Map(changes.flatMap(({ acts }) => acts).map((act) => [act.id, authorOf(act)!])).values()],
      stored: theirs,
      sent: typed.values,
      original: before,
    },
  }
}

const authorOf = (act: Past<unknown> | undefined): Author | undefined =>
  act && { id: act.id, at: act.at, who: act.who, accountId: act.accountId }

// ── Told on the page that a kept edit leads to; the address says which fields and which acts ──

function withMeanwhile(location: string, { theirs, own, acts }: Conflict): string {
  const asked = [
    ...theirs.map((field) => `beside=${field}`),
    ...own.map((field) => `over=${field}`),
    ...(theirs.length ? acts.map(({ id }) => `since=${id}`) : []),
  ]
  return asked.length ? `${location}${location.includes('?') ? '&' : '?'}${asked.join('&')}` : location
}

/** A form's fields by the labels people know them by. */
export const labelsOf = (form: z.ZodObject): Record<string, string> =>
  Object.fromEntries(
    Object.entries(form.shape).map(([field, schema]) => [field, lookOf(schema as z.ZodType).label]),
  )

/** What others, or oneself elsewhere, changed of a record while its form was open; told from the address of its page. */
export const meanwhileOf = (
  db: Db,
  labels: Record<string, string>,
  record: { table: string; id: number },
  query: object,
  speech: Speech,
): Message[] =>
  meanwhileBy(labels, query, speech, (ids) =>
    prepared(db, 'who of acts', () =>
      db.$client
        .prepare<[string, string, number], string>(
          `select who from history_acts where id in (select value from json_each(?))
           and id in (select act_id from history_changes where subject_table = ? and subject_id = ?) order by id`,
        )
        .pluck(),
    ).all(JSON.stringify(ids), record.table, record.id),
  )

/** The same of a record whose acts are kept elsewhere; `namesOf` says whose those of the address are. */
export function meanwhileBy(
  labels: Record<string, string>,
  query: object,
  speech: Speech,
  namesOf: (actIds: number[]) => string[],
): Message[] {
  const asked = query as Record<string, unknown>
  const listOf = (name: string) => [asked[name]].flat().filter((value) => typeof value === 'string')
  const ids = listOf('since').filter((id) => /^[1-9]\d{0,14}$/.test(id))
  if (!ids.length && !asked.over) return []
  const who = namesOf(ids.map(Number))
  return toldMeanwhile(
    labels,
    { theirs: who.length ? listOf('beside') : [], own: listOf('over'), who },
    speech,
    'Trong lúc anh chị sửa, {who} cũng vừa sửa: {fields}. Đã giữ cả hai.',
  )
}

function toldMeanwhile(
  labels: Record<string, string>,
  { theirs, own, who }: { theirs: string[]; own: string[]; who: string[] },
  speech: Speech,
  sentence: string,
): Message[] {
  const labelled = (fields: string[]) =>
    [...new Set(fields)]
      .flatMap((field) => (Object.hasOwn(labels, field) && labels[field] ? speech.t(labels[field]) : []))
      .join(', ')
  const names = [...new Set(who)].map((name) => speech.say(byWhom(name))).join(', ')
  const told: Message[] = []
  if (labelled(theirs)) told.push({ text: sentence, gaps: { who: names, fields: labelled(theirs) } })
  if (labelled(own)) {
    told.push({
      text: 'Anh chị cũng vừa sửa ở nơi khác: {fields}. Sổ giữ lần lưu sau; lần trước còn trong lịch sử.',
      gaps: { fields: labelled(own) },
    })
  }
  return told
}

// ── Told on the form that comes back ──

// A name in a sentence: small where it is words of the program, as written where it is somebody's.
const nameOf = (who: string) => (who === localUser.text ? localUser : who)

export interface ShownConflict {
  clashes: ShownClash[]
  told: Message[]
}

/** A conflict as the form shows it; `fields` are the form's, as drawn. */
export function shownConflict(
  form: z.ZodObject,
  fields: Record<string, DrawnField>,
  conflict: Conflict,
  speech: Speech,
): ShownConflict {
  return {
    clashes: conflict.clashes.map((clash) =>
      shownClash(
        form,
        fields,
        clash,
        clash.act && { by: nameOf(clash.act.who), moment: momentOf(clash.act.at) },
        speech,
      ),
    ),
    told: toldMeanwhile(
      labelsOf(form),
      { theirs: conflict.theirs, own: conflict.own, who: conflict.acts.map(({ who }) => who) },
      speech,
      'Trong lúc anh chị sửa, {who} cũng vừa sửa: {fields}. Phần ấy đã đưa vào các ô.',
    ),
  }
}
