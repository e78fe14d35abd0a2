import { createHash } from 'node:crypto'
import type { countings, Direction, Status } from '../delegations/delegation.ts'
import { refusedForSecrecy } from '../secrecy.ts'
import { cleaned, folded, toned } from '../vietnamese.ts'
import type { Message } from '../web/language.ts'
import type { SheetRow } from './reading/sheet.ts'
import type { Known, Options } from './reading-options.ts'
import { readStanding } from './standing.ts'
import type { ColumnField, Columns } from './understanding/columns.ts'
import type { Section } from './understanding/layout.ts'
import { countriesWithin, readCountries, whyNone } from './values/countries.ts'
import { readCount } from './values/counts.ts'
import { dayWithMonth, type OrderEvidence, readDates, readYear } from './values/dates.ts'
import { type FoundPartner, type PartnerFinder } from './values/partners.ts'
import { readHead } from './values/people.ts'
import type { Problem } from './values/problem.ts'
import { postInFull, titleOf } from './values/words.ts'
import { directionOfTitle, headInTitle, readDirection, sidesOf, unitOf } from './who-goes.ts'

/** A visit as a line tells it. */
export interface LineValues {
  direction: Direction | null
  title: string | null
  partners: string[]
  countries: string[]
  startsOn: string | null
  endsOn: string | null
  headName: string | null
  headPosition: string | null
  headCount: number | null
  status: Status | null
  countsAs: keyof typeof countings | null
}

/** A line that is a visit, read. */
export interface Line {
  sheetIndex: number
  sheet: string
  line: number
  cells: string[]
  isHidden: boolean
  /** What is written in the row, but for its number: the same row of a later file is known by it. */
  fingerprint: string
  values: LineValues
  /** The partners of `values`, each as it was found. */
  found: FoundPartner[]
  unknownCountries: string[]
  /** How the head is written, before it is known whose name it is. */
  head: { typed: string; otherName: string | null } | null
  /** The number under which the register has it, as a download of the register says. */
  code: string | null
  unitId: number
  purpose: string | null
  place: string | null
  note: string | null
  approvalNumber: string | null
  statusReason: string | null
  countsAsReason: string | null
  /** Its status stands in the ledger, or somebody chose it: else its dates say it. */
  isStatusSaid: boolean
  problems: Problem[]
  notes: Message[]
  /** It holds a date that cannot be. */
  isImpossible: boolean
  /** It bears the mark of a State secret: nobody can correct that here. */
  isRefused: boolean
}

// Two names in one cell may be of one partner.
const isOnlyOnce = ({ partner }: FoundPartner, at: number, all: FoundPartner[]) =>
  !partner || all.findIndex((other) => other.partner === partner) === at

