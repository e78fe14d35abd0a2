import { z } from 'zod'
import type { Db } from '../db/open.ts'
import { partnersById } from '../partners/queries.ts'
import { ownUnitIds } from '../units/queries.ts'
import { textOf, type Values } from '../web/form.ts'
import type { ReadJson } from '../web/json-form.ts'
import { jsonForm, jsonId } from '../web/json-schema.ts'
import type { Message } from '../web/language.ts'
import { duplicatesOf } from './duplicates.ts'
import { delegationForm, readDelegation } from './form.ts'
import { withStepJudged } from './judging.ts'
import { type Dossier, findDelegation, listParticipants } from './queries.ts'
import { lineOf } from './record.ts'

// A visit as programs send it: the fields of its form, and short ways to say who it is with and who heads it.

const shortWays = {
  partnerIds: z.array(jsonId).max(30).nullable().optional(),
  headName: z.string().max(120).nullable().optional().describe('The head, without a list of people'),
  headPosition: z.string().max(300).nullable().optional(),
}

export const newDelegation = jsonForm(delegationForm, ['direction', 'title', 'startsOn']).extend(shortWays)
export const editedDelegation = jsonForm(delegationForm, ['version']).extend(shortWays)

type Errors = Record<string, Message[]>
type Read = ReturnType<typeof readDelegation>
type ReadVisit = ReadJson<NonNullable<Read['data']>>

/** A new visit, read as its form is; what a new form says at first holds where nothing is sent. */
export function readNewVisit(db: Db, sent: Values, { mayApprove }: { mayApprove: boolean }): ReadVisit {
  const values = { unitId: ownUnitIds(db)[0], countsAs: 'delegation_and_people', ...sent }
  const { errors, reread } = asTyped(db, values, sent)
  return judged(db, reread(withStepJudged(readDelegation(db, values), { mayApprove })), errors)
}

/** A change of a stored visit, read as its form is; its status moves by its steps alone. */
export function readChangedVisit(db: Db, visit: Dossier, sent: Values, stored: Values): ReadVisit {
  const { status, ...values }: Values = { ...stored, ...sent }
  // Partners by name take the place of those stored, as ids do.
  if (sent.partners !== undefined && sent.partnerIds === undefined) values.partnerIds = []
  const { errors, reread } = asTyped(db, values, sent)
  if (status !== visit.status) {
    const gaps = { id: String(visit.id) }
    errors.status = [{ text: 'Bước của đoàn ghi ở địa chỉ riêng, như /delegations/{id}/approval', gaps }]
  }
  return judged(db, reread(readDelegation(db, values)), errors, visit)
}

/** What a stored visit holds in the fields that a program sends. */
export function fieldsOfVisit(db: Db, id: number): Values {
  const visit = findDelegation(db, id)!
  const people = listParticipants(db, id)
  const head = people.find(({ side, role }) => side === 'delegation' && role === 'head')
  return {
    version: visit.version,
    direction: visit.direction,
    title: visit.title,
    status: visit.status,
    partnerIds: visit.partners.map(({ id }) => id),
    countries: visit.countries,
    place: visit.place,
    startsOn: visit.startsOn,
    endsOn: visit.endsOn,
    headName: head?.name ?? null,
    headPosition: head?.post ?? null,
    participants: people.filter(({ side }) => side === 'delegation').map(lineOf),
    hosts: people.filter(({ side }) => side === 'host').map(lineOf),
    headCount: visit.headCount,
    isListComplete: visit.isListComplete,
    unitId: visit.unitId,
    capacity: visit.capacity,
    approvalNumber: visit.approvalNumber,
    approvedOn: visit.approvedOn,
    approvalAuthority: visit.approvalAuthority,
    purposeKind: visit.purposeKind,
    purpose: visit.purpose,
    countsAs: visit.countsAs,
    countsAsReason: visit.countsAsReason,
    sourceUrl: visit.sourceUrl,
    note: visit.note,
  }
}

/**
 * Puts the short ways of `sent` into the fields of the form, in `values`; `reread` leads the form's reasons back to the
 * names they were sent by.
 */
function asTyped(db: Db, values: Values, sent: Values) {
  const errors: Errors = {}
  const ids = listOf(values.partnerIds).map(String)
  const unknown = ids.filter((id) => !partnersById(db).has(Number(id)))
  if (unknown.length) {
    errors.partnerIds = unknown.map((id) => ({ text: 'Không có đối tác số {id}', gaps: { id } }))
  }
  values.partners = [
    ...listOf(values.partners),
    ...ids.filter((id) => !unknown.includes(id)).map((id) => `#${id}`),
  ]
  const head = 'headName' in sent || 'headPosition' in sent ? putHead(values, sent, errors) : undefined
  const reread = (typed: Read): Read => {
    if (!typed.errors || head === undefined) return typed
    const named = Object.entries(typed.errors).map(([field, reasons]) => [
      { [`participants.${head}.name`]: 'headName', [`participants.${head}.post`]: 'headPosition' }[field] ??
        field,
      reasons,
    ])
    return { ...typed, errors: Object.fromEntries(named) as Errors }
  }
  return { errors, reread }
}

/** Makes the list say who heads the visit; the place of that line. */
function putHead(values: Values, sent: Values, errors: Errors): number | undefined {
  const lines = listOf(values.participants) as Values[]
  const at = lines.findIndex((line) => line.role === 'head')
  const known = lines[at]
  const name = textOf('headName' in sent ? sent.headName : known?.name).trim()
  const post = 'headPosition' in sent ? sent.headPosition : known?.post
  if ('participants' in sent && known && name && textOf(known.name).trim() !== name) {
    errors.headName = [{ text: 'Danh sách gửi kèm đã có trưởng đoàn khác' }]
    return undefined
  }
  if (!name) {
    if (textOf(post).trim())
      errors.headName = [{ text: 'Chưa ghi {field}', gaps: { field: { text: 'Trưởng đoàn' } } }]
    values.participants = lines.filter((line) => line !== known)
    return undefined
  }
  values.participants = known
    ? lines.with(at, { ...known, name, post })
    : [{ role: 'head', name, post }, ...lines]
  return known ? at : 0
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

function judged(db: Db, typed: Read, errors: Errors, visit?: Dossier): ReadVisit {
  if (!typed.data || Object.keys(errors).length) return { errors: { ...typed.errors, ...errors } }
  const candidates = duplicatesOf(db, typed.data, visit).map(({ id, code, title, startsOn, endsOn }) => ({
    id,
    code,
    title,
    startsOn,
    endsOn,
  }))
  if (!candidates.length) return typed
  const text = 'Có thể đã có trong sổ. Nếu là đoàn khác thì gửi lại với notDuplicate: true'
  return { errors: { notDuplicate: [{ text }] }, more: { candidates } }
}
