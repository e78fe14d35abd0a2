import type { Db } from '../db/open.ts'
import { partnerLabel } from '../partners/queries.ts'
import type { Language, Message } from '../web/language.ts'
import { countryName } from '../countries/names.ts'
import { writeDate } from '../dates.ts'
import { type Typed, type Values, textOf, valuesOfBody } from '../web/form.ts'
import { type ListedPerson, readPasted } from '../participants/pasted/list.ts'
import { toned } from '../vietnamese.ts'
import { delegationForm } from './form.ts'
import { type Dossier, type ListedParticipant, listParticipants } from './queries.ts'
import { emptyRow, type TypedRow } from './typed-row.ts'

// The form's rows as they are typed: added, removed and pasted without script, by sending the form and getting it
// back with its rows changed. Nothing is kept.

/** The form with its rows changed, and what is to be told about it. */
export interface Rearranged extends Typed {
  told?: Message[]
  /** The row that was moved: the focus stays with it. */
  moved?: { side: string; line: number; isUp: boolean; said: Message }
  /** The names that one more box was asked for: the typing goes on there. */
  added?: 'partners' | 'countries'
  /** It was sent to be kept, and is shown once more first. */
  isHeldBack?: boolean
}

/** What a button of the form that changes its rows makes of it; undefined where the form is to be kept. */
export function rearranged(body: unknown): Rearranged | undefined {
  const pressed = (name: string) => typeof body === 'object' && body !== null && !!(body as Values)[name]
  // A list pasted and not yet read is read before anything is kept: its people were meant to be in the visit.
  if (textOf((body as Values | undefined)?.paste).trim()) return withPasted(body)
  if (pressed('move')) return withRowMoved(body)
  return pressed('add') || pressed('remove') ? withRowsChanged(body) : undefined
}

/** The form with a row more or less: `add=participants`, `remove=participants.2`. */
function withRowsChanged(body: unknown): Rearranged {
  const sent = body as Record<string, unknown>
  const add = typeof sent.add === 'string' ? sent.add : ''
  const [side, index] = typeof sent.remove === 'string' ? sent.remove.split('.') : []
  const values = everyRow(body, side, Number(index))
  if (add === 'participants' || add === 'hosts') values[add] = [...rows(values[add]), emptyRow('member')]
  if (add !== 'partners' && add !== 'countries') return { values }
  values[add] = [...texts(sent[add]), '']
  return { values, added: add }
}

/** The form with a row at another place of its list: `move=participants.2.0`. Where there is no such place, as it was. */
function withRowMoved(body: unknown): Rearranged {
  const [, side, fromText, toText] =
    /^(participants|hosts)\.(\d{1,4})\.(\d{1,4})$/.exec(textOf((body as Values).move)) ?? []
  const values = everyRow(body)
  const [from, to] = [Number(fromText), Number(toText)]
  const list = rows(values[side ?? ''])
  const row = list[from]
  if (!side || !row || !list[to]) return { values }
  values[side] = moved(list, from, to)
  const gaps = { line: to + 1, count: list.length }
  const text = row.name
    ? 'Đã chuyển {name} đến dòng {line} trên {count}.'
    : 'Đã chuyển dòng trống đến dòng {line} trên {count}.'
  return {
    values,
    moved: { side, line: to, isUp: to < from, said: { text, gaps: { ...gaps, name: row.name } } },
  }
}

/** A list with one of its things at another place; the others keep their order. */
export const moved = <Thing>(list: readonly Thing[], from: number, to: number): Thing[] => {
  const others = list.toSpliced(from, 1)
  return others.toSpliced(to, 0, list[from]!)
}

/**
 * The form with the people of a pasted list below those it had. Who is there already is not there twice: what their line
 * lacks is filled in.
 */
function withPasted(body: unknown): Rearranged {
  const values = everyRow(body)
  const had = rows(values.participants).filter(({ name, post, organisation }) => name || post || organisation)
  const hasHead = had.some(({ role }) => role === 'head')
  const { people, told } = readPasted(textOf((body as Values).paste), { hasHead })
  const lineOf = new Map(had.map((row, line) => [toned(row.name), line]))
  const known = people.filter(({ name }) => lineOf.has(toned(name)))
  for (const { name, post, organisation } of known) {
    const line = lineOf.get(toned(name))!
    const row = had[line]!
    had[line] = { ...row, post: row.post || post, organisation: row.organisation || organisation }
  }
  values.participants = [...had, ...people.filter((person) => !known.includes(person)).map(asRow)]
  if (known.length) {
    told.push({
      text: '{count} người đã có trong danh sách: chỉ điền ô còn trống.',
      gaps: { count: known.length },
    })
  }
  const { readPaste, add, remove, move } = body as Values
  return { values, told, isHeldBack: !readPaste && !add && !remove && !move }
}

const asRow = ({ hasStayed, ...person }: ListedPerson): TypedRow => ({
  ...emptyRow('member'),
  ...person,
  stayedHome: hasStayed ? '1' : '',
})

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

/**
 * What was sent of a stored visit, people called as they are called now: a name that somebody corrected since the form
 * was opened, and that nobody touched in it, was not meant to be changed back.
 */
export function withNamesOfNow(db: Db, visitId: number, body: unknown): Values {
  const values = valuesOfBody(delegationForm, body)
  const names = new Map(listParticipants(db, visitId).map(({ id, name }) => [String(id), name]))
  for (const side of ['participants', 'hosts'] as const) {
    values[side] = rows(values[side]).map((row) =>
      row.openedName && row.name === row.openedName ? { ...row, name: names.get(row.id) ?? row.name } : row,
    )
  }
  return values
}

/** A stored visit as its form shows it. */
export function formValues(db: Db, visit: Dossier, people: ListedParticipant[], language: Language): Values {
  const row = (person: ListedParticipant): TypedRow => ({
    id: String(person.id),
    name: person.name,
    openedName: person.name,
    role: person.role,
    post: person.post ?? '',
    organisation: person.organisation ?? '',
    stayedHome: person.hasTravelled ? '' : '1',
    isAdded: person.isAdded ? '1' : '',
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
