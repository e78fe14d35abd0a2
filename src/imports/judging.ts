import type { Db } from '../db/open.ts'
import type { Status } from '../delegations/delegation.ts'
import { folded, toned } from '../vietnamese.ts'
import type { Message } from '../web/language.ts'
import { earlierLinesOf, type EarlierLine, storedVisits, type StoredVisit } from './compared.ts'
import type { Verdict } from './import.ts'
import { areNear, type Compared, Visits } from './likeness.ts'
import type { Line, LineValues } from './line.ts'
import { isVisit, type SkippedLine } from './lines.ts'
import { type News, newsOf, newsOfDouble } from './moving-on.ts'
import type { Decision, Options } from './reading-options.ts'
import type { Problem } from './values/problem.ts'
import { postInFull } from './values/words.ts'

export type DuplicateOf = { delegation: number } | { sheet: string; line: number }

/** What a line would change of a visit that is stored already. */
export interface LineChange {
  field: keyof LineValues
  before: LineValues[keyof LineValues]
  after: LineValues[keyof LineValues]
}

/** A line with its verdict: as it is kept, shown and, if it is accepted, written. */
export interface JudgedLine {
  sheetIndex: number
  sheet: string
  line: number
  cells: string[]
  isHidden: boolean
  fingerprint: string
  verdict: Verdict
  /** Why it is skipped, or whose double it is. */
  reason?: Message
  values: LineValues
  problems: Problem[]
  notes: Message[]
  duplicateOf?: DuplicateOf
  changes?: LineChange[]
  decision?: Decision
  /** It says of a stored visit what an import cannot write: somebody should look. */
  isAtOdds?: boolean
  /** The stored visit it is, changes or doubles. */
  delegationId?: number
  visit?: Pick<
    Line,
    | 'unitId'
    | 'purpose'
    | 'place'
    | 'note'
    | 'approvalNumber'
    | 'statusReason'
    | 'countsAsReason'
    | 'unknownCountries'
  > & {
    partners: { typed: string; inFull: string; partnerId: number | null }[]
  }
}

export const noValues = (): LineValues => ({
  direction: null,
  title: null,
  partners: [],
  countries: [],
  startsOn: null,
  endsOn: null,
  headName: null,
  headPosition: null,
  headCount: null,
  status: null,
  countsAs: null,
})

/** Decides what is to become of each line: what is stored already, what is a double, what cannot be kept. */
export function judge(db: Db, lines: (Line | SkippedLine)[], options: Options): JudgedLine[] {
  const visits = lines.filter(isVisit)
  const earlier = earlierLinesOf(db, visits)
  // Of a file that was written before, line by line, nothing is compared with the register.
  const areAllKnown = visits.every((line) => earlier.same(line) !== undefined)
  const stored = storedVisits(db, areAllKnown ? [] : visits)
  const inRegister = new Visits<StoredVisit>()
  for (const visit of stored.all) inRegister.add(visit)
  const inFile = new Visits<Line>()
  const roots = new Map<Line, Line>()
  const doubles = new Doubles()

  return lines.map((line): JudgedLine => {
    if (!isVisit(line)) {
      const { skipped, ...row } = line
      return {
        ...row,
        fingerprint: '',
        verdict: 'skipped',
        reason: skipped,
        values: noValues(),
        problems: [],
        notes: [],
      }
    }
    const judged = asJudged(line)
    const { decision } = options.repairs[`${line.sheetIndex}:${line.line}`] ?? {}
    if (decision) judged.decision = decision
    if (decision === 'skip') {
      return { ...judged, verdict: 'skipped', reason: { text: 'người kiểm tra bỏ qua' } }
    }
    if (line.isRefused) return { ...judged, verdict: 'error' }
    const known = earlier.same(line)
    if (known !== undefined)
      return { ...judged, verdict: 'same', delegationId: known, reason: { text: 'đã nhập lần trước' } }
    const compared = comparedOf(line)
    if (!compared) return { ...judged, verdict: 'error' }
    const before = earlier.changed(line)
    if (before)
      return changedFrom(
        judged,
        before.delegationId,
        statusSaid(line),
        before.values,
        stored.byId.get(before.delegationId),
      )
    const twin = (line.code && stored.numbered(line.code, compared)) || stored.named(compared)
    if (twin) return changedFrom(judged, twin.ref.id, statusSaid(line), undefined, twin)

    const rootOf = ({ ref }: Compared<Line>) => roots.get(ref) ?? ref
    const double =
      decision === 'keep'
        ? undefined
        : inFile.findLike(compared, (other) => doubles.mayTake(rootOf(other), compared))
    inFile.add(compared)
    if (decision === 'keep') {
      doubles.take(line, compared)
      return { ...judged, verdict: 'new' }
    }
    if (double) {
      const root = rootOf(double.visit)
      roots.set(line, root)
      doubles.take(root, compared)
      // A line that was kept is a visit of its own, whatever of the register it is like.
      const isKept = options.repairs[`${root.sheetIndex}:${root.line}`]?.decision === 'keep'
      const storedRoot = isKept ? undefined : inRegister.findLike(comparedOf(root)!)
      const ofRoot = storedRoot
        ? { known: storedRoot.visit.ref.values.status, ofLine: null }
        : { known: root.values.status, ofLine: root.line }
      return {
        ...doubleOf(judged, statusSaid(line), ofRoot),
        duplicateOf: { sheet: root.sheet, line: root.line },
        reason: double.reason,
        ...(storedRoot && { delegationId: storedRoot.visit.ref.id }),
      }
    }
    doubles.take(line, compared)
    const like = inRegister.findLike(compared, ({ ref }) => doubles.mayTake(ref, compared))
    if (like) {
      doubles.take(like.visit.ref, compared)
      return {
        ...doubleOf(judged, statusSaid(line), { known: like.visit.ref.values.status, ofLine: null }),
        duplicateOf: { delegation: like.visit.ref.id },
        delegationId: like.visit.ref.id,
        reason: like.reason,
      }
    }
    return { ...judged, verdict: line.isImpossible ? 'error' : 'new' }
  })
}

