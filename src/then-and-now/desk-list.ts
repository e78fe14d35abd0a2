import { type Severity, severities, severityOf } from '../contradictions/contradiction.ts'
import { csvColumns, type ToldRow, toldRow } from '../contradictions/export.ts'
import { asAsked, chipsOf, readDeskFilters, rowsAsked } from '../contradictions/filters.ts'
import { DESK_PATH, lookingThrough } from '../contradictions/queries.ts'
import { acceptancesOf, recordsOf, rowsThatMayDiffer, visitsThatMayDiffer } from '../contradictions/then.ts'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { wholeOf } from '../db/scope.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { batchesOf, type Column } from '../web/export.ts'
import { columnsOf, type ComparedList, linesOf } from './compared-list.ts'

/** The desk of contradictions: each side as it is read on its own day. */
export const desk: ComparedList = {
  path: DESK_PATH,
  title: 'Số liệu cần soát',
  section: '/totals',
  file: 'so-lieu-can-soat',
  history: 'records',
  note: 'Mỗi bên soát theo ngày của mình, nên báo cáo quá hạn từ hôm ấy đến nay là chỗ mới. Chỗ không còn là đã sửa, đã xóa hoặc đã được chấp nhận.',
  shown: [1, 3, 4, 8],
  read(db, query, at, speech) {
    const { filters, ignored } = readDeskFilters(db, query)
    const day = today()
    const visitIds = visitsThatMayDiffer(db, at, day)
    const acceptances = acceptancesOf(db, at)
    const columns: Column<ToldRow>[] = [
      ...csvColumns(db, speech),
      {
        heading: speech.t('Chấp nhận từ đó'),
        value: ({ key }) => acceptances.get(key)?.reason ?? null,
        width: 34,
      },
    ]
    function* lines(register: Db) {
      // Today's counts, which stand above.
      if (register === db) for (const _step of lookingThrough(wholeOf(db))) yield []
      const side = { day: register === db ? day : at, told: day, visitIds }
      const steps = rowsThatMayDiffer(register, side, filters)
      for (;;) {
        const step = steps.next()
        if (!step.done) yield []
        else {
          for (const rows of batchesOf(step.value))
            yield* linesOf(columns, [rows.map(toldRow)], (row) => ({
              key: row.key,
              records: recordsOf(row.key, acceptances),
              name: speech.say(row.about.words),
              href: row.about.href,
            }))
          return
        }
      }
    }
    const severityIn = (severity: Severity) => speech.t(severities[severity])
    return {
      asked: { ...asAsked(filters), page: [] },
      chips: chipsOf(db, filters, speech.language),
      ignored,
      columns: columnsOf(columns),
      lines,
      // What may not differ stands on both sides.
      figures: (_register, lines, linesNow) =>
        valuesOf(severities).map((severity) => {
          const among = (some: typeof lines) =>
            some.filter(({ cells }) => cells[0] === severityIn(severity)).length
          const now = rowsAsked(db, filters).filter(({ kind }) => severityOf[kind] === severity).length
          return { name: severityIn(severity), value: now - among(linesNow) + among(lines) }
        }),
    }
  },
}
