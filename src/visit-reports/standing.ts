import { sql } from 'drizzle-orm'
import type { Db } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import { findDelegation } from '../delegations/queries.ts'
import type { Paper } from '../paper/paper.ts'
import { found } from '../web/errors.ts'
import { type Given, membersOf, reportPaper } from './paper.ts'
import { findReport, updateReport } from './queries.ts'
import { listRecommendations } from './recommendations.ts'
import { sourcesOf } from './sources.ts'
import { storedValues } from './values.ts'
import { isStanding, visitReports } from './visit-report.ts'

// A report that was handed in stays the paper that was read and signed, whatever is changed in the file afterwards.

interface Standing {
  paper: Paper
  /** Who stands on each line of its list of people: what says who they are is erased there too. */
  people: number[]
}

/** Keeps the paper of a report as it stands now, by the act that hands it in or accepts it. */
export function keepStanding(write: Write, visitId: number) {
  const { db } = write
  const visit = found(findDelegation(db, visitId))
  const report = found(findReport(db, visitId))
  const sources = sourcesOf(db, visit)
  const paper = reportPaper(db, {
    visit,
    report,
    values: storedValues(db, visit, report, sources),
    closed: listRecommendations(db, visit.id).filter(({ outcome }) => outcome !== null),
    sources,
  })
  const people = membersOf(sources).map(({ personId }) => personId)
  updateReport(write, report.id, { standing: JSON.stringify({ paper, people } satisfies Standing) })
}

/** The paper of a report: as it was handed in, or as it is being written. */
export function paperShown(db: Db, given: Given): Paper {
  const { report } = given
  if (!isStanding(report)) return { ...reportPaper(db, given), isDraft: true }
  return report.standing ? (JSON.parse(report.standing) as Standing).paper : reportPaper(db, given)
}

/** Has the lists of people of papers that were handed in say no more who this person is, by whichever of their ids. */
export function erasePersonFromPapers(write: Write, ids: number[], name: string) {
  const reports = write.db
    .select({ id: visitReports.id, standing: visitReports.standing })
    .from(visitReports)
    .where(
      sql`exists (select 1 from json_each(${visitReports.standing}, '$.people')
        where value in (select value from json_each(${JSON.stringify(ids)})))`,
    )
    .all()
  for (const report of reports) eraseFrom(write, report, new Map(ids.map((id) => [id, name])))
}

/** The same for a visit's paper that came back as it was before, and everybody who was erased meanwhile. */
export function eraseAgainFromPaper(write: Write, visitId: number, erased: ReadonlyMap<number, string>) {
  const report = findReport(write.db, visitId)
  if (report?.standing) eraseFrom(write, report, erased)
}

function eraseFrom(
  write: Write,
  { id, standing }: { id: number; standing: string | null },
  erased: ReadonlyMap<number, string>,
) {
  const { paper, people } = JSON.parse(standing!) as Standing
  for (const table of paper.annexes.flatMap(({ body }) => body)) {
    if (table.kind !== 'table') continue
    table.rows = table.rows.map((row, index) => {
      const name = erased.get(people[index]!)
      return name ? [row[0]!, name, '–', ...row.slice(3)] : row
    })
  }
  write.erase(visitReports, id, { standing: JSON.stringify({ paper, people } satisfies Standing) })
}
