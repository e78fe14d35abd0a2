import { together } from '../counting.ts'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import type { Block } from '../paper/paper.ts'
import type { Quality } from '../quality/shares.ts'
import type { Annex } from './annex.ts'
import { annexesOf, coverageOf } from './annexes.ts'
import { type AskedReport, reportAt } from './asked.ts'
import { besideBlocks } from './beside.ts'
import { countedBy } from './counted.ts'
import { comparedBlocks, comparisonOf, periodsTable } from './comparison.ts'
import { earlierOf } from './earlier.ts'
import {
  type Caption,
  type Figures,
  figuresFor,
  type Noted,
  type ReportFigure,
  type VisitFigures,
} from './figures.ts'
import { labels, subjects } from './labels.ts'
import { numbersOf, publishedBlocks, publishedFor } from './published.ts'
import { coveredWords, periodQuality, qualityBlocks } from './quality.ts'
import { atOnce, type Steps } from './steps.ts'
import { withAnnexes } from './told-annexes.ts'
import { multilateralBlocks, partnerBlocks, purposeBlocks, tableBy } from './subjects.ts'
import { bothDirections, generalBlocks, visitsOf, wayBlocks } from './visits.ts'
import { periodTold, said } from './wording.ts'
import type { YearlySection } from './yearly-report.ts'

/** Everything a report says that is counted: its figures, the sentences and tables built of them, and their rows. */
export interface ReportModel {
  figures: Map<string, ReportFigure>
  sections: Record<YearlySection, Block[]>
  annexes: Annex[]
  asOf: string
}

/** More rows than any annex has. */
export const EVERY_ROW = 1_000_000

/** A report as it counts now; `noted` are its figures as they were written down, `most` the rows of an annex. */
export const reportModel = (
  db: Db,
  asked: AskedReport,
  noted: Noted | undefined,
  { most = EVERY_ROW }: { most?: number } = {},
): ReportModel => atOnce(reportSteps(db, asked, noted, most))

/** The same piece by piece. */
export function* reportSteps(
  db: Db,
  asked: AskedReport,
  noted: Noted | undefined,
  most = EVERY_ROW,
): Steps<ReportModel> {
  const figures = figuresFor(asked.counted, noted, earlierOf(db, asked))
  const visits = visitsOf(db, asked, figures)
  yield
  const comparison = comparisonOf(db, asked)
  const published = publishedFor(db, asked)
  const numbers = numbersOf(db, asked)
  const ofPublic = (section: YearlySection) =>
    publishedBlocks(published.get(section), asked, figures, numbers)
  const [outbound, inbound] = bothDirections.map((direction) =>
    wayBlocks(db, asked, figures, direction, visits[direction], comparison),
  ) as [Block[], Block[]]
  yield
  const captions = numbered()
  const tables = (['country', 'partner'] as const).flatMap((by) => tableBy(db, by, asked, figures, captions))
  yield
  const conferences = conferencesOf(db, asked, figures)
  const quality = periodQuality(db, asked)
  yield
  const coverage = coverageBlocks(db, asked, figures, quality)
  yield
  const sections = {
    general: [...generalBlocks(db, asked, figures, visits), ...ofPublic('general')],
    outbound: [...outbound, ...ofPublic('outbound')],
    inbound: [...inbound, ...ofPublic('inbound')],
    bilateral: [...partnerBlocks(db, asked, figures), ...tables, ...ofPublic('bilateral')],
    multilateral: [...multilateralBlocks(db, asked, figures), ...ofPublic('multilateral')],
    conferences: [...purposeBlocks(db, asked, figures, 'conference'), ...ofPublic('conferences')],
    agreements: purposeBlocks(db, asked, figures, 'signing'),
    aid: [...purposeBlocks(db, asked, figures, 'training'), ...ofPublic('aid')],
    information: coverage,
    awards: ofPublic('awards'),
    compared: [
      ...comparedBlocks(comparison, figures),
      ...periodsTable(db, asked, figures, captions),
      ...besideBlocks(db, asked, figures),
      ...qualityBlocks(quality, figures),
    ],
    limits: [],
    ahead: [],
    proposals: [],
  }
  yield
  const annexes = yield* annexesOf({ db, asked, figures, comparison, most }, { ...visits, conferences })
  return {
    sections: withAnnexes(sections, figures.known, annexes),
    annexes,
    figures: figures.known,
    asOf: today(),
  }
}

// "Bảng 1. …", "Bảng 2. …": tables are numbered as they stand.
function numbered(): Caption {
  let number = 0
  return (text) => `Bảng ${(number += 1)}. ${text}`
}

// Both ways in one list: a conference is gone to, or guests come to one.
function conferencesOf(db: Db, { counted }: AskedReport, figures: Figures): VisitFigures | null {
  const counts = countedBy(db, 'purpose', counted).rows.get('conference')
  if (!counts) return null
  const row = { purpose: ['conference' as const] }
  return figures.visits('conferences', [subjects.conference], together(counts), row, {
    annexes: ['conferences'],
  })
}

function coverageBlocks(db: Db, asked: AskedReport, figures: Figures, quality: Quality): Block[] {
  const { count } = coverageOf(db, asked, 0)
  if (!count) return []
  const items = figures.add({
    name: 'coverage.items',
    label: { text: labels.coverage },
    value: count,
    href: `${reportAt(asked)}#coverage`,
    madeOf: { annexes: ['coverage'], counts: 'lines', column: 'number', where: {} },
  })
  const words = said(`Sổ đã ghi {items} tin bài về các đoàn của ${periodTold(asked.period)}.`, { items })
  return [{ kind: 'paragraph', words: [...words, ...coveredWords(quality, figures)] }]
}
