import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { bodiesOf } from '../paper/bodies.ts'
import { type Block, blocksOf, linesOf, type Paper } from '../paper/paper.ts'
import type { AskedReport } from './asked.ts'
import type { ReportModel } from './model.ts'
import type { YearlyReport } from './queries.ts'
import { sectionTitle, subjectOf } from './wording.ts'
import { yearlyParts, type YearlySection } from './yearly-report.ts'

/** What its files are called. */
export const fileNameOf = ({ period }: AskedReport) => `Báo cáo đoàn ra đoàn vào ${period.name}`

export const editionNameOf = (asked: AskedReport, edition: number) => `${fileNameOf(asked)}, bản ${edition}`
export const annexesNameOf = (asked: AskedReport) => `${fileNameOf(asked)}, phụ lục`

/** The report as an official paper: what is counted, and after it what the office says itself. */
export function yearlyPaper(
  db: Db,
  asked: AskedReport,
  report: YearlyReport | undefined,
  { sections, annexes }: ReportModel,
): Paper {
  const { period } = asked
  const said = (section: YearlySection): Block[] => {
    const blocks = [...sections[section], ...blocksOf(report?.[section] ?? '')]
    // What nobody wrote is not said to be none.
    return blocks.length ? blocks : [{ kind: 'note', text: '(Chưa viết)' }]
  }
  const body = yearlyParts.flatMap(([number, title, inside]): Block[] => {
    const words = inside.length === 1 ? sectionTitle(inside[0]!, period) : title
    const heading: Block = { kind: 'heading', level: 1, text: `${number}. ${words.toLocaleUpperCase('vi')}` }
    if (inside.length === 1) return [heading, ...said(inside[0]!)]
    return [
      heading,
      ...inside.flatMap((section, index): Block[] => [
        { kind: 'heading', level: 2, text: `${index + 1}. ${sectionTitle(section, period)}` },
        ...said(section),
      ]),
    ]
  })
  return {
    bodies: bodiesOf(db, asked.unit.id, report?.writtenOn ?? today()),
    number: report?.number ?? null,
    place: report?.place ?? null,
    date: report?.writtenOn ?? null,
    kind: 'BÁO CÁO',
    subject: subjectOf(asked),
    body,
    signature: { signedFor: linesOf(report?.signedFor ?? ''), signer: report?.signer ?? null },
    recipients: linesOf(report?.recipients ?? ''),
    annexes: annexes.map(({ id, title, table, note }) => ({
      id,
      title,
      body: [table, { kind: 'note', text: note }],
    })),
  }
}
