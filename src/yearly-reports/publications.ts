import { createHash } from 'node:crypto'
import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import type { Paper } from '../paper/paper.ts'
import type { AskedReport } from './asked.ts'
import type { ReportFigure } from './figures.ts'
import { EVERY_ROW, reportModel, type ReportModel } from './model.ts'
import { annexesOnPaper, yearlyPaper } from './paper.ts'
import { publications, publishedFigures, publishedPapers, publishedVisits } from './publication.ts'
import { listVisits, visitIdsBehind } from './published-rows.ts'
import { addYearlyReport, findYearlyReport, lastFoot, noteFigures, type YearlyReport } from './queries.ts'
import { yearlyReports } from './yearly-report.ts'

// Publishing a report and reading what was published. What is read here was written once and never changes.

export type Publication = typeof publications.$inferSelect

/** The editions of a report, the latest first. */
export const listPublications = (db: Db, reportId: number): Publication[] =>
  db
    .select()
    .from(publications)
    .where(eq(publications.reportId, reportId))
    .orderBy(desc(publications.edition))
    .all()

export const findEdition = (db: Db, reportId: number, edition: number) =>
  db
    .select()
    .from(publications)
    .where(and(eq(publications.reportId, reportId), eq(publications.edition, edition)))
    .get()

/** The edition that stands; undefined of a report that was never published, or taken back. */
export const standingPublication = (db: Db, report: YearlyReport | undefined): Publication | undefined =>
  report?.publishedAt
    ? db
        .select()
        .from(publications)
        .where(and(eq(publications.reportId, report.id), isNull(publications.withdrawnAt)))
        .get()
    : undefined

/** A report as an edition has it, its annexes with `most` rows each. */
export function publishedModel(
  db: Db,
  { id, asOf }: Publication,
  { most = EVERY_ROW }: { most?: number } = {},
): ReportModel {
  const { sections, annexes } = paperOf(db, id)
  return {
    sections: JSON.parse(sections) as ReportModel['sections'],
    annexes: (JSON.parse(annexes) as ReportModel['annexes']).map((annex) => ({
      ...annex,
      table: { ...annex.table, rows: annex.table.rows.slice(0, most) },
      more: Math.max(0, annex.table.rows.length - most),
    })),
    figures: figuresOf(db, id),
    asOf,
  }
}

/** The paper of an edition, word for word as it was signed. */
export function signedPaper(db: Db, { id }: Publication): Paper {
  const { paper, annexes } = paperOf(db, id)
  return {
    ...(JSON.parse(paper) as Paper),
    annexes: annexesOnPaper(JSON.parse(annexes) as ReportModel['annexes']),
  }
}

const paperOf = (db: Db, publicationId: number) =>
  db.select().from(publishedPapers).where(eq(publishedPapers.publicationId, publicationId)).get()!

function figuresOf(db: Db, publicationId: number): Map<string, ReportFigure> {
  const rows = db
    .select()
    .from(publishedFigures)
    .where(eq(publishedFigures.publicationId, publicationId))
    .orderBy(asc(publishedFigures.id))
    .all()
  return new Map(
    rows.map(({ name, label, value, unknownCount, words, href, madeOf }) => [
      name,
      {
        name,
        label: JSON.parse(label) as ReportFigure['label'],
        value,
        unknown: unknownCount,
        words,
        href,
        madeOf: madeOf === null ? null : (JSON.parse(madeOf) as ReportFigure['madeOf']),
        was: null,
      },
    ]),
  )
}

/** Whether the figure of an edition counted visits, and which. */
export const visitIdsOf = (db: Db, publicationId: number, name: string): number[] | undefined => {
  const figure = db
    .select({ visitIds: publishedFigures.visitIds })
    .from(publishedFigures)
    .where(and(eq(publishedFigures.publicationId, publicationId), eq(publishedFigures.name, name)))
    .get()
  return figure?.visitIds ? (JSON.parse(figure.visitIds) as number[]) : undefined
}

export type PublishedVisit = typeof publishedVisits.$inferSelect

/** The visits behind a figure of an edition as they stood, in the order they began. */
export function listPublishedVisits(db: Db, publicationId: number, ids: number[]): PublishedVisit[] {
  const wanted = new Set(ids)
  return db
    .select()
    .from(publishedVisits)
    .where(eq(publishedVisits.publicationId, publicationId))
    .orderBy(asc(publishedVisits.startsOn), asc(publishedVisits.visitId))
    .all()
    .filter(({ visitId }) => wanted.has(visitId))
}

/** What would be published, in a few letters: another one means that it has changed since somebody read it. */
export function markOf({ figures, annexes }: ReportModel): string {
  const told = [
    [...figures.values()].map(({ name, value, unknown }) => [name, value, unknown]),
    annexes.map(({ table }) => table.rows),
  ]
  return createHash('sha256').update(JSON.stringify(told)).digest('base64url').slice(0, 22)
}

export interface Signed {
  number: string
  writtenOn: string
  signer: string
}

/** Publishes a report as it counts now: its figures, the visits behind them and its paper stay from here on. */
export function publish(write: Write, asked: AskedReport, model: ReportModel, signed: Signed): void {
  const { db } = write
  const publishedAt = new Date().toISOString()
  const figures = [...model.figures.values()].map((figure) => ({
    ...figure,
    visitIds: figure.href === null ? null : visitIdsBehind(db, figure.href),
  }))
  const visits = listVisits(db, [...new Set(figures.flatMap(({ visitIds }) => visitIds ?? []))])
  const known = findYearlyReport(db, asked, asked.period.name)
  const reportId =
    known?.id ?? addYearlyReport(write, asked, asked.period.name, lastFoot(db, asked) ?? {}, model.figures)
  if (known) noteFigures(write, reportId, model.figures)
  const publicationId = write.insert(publications, {
    reportId,
    edition: (listPublications(db, reportId)[0]?.edition ?? 0) + 1,
    ...signed,
    asOf: today(),
    publishedAt,
    publishedBy: write.who.name,
    actId: write.actId,
  })
  write.update(yearlyReports, reportId, { ...signed, publishedAt, publishedBy: write.who.name })
  for (const { name, label, value, unknown, words, href, madeOf, visitIds } of figures) {
    write.insert(publishedFigures, {
      publicationId,
      name,
      label: JSON.stringify(label),
      value,
      unknownCount: unknown,
      words,
      href,
      visitIds: visitIds && JSON.stringify(visitIds),
      madeOf: JSON.stringify(madeOf),
    })
  }
  for (const visit of visits) write.insert(publishedVisits, { publicationId, ...visit })
  const report = findYearlyReport(db, asked, asked.period.name)
  const { annexes: _annexes, body, ...rest } = yearlyPaper(db, asked, report, model)
  const paper = { ...rest, body: body.filter(({ kind }) => kind !== 'blank') }
  write.insert(publishedPapers, {
    publicationId,
    sections: JSON.stringify(model.sections),
    annexes: JSON.stringify(model.annexes),
    paper: JSON.stringify(paper),
  })
}

/** Takes an edition back: it stays to be read, and the report counts anew. */
export function withdraw(write: Write, publication: Publication, reason: string) {
  write.update(publications, publication.id, {
    withdrawnAt: new Date().toISOString(),
    withdrawnBy: write.who.name,
    withdrawnReason: reason,
  })
  write.update(yearlyReports, publication.reportId, { publishedAt: null, publishedBy: null })
}

/** What would be published now, as it is read within a writing or before it. */
export const modelToPublish = (db: Db, asked: AskedReport): ReportModel => reportModel(db, asked, undefined)
