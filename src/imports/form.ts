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

/** A field that somebody corrected while another corrected it too. */
export interface Clash {
  line: StoredLine
  field: LineField | 'decision'
  typed: string
}

/**
 * What was typed into the lines of a page, and what was decided about them. Untouched fields are no corrections: those
 * that are as the page showed them, where it says so, or else as they stand now. What another changed since the page
 * was opened is not changed again: that is a clash.
 */
export function repairsIn(
  db: Db,
  importId: number,
  body: unknown,
  options: Options,
): { repairs: Options['repairs']; clashes: Clash[] } {
  const texts = textsIn(body)
  const shown = new Map(texts.filter(([name]) => name.startsWith('s')))
  const typed = texts.flatMap(([name, value]) => {
    const [, id, field] = /^l(\d{1,12})\[(\w+)\]$/.exec(name) ?? []
    return id && field ? [{ id: Number(id), field, value, was: shown.get(`s${id}.${field}`) }] : []
  })
  const lines = new Map(
    linesByIds(db, importId, [...new Set(typed.map(({ id }) => id))]).map((line) => [line.id, line]),
  )
  const repairs: Options['repairs'] = {}
  const clashes: Clash[] = []
  for (const { id, field, value, was } of typed) {
    const line = lines.get(id)
    if (!line || (was !== undefined && cleaned(was) === cleaned(value)) || !isCorrection(line, field, value))
      continue
    if (was !== undefined && !isStanding(line, field, was)) {
      clashes.push({ line, field, typed: value })
      continue
    }
    const key = `${line.sheetIndex}:${line.line}`
    const repair: Repair = (repairs[key] ??= { ...options.repairs[key] })
    if (field !== 'decision') repair.values = { ...repair.values, [field]: cleaned(value) }
    else if (value === '') delete repair.decision
    else repair.decision = value as Decision
  }
  return { repairs, clashes }
}

const languages: Language[] = ['vi', 'en']

/** Whether a field, as its page shows it in either language, says this now. */
const isStanding = (line: StoredLine, field: LineField | 'decision', value: string): boolean =>
  field === 'decision'
    ? value === (line.decision ?? '')
    : languages.some((language) => cleaned(value) === cleaned(shownIn(line, field, language)))

function isCorrection(line: StoredLine, field: string, value: string): field is Clash['field'] {
  if (field === 'decision')
    return (value === '' || Object.hasOwn(decisions, value)) && !isStanding(line, field, value)
  if (!Object.hasOwn(lineFields, field) || (value === '' && chosen.has(field))) return false
  return !isStanding(line, field as LineField, value)
}

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
