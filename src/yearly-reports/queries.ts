import { and, desc, eq } from 'drizzle-orm'
import type { Db } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import type { Whose } from './asked.ts'
import { type Noted, type ReportFigure, wordsNoted } from './figures.ts'
import { reportFigures, type ReportState, yearlyReports } from './yearly-report.ts'

/** What of a report somebody wrote; undefined where nobody has written anything. */
export const findYearlyReport = (db: Db, { unit, scope }: Whose, period: string) =>
  db
    .select()
    .from(yearlyReports)
    .where(
      and(
        eq(yearlyReports.unitId, unit.id),
        eq(yearlyReports.scope, scope),
        eq(yearlyReports.period, period),
      ),
    )
    .get()

export type YearlyReport = NonNullable<ReturnType<typeof findYearlyReport>>

/** The reports of a unit that somebody began to write. */
export const listYearlyReports = (db: Db, { unit, scope }: Whose): YearlyReport[] =>
  db
    .select()
    .from(yearlyReports)
    .where(and(eq(yearlyReports.unitId, unit.id), eq(yearlyReports.scope, scope)))
    .orderBy(desc(yearlyReports.period))
    .all()

export const stateOf = (report: YearlyReport | undefined): ReportState =>
  !report ? 'unwritten' : report.publishedAt ? 'published' : 'written'

/** How the unit signed the last report it wrote. */
export const lastFoot = (db: Db, { unit }: Whose) =>
  db
    .select({
      place: yearlyReports.place,
      signedFor: yearlyReports.signedFor,
      signer: yearlyReports.signer,
      recipients: yearlyReports.recipients,
    })
    .from(yearlyReports)
    .where(eq(yearlyReports.unitId, unit.id))
    .orderBy(desc(yearlyReports.id))
    .limit(1)
    .get()

const listFigures = (db: Db, reportId: number) =>
  db.select().from(reportFigures).where(eq(reportFigures.reportId, reportId)).all()

/** The figures of a report as somebody last wrote them down; undefined where nobody did. */
export function notedFigures(db: Db, report: YearlyReport | undefined): Noted | undefined {
  if (!report?.figuresNotedAt) return undefined
  return new Map(
    listFigures(db, report.id).map(({ name, value, unknownCount, words }) => [
      name,
      { value, unknown: unknownCount, words },
    ]),
  )
}

/** What somebody writes of a report. */
export type ReportTexts = Partial<
  Omit<typeof yearlyReports.$inferInsert, 'id' | 'version' | 'unitId' | 'scope' | 'period' | 'figuresNotedAt'>
>

/** Begins to write a report, with its figures as they are: the new report's id. */
export function addYearlyReport(
  write: Write,
  { unit, scope }: Whose,
  period: string,
  texts: ReportTexts,
  figures: Map<string, ReportFigure>,
): number {
  const id = write.insert(yearlyReports, { unitId: unit.id, scope, period, ...texts })
  noteFigures(write, id, figures)
  return id
}

export const updateYearlyReport = (write: Write, id: number, texts: ReportTexts) =>
  write.update(yearlyReports, id, texts)

/** Writes the figures of a report down as they are now: from here on, what differs is marked. */
export function noteFigures(write: Write, reportId: number, figures: Map<string, ReportFigure>) {
  const known = new Map(listFigures(write.db, reportId).map((row) => [row.name, row]))
  for (const { name, value, unknown, words } of figures.values()) {
    const row = known.get(name)
    const told = { value, unknownCount: unknown, words: wordsNoted({ name, words }) }
    known.delete(name)
    if (!row) write.insert(reportFigures, { reportId, name, ...told })
    else write.update(reportFigures, row.id, told)
  }
  for (const { id } of known.values()) write.remove(reportFigures, id)
  write.update(yearlyReports, reportId, { figuresNotedAt: new Date().toISOString() })
}
