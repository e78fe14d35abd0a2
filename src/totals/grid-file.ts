import type { Db } from '../db/open.ts'
import { lastContacts, silenceWords } from '../partners/silence.ts'
import type { Cell, Column, Sheet } from '../web/export.ts'
import type { Message, Speech } from '../web/language.ts'
import type { GridFilters } from './grid-filters.ts'
import { gridTable } from './grid.ts'
import { figureWords, isOfVisits, openingFiguresFor, periodWords, unitName } from './opening.ts'

// The grid of partners and years as it is taken along: what its page has, in every row at once.

type GridRow = ReturnType<typeof gridTable>['rows'][number]

/** A line of the file: a partner, the total, or a published figure, which is all words. */
interface Row extends Omit<GridRow, 'key' | 'sum'> {
  sum: GridRow['sum'] | null
  quiet: Message | null
}

export function gridFile(db: Db, asked: GridFilters, today: string, speech: Speech) {
  const { years, rows: listed, total } = gridTable(db, asked, today, speech)
  const contacts = lastContacts(
    db,
    asked,
    listed.filter(({ lastOn }) => lastOn !== today.slice(0, 7)),
    today,
  )
  const rows = listed.map((row) => {
    // Visits without a partner are with many, or with none.
    if (row.key === '') return { ...row, contactOn: null, quiet: null }
    const contactOn = contacts.get(row.key) ?? row.lastOn
    return { ...row, contactOn, quiet: silenceWords(contactOn, today) }
  })
  const published = years.length
    ? openingFiguresFor(db, {
        unit: asked.unit,
        scope: asked.scope,
        from: [years[0]!],
        to: [years.at(-1)!],
        by: [],
        count: [],
        sort: [],
        opening: [],
        page: [],
      }).filter(isOfVisits)
    : []
  return {
    years,
    rows,
    total,
    columns: columnsOf(years, speech),
    published,
    /** What stands under the rows. Of some partners alone the visits of all are no total. */
    totals: asked.quiet.length ? [] : [{ ...total, quiet: null }],
    publishedLines: published.map((figure): Row => ({
      name: speech.t('Số liệu tổng hợp {period}, {unit}: {figure}', {
        period: periodWords(figure, speech),
        unit: unitName(figure, speech),
        figure: figureWords(figure, speech),
      }),
      country: null,
      cells: [],
      sum: null,
      lastOn: null,
      quiet: null,
    })),
  }
}
type GridFile = ReturnType<typeof gridFile>

function columnsOf(years: string[], { t, say }: Speech): Column<Row>[] {
  const number = { kind: 'number', width: 9 } as const
  // Ten years both ways are to be read on one sheet of A4: their headings break.
  const narrow = { kind: 'number', width: 6 } as const
  return [
    { heading: t('Đối tác'), width: 40, value: ({ name }) => name },
    { heading: t('Nước'), width: 16, value: ({ country }) => country },
    ...years.flatMap((year, index): Column<Row>[] => [
      { heading: t('{year} ra', { year }), ...narrow, value: ({ cells }) => cells[index]?.[0] ?? null },
      { heading: t('{year} vào', { year }), ...narrow, value: ({ cells }) => cells[index]?.[1] ?? null },
    ]),
    { heading: t('Tổng ra'), ...number, value: ({ sum }) => sum?.[0] ?? null },
    { heading: t('Tổng vào'), ...number, value: ({ sum }) => sum?.[1] ?? null },
    { heading: t('Gần nhất'), kind: 'date', value: ({ lastOn }) => lastOn },
    {
      heading: t('Không liên hệ'),
      kind: 'number',
      width: 18,
      value: ({ quiet }): Cell => {
        if (!quiet) return null
        const months = quiet.gaps?.count
        return typeof months === 'number' ? { value: months, words: say(quiet) } : say(quiet)
      },
    },
  ]
}

/** The grid as a workbook; `words` say of which units and which period it is. */
export function gridSheet(
  { columns, rows, totals, publishedLines }: GridFile,
  words: string[],
  today: string,
  { t, date }: Speech,
): Sheet<Row> {
  const note = (text: string) => ({ kind: 'note' as const, cells: [text] })
  return {
    title: t('Lưới trao đổi với đối tác'),
    about: [
      ...(words.length ? [t('Gồm: {filters}', { filters: words.join(' · ') })] : []),
      t('Số liệu tính đến {date}.', { date: date(today) }),
    ],
    columns,
    batches: [rows],
    closing: [
      ...totals.flatMap((total) => [
        { kind: 'total' as const, cells: columns.map(({ value }) => value(total)) },
        note(t('Dòng tổng tính mỗi đoàn một lần, dù có mấy đối tác (quy tắc C8).')),
      ]),
      ...(publishedLines.length
        ? [note(t('Số liệu tổng hợp không có danh sách đoàn, không cộng vào dòng tổng:'))]
        : []),
      ...publishedLines.map(({ name }) => note(name)),
    ],
  }
}
