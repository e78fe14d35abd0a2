// The published register: what the press has told of delegations to and from Viet Nam, as `seeds/` keeps it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from './db/open.ts'
import { valuesOf } from './db/vocabulary.ts'
import { type Write, write } from './db/write.ts'
import { countings, directions, purposeKinds, statusChanges } from './delegations/delegation.ts'
import { createDelegation } from './delegations/writing.ts'
import { legalBases, legalBasisKinds } from './legal-bases/legal-basis.ts'
import { type Indicator, openingFigures, qualifiers } from './opening-figures/opening-figure.ts'
import { isEmpty } from './open-register.ts'
import { participantRoles } from './participants/participant.ts'
import { type partnerKinds, partnerNames, partners } from './partners/partner.ts'
import { personNames } from './people/person.ts'
import { personNamed } from './people/queries.ts'
import { indexPartner, indexPerson } from './search/indexing.ts'
import { sourceAt } from './sources/queries.ts'
import { unitKinds, units } from './units/unit.ts'
import { folded, sortKey } from './vietnamese.ts'
import { findReport, updateReport } from './visit-reports/queries.ts'
import { ownWaivers } from './visit-reports/visit-report.ts'

const SEEDS = join(import.meta.dirname, '../seeds')

const published = { name: 'Nguồn công bố' }

/**
 * Whether the published register was loaded: false, with nothing changed, when the register already holds something.
 * All of it is kept or none.
 */
export function loadPublishedRegister(db: Db): boolean {
  return write(db, published, (write) => {
    if (!isEmpty(db)) return false
    const catalogue = addPublishedCatalogue(write)
    addSpellings(write)
    addDelegations(write, catalogue)
    return true
  })
}

/** Ids of what the published rows name, by the name they use. */
export interface Catalogue {
  units: Map<string, number>
  partners: Map<string, number>
}

/** The bodies of the published register with their sources and published figures, without its visits. */
export function addPublishedCatalogue(write: Write): Catalogue {
  const catalogue = { units: addUnits(write), partners: new Map<string, number>() }
  addDatedSources(write)
  for (const row of read('partners.csv', partnerRow)) {
    catalogue.partners.set(row.name_vi, addPartner(write, row))
  }
  addOpeningFigures(write, catalogue)
  addLegalBases(write)
  return catalogue
}

// ── The files ─────────────────────────────────────────────────────────────

const text = z.string().min(1)
const known = z.string().transform((written) => written || null)
const severalBy = (mark: string) =>
  z.string().transform((written) =>
    written
      .split(mark)
      .map((one) => one.trim())
      .filter(Boolean),
  )
const numberOrUnknown = z
  .string()
  .regex(/^\d*$/)
  .transform((written) => (written ? Number(written) : null))

const unitRow = z.object({
  name: text,
  name_en: known,
  code: known,
  kind: z.enum(valuesOf(unitKinds)),
  parent: known,
})

const partnerKindOf = {
  journalist_association: 'journalist_association',
  press_club: 'press_club',
  multilateral: 'international_body',
  donor: 'foundation',
  embassy: 'embassy',
  news_agency: 'news_agency',
  media_org: 'media_organisation',
} as const satisfies Record<string, keyof typeof partnerKinds>

const partnerRow = z.object({
  name_vi: text,
  name_en: known,
  /** Two spellings of one name have ' / ' between them. */
  name_local: severalBy(' / '),
  abbreviation: known,
  aliases: severalBy(';'),
  kind: z.enum(valuesOf(partnerKindOf)).transform((kind) => partnerKindOf[kind]),
  country_iso2: known,
  relation_since: known,
  source_url: text,
  notes: z.string(),
})

const indicatorOf = {
  outbound_delegations: 'outbound_delegations',
  outbound_people: 'outbound_person_trips',
  inbound_delegations: 'inbound_delegations',
  inbound_people: 'inbound_person_trips',
  partner_organizations: 'partner_organisations',
  partner_countries: 'partner_countries',
  multilateral_organizations: 'multilateral_bodies',
  events: 'activities',
  conference_participants: 'activity_participants',
  trainings: 'training_classes',
  training_participants: 'trainees',
  members: 'members',
  people_per_exchange: 'people_per_exchange',
  awards_flags: 'award_flags',
  awards_certificates: 'award_certificates',
  awards_medals: 'award_medals',
  awards: 'awards',
  aid_items: 'aid_items',
  projects: 'aid_projects',
  aid_vnd: 'aid_vnd',
  aid_usd: 'aid_usd',
} as const satisfies Record<string, Indicator>

