import { addDays, firstDay, lastDay } from '../dates.ts'
import type { Db } from '../db/open.ts'
import type { Direction, Status } from '../delegations/delegation.ts'
import { folded, toned } from '../vietnamese.ts'
import { areNear, type Compared } from './likeness.ts'
import type { Line, LineValues } from './line.ts'

// What the register and earlier imports hold that lines are compared with.

/** A visit of the register, with the values a line could have given it. */
export interface StoredVisit {
  id: number
  code: string
  values: LineValues
}

interface StoredRow {
  id: number
  code: string
  direction: Direction
  title: string
  status: Status
  countsAs: LineValues['countsAs']
  startsOn: string
  endsOn: string | null
  headCount: number | null
  partnerIds: string | null
  partnerNames: string | null
  kinds: string | null
  countries: string | null
  headName: string | null
  headPosition: string | null
}

/** The visits of the register in the years that the lines are about. */
export function storedVisits(db: Db, lines: Line[]) {
  const starts = lines.flatMap(({ values }) => values.startsOn ?? []).toSorted()
  const [first, last] = [starts[0], starts.at(-1)]
  const rows =
    first === undefined || last === undefined
      ? []
      : db.$client
          .prepare<[string, string], StoredRow>(
            `select d.id, d.code, d.direction, d.title, d.status, d.counts_as countsAs, d.starts_on startsOn, d.ends_on endsOn, d.head_count headCount,
               (select json_group_array(p.id) from delegation_partners l join partners p on p.id = l.partner_id where l.delegation_id = d.id) partnerIds,
               (select json_group_array(p.name) from delegation_partners l join partners p on p.id = l.partner_id where l.delegation_id = d.id) partnerNames,
               (select json_group_array(p.kind) from delegation_partners l join partners p on p.id = l.partner_id where l.delegation_id = d.id) kinds,
               (select json_group_array(country) from delegation_countries where delegation_id = d.id) countries,
               h.name headName, a.post headPosition
             from delegations d
             left join participants a on a.delegation_id = d.id and a.role = 'head' and a.side = 'delegation'
             left join people h on h.id = a.person_id
             where d.starts_on >= ? and d.starts_on <= ?`,
          )
          .all(addDays(firstDay(first.slice(0, 4)), -60).slice(0, 4), `${addDays(lastDay(last), 60)}~`)
  // Thousands of visits share their partners and countries.
  const lists = new Map<string, string[]>()
  const listOf = (json: string | null) => {
    if (!json) return []
    let list = lists.get(json)
    if (!list) lists.set(json, (list = (JSON.parse(json) as (string | number)[]).map(String)))
    return list
  }
  const stored = rows.map((row) => asCompared(row, listOf))
  // What was cancelled is nothing a line could tell of once more.
  const all = stored.filter(({ ref }) => ref.values.status !== 'cancelled')
  const byCode = new Map(stored.map((visit) => [visit.ref.code, visit]))
  const byName = new Map(all.map((visit) => [nameKey(visit), visit]))
  return {
    all,
    byId: new Map(stored.map((visit) => [visit.ref.id, visit])),
    /** The visit that a download of the register told of: of this number, and not of another way, day and name. */
    numbered: (code: string, visit: Compared<unknown>) => {
      const found = byCode.get(code)
      if (!found || found.direction !== visit.direction) return undefined
      return toned(found.title) === toned(visit.title) || areNear(found, visit) ? found : undefined
    },
    /** The visit of exactly this title that starts on exactly this day: the same one, whatever else is said of it. */
    named: (visit: Compared<unknown>) =>
      visit.startsOn.length === 10 && visit.title.includes(' ') ? byName.get(nameKey(visit)) : undefined,
  }
}

const nameKey = ({
  direction,
  title,
  startsOn,
}: Pick<Compared<unknown>, 'direction' | 'title' | 'startsOn'>) => `${direction} ${startsOn} ${toned(title)}`

