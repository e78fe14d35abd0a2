import { writeDate, today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { directions } from '../delegations/delegation.ts'
import { unitTitleOf, unitTitle } from '../units/queries.ts'
import { batchesOf, type Column, type Sheet } from '../web/export.ts'
import type { Language, Message, Speech } from '../web/language.ts'
import { changed, type Chip, chip } from '../web/listing.ts'
import { asAsked, type ChasedReport, type ChaseFilters } from './chase.ts'
import { rungs } from './ladder.ts'
import { reportParts, reportStatuses } from './visit-report.ts'

export const PATH = '/visit-reports'

/** What the list is filtered by, each with the address without it. */
export function chipsOf(db: Db, filters: ChaseFilters, language: Language): Chip[] {
  const without = (name: 'rung' | 'direction' | 'unit', value: string | number) =>
    changed(PATH, asAsked(filters), {
      [name]: (filters[name] as (string | number)[]).filter((other) => other !== value),
    })
  return [
    ...filters.rung.map((rung) => chip(rungs[rung], without('rung', rung))),
    ...filters.direction.map((value) => chip(directions[value], without('direction', value))),
    ...filters.unit.map((id) => chip('{name}', without('unit', id), { name: unitTitleOf(db, id, language) })),
  ]
}

/** How far the report is written: "Bản nháp, 3/7 phần". */
export const draftWords = ({ reportStatus, writtenParts }: ChasedReport): Message =>
  reportStatus === 'empty'
    ? { text: reportStatuses.empty }
    : {
        text: '{state}, {count}/{all} phần',
        gaps: { state: { text: reportStatuses[reportStatus] }, count: writtenParts, all: reportParts.length },
      }

export const extensionWords = ({ extendedTo, extensionReason }: ChasedReport): Message | null =>
  extendedTo && extensionReason
    ? {
        text: 'đến {date} vì: {reason}',
        gaps: { date: writeDate(extendedTo), reason: extensionReason },
      }
    : null

const writerOf = ({ writerName, writerPost }: ChasedReport) =>
  writerName === null ? null : { name: writerName, position: writerPost }

/** A report in the shape that other programs rely on. */
export const asJson = (row: ChasedReport) => ({
  delegation: { id: row.id, code: row.code, direction: row.direction, title: row.title },
  startsOn: row.startsOn,
  endsOn: row.endsOn,
  unit: { id: row.unitId, name: row.unit },
  head: row.direction === 'outbound' ? writerOf(row) : null,
  host: row.direction === 'inbound' ? writerOf(row) : null,
  rung: row.rung,
  dueOn: row.dueOn,
  daysLate: row.daysLate,
  extension:
    row.extendedTo === null || row.extensionReason === null
      ? null
      : { dueOn: row.extendedTo, reason: row.extensionReason, grantedBy: row.extensionGrantedBy },
  report: { status: row.reportStatus, writtenParts: row.writtenParts },
})

/** The list's columns as a download, in the reader's words. */
export function csvColumns({ t, say, language }: Speech): Column<ChasedReport>[] {
  return [
    { heading: t('Mức'), value: ({ rung }) => t(rungs[rung]), width: 15 },
    { heading: t('Số ngày quá hạn'), value: ({ daysLate }) => daysLate, kind: 'number', width: 8 },
    { heading: t('Hạn nộp'), value: ({ dueOn }) => dueOn, kind: 'date', width: 11 },
    { heading: t('Số sổ'), value: ({ code }) => code, width: 14 },
    { heading: t('Chiều'), value: ({ direction }) => t(directions[direction]), width: 9 },
    { heading: t('Tên đoàn'), value: ({ title }) => title, width: 36 },
    { heading: t('Ngày bắt đầu'), value: ({ startsOn }) => startsOn, kind: 'date', width: 11 },
    { heading: t('Ngày kết thúc'), value: ({ endsOn }) => endsOn, kind: 'date', width: 11 },
    { heading: t('Trưởng đoàn, người đón'), value: ({ writerName }) => writerName, width: 20 },
    { heading: t('Chức vụ'), value: ({ writerPost }) => writerPost, width: 22 },
    {
      heading: t('Đơn vị'),
      value: (row) => unitTitle({ name: row.unit, nameEn: row.unitEn }, language),
      width: 24,
    },
    {
      heading: t('Gia hạn'),
      value: (row) => {
        const words = extensionWords(row)
        return words && say(words)
      },
      width: 26,
    },
    { heading: t('Báo cáo kết quả'), value: (row) => say(draftWords(row)), width: 16 },
    { heading: t('Ghi chú'), value: () => null, width: 24 },
  ]
}

/** The list as a workbook, to be printed and written on. */
export function sheetOf(
  db: Db,
  rows: ChasedReport[],
  filters: ChaseFilters,
  speech: Speech,
): Sheet<ChasedReport> {
  const { t, say, language } = speech
  const words = chipsOf(db, filters, language).map((one) => say(one.words))
  return {
    title: t('Danh sách đôn đốc báo cáo'),
    about: [
      t('Gồm: {filters}', { filters: words.join(' · ') || t('mọi đoàn đã về, chưa có báo cáo') }),
      t('{count} báo cáo', { count: rows.length }),
      t('Số liệu tính đến {date}.', { date: speech.date(today()) }),
    ],
    columns: csvColumns(speech),
    batches: batchesOf(rows),
    counted: '{count} báo cáo',
  }
}
