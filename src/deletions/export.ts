import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import type { Column, Sheet } from '../web/export.ts'
import type { Speech } from '../web/language.ts'
import { deletable } from './deletion.ts'
import { type Deletion, type DeletionFilters, DELETIONS_A_PAGE, listDeletions } from './queries.ts'
import { deletionTold, whyTold } from './told.ts'

/** A deletion as other programs read it. */
export const asJson = (deletion: Deletion) => ({
  id: deletion.id,
  kind: deletion.subjectTable,
  recordId: deletion.subjectId,
  code: deletion.code,
  title: deletion.title,
  reason: deletion.reason,
  undoesActId: deletion.undoesActId,
  mergedIntoId: deletion.mergedIntoId,
  deletedAt: deletion.deletedAt,
  deletedBy: deletion.deletedBy,
  restoredAt: deletion.restoredAt,
  restoredBy: deletion.restoredBy,
})

/** The columns of the list as a table to download. */
export function csvColumns({ t, say }: Speech): Column<Deletion>[] {
  return [
    { heading: t('Lúc'), value: ({ deletedAt }) => deletedAt, kind: 'moment', width: 17 },
    { heading: t('Loại'), value: (row) => t(deletionTold(row).kind), width: 11 },
    { heading: t('Số sổ'), value: ({ code }) => code, width: 14 },
    { heading: t('Đã xóa'), value: ({ title }) => title, width: 44 },
    { heading: t('Lý do'), value: (row) => say(whyTold(row)), width: 40 },
    { heading: t('Ai'), value: (row) => say(deletionTold(row).by), width: 22 },
    { heading: t('Khôi phục lúc'), value: ({ restoredAt }) => restoredAt, kind: 'moment', width: 17 },
  ]
}

/** The list as a workbook. */
export function sheetOf(db: Db, filters: DeletionFilters, speech: Speech): Sheet<Deletion> {
  const { t } = speech
  const words = [
    ...filters.kind.map((kind) => t(deletable[kind])),
    ...filters.q.map((words) => t('Có chữ “{words}”', { words })),
  ]
  return {
    title: t('Đã xóa'),
    about: [
      t('Gồm: {filters}', { filters: words.join(' · ') || t('mọi thứ đã xóa') }),
      t('Số liệu tính đến {date}.', { date: speech.date(today()) }),
    ],
    columns: csvColumns(speech),
    batches: batchesOf(db, filters),
    counted: '{count} lần xóa',
  }
}

/** Every deletion that the filters mean, some at a time. */
export function* batchesOf(db: Db, filters: DeletionFilters): Generator<Deletion[]> {
  let before = filters.before
  for (;;) {
    const rows = listDeletions(db, { ...filters, before })
    yield rows.slice(0, DELETIONS_A_PAGE)
    if (rows.length <= DELETIONS_A_PAGE) return
    before = [rows[DELETIONS_A_PAGE - 1]!.id]
  }
}
