import { eq } from 'drizzle-orm'
import { totalsBy } from '../counting.ts'
import type { Db } from '../db/open.ts'
import { lastActId } from '../db/recording.ts'
import { tryOut, write } from '../db/write.ts'
import { folded, toned } from '../vietnamese.ts'
import { commitLines } from './commit.ts'
import { importLines, imports, type Verdict, verdicts } from './import.ts'
import { type JudgedLine, judge } from './judging.ts'
import { knownTo } from './known.ts'
import type { Line } from './line.ts'
import { isVisit, readLines, type UnderstoodTable } from './lines.ts'
import type { Options } from './reading-options.ts'
import type { Workbook } from './reading/sheet.ts'
import type { Summary, TotalsOfYear, Written, YearTotals } from './summary.ts'

/** Lines are stored in short transactions, so that others may write in between. */
const AT_ONCE = 400

const reader = { name: 'Sổ đoàn' }

/** Runs a long write once nobody else in the program is about to write. */
export type LeaveToWrite = <T>(act: () => T) => Promise<T>

export interface DryRun {
  lines: JudgedLine[]
  tables: UnderstoodTable[]
  partners: Written[]
  countries: Written[]
}

/** Reads a workbook against the register as it stands now. */
export function read(
  db: Db,
  workbook: Workbook,
  fileName: string,
  options: Options,
  progress: (percent: number) => void,
): DryRun {
  const known = knownTo(db)
  const { lines, tables } = readLines(workbook, fileName, known, options, (done) =>
    progress(Math.round(done * 40)),
  )
  const visits = lines.filter(isVisit)
  const judged = judge(db, lines, options)
  progress(50)
  return {
    lines: judged,
    tables,
    partners: writtenPartners(visits, options),
    countries: writtenCountries(visits),
  }
}

/**
 * Reads a workbook, tries its commit without keeping it, and stores what came of each line. `leave` is waited for before
 * the trial, which keeps everybody else from writing while it lasts.
 */
export async function dryRun(
  db: Db,
  importId: number,
  workbook: Workbook,
  progress: (percent: number) => void,
  leave: LeaveToWrite,
) {
  const row = db.select().from(imports).where(eq(imports.id, importId)).get()!
  const options = JSON.parse(row.options) as Options
  const actId = lastActId(db)
  const found = read(db, workbook, row.fileName, options, progress)
  const totals = await leave(() => triedTotals(db, found.lines, options))
  progress(80)
  storeLines(db, importId, found.lines, (share) => progress(80 + Math.round(share * 19)))
  const count = (verdict: Verdict) => found.lines.filter((line) => line.verdict === verdict).length
  const summary: Summary = {
    format: workbook.format,
    verdicts: Object.fromEntries(
      Object.keys(verdicts).map((verdict) => [verdict, count(verdict as Verdict)]),
    ) as Summary['verdicts'],
    doubtful: found.lines.filter(isDoubtful).length,
    tables: found.tables,
    partners: found.partners,
    countries: found.countries,
    totals,
    lastActId: actId,
  }
  write(db, reader, (write) =>
    write.update(imports, importId, { state: 'ready', summary: JSON.stringify(summary) }),
  )
}

const isDoubtful = ({ verdict, problems, isAtOdds = false }: JudgedLine) =>
  isAtOdds || (verdict !== 'skipped' && verdict !== 'same' && (problems.length > 0 || verdict !== 'new'))

/** The years' figures as they are and as the commit would leave them: by making the commit, and taking it back. */
function triedTotals(db: Db, lines: JudgedLine[], options: Options): YearTotals[] {
  const before = totalsByYear(db)
  if (
    !lines.some(({ verdict, decision }) => verdict === 'new' || verdict === 'changed' || decision === 'merge')
  )
    return []
  const byVerdict = Map.groupBy(lines, ({ verdict }) => verdict)
  const linesOf = (verdict: Verdict) => {
    const found = byVerdict.get(verdict) ?? []
    return { count: found.length, lines: found }
  }
  const after = tryOut(db, (write) => {
    commitLines(write, linesOf, options, { extent: 'counted' })
    return totalsByYear(db)
  })
  const years = [...new Set([...before.keys(), ...after.keys()])].toSorted().toReversed()
  return years
    .map((year) => ({ year, before: before.get(year) ?? noTotals, after: after.get(year) ?? noTotals }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
}

const none = { delegations: 0, personTrips: 0, unknownPeople: 0 }
const noTotals: TotalsOfYear = { outbound: none, inbound: none }

function totalsByYear(db: Db): Map<string, TotalsOfYear> {
  const { rows } = totalsBy(db, 'year', { unit: [], scope: ['own'], from: [], to: [] })
  return new Map(
    [...rows].map(([year, { outbound, inbound }]) => [
      year,
      {
        outbound: {
          delegations: outbound.delegations,
          personTrips: outbound.personTrips,
          unknownPeople: outbound.unknownPeople,
        },
        inbound: {
          delegations: inbound.delegations,
          personTrips: inbound.personTrips,
          unknownPeople: inbound.unknownPeople,
        },
      },
    ]),
  )
}

function storeLines(db: Db, importId: number, lines: JudgedLine[], progress: (share: number) => void) {
  const stored = db
    .select({ id: importLines.id })
    .from(importLines)
    .where(eq(importLines.importId, importId))
    .orderBy(importLines.id)
    .all()
  for (let from = 0; from < lines.length; from += AT_ONCE) {
    write(db, reader, (write) => {
      for (let at = from; at < Math.min(from + AT_ONCE, lines.length); at++) {
        const line = lines[at]!
        const row = {
          importId,
          sheetIndex: line.sheetIndex,
          line: line.line,
          verdict: line.verdict,
          isDoubtful: isDoubtful(line),
          fingerprint: line.fingerprint,
          content: JSON.stringify(line),
        }
        const known = stored[at]
        if (known) write.update(importLines, known.id, row)
        else write.insert(importLines, row)
      }
    })
    progress(from / lines.length)
  }
}

/** Each partner as it is written, with what it is taken for, the doubtful ones first. */
function writtenPartners(lines: Line[], options: Options): Written[] {
  const byKey = new Map<string, Written>()
  for (const { found } of lines) {
    for (const { typed, partner, candidates, problem, inFull } of found) {
      if (!typed) continue
      const key = toned(typed)
      const known = byKey.get(key)
      if (known) known.lineCount++
      else {
        byKey.set(key, {
          key,
          text: typed,
          lineCount: 1,
          found: partner?.name ?? (options.partners[key] === 'new' ? inFull : null),
          candidates: candidates.map(({ id, name }) => ({ id, name })),
          isDoubtful: (!partner && options.partners[key] === undefined) || problem !== undefined,
        })
      }
    }
  }
  return [...byKey.values()].toSorted(
    (one, other) => Number(other.isDoubtful) - Number(one.isDoubtful) || other.lineCount - one.lineCount,
  )
}

function writtenCountries(lines: Line[]): Written[] {
  const byKey = new Map<string, Written>()
  for (const { unknownCountries } of lines) {
    for (const text of unknownCountries) {
      const key = folded(text)
      const known = byKey.get(key)
      if (known) known.lineCount++
      else byKey.set(key, { key, text, lineCount: 1, found: null, candidates: [], isDoubtful: true })
    }
  }
  return [...byKey.values()]
}
