import { countryName } from '../countries/names.ts'
import { writeDate, writeRange } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { countings, directions, statuses } from '../delegations/delegation.ts'
import { findAct } from '../history/queries.ts'
import { listDelegationsByIds } from '../delegations/queries.ts'
import { listOpeningFigures } from '../opening-figures/queries.ts'
import { figureWords, periodWords } from '../totals/opening.ts'
import { findOwnUnit } from '../units/queries.ts'
import { refusedForSecrecy } from '../secrecy.ts'
import { personTripsInCell } from '../totals/figures.ts'
import type { Message, Speech } from '../web/language.ts'
import { addressOf } from '../web/listing.ts'
import { type Clash, shownIn } from './form.ts'
import { verdicts } from './import.ts'
import type { LineValues } from './line.ts'
import { type Names, namesFor } from './names.ts'
import {
  countLines,
  countMerged,
  importOfFile,
  type ImportRow,
  type LineFilter,
  lineFilters,
  LINES_A_PAGE,
  listLines,
  readOptions,
  type StoredLine,
  undoneByAct,
} from './queries.ts'
import { decisions } from './reading-options.ts'
import type { Summary } from './summary.ts'
import { columnFields } from './understanding/columns.ts'
import { columnName } from './reading/sheet.ts'
import { type LineField, lineFields } from './values/problem.ts'

/** Everything the page of an import shows. */
export function importModel(
  db: Db,
  row: ImportRow,
  { verdict, after, edit }: { verdict: LineFilter[]; after: number[]; edit: number[] },
  speech: Speech,
  clashes: Clash[] = [],
) {
  const read = JSON.parse(row.summary!) as Summary
  const names = namesFor(db, speech.language)
  const summary = { ...read, partners: read.partners.map((one) => titled(one, names)) }
  const undoneBy = row.actId === null ? null : undoneByAct(db, row.id)
  const isDone = row.state === 'committed'
  const asked: LineFilter = verdict[0] ?? (isDone || !summary.doubtful ? 'all' : 'doubtful')
  const path = `/imports/${row.id}`
  const listed = listLines(db, row.id, asked, after[0] ?? 0)
  const lines = listed.slice(0, LINES_A_PAGE)
  const stored = new Map(
    listDelegationsByIds(db, [
      ...new Set(
        lines.flatMap(({ delegationId, madeId }) => [delegationId ?? 0, madeId ?? 0]).filter(Boolean),
      ),
    ]).map((visit) => [visit.id, visit]),
  )
  const act = row.actId === null ? undefined : findAct(db, row.actId)
  const mergedCount = countMerged(db, row.id)
  const repeated = importOfFile(db, row.fileHash, row.id)
  return {
    import: row,
    downloads: (['xlsx', 'csv', 'json'] as const).map((ending) => ({
      ending,
      href: addressOf(`${path}.${ending}`, { verdict: ending === 'json' ? [] : [asked] }),
    })),
    summary,
    isDone,
    isUndone: undoneBy !== null,
    undoneBy,
    act: act ?? null,
    repeatedId: isDone ? null : (repeated?.id ?? null),
    mergedCount,
    acceptedCount: summary.verdicts.new + summary.verdicts.changed + mergedCount,
    lineCount: Object.values(summary.verdicts).reduce((sum, count) => sum + count, 0),
    tabs: (Object.keys(lineFilters) as LineFilter[])
      .map((filter) => ({
        filter,
        words: lineFilters[filter],
        href: addressOf(path, { verdict: [filter] }),
        count:
          filter === 'doubtful'
            ? summary.doubtful
            : filter === 'all'
              ? countLines(db, row.id, 'all')
              : summary.verdicts[filter],
        isCurrent: filter === asked,
      }))
      .filter(({ count, isCurrent, filter }) => count > 0 || isCurrent || filter === 'all'),
    back: `?verdict=${asked}${after[0] ? `&after=${after[0]}` : ''}`,
    lines: lines.map((line) => ({
      ...shownLine(
        line,
        stored,
        { ...speech, ...names },
        {
          isDone,
          isEdited: edit.includes(line.id),
          typed: typedInto(line, clashes),
        },
      ),
      href: addressOf(path, { verdict: [asked], after, edit: withLine(edit, line.id) }),
    })),
    pages: {
      first: after.length ? addressOf(path, { verdict: [asked] }) : null,
      previous: null,
      next:
        listed.length > LINES_A_PAGE
          ? addressOf(path, { verdict: [asked], after: [lines.at(-1)!.id] })
          : null,
    },
    tables: summary.tables.map((table, index) => ({
      ...table,
      index,
      width: Math.max(table.names.length, table.samples.length),
      letters: table.samples.map((_, column) => columnName(column)),
      proof: proofOf(table.order),
      direction: readOptions(row).directions[table.sheet] ?? '',
    })),
    leftOut: isDone ? [] : columnsLeftOut(summary),
    columnFields,
    verdictWords: verdicts,
    decisions,
    directions,
    statuses,
    countings,
    lineFields,
    choices: readOptions(row).partners,
    published: publishedBeside(db, summary, speech),
    totals: summary.totals.map(({ year, before, after }) => ({
      year,
      href: addressOf('/delegations', { year: [year] }),
      cells: (['outbound', 'inbound'] as const).flatMap((way) => [
        changeOf(speech.number(before[way].delegations), speech.number(after[way].delegations)),
        changeOf(personTripsInCell(before[way], speech), personTripsInCell(after[way], speech)),
      ]),
    })),
  }
}

