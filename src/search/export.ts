import { countryName } from '../countries/names.ts'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { directions, statuses } from '../delegations/delegation.ts'
import { listDelegationsByIds, titled } from '../delegations/queries.ts'
import { partnerTitle } from '../partners/partner.ts'
import { partnersByIds } from '../partners/queries.ts'
import { peopleByIds } from '../people/queries.ts'
import { batchesOf, type Column, type Sheet } from '../web/export.ts'
import type { Speech } from '../web/language.ts'
import { entryKinds } from './entry.ts'
import type { Found, FoundKind, search } from './queries.ts'

// What a search found, to take along: a sheet for each kind in the order of the page, or one table of all kinds.

type Searched = ReturnType<typeof search>

/** Anything that was found; what its kind has none of is null. */
interface FoundRow {
  kind: FoundKind
  name: string
  code: string | null
  direction: keyof typeof directions | null
  startsOn: string | null
  endsOn: string | null
  abbreviation: string | null
  /** ISO 3166-1 alpha-2. */
  country: string | null
  isMultilateral: boolean
  partners: string | null
  unit: string | null
  status: keyof typeof statuses | null
  /** Only the text of an attached file has the words. */
  isInFile: boolean
}

const nothing: Omit<FoundRow, 'kind' | 'name'> = {
  code: null,
  direction: null,
  startsOn: null,
  endsOn: null,
  abbreviation: null,
  country: null,
  isMultilateral: false,
  partners: null,
  unit: null,
  status: null,
  isInFile: false,
}

/** As many of a kind as words, in the order of the page. */
const counted: Record<FoundKind, string> = {
  delegation: '{count} đoàn',
  partner: '{count} đối tác',
  country: '{count} nước',
  person: '{count} người',
}
const kindsInOrder = Object.keys(counted) as FoundKind[]

/** The columns of each kind, as the page shows it; and of one table of all kinds. */
function columnsOf({ t, language }: Speech): Record<FoundKind | 'any', Column<FoundRow>[]> {
  const name = (heading: string): Column<FoundRow> => ({
    heading: t(heading),
    value: ({ name }) => name,
    width: 42,
  })
  const abbreviation = { heading: t('Tên viết tắt'), value: (row: FoundRow) => row.abbreviation, width: 14 }
  const country = {
    heading: t('Nước'),
    value: (row: FoundRow) =>
      row.isMultilateral ? t('Đa phương') : row.country && countryName(row.country, language),
    width: 22,
  }
  const numbered: Column<FoundRow>[] = [
    { heading: t('Số sổ'), value: ({ code }) => code, width: 14 },
    { heading: t('Chiều'), value: ({ direction }) => direction && t(directions[direction]), width: 9 },
    { heading: t('Ngày bắt đầu'), value: ({ startsOn }) => startsOn, kind: 'date', width: 11 },
    { heading: t('Ngày kết thúc'), value: ({ endsOn }) => endsOn, kind: 'date', width: 11 },
  ]
  const whose: Column<FoundRow>[] = [
    { heading: t('Đối tác'), value: ({ partners }) => partners, width: 32 },
    { heading: t('Đơn vị'), value: ({ unit }) => unit, width: 28 },
    { heading: t('Trạng thái'), value: ({ status }) => status && t(statuses[status]), width: 12 },
    {
      heading: t('Tìm thấy'),
      value: ({ isInFile }) => (isInFile ? t('trong tệp đính kèm') : null),
      width: 18,
    },
  ]
  return {
    delegation: [...numbered, name('Tên đoàn'), ...whose],
    partner: [name('Đối tác'), abbreviation, country],
    country: [name('Nước'), { heading: t('Mã nước'), value: (row) => row.country, width: 9 }],
    person: [name('Họ tên')],
    any: [
      { heading: t('Loại'), value: ({ kind }) => t(entryKinds[kind]) },
      name('Tên'),
      abbreviation,
      country,
      ...numbered,
      ...whose,
    ],
  }
}

/** The columns of one table of all kinds: what each row is, what it is called, and then what only some have. */
export const csvColumns = (speech: Speech) => columnsOf(speech).any

/** A sheet for each kind of which something was found; of a search that found nothing, the one of visits. */
export function sheetsOf(
  db: Db,
  { searched, found, list }: { searched: string } & Searched,
  speech: Speech,
): Sheet<FoundRow>[] {
  const { t } = speech
  const kinds = kindsInOrder.filter((kind) => found[kind])
  return (kinds.length ? kinds : kindsInOrder.slice(0, 1)).map((kind) => ({
    name: t(entryKinds[kind]),
    title: t('Tìm “{words}”', { words: searched }),
    about: [
      t(counted[kind], { count: found[kind] }),
      t('Số liệu tính đến {date}.', { date: speech.date(today()) }),
    ],
    columns: columnsOf(speech)[kind],
    batches: rowsOfKind(db, kind, list, speech),
    counted: counted[kind],
  }))
}

/** All that was found, kind by kind. */
export function* foundBatches(db: Db, { list }: Searched, speech: Speech): Generator<FoundRow[]> {
  for (const kind of kindsInOrder) yield* rowsOfKind(db, kind, list, speech)
}

/** What the index gives at once costs little more than one; what it leads to is read some at a time. */
const FOUND_AT_ONCE = 10_000
const READ_AT_ONCE = 100

function* rowsOfKind(db: Db, kind: FoundKind, list: Searched['list'], speech: Speech): Generator<FoundRow[]> {
  let after: Found | undefined
  for (;;) {
    const found = list(kind, FOUND_AT_ONCE, after)
    for (const some of batchesOf(found, READ_AT_ONCE)) yield rowsOf(db, kind, some, speech)
    after = found.at(-1)
    if (found.length < FOUND_AT_ONCE) return
  }
}

function rowsOf(db: Db, kind: FoundKind, found: Found[], { language }: Speech): FoundRow[] {
  const ids = found.map(({ key }) => Number(key))
  switch (kind) {
    case 'delegation': {
      const inFiles = new Set(found.flatMap(({ way, key }) => (way === 'files' ? [Number(key)] : [])))
      return listDelegationsByIds(db, ids)
        .map((visit) => titled(visit, language))
        .map(({ id, title, code, direction, startsOn, endsOn, partners, unit, status }) => ({
          ...nothing,
          kind,
          name: title,
          code,
          direction,
          startsOn,
          endsOn,
          unit,
          status,
          partners: partners.map(({ name }) => name).join('; '),
          isInFile: inFiles.has(id),
        }))
    }
    case 'partner':
      return partnersByIds(db, ids).map((partner) => ({
        ...nothing,
        kind,
        name: partnerTitle(partner, language),
        abbreviation: partner.abbreviation,
        country: partner.country,
        isMultilateral: !partner.country,
      }))
    case 'country':
      return found.map(({ key }) => ({ ...nothing, kind, name: countryName(key, language), country: key }))
    case 'person':
      return peopleByIds(db, ids).map(({ name }) => ({ ...nothing, kind, name }))
  }
}
