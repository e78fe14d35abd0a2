import { today } from '../dates.ts'
import type { Write } from '../db/write.ts'
import { addingMany } from '../delegations/adding-many.ts'
import { findDelegation, listParticipants } from '../delegations/queries.ts'
import { updateDelegation } from '../delegations/writing.ts'
import type { Member } from '../participants/queries.ts'
import type { partnerKinds } from '../partners/partner.ts'
import { createPartner } from '../partners/queries.ts'
import { folded, toned } from '../vietnamese.ts'
import type { Verdict } from './import.ts'
import type { JudgedLine } from './judging.ts'
import type { LineValues } from './line.ts'
import { moveOn } from './moving-on.ts'
import type { Options } from './reading-options.ts'
import { type Extent, visitAdder } from './new-visits.ts'

type Input = Parameters<typeof updateDelegation>[2]

/** From so many new visits on, what is counted and found is kept for all of them at once. */
const MANY = 500

/** So many new visits are added together. */
const A_BATCH = 100

/**
 * Writes what is accepted, and tells of each line which visit it became, or was found to be. `linesOf` gives the lines of
 * a verdict in their order. Visits are added before any is changed, so that thousands can be added at once.
 */
export function commitLines<L extends JudgedLine>(
  write: Write,
  linesOf: (verdict: Verdict) => { count: number; lines: Iterable<L> },
  options: Options,
  { extent = 'whole', became }: { extent?: Extent; became?: (line: L, delegationId: number) => void } = {},
) {
  const byPlace = new Map<string, number>()
  const partners = newPartners(write, options)
  const keep = (line: L, id: number) => {
    byPlace.set(`${line.sheet}:${line.line}`, id)
    became?.(line, id)
  }

  const added = linesOf('new')
  const areMany = added.count > MANY
  const add = () => {
    const addVisits = visitAdder(write, today(), extent, areMany)
    for (const some of inBatches(added.lines)) {
      const ids = addVisits(some.map((line) => ({ line, partnerIds: partnerIdsOf(line, partners) })))
      some.forEach((line, at) => keep(line, ids[at]!))
    }
  }
  if (areMany) addingMany(write, add)
  else add()
  for (const line of linesOf('same').lines) if (line.delegationId !== undefined) keep(line, line.delegationId)
  for (const line of linesOf('changed').lines) {
    if (line.delegationId === undefined) continue
    changeVisit(write, line.delegationId, line, partners)
    keep(line, line.delegationId)
  }
  for (const line of linesOf('duplicate').lines) {
    const root = line.duplicateOf
    const id = (root && 'line' in root && byPlace.get(`${root.sheet}:${root.line}`)) || line.delegationId
    if (id === undefined) continue
    if (line.decision === 'merge') fillVisit(write, id, line, partners)
    keep(line, id)
  }
}

