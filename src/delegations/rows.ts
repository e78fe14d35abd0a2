import type { Db } from '../db/open.ts'
import { partnerLabel } from '../partners/queries.ts'
import type { Language } from '../web/language.ts'
import { countryName } from '../countries/names.ts'
import { writeDate } from '../dates.ts'
import { participantRoles } from '../participants/participant.ts'
import { cleaned, isSameName } from '../vietnamese.ts'
import { type Typed, type Values, textOf, valuesOfBody } from '../web/form.ts'
import { delegationForm } from './form.ts'
import type { Dossier, ListedParticipant } from './queries.ts'

// The form's rows as they are typed: added, removed and pasted without script, by sending the form and getting it
// back with its rows changed. Nothing is kept.

export interface TypedRow {
  id: string
  name: string
  role: string
  post: string
  organisation: string
  stayedHome: string
}

export const emptyRow = (role: 'head' | 'member'): TypedRow => ({
  id: '',
  name: '',
  role,
  post: '',
  organisation: '',
  stayedHome: '',
})

/** What a button of the form that changes its rows makes of it; undefined where the form is to be kept. */
export function rearranged(body: unknown): Typed | undefined {
  const pressed = (name: string) => typeof body === 'object' && body !== null && !!(body as Values)[name]
  if (pressed('readPaste')) return withPasted(body)
  return pressed('add') || pressed('remove') ? withRowsChanged(body) : undefined
}

/** The form with a row more or less: `add=participants`, `remove=participants.2`. */
function withRowsChanged(body: unknown): Typed {
  const sent = body as Record<string, unknown>
  const add = typeof sent.add === 'string' ? sent.add : ''
  const [side, index] = typeof sent.remove === 'string' ? sent.remove.split('.') : []
  const values = everyRow(body, side, Number(index))
  if (add === 'participants' || add === 'hosts') values[add] = [...rows(values[add]), emptyRow('member')]
  if (add === 'partners') values.partners = [...texts(sent.partners), '']
  return { values }
}

/** The form with the lines of a pasted list as rows: name, role, post and organisation, between tabs or semicolons. */
function withPasted(body: unknown): Typed {
  const sent = body as Record<string, unknown>
  const pasted = typeof sent.paste === 'string' ? sent.paste : ''
  const values = everyRow(body)
  const had = rows(values.participants).filter(({ name }) => name)
  let hasHead = had.some(({ role }) => role === 'head')
  const read = pasted
    .split(/\r?\n/)
    .map((line) => line.split(/\t|;/).map((cell) => cleaned(cell)))
    .map((cells) => (/^\d{1,3}[.)]?$/.test(cells[0] ?? '') ? cells.slice(1) : cells))
    .filter(([name]) => name)
    .slice(0, 300)
    .map(([name, ...rest]) => {
      const roleAt = rest.findIndex((cell) => roleNamed(cell))
      const role = roleAt === -1 ? 'member' : roleNamed(rest[roleAt]!)!
      const [post = '', organisation = ''] = rest.filter((_, index) => index !== roleAt)
      const isSecondHead = role === 'head' && hasHead
      hasHead ||= role === 'head'
      return { ...emptyRow('member'), name: name!, role: isSecondHead ? 'member' : role, post, organisation }
    })
  values.participants = [...had, ...read]
  return { values }
}

const roleNamed = (words: string) =>
  Object.entries(participantRoles).find(([, label]) => isSameName(label, words))?.[0]

// All rows as sent, blank ones too: adding a row must not lose the blank one above it.
function everyRow(body: unknown, withoutSide?: string, withoutIndex?: number): Values {
  const values = valuesOfBody(delegationForm, body)
  const sent = body as Record<string, unknown>
  for (const side of ['participants', 'hosts'] as const) {
    const found = new Map<number, Record<string, unknown>>()
    for (const [key, value] of Object.entries(sent)) {
      const [, index, column] = new RegExp(`^${side}\\[(\\d{1,4})\\]\\[(\\w+)\\]$`).exec(key) ?? []
      if (!index || !column || (side === withoutSide && Number(index) === withoutIndex)) continue
      found.set(Number(index), { ...found.get(Number(index)), [column]: value })
    }
    values[side] = [...found].toSorted(([one], [other]) => one - other).map(([, row]) => row)
  }
  return values
}

const rows = (value: unknown) => (Array.isArray(value) ? (value as TypedRow[]) : [])
const texts = (value: unknown) => (Array.isArray(value) ? value : [value]).map(textOf).filter(Boolean)

/** A stored visit as its form shows it. */
export function formValues(db: Db, visit: Dossier, people: ListedParticipant[], language: Language): Values {
  const row = (person: ListedParticipant): TypedRow => ({
    id: String(person.id),
    name: person.name,
    role: person.role,
    post: person.post ?? '',
    organisation: person.organisation ?? '',
    stayedHome: person.hasTravelled ? '' : '1',
  })
  return {
    version: String(visit.version),
    direction: visit.direction,
    title: visit.title,
    partners: visit.partners.map((partner) => partnerLabel(db, partner)),
    countries: visit.countries.map((iso2) => countryName(iso2, language)),
    place: visit.place ?? '',
    startsOn: writeDate(visit.startsOn),
    endsOn: visit.endsOn ? writeDate(visit.endsOn) : '',
    participants: people.filter(({ side }) => side === 'delegation').map(row),
    hosts: people.filter(({ side }) => side === 'host').map(row),
    headCount: visit.headCount === null ? '' : String(visit.headCount),
    isListComplete: visit.isListComplete ? '1' : '',
    unitId: String(visit.unitId),
    capacity: visit.capacity ?? '',
    approvalNumber: visit.approvalNumber ?? '',
    approvedOn: visit.approvedOn ? writeDate(visit.approvedOn) : '',
    approvalAuthority: visit.approvalAuthority ?? '',
    purposeKind: visit.purposeKind ?? '',
    purpose: visit.purpose ?? '',
    countsAs: visit.countsAs,
    countsAsReason: visit.countsAsReason ?? '',
    sourceUrl: visit.sourceUrl ?? '',
    note: visit.note ?? '',
  }
}
