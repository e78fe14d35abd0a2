import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { Db } from '../db/open.ts'
import { pastOf, versionOf } from '../db/past.ts'
import { findSubmission, findSubmissionLike, type Write, write, writeOnce } from '../db/write.ts'
import { sendJson } from './export.ts'
import { submissionId, type Typed, type Values, version } from './form.ts'
import type { Body } from './json-body.ts'
import { languageOf, speechOf } from './language.ts'
import { readTypes, type SentJson } from './json-schema.ts'
import { editKey, submissionKey } from './submission.ts'
import { whoAsks } from './who.ts'

// Forms that a program sends in JSON: kept by the same code as a person's, once however often they are sent, and
// answered with the record. Nothing is merged behind a program's back: who edits an older version is told so (409).

/** What a room reads of a sent form: what to keep, or the reasons why not and whatever else there is to say. */
export interface ReadJson<Input> extends Typed<Input> {
  more?: object
}

interface Creation<Input> {
  schema: z.ZodObject
  read: (sent: Values) => ReadJson<Input>
  /** Keeps it and gives the record's address. */
  keep: (write: Write, input: Input) => string
  /** The record at an address. */
  show: (location: string) => unknown
}

/**
 * Keeps a new record: 201 with its address and the record, the same again for the same body with its `submissionId`; 409
 * with the record where that was kept of another body; else 422.
 */
export function createFromJson<Input>(
  db: Db,
  req: Request,
  res: Response,
  body: Body,
  { schema, read, keep, show }: Creation<Input>,
) {
  const { sent, errors } = readTypes(schema, body)
  const sentAs = errors.length ? undefined : submissionKey(req, submissionIdOf(sent))
  const key = sentAs && editKey(req, submissionIdOf(sent), inOrder(sent))
  // What a browser sent, or was kept before bodies were told apart, has nothing to hold this one against.
  const again = key && (findSubmission(db, key) ?? findSubmission(db, sentAs))
  if (again) return answer(again)
  const otherwise = sentAs && findSubmissionLike(db, sentAs)
  if (otherwise) return answerOtherwise(addressIn(otherwise))
  const typed = read(asTyped(sent))
  if (errors.length || !typed.data) return refuse(res, errors, typed)
  const input = typed.data
  answer(writeOnce(db, whoAsks(req), key, (write) => keep(write, input)))

  function answer(kept: string) {
    const location = addressIn(kept)
    const record = show(location)
    res.location(location)
    sendJson(res.status(201), record)
  }

  function answerOtherwise(location: string) {
    const error = 'this submissionId was sent before with another body'
    sendJson(res.status(409), { error, location, kept: show(location) })
  }
}

// A form kept from a browser leads to a page that says so.
const addressIn = (location: string) => location.split('?')[0]!

/** JSON that says the same is the same, in whatever order its fields come. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, field]) => [name, inOrder(field)])
}

interface Change<Input> {
  table: string
  id: number
  schema: z.ZodObject
  /** What the record holds now, in the fields that a program sends. */
  stored: (db: Db) => Values
  /** Reads what was sent beside what is stored: a field that was not sent stays as it is. */
  read: (sent: Values, stored: Values) => ReadJson<Input>
  keep: (write: Write, input: Input) => void
  show: () => unknown
  /** A step may be taken without saying from which version. */
  isVersionOptional?: boolean
}

/**
 * Keeps an edit made on the very version that is stored: 200 with the record; 409 with what is stored, what was sent and
 * what the sender saw, where somebody was faster; 422 with reasons.
 */
export function editFromJson<Input>(
  db: Db,
  req: Request,
  res: Response,
  body: Body,
  { table, id, schema, stored, read, keep, show, isVersionOptional = false }: Change<Input>,
) {
  const { sent, errors } = readTypes(schema, body)
  const key = errors.length ? undefined : editKey(req, submissionIdOf(sent), inOrder(sent))
  if (key && findSubmission(db, key)) return sendJson(res, show())
  const now = versionOf(db, { table, id })
  const seen = version().safeParse(sent.version ?? '').data ?? null
  if (!errors.length && seen !== null && seen !== now) return answerStale(write(db, whoAsks(req), staleIn))
  if (seen === null && !isVersionOptional && !errors.some(([field]) => field === 'version'))
    errors.push(['version', [{ text: 'Chưa ghi phiên bản đang sửa' }]])
  const typed = read(asTyped(sent), asTyped(stored(db)))
  if (errors.length || !typed.data) return refuse(res, errors, typed)
  const input = typed.data
  const kept = writeOnce<string | Stale>(db, whoAsks(req), key, (write) => {
    if (versionOf(write.db, { table, id }) !== now) return staleIn(write)
    keep(write, input)
    return req.path
  })
  if (typeof kept === 'string') return sendJson(res, show())
  answerStale(kept)

  function staleIn({ db }: Write): Stale {
    const version = versionOf(db, { table, id })
    const since = version - (seen ?? now)
    const past = since > 0 ? pastOf(db, table, id, since, () => stored(db)) : undefined
    const original = past?.at(-1)?.before
    return { version, stored: stored(db), original: original ? { ...original, version: seen } : null }
  }

  function answerStale({ version, stored, original }: Stale) {
    sendJson(res.status(409), { error: 'the version is stale', version, stored, sent, original })
  }
}

interface Stale {
  version: number
  stored: Values
  /** Null where history does not reach back to it. */
  original: Values | null
}

const submissionIdOf = (sent: Values) => submissionId().safeParse(sent.submissionId ?? '').data

// What is empty in JSON is an empty field in the form.
function asTyped(values: Values): Values {
  const cell = (value: unknown) => (value === null ? '' : value)
  const line = (value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cell(one)]))
      : value
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(line) : cell(value),
    ]),
  )
}

function refuse(res: Response, types: SentJson['errors'], { errors, more }: ReadJson<unknown>) {
  const { say } = speechOf(languageOf(res.req))
  // Of a field that could not be read, the form knows only that it is empty.
  const nameOf = (field: string) => field.split('.')[0]
  const unread = new Set(types.map(([field]) => nameOf(field)))
  const others = Object.entries(errors ?? {}).filter(([field]) => !unread.has(nameOf(field)))
  const reasons = new Map([...others, ...types])
  sendJson(res.status(422), {
    errors: Object.fromEntries([...reasons].map(([field, messages]) => [field, messages.map(say)])),
    ...more,
  })
}
