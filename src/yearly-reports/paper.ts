import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { bodiesOf } from '../paper/bodies.ts'
import { type Block, blocksOf, linesOf, type Paper } from '../paper/paper.ts'
import { type AskedReport, reportAt } from './asked.ts'
import type { ReportModel } from './model.ts'
import type { YearlyReport } from './queries.ts'
import { sectionTitle, subjectOf } from './wording.ts'
import { yearlyParts, type YearlySection } from './yearly-report.ts'

/** What its files are called. */
export const fileNameOf = ({ period }: AskedReport) => `Báo cáo đoàn ra đoàn vào ${period.name}`

export const editionNameOf = (asked: AskedReport, edition: number) => `${fileNameOf(asked)}, bản ${edition}`
export const annexesNameOf = (asked: AskedReport) => `${fileNameOf(asked)}, phụ lục`

/** Annexes as a paper has them. */
export const annexesOnPaper = (annexes: ReportModel['annexes']): Paper['annexes'] =>
  annexes.map(({ id, title, table, note, isWide }) => ({
    id,
    title,
    isWide,
    body: [table, { kind: 'note', text: note }],
  }))

const NOTHING_SAID = 'Chưa ghi nội dung nào.'

/** The report as an official paper: what is counted, and after it what the office says itself. */
export function yearlyPaper(
  db: Db,
  asked: AskedReport,
  report: YearlyReport | undefined,
  { sections, annexes }: ReportModel,
): Paper {
  const { period } = asked
  const said = (section: YearlySection): Block[] => [
    ...sections[section],
    ...blocksOf(report?.[section] ?? ''),
  ]
  // The headings and their numbers are the same in every report: a part that holds nothing says so.
  const blocksFor = (section: YearlySection): Block[] => {
    const blocks = said(section)
    if (blocks.length) return blocks
    const href = `${reportAt(asked, '/edit')}#${section}`
    return [
      { kind: 'paragraph', words: NOTHING_SAID },
      { kind: 'blank', title: sectionTitle(section, period), href },
    ]
  }
  const body = yearlyParts.flatMap(([part, title, inside]): Block[] => {
    const [only] = inside.length === 1 ? inside : []
    const words = only ? sectionTitle(only, period) : title
    return [
      { kind: 'heading', level: 1, text: `${part}. ${words.toLocaleUpperCase('vi')}` },
      ...(only
        ? blocksFor(only)
        : inside.flatMap((section, index): Block[] => [
            { kind: 'heading', level: 2, text: `${index + 1}. ${sectionTitle(section, period)}` },
            ...blocksFor(section),
          ])),
    ]
  })
  return {
    isDraft: !report?.publishedAt,
    bodies: bodiesOf(db, asked.unit.id, report?.writtenOn ?? today()),
    number: report?.number ?? null,
    place: report?.place ?? null,
    date: report?.writtenOn ?? null,
    kind: 'BÁO CÁO',
    subject: subjectOf(asked),
    body,
    signature: { signedFor: linesOf(report?.signedFor ?? ''), signer: report?.signer ?? null },
    recipients: linesOf(report?.recipients ?? ''),
    annexes: annexesOnPaper(annexes),
  }
}