const figureRow = z.object({
  unit: text,
  period_start: known,
  period_end: text,
  indicator: z.enum(valuesOf(indicatorOf)).transform((indicator) => indicatorOf[indicator]),
  value: z.coerce.number().int(),
  qualifier: z.enum(valuesOf(qualifiers)),
  source: text,
  source_date: known,
  notes: z.string(),
})

const delegationRow = z.object({
  direction: z.enum(valuesOf(directions)),
  title_vi: text,
  host_or_sender_unit: text,
  partner_vi: severalBy(';'),
  country_iso2: severalBy('|'),
  start_date: text,
  end_date: known,
  head_name: known,
  head_position: known,
  head_role: z.enum(['', ...valuesOf(participantRoles)]).transform((role) => role || null),
  head_count: numberOrUnknown,
  purpose_vi: known,
  purpose_kind: z.enum(['', ...valuesOf(purposeKinds)]).transform((kind) => kind || null),
  counts_as: z.enum(valuesOf(countings)),
  counts_as_reason: known,
  source_url: text,
  source_date: known,
  notes: z.string(),
})

const legalBasisRow = z.object({
  number: text,
  kind: z.enum(valuesOf(legalBasisKinds)),
  title: known,
  issuer: known,
  issued_on: known,
  source_url: text,
})

const spellingRow = z.object({ name: text, spelling: text })

/** The rows of a file; throws RangeError with the row and field that cannot be read. */
function read<R extends z.ZodType>(file: string, row: R): z.output<R>[] {
  const rows = z.array(row).safeParse(parse(readFileSync(join(SEEDS, file)), { columns: true }))
  if (rows.success) return rows.data
  const { path, message } = rows.error.issues[0]!
  throw new RangeError(`${file}, row ${Number(path[0]) + 1}, ${String(path[1])}: ${message}`)
}

// ── What is made of them ──────────────────────────────────────────────────

function addUnits(write: Write): Map<string, number> {
  const ids = new Map<string, number>()
  for (const { name, name_en, code, kind, parent } of read('units.csv', unitRow)) {
    const parentId = parent ? idIn(ids, parent, 'units.csv') : null
    ids.set(
      name,
      write.insert(units, { name, nameEn: name_en, code, kind, parentId, sortKey: sortKey(name) }),
    )
  }
  return ids
}

/** Sources whose day of publication some row knows, before a row that does not know it names them. */
function addDatedSources(write: Write) {
  for (const { source, source_date } of read('published_totals.csv', figureRow)) {
    if (source_date) sourceAt(write, source, source_date)
  }
  for (const { source_url, source_date } of read('delegations.csv', delegationRow)) {
    if (source_date) sourceAt(write, source_url, source_date)
  }
}

function addPartner(write: Write, row: z.output<typeof partnerRow>): number {
  const [nameLocal = null, ...otherSpellings] = row.name_local
  const id = write.insert(partners, {
    name: row.name_vi,
    nameEn: row.name_en,
    nameLocal,
    abbreviation: row.abbreviation,
    kind: row.kind,
    country: row.country_iso2,
    relationSince: row.relation_since,
    sourceId: sourceAt(write, row.source_url),
    note: sentence(row.notes),
    sortKey: sortKey(row.name_vi),
  })
  for (const name of [...otherSpellings, ...row.aliases]) {
    write.insert(partnerNames, { partnerId: id, name, kind: 'alias' })
  }
  indexPartner(write, id)
  return id
}

function addOpeningFigures(write: Write, catalogue: Catalogue) {
  for (const row of read('published_totals.csv', figureRow)) {
    write.insert(openingFigures, {
      unitId: idIn(catalogue.units, row.unit, 'units.csv'),
      indicator: row.indicator,
      startsOn: row.period_start,
      endsOn: row.period_end,
      value: row.value,
      qualifier: row.qualifier,
      sourceId: sourceAt(write, row.source, row.source_date),
      note: sentence(row.notes),
    })
  }
}

function addLegalBases(write: Write) {
  for (const { issued_on, source_url, ...row } of read('legal_bases.csv', legalBasisRow)) {
    write.insert(legalBases, { ...row, issuedOn: issued_on, url: source_url })
  }
}

