import { REPORTS_PATH, reportAt, whoseQuery } from '../yearly-reports/asked.ts'
import { chipsOf, csvColumns, listReports, periodTitle, readWhose } from '../yearly-reports/list.ts'
import { found } from '../web/errors.ts'
import { type ComparedList, toldBy } from './compared-list.ts'

/** The reports of years and halves: drafts and editions, with what is counted of each period. */
export const reports: ComparedList = {
  path: REPORTS_PATH,
  title: 'Báo cáo năm, nửa năm',
  section: REPORTS_PATH,
  file: 'bao-cao-nam',
  history: 'records',
  note: 'Mỗi dòng là một kỳ: bản thảo hay bản đã phát hành, bên cạnh số sổ đếm được. Lời của bản thảo thì xem ở lịch sử.',
  shown: [1, 2, 3, 4, 5],
  read(db, query, _at, speech) {
    const { whose: asked, ignored } = readWhose(db, query)
    const whose = found(asked)
    return toldBy(db, {
      asked: whoseQuery(whose),
      chips: chipsOf(whose, speech),
      ignored,
      columns: () => csvColumns(speech),
      batches: (register) => [listReports(register, whose)],
      line: ({ period, report }) => ({
        key: period.name,
        records: report ? [{ table: 'yearly_reports', id: report.id }] : [],
        name: periodTitle(period, speech),
        href: reportAt({ ...whose, period }),
      }),
    })
  },
}