function* inBatches<L>(lines: Iterable<L>): Generator<L[]> {
  let batch: L[] = []
  for (const line of lines) {
    if (batch.push(line) < A_BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length) yield batch
}

type NewPartners = (typed: string, inFull: string, country: string | undefined) => number | undefined

/** Makes a partner that somebody said is new, when its first line is written. */
function newPartners(write: Write, options: Options): NewPartners {
  const made = new Map<string, number>()
  return (typed, inFull, country) => {
    const key = toned(typed)
    if (options.partners[key] !== 'new') return undefined
    let id = made.get(key)
    if (id === undefined) {
      id = createPartner(write, {
        submissionId: undefined,
        version: null,
        name: inFull.slice(0, 200),
        nameEn: null,
        nameLocal: null,
        abbreviation: null,
        kind: country ? kindNamed(inFull) : 'international_body',
        country: country ?? null,
        relationSince: null,
        sourceUrl: null,
        note: null,
        names: [],
        notDuplicate: true,
      })
      made.set(key, id)
    }
    return id
  }
}

const kindsNamed: [RegExp, keyof typeof partnerKinds][] = [
  [/\bhoi nha bao\b|\bjournalists? association\b|\bunion of journalists\b/, 'journalist_association'],
  [/\bcau lac bo\b|\bpress club\b/, 'press_club'],
  [/\blien doan\b|\bconfederation\b|\bfederation\b/, 'federation'],
  [/\bthong tan\b|\bnews agency\b/, 'news_agency'],
  [/\bquy\b|\bvien\b|\bfoundation\b|\binstitute\b/, 'foundation'],
  [/\bdai su quan\b|\bembassy\b/, 'embassy'],
  [/\bbo\b|\bcuc\b|\buy ban\b|\bministry\b|\bdang\b|\bban\b/, 'state_body'],
  [/\bhoi\b|\bhiep hoi\b/, 'journalist_association'],
]
const kindNamed = (name: string) =>
  kindsNamed.find(([pattern]) => pattern.test(folded(name)))?.[1] ?? 'media_organisation'

function partnerIdsOf({ visit, values }: JudgedLine, newPartner: NewPartners): number[] {
  const ids = visit!.partners.flatMap(
    ({ typed, inFull, partnerId }) => partnerId ?? newPartner(typed, inFull, values.countries[0]) ?? [],
  )
  return [...new Set(ids)]
}

const headOf = ({ headName, headPosition }: LineValues): Member[] =>
  headName
    ? [{ id: null, name: headName, role: 'head', post: headPosition, organisation: null, hasTravelled: true }]
    : []

/** Writes the changed values of a line into its visit, and leaves everything else of it. */
function changeVisit(write: Write, id: number, line: JudgedLine, newPartner: NewPartners) {
  const fields = new Set(line.changes?.map(({ field }) => field))
  moveOn(write, id, line)
  rewrite(write, id, line, newPartner, (field) => fields.has(field))
}

/** Gives a visit what it lacks and its double knows, and has it cancelled or postponed where that says so. */
function fillVisit(write: Write, id: number, line: JudgedLine, newPartner: NewPartners) {
  moveOn(write, id, line)
  const input = inputOf(write, id)
  const isMissing: Partial<Record<keyof LineValues, boolean>> = {
    partners: !input.partnerIds.length,
    countries: !input.countries.length,
    endsOn: !input.endsOn && input.startsOn === line.values.startsOn,
    headCount: input.headCount === null,
    headName: !input.participants.length,
    headPosition: !input.participants.some(({ role, post }) => role === 'head' && post),
  }
  rewrite(write, id, line, newPartner, (field) => isMissing[field] === true && line.values[field] !== null)
}

function rewrite(
  write: Write,
  id: number,
  line: JudgedLine,
  newPartner: NewPartners,
  takes: (field: keyof LineValues) => boolean,
) {
  const { values } = line
  const input = inputOf(write, id)
  for (const field of ['direction', 'title', 'startsOn', 'endsOn', 'headCount'] as const) {
    if (takes(field)) Object.assign(input, { [field]: values[field] })
  }
  if (takes('countries')) input.countries = values.countries
  if (takes('partners')) input.partnerIds = partnerIdsOf(line, newPartner)
  if (takes('headName') || takes('headPosition')) {
    const head = input.participants.find(({ role }) => role === 'head')
    if (head) {
      if (takes('headName') && values.headName) head.name = values.headName
      if (takes('headPosition')) head.post = values.headPosition
    } else input.participants = [...headOf(values), ...input.participants]
  }
  updateDelegation(write, id, input)
}

/** A stored visit as the form would send it, unchanged. */
function inputOf(write: Write, id: number): Input {
  const visit = findDelegation(write.db, id)!
  const people = listParticipants(write.db, id)
  const side = (wanted: string): Member[] =>
    people
      .filter((person) => person.side === wanted)
      .map((person) => ({
        id: person.id,
        name: person.name,
        role: person.role,
        post: person.post,
        organisation: person.organisation,
        hasTravelled: person.hasTravelled,
      }))
  return {
    ...visit,
    submissionId: undefined,
    notDuplicate: true,
    partnerIds: visit.partners.map((partner) => partner.id),
    participants: side('delegation'),
    hosts: side('host'),
    sourceUrl: visit.sourceUrl,
  }
}
