import { countryName } from '../countries/names.ts'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { directions } from '../delegations/delegation.ts'
import { byWhom } from '../history/told.ts'
import type { Column, Sheet } from '../web/export.ts'
import type { Speech } from '../web/language.ts'
import { importStates, type Verdict, verdicts } from './import.ts'
import { said } from './model.ts'
import {
  type ImportRow,
  type LineFilter,
  lineFilters,
  linesInBatches,
  listImports,
  type StoredLine,
} from './queries.ts'
import { namesFor } from './names.ts'
import { lineFields } from './values/problem.ts'

type Listed = ReturnType<typeof listImports>[number]

/** The files brought in, as their list shows them. */
export const importColumns = ({ t, say }: Speech): Column<Listed>[] => [
  { heading: t('Lúc'), value: ({ uploadedAt }) => uploadedAt, kind: 'moment', width: 17 },
  { heading: t('Tệp'), value: ({ fileName }) => fileName, width: 40 },
  {
    heading: t('Kết quả'),
    value: ({ state, undoneBy }) => t(undoneBy === null ? importStates[state] : 'đã hoàn tác'),
    width: 18,
  },
  ...(Object.keys(verdicts) as Verdict[]).map((verdict): Column<Listed> => ({
    heading: t(verdicts[verdict]),
    value: (row) => row.verdicts?.[verdict] ?? null,
    kind: 'number',
    width: 10,
  })),
  { heading: t('Ai'), value: ({ uploadedBy }) => say(byWhom(uploadedBy)), width: 22 },
]

export const importSheet = (db: Db, speech: Speech): Sheet<Listed> => ({
  title: speech.t('Các lần nhập'),
  about: [speech.t('Số liệu tính đến {date}.', { date: speech.date(today()) })],
  columns: importColumns(speech),
  batches: [listImports(db)],
  counted: '{count} lần nhập',
})

/** The lines of one file, each with what is to be looked at in it: for whoever mends the ledger it came from. */
export function lineColumns(db: Db, speech: Speech): Column<StoredLine>[] {
  const { t, say, language } = speech
  const names = namesFor(db, language)
  const { nameOf, told } = names
  const spoken = { ...speech, ...names }
  const joined = (texts: string[]) => texts.join('; ') || null
  return [
    { heading: t('Trang tính'), value: ({ sheet }) => sheet, width: 16 },
    { heading: t('Dòng'), value: ({ line }) => line, kind: 'number', width: 8 },
    { heading: t('Kết quả'), value: ({ verdict }) => t(verdicts[verdict]), width: 11 },
    {
      heading: t('Chiều'),
      value: ({ values: { direction } }) => direction && t(directions[direction]),
      width: 11,
    },
    {
      heading: t('Đoàn, như trong tệp'),
      value: ({ values, cells }) => values.title ?? joined(cells.filter(Boolean)),
      width: 44,
    },
    {
      heading: t('Nước'),
      value: ({ values }) => joined(values.countries.map((iso2) => countryName(iso2, language))),
      width: 18,
    },
    { heading: t('Đối tác'), value: ({ values }) => joined(values.partners.map(nameOf)), width: 32 },
    { heading: t('Ngày bắt đầu'), value: ({ values }) => values.startsOn, kind: 'date', width: 12 },
    { heading: t('Ngày kết thúc'), value: ({ values }) => values.endsOn, kind: 'date', width: 12 },
    { heading: t('Trưởng đoàn'), value: ({ values }) => values.headName, width: 22 },
    { heading: t(lineFields.headPosition), value: ({ values }) => values.headPosition, width: 22 },
    { heading: t('Số người'), value: ({ values }) => values.headCount, kind: 'number', width: 10 },
    {
      heading: t('Thay đổi'),
      value: ({ changes }) =>
        joined(
          (changes ?? []).map(({ field, before, after }) =>
            t('{field}: từ “{before}” thành “{after}”', {
              field: t(lineFields[field]),
              before: said(field, before, spoken),
              after: said(field, after, spoken),
            }),
          ),
        ),
      width: 44,
    },
    {
      heading: t('Cần xem'),
      value: ({ problems, notes, reason }) =>
        joined([
          ...(reason ? [say(told(reason))] : []),
          ...problems.map(
            ({ field, reason: why }) =>
              (field === 'line' ? '' : `${t(lineFields[field])}: `) + say(told(why)),
          ),
          ...notes.map((note) => say(told(note))),
        ]),
      width: 60,
    },
  ]
}

export const lineSheet = (
  db: Db,
  { id, fileName }: ImportRow,
  filter: LineFilter,
  speech: Speech,
): Sheet<StoredLine> => ({
  title: fileName,
  name: speech.t('Kết quả từng dòng'),
  about: [
    speech.t('Gồm: {filters}', { filters: speech.t(lineFilters[filter]) }),
    speech.t('Số liệu tính đến {date}.', { date: speech.date(today()) }),
  ],
  columns: lineColumns(db, speech),
  batches: linesInBatches(db, id, filter),
})