/** What somebody typed into the fields of a line that stand otherwise by now. */
const typedInto = ({ id }: StoredLine, clashes: Clash[]) =>
  new Map(clashes.filter(({ line }) => line.id === id).map(({ field, typed }) => [field, typed]))

const withLine = (open: number[], id: number): number[] =>
  [...new Set([...open, id])].toSorted((one, other) => one - other)

/** The columns that hold something nobody understood, or said to leave out. */
const columnsLeftOut = ({ tables }: Summary): string[] => [
  ...new Set(
    tables.flatMap(({ names, columns, samples }) =>
      samples.flatMap((some, column) =>
        some.length && columns[column] === undefined ? [names[column] || columnName(column)] : [],
      ),
    ),
  ),
]

/** The published figures of visits that are about these years, to compare with. */
function publishedBeside(db: Db, { totals }: Summary, speech: Speech) {
  const years = totals.map(({ year }) => year).toSorted()
  const [first, last] = [years[0], years.at(-1)]
  if (first === undefined || last === undefined) return []
  return listOpeningFigures(db, [findOwnUnit(db)!.id])
    .filter(
      ({ counts, startsOn, endsOn }) =>
        counts !== null && endsOn.slice(0, 4) >= first && (startsOn === null || startsOn.slice(0, 4) <= last),
    )
    .map((one) => ({ id: one.id, words: figureWords(one, speech), period: periodWords(one, speech) }))
}

const changeOf = (was: string, is: string) => ({ was: was === is ? null : was, is })

/** How the order of day and month was decided, with its proof. */
function proofOf({
  dayFirst,
  monthFirst,
  order,
  isMixed,
  swapped,
}: Summary['tables'][number]['order']): Message {
  const gaps = { dayFirst, monthFirst, swapped }
  if (swapped) return { text: 'có lẽ Excel đã đảo ngày và tháng ở {swapped} ô: xem từng dòng', gaps }
  if (isMixed)
    return {
      text: '{dayFirst} dòng chỉ có thể là ngày/tháng, {monthFirst} dòng chỉ có thể là tháng/ngày: xem từng dòng',
      gaps,
    }
  if (order === 'monthFirst')
    return { text: '{monthFirst} dòng chỉ có thể là tháng/ngày, nên cả cột đọc tháng trước', gaps }
  if (!dayFirst)
    return { text: 'không dòng nào cho biết thứ tự ngày, tháng; đọc ngày trước, như cách viết ở Việt Nam' }
  return monthFirst
    ? {
        text: '{dayFirst} dòng chỉ có thể là ngày/tháng; {monthFirst} dòng chỉ có thể là tháng/ngày, đọc riêng và ghi rõ',
        gaps,
      }
    : { text: '{dayFirst} dòng chỉ có thể là ngày/tháng', gaps }
}

type Visit = ReturnType<typeof listDelegationsByIds>[number]

