import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { bodiesOf } from '../paper/bodies.ts'
import { type Block, blocksOf, linesOf, type Paper, roman } from '../paper/paper.ts'
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
  // What nobody wrote stands under no heading: on the screen there is a way to write it, on paper nothing.
  const blank = (section: YearlySection, title = sectionTitle(section, period)): Block => ({
    kind: 'blank',
    title,
    href: `${reportAt(asked, '/edit')}#${section}`,
  })
  let part = 0
  const body = yearlyParts.flatMap(([, title, inside]): Block[] => {
    const [only] = inside.length === 1 ? inside : []
    if (only && !said(only).length) return [blank(only)]
    let number = 0
    const blocks = only
      ? said(only)
      : inside.flatMap((section): Block[] => {
          const blocks = said(section)
          if (!blocks.length) return [blank(section)]
          const text = `${(number += 1)}. ${sectionTitle(section, period)}`
          return [{ kind: 'heading', level: 2, text }, ...blocks]
        })
    if (!only && !number) return blocks
    const words = only ? sectionTitle(only, period) : title
    const text = `${roman((part += 1))}. ${words.toLocaleUpperCase('vi')}`
    return [{ kind: 'heading', level: 1, text }, ...blocks]
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