/**
 * What was found to be one visit so far. A visit of which only the year is known is like every one of that year, and can
 * be one of them only: what cannot be one visit by its dates is none by way of a third (C14).
 */
class Doubles {
  private readonly byRoot = new Map<Line | StoredVisit, Compared<Line>[]>()

  mayTake(root: Line | StoredVisit, visit: Compared<Line>): boolean {
    return (this.byRoot.get(root) ?? []).every((other) => areNear(other, visit))
  }

  take(root: Line | StoredVisit, visit: Compared<Line>) {
    const known = this.byRoot.get(root)
    if (known) known.push(visit)
    else this.byRoot.set(root, [visit])
  }
}

function asJudged(line: Line): Omit<JudgedLine, 'verdict'> {
  const { sheetIndex, sheet, line: number, cells, isHidden, fingerprint, values, problems, notes } = line
  const { unitId, purpose, place, note, approvalNumber, statusReason, countsAsReason, unknownCountries } =
    line
  const partners = line.found.map(({ typed, inFull, partner }) => ({
    typed,
    inFull,
    partnerId: partner?.id ?? null,
  }))
  return {
    sheetIndex,
    sheet,
    line: number,
    cells,
    isHidden,
    fingerprint,
    values,
    problems,
    notes,
    visit: {
      unitId,
      purpose,
      place,
      note,
      approvalNumber,
      statusReason,
      countsAsReason,
      unknownCountries,
      partners,
    },
  }
}

/** A line as it is compared with others; undefined while it lacks what no visit can lack. */
export function comparedOf(line: Line): Compared<Line> | undefined {
  const { direction, title, startsOn, endsOn, countries, headName } = line.values
  if (!direction || !title || !startsOn) return undefined
  return {
    ref: line,
    direction,
    title,
    startsOn,
    endsOn,
    partners: line.found.map(({ partner, inFull }) => (partner ? String(partner.id) : folded(inFull))),
    kinds: line.found.flatMap(({ partner }) => partner?.kind ?? []),
    countries,
    head: headName,
  }
}

/** Where a line's own words, not its dates, have its visit. */
const statusSaid = ({ isStatusSaid, values }: Line): Status | null => (isStatusSaid ? values.status : null)

const comparable = [
  'direction',
  'title',
  'partners',
  'countries',
  'startsOn',
  'endsOn',
  'headName',
  'headPosition',
  'headCount',
] as const

/**
 * What a line changes of a visit. Where an earlier file wrote it, only what the files say differently counts: what
 * somebody corrected in the register since is not put back. Else what the line knows and the register does not say so.
 */
function changedFrom(
  judged: Omit<JudgedLine, 'verdict'>,
  delegationId: number,
  said: Status | null,
  earlier: EarlierLine['values'] | undefined,
  stored: Compared<StoredVisit> | undefined,
): JudgedLine {
  const now = stored?.ref.values
  const changes = comparable.flatMap((field): LineChange[] => {
    const after = judged.values[field]
    const reference = earlier ? earlier[field] : now?.[field]
    if (isSameValue(after, reference)) return []
    // A post is read with its abbreviations written out: that is no news of the visit.
    if (field === 'headPosition' && reference && after === postInFull(String(reference))) return []
    if (!earlier && (after === null || (Array.isArray(after) && !after.length))) return []
    if (now && isSameValue(after, now[field])) return []
    return [{ field, before: now ? now[field] : (reference ?? null), after }]
  })
  const news = newsOf(said, now?.status, earlier?.status)
  if (news.change) changes.push(news.change)
  const told = toldOdds(judged, news)
  if (changes.length) return { ...told, verdict: 'changed', delegationId, changes }
  const reason = { text: news.odds ? 'đoàn này đã có trong sổ' : 'sổ đã ghi như vậy' }
  return { ...told, verdict: 'same', delegationId, reason }
}

/** A line told twice: what it says of where its visit stands is not lost with it. */
function doubleOf(
  judged: Omit<JudgedLine, 'verdict'>,
  said: Status | null,
  of: Omit<Parameters<typeof newsOfDouble>[1], 'isMerged'>,
): JudgedLine {
  const news = newsOfDouble(said, { ...of, isMerged: judged.decision === 'merge' })
  return { ...toldOdds(judged, news), verdict: 'duplicate', ...(news.change && { changes: [news.change] }) }
}

// What a line says of its visit that is not written is told with it.
const toldOdds = (judged: Omit<JudgedLine, 'verdict'>, { odds }: News) =>
  odds ? { ...judged, isAtOdds: true, problems: [...judged.problems, odds] } : judged

function isSameValue(one: unknown, other: unknown): boolean {
  const plain = (value: unknown) =>
    Array.isArray(value)
      ? JSON.stringify(value.map(String).toSorted())
      : typeof value === 'string'
        ? toned(value)
        : (value ?? null)
  return plain(one) === plain(other)
}