function asCompared(row: StoredRow, listOf: (json: string | null) => string[]): Compared<StoredVisit> {
  const { id, code, direction, title, status, countsAs, startsOn, endsOn } = row
  const { headCount, headName, headPosition } = row
  const countries = listOf(row.countries)
  return {
    ref: {
      id,
      code,
      values: {
        direction,
        title,
        status,
        countsAs,
        startsOn,
        endsOn,
        headCount,
        headName,
        headPosition,
        countries,
        partners: listOf(row.partnerNames),
      },
    },
    direction,
    title,
    startsOn,
    endsOn,
    partners: listOf(row.partnerIds),
    kinds: listOf(row.kinds),
    countries,
    head: headName,
  }
}

/** A line of an import that was written and not taken back, with the visit it became. */
export interface EarlierLine {
  delegationId: number
  fingerprint: string
  cells: string[]
  values: LineValues
}

/** Lines of earlier imports: the same ones, and those that say something else now. */
export function earlierLinesOf(db: Db, lines: Line[]) {
  const rows = db.$client
    .prepare<[], { id: number; fingerprint: string; delegationId: number }>(
      `select l.id, l.fingerprint, v.delegation_id delegationId from import_visits v
       join import_lines l on l.id = v.id join imports i on i.id = l.import_id
       where i.state = 'committed'
         and not exists (select 1 from history_acts u where u.undoes_act_id = i.act_id)
         and exists (select 1 from delegations d where d.id = v.delegation_id)
       order by v.id`,
    )
    .all()
  const byFingerprint = new Map(rows.map(({ fingerprint, delegationId }) => [fingerprint, delegationId]))
  const met = new Set(lines.map(({ fingerprint }) => fingerprint))
  const isAnyUnmet = lines.some(({ fingerprint }) => !byFingerprint.has(fingerprint))
  const left = isAnyUnmet ? rows.filter(({ fingerprint }) => !met.has(fingerprint)) : []
  const contentOf = db.$client.prepare<[number], { content: string }>(
    'select content from import_lines where id = ?',
  )
  const byTrait = new Map<string, EarlierLine[]>()
  for (const { id, delegationId, fingerprint } of left) {
    const { values, cells } = JSON.parse(contentOf.get(id)!.content) as EarlierLine
    const line = { delegationId, fingerprint, cells, values }
    for (const trait of traitsOf(values)) byTrait.set(trait, [...(byTrait.get(trait) ?? []), line])
  }
  const taken = new Set<EarlierLine>()
  return {
    same: (line: Line): number | undefined => byFingerprint.get(line.fingerprint),
    /** The earlier line that this one is, with some cells written otherwise. */
    changed(line: Line): EarlierLine | undefined {
      const candidates = new Set(traitsOf(line.values).flatMap((trait) => byTrait.get(trait) ?? []))
      const alike = [...candidates]
        .filter((candidate) => !taken.has(candidate))
        .map((candidate) => ({ candidate, share: sharedCells(candidate.cells, line.cells) }))
        .filter(({ share }) => share >= 0.5)
        .toSorted((one, other) => other.share - one.share)[0]
      if (alike) taken.add(alike.candidate)
      return alike?.candidate
    },
  }
}

/** What a changed line still shares with what it was: its title, or its head and partner, or its day and partner. */
function traitsOf({ direction, title, startsOn, headName, partners }: LineValues): string[] {
  const partner = partners[0] && folded(partners[0])
  return [
    title && `title ${direction} ${folded(title)}`,
    headName && partner && `head ${direction} ${folded(headName)} ${partner}`,
    startsOn && partner && `start ${direction} ${startsOn} ${partner}`,
  ].filter((trait): trait is string => Boolean(trait))
}

function sharedCells(one: string[], other: string[]): number {
  let shared = 0
  let filled = 0
  for (let column = 1; column < Math.max(one.length, other.length); column++) {
    const [a, b] = [folded(one[column] ?? ''), folded(other[column] ?? '')]
    if (!a && !b) continue
    filled++
    if (a === b) shared++
  }
  return filled ? shared / filled : 0
}
