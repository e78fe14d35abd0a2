import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import type { Column, Sheet } from '../web/export.ts'
import type { Speech } from '../web/language.ts'
import { ACTS_A_PAGE, type HistoryFilters, listActs } from './queries.ts'
import { actsTold, byWhom, subjectTitle, type ToldAct } from './told.ts'

// History to take along: a line for each act, told as on its page.

/** The columns of the list as a table to download. */
export function csvColumns({ t, say }: Speech): Column<ToldAct>[] {
  return [
    { heading: t('Lúc'), value: ({ at }) => at, kind: 'moment', width: 17 },
    {
      heading: t('Thay đổi'),
      value: ({ sentences, moreSentences }) =>
        [
          ...sentences.map(say),
          ...(moreSentences ? [t('và {count} thay đổi khác', { count: moreSentences })] : []),
        ].join('; '),
      width: 60,
    },
    {
      heading: t('Ở đâu'),
      value: ({ subjects }) => subjects.map(({ title }) => title).join('; '),
      width: 40,
    },
    { heading: t('Ai'), value: ({ by }) => say(by), width: 22 },
    {
      heading: t('Hoàn tác'),
      value: ({ undoneByActId }) => (undoneByActId ? t('đã hoàn tác') : null),
      width: 12,
    },
  ]
}

/** The list as a workbook. */
export function sheetOf(db: Db, filters: HistoryFilters, speech: Speech): Sheet<ToldAct> {
  const { t, say, date, language } = speech
  const words = [
    ...filters.record.slice(0, 1).map(({ table, id }) => subjectTitle(db, table, id, language).title),
    ...filters.who.map((who) => say(byWhom(who))),
    ...filters.day.map((day) => date(day)),
  ]
  return {
    title: t('Lịch sử'),
    about: [
      t('Gồm: {filters}', { filters: words.join(' · ') || t('mọi thay đổi') }),
      t('Số liệu tính đến {date}.', { date: date(today()) }),
    ],
    columns: csvColumns(speech),
    batches: batchesOf(db, filters, speech),
    counted: '{count} lần ghi',
  }
}

/** Every act that the filters mean, newest first, some at a time. */
export function* batchesOf(db: Db, filters: HistoryFilters, { language }: Speech): Generator<ToldAct[]> {
  let { before } = filters
  for (;;) {
    const acts = listActs(db, { ...filters, before })
    yield actsTold(db, acts.slice(0, ACTS_A_PAGE), language, { record: filters.record[0] })
    if (acts.length <= ACTS_A_PAGE) return
    before = [acts[ACTS_A_PAGE - 1]!.id]
  }
}