/** A partner as the file writes it, and what it may be in the reader's language. */
const titled = (one: Summary['partners'][number], { nameOf }: Names) => ({
  ...one,
  found: one.found && nameOf(one.found),
  candidates: one.candidates.map(({ id, name }) => ({ id, name: nameOf(name) })),
})

function shownLine(
  line: StoredLine,
  stored: Map<number, Visit>,
  speech: Speech & Names,
  {
    isDone,
    isEdited: isAsked,
    typed,
  }: { isDone: boolean; isEdited: boolean; typed: Map<Clash['field'], string> },
) {
  const { values, problems, verdict } = line
  const say = (message: Message) => speech.say(speech.told(message))
  const bearsSecret = problems.some(({ reason }) => reason.text === refusedForSecrecy)
  // What is no visit has nothing to correct; one that bears a secret is refused whatever is corrected.
  const mayEdit = !isDone && (verdict !== 'skipped' || line.decision === 'skip') && !bearsSecret
  const isEdited = isAsked && mayEdit
  const doubtful = [...new Set(problems.flatMap(({ field }) => (field === 'line' ? [] : [field])))]
  const fields = isEdited ? (Object.keys(lineFields) as LineField[]) : doubtful
  const changedByOther = (field: LineField) =>
    speech.t('Người khác vừa sửa thành “{now}”', { now: said(field, values[field], speech) })
  const twin = line.delegationId ? stored.get(line.delegationId) : undefined
  return {
    id: line.id,
    line: line.line,
    sheet: line.sheet,
    verdict,
    title: values.title ?? line.cells.filter(Boolean).join(' · ').slice(0, 120),
    direction: values.direction,
    countries: values.countries.map((iso2) => countryName(iso2, speech.language)).join(', '),
    partners: values.partners.map(speech.nameOf).join('; '),
    when: values.startsOn ? writeRange(values.startsOn, values.endsOn) : null,
    head: values.headName,
    position: values.headPosition,
    headCount: values.headCount,
    reason: line.reason ? say(line.reason) : null,
    notes: line.notes.map(say),
    isOpen: isEdited || (!isDone && verdict !== 'skipped' && verdict !== 'same'),
    isEdited,
    mayEdit,
    loose: [
      ...(typed.has('decision') ? [say({ text: 'Người khác vừa chọn cách khác cho dòng này' })] : []),
      ...problems.filter(({ field }) => field === 'line').map(({ reason }) => say(reason)),
    ],
    fixes: fields.map((field) => ({
      field,
      label: lineFields[field],
      value: typed.get(field) ?? shownIn(line, field, speech.language),
      shown: shownIn(line, field, speech.language),
      reasons: [
        ...(typed.has(field) ? [changedByOther(field)] : []),
        ...problems.filter((problem) => problem.field === field).map(({ reason }) => say(reason)),
      ],
    })),
    changes: (line.changes ?? []).map(({ field, before, after }) => ({
      label: lineFields[field],
      before: said(field, before, speech),
      after: said(field, after, speech),
    })),
    duplicateLine: line.duplicateOf && 'line' in line.duplicateOf ? line.duplicateOf : null,
    twin: twin ? { id: twin.id, code: twin.code, title: twin.title } : null,
    made:
      line.madeId && stored.get(line.madeId)
        ? { id: line.madeId, code: stored.get(line.madeId)!.code }
        : null,
    decision: line.decision ?? '',
    chosen: typed.get('decision') ?? line.decision ?? '',
    mayChoose:
      verdict === 'duplicate' || line.decision !== undefined || verdict === 'error' || problems.length > 0,
  }
}

/** A value of a field in the reader's words. */
export function said(
  field: keyof LineValues,
  value: LineValues[keyof LineValues],
  speech: Speech & Names,
): string {
  if (value === null || (Array.isArray(value) && !value.length)) return speech.t('trống')
  if (field === 'countries')
    return (value as string[]).map((iso2) => countryName(iso2, speech.language)).join(', ')
  if (Array.isArray(value)) return value.map(speech.nameOf).join('; ')
  if (field === 'startsOn' || field === 'endsOn') return writeDate(String(value))
  if (field === 'direction') return speech.t(directions[value as keyof typeof directions])
  if (field === 'status') return speech.t(statuses[value as keyof typeof statuses])
  if (field === 'countsAs') return speech.t(countings[value as keyof typeof countings])
  return String(value)
}