const sameAsAbove =
  /^(?:-?\s*nt\s*-?|n\.t\.?|như trên|nhu tren|["”“〃]+|''|ditto|do\.|\/\/|id\.?|idem|-\/\/-)$/iu

/** Texts of the row above by column: what "nt" means. */
export type Above = { texts: string[]; line: Line | undefined }

export interface TableContext {
  sheetIndex: number
  sheet: string
  columns: Columns
  order: OrderEvidence
  finder: PartnerFinder
  known: Known
  options: Options
  /** The country is written where it changes, and stands for the rows below it. */
  areBlanksAsAbove: boolean
  /** The years a column of years gave so far. */
  year: { last: number | null }
}

/** The countries of a cell, by what it says and what was said of its words; and what of it is none. */
export function countriesOfCell(typed: string, { countries: said }: Pick<Options, 'countries'>) {
  const chosenFor = (text: string) => said[folded(text)]
  const chosen = chosenFor(cleaned(typed, { lines: true }))
  const read = chosen
    ? { countries: [chosen], unknown: [], regions: [], home: [], notes: [] }
    : readCountries(typed)
  const unknown = read.unknown.filter((part) => !chosenFor(part))
  const problems = whyNone({ ...read, unknown }).map((one): Problem => ({ field: 'countries', ...one }))
  const ofUnknown = read.unknown.flatMap((part) => chosenFor(part) ?? [])
  return { ...read, countries: [...new Set([...read.countries, ...ofUnknown])], unknown, problems }
}

/** One row as a visit. `above` is what stood over it in the same table, and becomes this row. */
export function readLine(row: SheetRow, section: Section, above: Above, context: TableContext): Line {
  const { columns, finder, known, options } = context
  const inherited = new Set<ColumnField>()
  const texts = row.cells.map((cell, column) => {
    const text = cleaned(cell, { lines: true })
    if (!sameAsAbove.test(text)) return text
    if (columns[column]) inherited.add(columns[column])
    return above.texts[column] ?? ''
  })
  const raw = (field: ColumnField) => {
    for (const column in columns) if (columns[column] === field) return texts[Number(column)] ?? ''
    return ''
  }
  const cell = (field: ColumnField) => cleaned(raw(field))
  const problems: Problem[] = []
  const notes: Message[] = []
  const problem = (field: Problem['field'], text: string, reason: string, gaps?: Message['gaps']) =>
    problems.push({
      field,
      text: cleaned(text),
      reason: { text: reason, gaps: { text: cleaned(text), ...gaps } },
    })
  if (inherited.size) notes.push({ text: '“nt” đọc như dòng trên' })
  if (row.isHidden) problem('line', '', 'Dòng này đang ẩn trong tệp')
  if (row.isMarked) problem('line', '', refusedForSecrecy)

  let direction = readDirection(cell('direction')) ?? options.directions[context.sheet] ?? section.direction
  if (!direction) {
    direction = directionOfTitle(cell('title'), known)
    if (direction) problem('direction', cell('title'), 'Chiều lấy theo tên đoàn “{text}”. Xem lại')
    else problem('direction', cell('direction'), 'Chưa rõ đoàn ra hay đoàn vào')
  }

  // A person who says the direction says with it who of a host and a sender is the partner.
  const typed = readDirection(options.repairs[`${context.sheetIndex}:${row.line}`]?.values?.direction ?? '')
  const sides = sidesOf(typed ?? direction, raw('host'), raw('sender'), known)

  const yearText = cell('year')
  if (yearText) context.year.last = readYear(yearText) ?? null
  const isYearColumn = Object.values(columns).includes('year')
  const year = (isYearColumn ? context.year.last : null) ?? section.year
  const day = dayWithMonth(raw('startsOn'), raw('month'), year)
  const dates = readDates(
    day || (isYearColumn && !raw('endsOn') ? yearText : ''),
    raw('endsOn') && dayWithMonth(raw('endsOn'), raw('month'), year),
    {
      year,
      order: context.order.order,
      isOrderMixed: context.order.isMixed,
      areSwapped: context.order.swapped > 0,
    },
  )
  problems.push(...dates.problems)
  notes.push(...dates.notes)
  if (!dates.startsOn && !dates.problems.length) problem('startsOn', '', 'Ô ngày trống')

  const countryText = cell('country')
  const read = countriesOfCell(raw('country'), options)
  const unknownCountries = read.unknown
  let { countries } = read
  notes.push(...read.notes)
  problems.push(...read.problems)

  const partnerText = raw('partner') || sides.partner
  const written = partnerText ? finder.findAll(partnerText, countries) : []
  let found = written.map((one) => decided(one))
  const title = cell('title') || cell('purpose')
  if (!found.length) found = partnerInTitle()
  else found = found.map((one) => exacter(one)).filter(isOnlyOnce)
  for (const { partner, typed, problem: doubt, note, candidates } of found) {
    if (doubt) problems.push({ field: 'partners', text: typed, reason: doubt })
    else if (note) notes.push(note)
    if (!partner && options.partners[toned(typed)] === undefined) {
      if (candidates.length) {
        problem('partners', typed, '“{text}” có thể là: {names}', {
          names: candidates.map(({ name }) => name).join('; '),
        })
      } else problem('partners', typed, 'Chưa có đối tác “{text}” trong sổ')
    }
  }
  giveCountries()

  const headText = raw('headName')
  const head = readHead(headText)
  if (head.others.length) problem('headName', headText, 'Ô có nhiều tên; lấy tên đầu. Xem lại')
  let ledBy = head.name
  if (!headText && !Object.values(columns).includes('headName')) ledBy = headInTitle(title)
  const post = cleaned(cell('headPosition') || (head.post ?? '')).replace(/^[-–?]+$/, '')
  const position = post ? postInFull(post) : null
  if (position) unknownLetters(position)

  const counted = readCount(raw('headCount'))
  if (counted.problem) problems.push({ field: 'headCount', text: cell('headCount'), reason: counted.problem })
  if (counted.note) notes.push(counted.note)

  const note = cell('note') || null
  const standing = readStanding(
    {
      status: cell('status'),
      counting: cell('countsAs'),
      note: raw('note'),
      title,
      purpose: cell('title') ? cell('purpose') : '',
      others: (['startsOn', 'endsOn', 'place', 'country', 'direction'] as const).map(raw),
      unread: texts.filter((text, column) => columns[column] === undefined && text.length <= 80),
    },
    dates,
    direction === 'outbound',
    known.today,
  )
  problems.push(...standing.problems)

  if (!cell('title') && !title) problem('title', '', 'Không có tên đoàn; tên đặt theo đối tác hoặc nước')
  else if (!cell('title')) problem('title', title, 'Không có tên đoàn; lấy nội dung “{text}”')
  const line: Line = {
    sheetIndex: context.sheetIndex,
    sheet: context.sheet,
    line: row.line,
    cells: row.cells,
    isHidden: row.isHidden,
    fingerprint: fingerprintOfRow([
      direction ?? '',
      dates.startsOn ?? '',
      ...row.cells.filter((_, column) => columns[column] !== 'number'),
    ]),
    values: {
      direction,
      title:
        (title || titleOf(direction, found[0]?.partner?.name ?? found[0]?.inFull, countries)).slice(0, 300) ||
        null,
      partners: found.map(({ partner, inFull }) => partner?.name ?? inFull),
      countries,
      startsOn: dates.startsOn,
      endsOn: dates.endsOn,
      headName: ledBy && ledBy.length <= 120 ? ledBy : null,
      headPosition: position && position.length <= 300 ? position : null,
      headCount: counted.count,
      status: standing.status,
      countsAs: standing.countsAs,
    },
    found,
    unknownCountries,
    head: ledBy ? { typed: ledBy, otherName: head.otherName } : null,
    code: cell('code') || null,
    unitId: unitOf(cell('unit') || cleaned(sides.unit), title, direction, known, notes),
    purpose: cell('title') && raw('purpose') ? cleaned(raw('purpose'), { lines: true }).slice(0, 2000) : null,
    place: cell('place').slice(0, 300) || null,
    note: note?.slice(0, 3000) ?? null,
    approvalNumber: cell('approvalNumber').slice(0, 60) || null,
    statusReason: standing.statusReason,
    countsAsReason: standing.countsAsReason,
    isStatusSaid: standing.isStatusSaid,
    problems,
    notes,
    isImpossible: dates.isImpossible,
    isRefused: row.isMarked === true,
  }
  above.texts = texts
  above.line = line
  return line

  // What a person said once about a written partner holds for every line that writes it so.
  function decided(one: FoundPartner): FoundPartner {
    const choice = options.partners[toned(one.typed)]
    if (choice === undefined) return one
    const partner = typeof choice === 'number' ? finder.byId.get(choice) : undefined
    if (partner) return { typed: one.typed, inFull: one.inFull, partner, candidates: [] }
    return one
  }

  function exacter(one: FoundPartner): FoundPartner {
    if (!one.partner || options.partners[toned(one.typed)] !== undefined) return one
    const exact = finder.moreExact(one.partner, `${title} ${cell('headPosition')}`)
    if (!exact) return one
    return {
      ...one,
      partner: exact,
      problem: {
        text: '“{text}” đọc là {name}, theo tên đoàn. Xem lại',
        gaps: { text: one.typed, name: exact.name },
      },
    }
  }

  function partnerInTitle(): FoundPartner[] {
    const fits = (country: string | null) =>
      country === null || !countries.length || countries.includes(country)
    const partner = title ? finder.findWithin(title, (known) => fits(known.country)) : undefined
    if (!partner) return partnerAbove()
    const reason = {
      text: 'Ô đối tác trống; “{name}” lấy từ tên đoàn. Xem lại',
      gaps: { name: partner.name },
    }
    return [{ typed: '', inFull: partner.name, partner, candidates: [], problem: reason }]
  }

  // A row that says "nt" and leaves country and partner empty goes on with those above.
  function partnerAbove(): FoundPartner[] {
    const { line: before } = above
    if (!before?.found.length || !inherited.size || partnerText || countryText) return []
    countries = before.values.countries
    problem('countries', '', 'Ô Nước trống; lấy như dòng trên. Xem lại')
    return before.found.map((one) => ({
      ...one,
      problem: {
        text: 'Ô đối tác trống; “{name}” lấy như dòng trên. Xem lại',
        gaps: { name: one.partner?.name ?? one.inFull },
      },
    }))
  }

  function giveCountries() {
    const ofPartners = [...new Set(found.flatMap(({ partner }) => partner?.country ?? []))]
    if (countries.length) {
      const strangers = found.filter(
        ({ partner }) => partner?.country && !countries.includes(partner.country),
      )
      for (const { partner, typed } of strangers) {
        problem('partners', typed, '{name} không ở nước ghi trong ô Nước. Xem lại', { name: partner!.name })
      }
      return
    }
    // Whoever wrote the own country there wrote none: the partners may tell it.
    const isOnlyHome = read.home.length > 0 && !unknownCountries.length && !read.regions.length
    if (countryText && !(isOnlyHome && ofPartners.length)) {
      if (!problems.some(({ field }) => field === 'countries')) problem('countries', '', 'Chưa ghi nước')
      return
    }
    const inTitle = ofPartners.length || !title ? [] : countriesWithin(title)
    const fromAbove = above.line?.values.countries ?? []
    if (ofPartners.length) {
      countries = ofPartners
      notes.push({ text: 'Nước lấy theo đối tác' })
    } else if (inTitle.length) {
      countries = inTitle
      problem('countries', title, 'Ô Nước trống; nước lấy từ tên đoàn. Xem lại')
    } else if (fromAbove.length && !partnerText && (inherited.size || context.areBlanksAsAbove)) {
      countries = fromAbove
      problem('countries', '', 'Ô Nước trống; lấy như dòng trên. Xem lại')
    } else problem('countries', '', 'Chưa ghi nước')
  }

  // Letters that neither the house's words nor the register explain.
  function unknownLetters(position: string) {
    const letters = position
      .match(/(?<![\p{L}-])\p{Lu}{2,6}(?![\p{L}-])/gu)
      ?.filter(
        (short) => !/^(?:TP|VN|ASEAN|[IVX]+|UNESCO|PT|TH)$/.test(short) && !finder.isAbbreviation(short),
      )
    if (letters?.length) {
      problem('headPosition', post, 'Chưa rõ chữ viết tắt “{letters}”. Xem lại', {
        letters: letters.join(', '),
      })
    }
  }
}

export const fingerprintOfRow = (cells: string[]) =>
  createHash('sha256')
    .update(
      cells
        .map((cell) => cell.normalize('NFC').trim().toLowerCase())
        .join('\u0001')
        .replace(/\u0001+$/, ''),
    )
    .digest('hex')
    .slice(0, 32)
