import { countryName, countryNamed } from '../countries/names.ts'
import { isHome } from '../countries/unknown.ts'
import { writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { partnersNamed } from '../partners/queries.ts'
import { cleaned } from '../vietnamese.ts'
import type { Language } from '../web/language.ts'
import { linesByIds, type StoredLine } from './queries.ts'
import { type Decision, decisions, type Options, type Repair } from './reading-options.ts'
import type { Summary } from './summary.ts'
import { columnFields, type ColumnField, type Columns } from './understanding/columns.ts'
import { type LineField, lineFields } from './values/problem.ts'

const textsIn = (body: unknown): [string, string][] =>
  Object.entries((body ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value.slice(0, 2000)] as [string, string]] : [],
  )

/** What a field of the page says of a line at first: what was read, or else what is written there. */
export function shownIn(line: StoredLine, field: LineField, language: Language): string {
  const value = line.values[field]
  const written = line.problems.find((problem) => problem.field === field)?.text ?? ''
  if (field === 'countries')
    return line.values.countries.map((iso2) => countryName(iso2, language)).join('; ') || written
  if (Array.isArray(value)) return value.join('; ') || written
  if (value === null) return field === 'headCount' ? '' : written
  return field === 'startsOn' || field === 'endsOn' ? writeDate(String(value)) : String(value)
}

/** Fields that are chosen: left at no choice, they correct nothing. */
const chosen = new Set<string>(['direction', 'status', 'countsAs'] satisfies LineField[])

/** What was typed into the lines of a page, and what was decided about them; untouched fields are no corrections. */
export function repairsIn(db: Db, importId: number, body: unknown, options: Options): Options['repairs'] {
  const typed = textsIn(body).flatMap(([name, value]) => {
    const [, id, field] = /^l(\d{1,12})\[(\w+)\]$/.exec(name) ?? []
    return id && field ? [{ id: Number(id), field, value }] : []
  })
  const lines = new Map(
    linesByIds(db, importId, [...new Set(typed.map(({ id }) => id))]).map((line) => [line.id, line]),
  )
  const repairs: Options['repairs'] = {}
  for (const { id, field, value } of typed) {
    const line = lines.get(id)
    if (!line) continue
    const key = `${line.sheetIndex}:${line.line}`
    const repair: Repair = (repairs[key] ??= { ...options.repairs[key] })
    if (field === 'decision') {
      if (value === '') delete repair.decision
      else if (value in decisions) repair.decision = value as Decision
    } else if (isCorrection(line, field, value)) {
      repair.values = { ...repair.values, [field]: cleaned(value) }
    }
  }
  return repairs
}

const languages: Language[] = ['vi', 'en']

const isCorrection = (line: StoredLine, field: string, value: string): boolean =>
  field in lineFields &&
  !(value === '' && chosen.has(field)) &&
  languages.every((language) => cleaned(value) !== cleaned(shownIn(line, field as LineField, language)))

/** What written partners and countries were said to be. */
export function choicesIn(db: Db, body: unknown): Pick<Options, 'partners' | 'countries'> {
  const partners: Options['partners'] = {}
  const countries: Options['countries'] = {}
  const texts = textsIn(body)
  for (const [name, value] of texts) {
    const [, kind, key] = /^(partner|partnerName|country)\[(.+)\]$/.exec(name) ?? []
    const text = cleaned(value)
    if (!key || !text) continue
    if (kind === 'partner') {
      if (text === 'new' || text === 'none') partners[key] ??= text
      else if (/^[1-9]\d{0,14}$/.test(text)) partners[key] ??= Number(text)
    } else if (kind === 'partnerName') {
      const named = partnersNamed(db, text)
      if (named.length === 1) partners[key] = named[0]!.id
    } else {
      const iso2 = countryNamed(text)
      if (iso2 && !isHome(text)) countries[key] = iso2
    }
  }
  return { partners, countries }
}

/** Which column was said to hold what, table by table. */
export function columnsIn(summary: Summary, body: unknown): Pick<Options, 'columns' | 'directions'> {
  const columns: Options['columns'] = {}
  const directions: Options['directions'] = {}
  for (const [name, value] of textsIn(body)) {
    const [, table, column] = /^c(\d{1,3})\[(\d{1,3})\]$/.exec(name) ?? []
    if (table && column) {
      const understood = summary.tables[Number(table)]
      if (!understood) continue
      const chosen: Columns = (columns[understood.fingerprint] ??= {})
      chosen[Number(column)] = value in columnFields ? (value as ColumnField) : 'ignored'
    }
    const [, sheet] = /^direction\[(\d{1,3})\]$/.exec(name) ?? []
    const sheetName = sheet && summary.tables[Number(sheet)]?.sheet
    if (sheetName && (value === 'outbound' || value === 'inbound')) directions[sheetName] = value
  }
  return { columns, directions }
}
