import { type PartialDate, writeRange } from '../dates.ts'
import { type Db, prepared } from '../db/open.ts'
import { wholeOf } from '../db/scope.ts'
import type { Found } from './contradiction.ts'

// One person in two visits on one day, for all of the register. Looking for it everywhere takes half a second of a
// hundred thousand visits, so it is done once, and what was written since is looked at anew: history says what.

/** Two visits that people have in common on one of their days; the one with the lower id first. */
interface Pair {
  one: number
  other: number
  /** Who, by id. */
  people: number[]
}

interface Known {
  lastActId: number
  pairs: Map<string, Pair>
}

const known = new WeakMap<Db, Known>()
/** Visits changed since the last look, of which more are not worth picking out. */
const MOST_CHANGED = 2000

const trips = `participants p join delegations d on d.id = p.delegation_id
  where p.has_travelled and d.status not in ('cancelled', 'postponed') and length(d.starts_on) = 10`
const lastOn = `iif(length(d.ends_on) = 10, d.ends_on, d.starts_on)`

interface Row {
  one: number
  other: number
  personId: number
}

// As `overlapWarnings` tells it of one visit: who receives two visits in a week is in one place.
const meeting = `theirs.person_id = mine.person_id and theirs.delegation_id <> mine.delegation_id
  and (mine.side = 'delegation' or theirs.side = 'delegation')
  and theirs.starts_on <= mine.last_on and theirs.last_on >= mine.starts_on`
const tripColumns = `p.person_id, p.delegation_id, p.side, d.starts_on, ${lastOn} last_on`
const pairColumns = `distinct min(mine.delegation_id, theirs.delegation_id) one,
  max(mine.delegation_id, theirs.delegation_id) other, mine.person_id personId`

/** Only whoever has a trip that begins before an earlier one of theirs has ended can be in two places. */
const everywhere = `with trips as materialized (select ${tripColumns} from ${trips}),
  meeting as materialized (select distinct person_id from (
    select person_id, starts_on, max(last_on) over (
      partition by person_id order by starts_on rows between unbounded preceding and 1 preceding) before_on
    from trips) where before_on >= starts_on),
  suspects as materialized (select trips.* from trips join meeting using (person_id))
  select ${pairColumns} from suspects mine join suspects theirs on ${meeting} order by 1, 2, 3`

const around = `with mine as materialized (
    select ${tripColumns} from ${trips} and p.delegation_id in (select value from json_each(:ids))),
  theirs as materialized (
    select ${tripColumns} from ${trips} and p.person_id in (select person_id from mine))
  select ${pairColumns} from mine join theirs on ${meeting} order by 1, 2, 3`

function pairsOfRegister(db: Db): Map<string, Pair> {
  const lastActId = prepared(db, 'last act', () =>
    db.$client.prepare<[], number>('select coalesce(max(id), 0) from history_acts').pluck(),
  ).get()!
  const before = known.get(db)
  if (before?.lastActId === lastActId) return before.pairs
  const changed =
    before && lastActId > before.lastActId ? visitsChangedSince(db, before.lastActId) : undefined
  const pairs = changed && before ? new Map(before.pairs) : new Map<string, Pair>()
  if (changed) {
    const ids = new Set(changed)
    for (const [key, { one, other }] of pairs) if (ids.has(one) || ids.has(other)) pairs.delete(key)
  }
  const rows = changed
    ? prepared(db, 'people in two places around', () => db.$client.prepare<{ ids: string }, Row>(around)).all(
        {
          ids: JSON.stringify(changed),
        },
      )
    : prepared(db, 'people in two places', () => db.$client.prepare<[], Row>(everywhere)).all()
  for (const { one, other, personId } of rows) {
    const key = `${one},${other}`
    const pair = pairs.get(key)
    if (pair) pair.people.push(personId)
    else pairs.set(key, { one, other, people: [personId] })
  }
  // What a transaction sees may never come to be.
  if (!db.$client.inTransaction) known.set(db, { lastActId, pairs })
  return pairs
}

function visitsChangedSince(db: Db, actId: number): number[] | undefined {
  const ids = prepared(db, 'visits changed since', () =>
    db.$client
      .prepare<[number, number], number>(
        `select distinct subject_id from history_changes where act_id > ? and subject_table = 'delegations' limit ?`,
      )
      .pluck(),
  ).all(actId, MOST_CHANGED)
  return ids.length < MOST_CHANGED ? ids : undefined
}

interface Meeting {
  id: number
  code: string
  title: string
  unitId: number
  startsOn: PartialDate
  lastOn: string
}

const NAMES_TOLD = 5

/** The pairs of visits within sight, the latest first. */
export function peopleInTwoPlaces(db: Db): Found[] {
  const pairs = [...pairsOfRegister(wholeOf(db)).values()]
  const visits = new Map(
    prepared(db, 'visits of two places', () =>
      db.$client.prepare<[string], Meeting>(
        `select d.id, d.code, d.title, d.unit_id unitId, d.starts_on startsOn, ${lastOn} lastOn
         from delegations d where d.id in (select value from json_each(?))`,
      ),
    )
      .all(JSON.stringify(pairs.flatMap(({ one, other }) => [one, other])))
      .map((visit) => [visit.id, visit]),
  )
  return pairs
    .flatMap(({ one, other, people }) => {
      const [first, second] = [visits.get(one), visits.get(other)]
      return first && second ? [foundOf(db, first, second, people)] : []
    })
    .toSorted((one, other) => (one.from! > other.from! ? -1 : one.from! < other.from! ? 1 : 0))
}

function foundOf(db: Db, one: Meeting, other: Meeting, people: number[]): Found {
  const from = one.startsOn > other.startsOn ? one.startsOn : other.startsOn
  const to = one.lastOn < other.lastOn ? one.lastOn : other.lastOn
  return {
    kind: 'twoPlaces',
    key: `twoPlaces:${one.id},${other.id}`,
    unitId: one.unitId,
    otherUnitId: other.unitId,
    from: one.startsOn,
    to: one.startsOn,
    otherStart: other.startsOn,
    acceptance: null,
    tell: () => {
      const names = namesOf(db, people)
      const gaps = {
        names: names.slice(0, NAMES_TOLD).join(', '),
        count: names.length - NAMES_TOLD,
        dates: writeRange(from, to),
        other: `${other.code} ${other.title}`,
      }
      return {
        said: {
          text:
            names.length > NAMES_TOLD
              ? '{names} và {count} người nữa cùng ngày ({dates}) cũng có tên ở đoàn {other}.'
              : '{names} cùng ngày ({dates}) cũng có tên ở đoàn {other}.',
          gaps,
        },
        about: {
          words: { text: '{name}', gaps: { name: `${one.code} ${one.title}` } },
          href: `/delegations/${one.id}`,
        },
        fixes: [
          { words: { text: 'Sửa danh sách' }, href: `/delegations/${one.id}/edit#participants` },
          { words: { text: 'Sửa danh sách đoàn kia' }, href: `/delegations/${other.id}/edit#participants` },
        ],
        facts: `${people.join()} ${one.startsOn}..${one.lastOn} ${other.startsOn}..${other.lastOn}`,
      }
    },
  }
}

const namesOf = (db: Db, ids: number[]): string[] =>
  prepared(db, 'names of people', () =>
    db.$client
      .prepare<[string], string>(
        `select name from people where id in (select value from json_each(?)) order by sort_key, id`,
      )
      .pluck(),
  ).all(JSON.stringify(ids))
