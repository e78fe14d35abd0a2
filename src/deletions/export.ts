import type { Db } from '../db/open.ts'
import type { Column } from '../web/export.ts'
import type { Speech } from '../web/language.ts'
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
  deletedAt: deletion.deletedAt,
  deletedBy: deletion.deletedBy,
  restoredAt: deletion.restoredAt,
  restoredBy: deletion.restoredBy,
})

/** The columns of the list as a table to download. */
export function csvColumns({ t, say }: Speech): Column<Deletion>[] {
  const told = (value: (deletion: ReturnType<typeof deletionTold>) => string | null) => (row: Deletion) =>
    value(deletionTold(row))
  return [
    { heading: t('Lúc'), value: told(({ moment }) => moment) },
    { heading: t('Loại'), value: told(({ kind }) => t(kind)) },
    { heading: t('Số sổ'), value: ({ code }) => code },
    { heading: t('Đã xóa'), value: ({ title }) => title },
    { heading: t('Lý do'), value: (row) => say(whyTold(row)) },
    { heading: t('Ai'), value: told(({ by }) => say(by)) },
    { heading: t('Khôi phục lúc'), value: told(({ restoredMoment }) => restoredMoment) },
  ]
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
