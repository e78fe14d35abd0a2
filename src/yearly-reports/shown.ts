import type { Db } from '../db/open.ts'
import type { Block, Run, Words } from '../paper/paper.ts'
import type { Language } from '../web/language.ts'
import { type AskedReport, editionAt, reportAt } from './asked.ts'
import type { ReportFigure } from './figures.ts'
import { type ReportModel, reportSteps } from './model.ts'
import { asSigned, type Publication, publishedModel, standingPublication } from './publications.ts'
import { findYearlyReport, notedFigures, type YearlyReport } from './queries.ts'
import { type Restated, restatedOf } from './restated.ts'
import { inSteps, type Steps } from './steps.ts'

/** A report as its page, its files and its JSON show it: as it was published, else as it counts now. */
export interface ShownReport {
  report: YearlyReport | undefined
  publication: Publication | undefined
  model: ReportModel
  /** What is another figure since it was published. */
  restated: Restated | undefined
}

/** What is to be shown of a report, others being answered while it is counted. */
export const reportShown = (
  db: Db,
  asked: AskedReport,
  { most, language = 'vi' }: { most?: number; language?: Language } = {},
): Promise<ShownReport> => inSteps(db, () => shownSteps(db, asked, most, language))

function* shownSteps(
  db: Db,
  asked: AskedReport,
  most: number | undefined,
  language: Language,
): Steps<ShownReport> {
  const report = findYearlyReport(db, asked, asked.period.name)
  const publication = standingPublication(db, report)
  if (!report || !publication) {
    return {
      report,
      publication: undefined,
      model: yield* reportSteps(db, asked, notedFigures(db, report), most),
      restated: undefined,
    }
  }
  const restated = restatedOf(db, asked, publication, language)
  yield
  const model = publishedModel(db, publication, { most })
  return {
    report: asSigned(report, publication),
    publication,
    model: beside(asked, publication, model, restated),
    restated,
  }
}

/** Has each figure lead to the visits it counted as they stood, and say beside it what it is now. */
export function beside(
  asked: AskedReport,
  { edition }: Publication,
  model: ReportModel,
  { figures: restated }: Pick<Restated, 'figures'>,
): ReportModel {
  const figures = new Map(
    [...model.figures].map(([name, figure]): [string, ReportFigure] => [
      name,
      {
        ...figure,
        href: figure.href?.startsWith('/delegations?')
          ? editionAt(asked, edition, '/visits', { figure: [name] })
          : figure.href,
      },
    ]),
  )
  const told = (run: Run, isSentence: boolean): Run => {
    const figure = run.figure === undefined ? undefined : figures.get(run.figure)
    const now = restated.get(figure?.name ?? run.derived?.name ?? '')
    return {
      ...run,
      ...(figure?.href && { href: figure.href }),
      ...(now && {
        restated: {
          words: now.now,
          // Beside the figures it is worked out of, which say why.
          why: isSentence && figure ? now.why : null,
          href: `${reportAt(asked)}#restated`,
        },
      }),
    }
  }
  const words = (given: Words, isSentence = false): Words =>
    typeof given === 'string' ? given : given.map((run) => told(run, isSentence))
  const block = (given: Block): Block => {
    switch (given.kind) {
      case 'paragraph':
        return { ...given, words: words(given.words, true) }
      case 'list':
        return { ...given, items: given.items.map((item) => words(item, true)) }
      case 'note':
        return { ...given, text: words(given.text) }
      case 'table':
        return table(given)
      default:
        return given
    }
  }
  const table = <T extends Extract<Block, { kind: 'table' }>>(given: T): T => ({
    ...given,
    rows: given.rows.map((row) => row.map((cell) => words(cell))),
    ...(given.total && { total: given.total.map((cell) => ({ ...cell, words: words(cell.words) })) }),
  })
  return {
    ...model,
    figures,
    sections: Object.fromEntries(
      Object.entries(model.sections).map(([section, blocks]) => [section, blocks.map(block)]),
    ) as ReportModel['sections'],
    annexes: model.annexes.map((annex) => ({ ...annex, table: table(annex.table) })),
  }
}
