import { type PartialDate, writeRange } from '../dates.ts'
import { type Db, prepared } from '../db/open.ts'
import type { FoundOfVisits, Search } from './kept-by-visit.ts'

// One person in two visits on one day, for all of the register.

const trips = `participants p join delegations d on d.id = p.delegation_id
  where p.has_travelled and d.status not in ('cancelled', 'postponed') and length(d.starts_on) = 10`
const lastOn = `iif(length(d.ends_on) = 10, d.ends_on, d.starts_on)`

interface Row {
  one: number
  other: number
  personId: number
  name: string
  sortKey: string
}

// As `overlapWarnings` tells it of one visit: who receives two visits in a week is in one place.
const meeting = `theirs.person_id = mine.person_id and theirs.delegation_id <> mine.delegation_id
  and (mine.side = 'delegation' or theirs.side = 'delegation')
  and theirs.starts_on <= mine.last_on and theirs.last_on >= mine.starts_on`
const tripColumns = `p.person_id, p.delegation_id, p.side, d.starts_on, ${lastOn} last_on`
const pairColumns = `distinct min(mine.delegation_id, theirs.delegation_id) one,
  max(mine.delegation_id, theirs.delegation_id) other, mine.person_id personId,
  people.name name, people.sort_key sortKey`

/** Only whoever has a trip that begins before an earlier one of theirs has ended can be in two places. */
const among = (people: string) => `with trips as materialized (select ${tripColumns} from ${trips} ${people}),
  meeting as materialized (select distinct person_id from (
    select person_id, starts_on, max(last_on) over (
      partition by person_id order by starts_on rows between unbounded preceding and 1 preceding) before_on
    from trips) where before_on >= starts_on),
  suspects as materialized (select trips.* from trips join meeting using (person_id))
  select ${pairColumns} from suspects mine join suspects theirs on ${meeting}
  join people on people.id = mine.person_id order by 1, 2, people.sort_key, 3`

const around = `with mine as materialized (
    select ${tripColumns} from ${trips} and p.delegation_id in (select value from json_each(:ids))),
  theirs as materialized (
    select ${tripColumns} from ${trips} and p.person_id in (select person_id from mine))
  select ${pairColumns} from mine join theirs on ${meeting}
  join people on people.id = mine.person_id order by 1, 2, people.sort_key, 3`

/** The pairs of visits that people have in common on one of their days. */
export const peopleInTwoPlaces: Search = {
  name: 'two places',
  day: null,
  everywhere: (db) =>
    foundIn(db, prepared(db, 'people in two places', () => db.$client.prepare<[], Row>(among(''))).all()),
  *inSteps(db) {
    const find = prepared(db, 'some people in two places', () =>
      db.$client.prepare<[first: number, last: number], Row>(among('and p.person_id between ? and ?')),
    )
    const last = db.$client.prepare<[], number>('select coalesce(max(id), 0) from people').pluck().get()!
    const rows: Row[] = []
    for (let first = 1; db.$client.open && first <= last; first += A_STEP) {
      rows.push(...find.all(first, first + A_STEP - 1))
      yield
    }
    // Whoever came meanwhile was written since, as their visits were.
    const found: FoundOfVisits[] = []
    const pairs = [...Map.groupBy(rows, ({ one, other }) => `${one},${other}`).values()]
    for (let at = 0; db.$client.open && at < pairs.length; at += A_STEP) {
      found.push(...foundIn(db, pairs.slice(at, at + A_STEP).flatMap(inOrder)))
      yield
    }
    return found
  },
  around: (db, ids) =>
    foundIn(
      db,
      prepared(db, 'people in two places around', () => db.$client.prepare<{ ids: string }, Row>(around)).all(
        { ids: JSON.stringify(ids) },
      ),
    ),
}

const A_STEP = 100

// Of one pair people were found some at a time.
const inOrder = (people: Row[]) =>
  people.toSorted((one, other) =>
    one.sortKey < other.sortKey ? -1 : one.sortKey > other.sortKey ? 1 : one.personId - other.personId,
  )

interface Meeting {
  id: number
  code: string
  title: string
  unitId: number
  startsOn: PartialDate
  lastOn: string
}

const NAMES_TOLD = 5

function foundIn(db: Db, rows: Row[]): FoundOfVisits[] {
  const pairs = Map.groupBy(rows, ({ one, other }) => `${one},${other}`)
  const ids = rows.flatMap(({ one, other }) => [one, other])
  const visits = new Map(
    prepared(db, 'visits of two places', () =>
      db.$client.prepare<[string], Meeting>(
        `select d.id, d.code, d.title, d.unit_id unitId, d.starts_on startsOn, ${lastOn} lastOn
         from delegations d where d.id in (select value from json_each(?))`,
      ),
    )
      .all(JSON.stringify(ids))
      .map((visit) => [visit.id, visit]),
  )
  return [...pairs.values()].flatMap((people) => {
    const [first] = people as [Row]
    const [one, other] = [visits.get(first.one), visits.get(first.other)]
    // One that was deleted since its people were found is in no place.
    return one && other ? [foundOf(one, other, people)] : []
  })
}

function foundOf(one: Meeting, other: Meeting, people: Row[]): FoundOfVisits {
  const from = one.startsOn > other.startsOn ? one.startsOn : other.startsOn
  const to = one.lastOn < other.lastOn ? one.lastOn : other.lastOn
  return {
    kind: 'twoPlaces',
    key: `twoPlaces:${one.id},${other.id}`,
    visitIds: [one.id, other.id],
    unitId: one.unitId,
    otherUnitId: other.unitId,
    from: one.startsOn,
    to: one.startsOn,
    otherStart: other.startsOn,
    acceptance: null,
    tell: () => {
      const names = people.map(({ name }) => name)
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
              ? '{names} và {count} người nữa cũng có tên ở đoàn {other}, trùng ngày {dates}.'
              : '{names} cũng có tên ở đoàn {other}, trùng ngày {dates}.',
          gaps,
        },
        about: {
          words: { text: '{name}', gaps: { name: `${one.code} ${one.title}` } },
          href: `/delegations/${one.id}`,
        },
        fixes: [
          {
            words: { text: 'Sửa danh sách' },
            href: `/delegations/${one.id}/edit#participants`,
            right: 'enter',
          },
          {
            words: { text: 'Sửa danh sách đoàn kia' },
            href: `/delegations/${other.id}/edit#participants`,
            right: 'enter',
          },
        ],
        facts: `${one.unitId},${other.unitId} ${people
          .map(({ personId }) => personId)
          .toSorted((a, b) => a - b)
          .join()} ${one.startsOn}..${one.lastOn} ${other.startsOn}..${other.lastOn}`,
      }
    },
  }
}
