import { createHash } from 'node:crypto'
import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import { today } from '../dates.ts'
import { type Db } from '../db/open.ts'
import { lastActId } from '../db/recording.ts'
import type { Write } from '../db/write.ts'
import type { Paper } from '../paper/paper.ts'
import type { AskedReport } from './asked.ts'
import type { ReportFigure } from './figures.ts'
import { storedLabel } from './labels.ts'
import { EVERY_ROW, type ReportModel, reportSteps } from './model.ts'
import { annexesOnPaper, yearlyPaper } from './paper.ts'
import { publications, publishedFigures, publishedPapers, publishedVisits } from './publication.ts'
import { listVisits, visitIdsBehind } from './published-rows.ts'
import { addYearlyReport, findYearlyReport, lastFoot, noteFigures, type YearlyReport } from './queries.ts'
import type { Steps } from './steps.ts'
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

/** A report with the number, day and signer of its edition, where that stands. */
export function asSigned(report: YearlyReport, edition: Publication | undefined): YearlyReport {
  if (!edition || edition.withdrawnAt !== null) return report
  const { number, writtenOn, signer } = edition
  return { ...report, number, writtenOn, signer }
}

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
        label: storedLabel(name, JSON.parse(label) as ReportFigure['label']),
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

/** What publishing keeps of a report as it counts, made ready before it is written down. */
export interface Edition {
  model: ReportModel
  figures: (ReportFigure & { visitIds: number[] | null })[]
  visits: ReturnType<typeof listVisits>
  /** Its annexes as JSON. */
  annexes: string
  /** All of it in a few letters: another one means that it has changed since somebody read it. */
  mark: string
  /** The last act of history that it knows. */
  actId: number
}

/** What would be published now. */
export function* editionSteps(db: Db, asked: AskedReport): Steps<Edition> {
  const actId = lastActId(db)
  const model = yield* reportSteps(db, asked, undefined)
  const figures: Edition['figures'] = []
  for (const figure of model.figures.values()) {
    figures.push({ ...figure, visitIds: figure.href === null ? null : visitIdsBehind(db, figure.href) })
    yield
  }
  const ids = [...new Set(figures.flatMap(({ visitIds }) => visitIds ?? []))]
  const visits: Edition['visits'] = []
  for (let at = 0; at < ids.length; at += VISITS_AT_ONCE) {
    visits.push(...listVisits(db, ids.slice(at, at + VISITS_AT_ONCE)))
    yield
  }
  const told = model.annexes.map((annex) => JSON.stringify(annex))
  yield
  const hash = createHash('sha256')
  hash.update(JSON.stringify(figures.map(({ name, value, unknown }) => [name, value, unknown])))
  for (const annex of told) hash.update(annex)
  const mark = hash.digest('base64url').slice(0, 22)
  return { model, figures, visits, annexes: `[${told.join()}]`, mark, actId }
}

const VISITS_AT_ONCE = 1000

/** Whether nothing was written since an edition was made ready. */
export const isStill = (db: Db, { actId }: Edition): boolean => lastActId(db) === actId

export interface Signed {
  number: string
  writtenOn: string
  signer: string
}

/** Publishes a report as it counts now: its figures, the visits behind them and its paper stay from here on. */
export function publish(write: Write, asked: AskedReport, edition: Edition, signed: Signed): void {
  const { db } = write
  const { model, figures, visits, annexes } = edition
  const publishedAt = new Date().toISOString()
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
  write.insertAll(
    publishedFigures,
    figures.map(({ name, label, value, unknown, words, href, madeOf, visitIds }) => ({
      publicationId,
      name,
      label: JSON.stringify(label),
      value,
      unknownCount: unknown,
      words,
      href,
      visitIds: visitIds && JSON.stringify(visitIds),
      madeOf: JSON.stringify(madeOf),
    })),
  )
  write.insertAll(
    publishedVisits,
    visits.map((visit) => ({ publicationId, ...visit })),
  )
  const report = findYearlyReport(db, asked, asked.period.name)
  const { body, ...rest } = yearlyPaper(db, asked, report, { ...model, annexes: [] })
  const paper = { ...rest, body: body.filter(({ kind }) => kind !== 'blank') }
  write.insert(publishedPapers, {
    publicationId,
    sections: JSON.stringify(model.sections),
    annexes,
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