function addSpellings(write: Write) {
  for (const { name, spelling } of read('person_spellings.csv', spellingRow)) {
    const personId = personNamed(write, name, null)
    write.insert(personNames, { personId, name: spelling, matchKey: folded(spelling) })
    indexPerson(write, personId)
  }
}

function addDelegations(write: Write, catalogue: Catalogue) {
  const nameOf = new Map(
    read('person_spellings.csv', spellingRow).map(({ name, spelling }) => [spelling, name]),
  )
  for (const row of read('delegations.csv', delegationRow)) {
    const partnerIds = row.partner_vi.flatMap((name) => catalogue.partners.get(name) ?? [])
    const head = row.head_name && {
      id: null,
      name: nameOf.get(row.head_name) ?? row.head_name,
      role: row.head_role ?? 'head',
      post: row.head_position,
      organisation: null,
      hasTravelled: true,
    }
    const id = createDelegation(write, {
      submissionId: undefined,
      version: null,
      notDuplicate: false,
      direction: row.direction,
      title: row.title_vi,
      status: 'returned',
      unitId: idIn(catalogue.units, row.host_or_sender_unit, 'units.csv'),
      countsAs: row.counts_as,
      countsAsReason: row.counts_as_reason,
      capacity: null,
      place: null,
      purpose: row.purpose_vi,
      purposeKind: row.purpose_kind,
      startsOn: row.start_date,
      endsOn: row.end_date,
      headCount: row.head_count,
      isListComplete: false,
      participants: head ? [head] : [],
      hosts: [],
      partnerIds,
      countries: row.country_iso2,
      approvalNumber: null,
      approvedOn: null,
      approvalAuthority: null,
      sourceUrl: row.source_url,
      note: noteOf(row, catalogue),
    })
    asOfItsTime(write, id, row.end_date)
  }
}

/** Nobody is chased for the report of a visit read in the press, nor did it return on the day it was loaded. */
function asOfItsTime(write: Write, delegationId: number, endsOn: string | null) {
  updateReport(write, findReport(write.db, delegationId)!.id, {
    status: 'waived',
    waivedReason: ownWaivers.published,
  })
  const step = write.db
    .select({ id: statusChanges.id })
    .from(statusChanges)
    .where(eq(statusChanges.delegationId, delegationId))
    .get()!
  write.update(statusChanges, step.id, { happenedOn: endsOn })
}

/** What each mark of a row says to somebody who reads its note. */
const marks: Record<string, string> = {
  'năm suy luận': 'Nguồn không ghi năm; năm được suy luận.',
  'ngày gặp': 'Chỉ biết ngày gặp: ngày bắt đầu ghi theo ngày đó.',
  'đa phương': 'Hoạt động đa phương.',
  'hai vai': 'Trưởng đoàn giữ hai chức vụ, nên đơn vị cử đoàn có thể hiểu khác.',
  'nhiều nơi tiếp': 'Nhiều nơi cùng tiếp một đoàn, ghi thành một.',
  'tháp tùng': 'Đi trong chuyến thăm cấp nhà nước.',
  'bản sao': 'Đọc trên bản sao; địa chỉ gốc được suy ra.',
  'khác nguồn': 'Các nguồn không thống nhất về trưởng đoàn.',
  'lịch sử': 'Biết qua hồi ức hoặc bài nhắc lại.',
}

function noteOf(row: z.output<typeof delegationRow>, catalogue: Catalogue): string | null {
  const said = [...row.notes.matchAll(/\[([^\]]+)\]/g)].map(([, mark]) => {
    if (!marks[mark!]) throw new RangeError(`delegations.csv: no mark [${mark}]`)
    return marks[mark!]
  })
  // Departments and groups that are no partners of the register stay as the source writes them.
  const unlisted = row.partner_vi.filter((name) => !catalogue.partners.has(name))
  if (unlisted.length) said.push(`Đối tác ghi theo nguồn: ${unlisted.join('; ')}.`)
  return [...said, sentence(row.notes.replace(/\[[^\]]+\]/g, ''))].filter(Boolean).join(' ') || null
}

/** The note as a sentence: a capital first, a full stop last; null where there is none. */
function sentence(note: string): string | null {
  const said = note.trim()
  return said ? `${said[0]!.toUpperCase()}${said.slice(1).replace(/\.?$/, '.')}` : null
}

function idIn(ids: Map<string, number>, name: string, file: string): number {
  const id = ids.get(name)
  if (id === undefined) throw new RangeError(`${file}: no ${name}`)
  return id
}
