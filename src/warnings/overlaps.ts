import { isKnownToTheDay, writeRange } from '../dates.ts'
import { type Db, prepared, remembered } from '../db/open.ts'
import type { Dossier } from '../delegations/queries.ts'
import type { Warning } from './warning.ts'

/** Other visits that a warning each is given for, and people named in one. */
const VISITS_TOLD = 10
const NAMES_TOLD = 5

interface Meeting {
  id: number
  code: string
  title: string
  startsOn: string
  lastOn: string
  name: string
}

/**
 * Who of a visit's people is in another visit on one of its days: one person in two places. Told only of dates known to
 * the day (a visit without an end lasts its first day for sure), of visits that are not cancelled or postponed, and of
 * people who did not stay at home. Who receives two visits in one week stays in one place.
 */
export function overlapWarnings(db: Db, visit: Dossier): Warning[] {
  const { id, startsOn, status } = visit
  if (!isKnownToTheDay(startsOn) || status === 'cancelled' || status === 'postponed') return []
  const lastOn = isKnownToTheDay(visit.endsOn) ? visit.endsOn : startsOn
  const meetings = remembered(db, `meetings ${id}`, () => meetingsOf(db, { id, startsOn, lastOn }))

  const byVisit = [...Map.groupBy(meetings, (meeting) => meeting.id).values()]
  return byVisit.slice(0, VISITS_TOLD).map((people) => {
    const [other] = people as [Meeting, ...Meeting[]]
    const from = other.startsOn > startsOn ? other.startsOn : startsOn
    const to = other.lastOn < lastOn ? other.lastOn : lastOn
    const names = people.map(({ name }) => name)
    const gaps = {
      names: names.slice(0, NAMES_TOLD).join(', '),
      dates: writeRange(from, to),
      count: names.length - NAMES_TOLD,
    }
    return {
      text:
        names.length > NAMES_TOLD
          ? '{names} và {count} người nữa có tên ở hai đoàn trong cùng ngày ({dates}). Đoàn kia:'
          : '{names} có tên ở hai đoàn trong cùng ngày ({dates}). Đoàn kia:',
      gaps,
      other: { href: `/delegations/${other.id}`, words: `${other.code} ${other.title}` },
    }
  })
}

// Whoever has travelled for years is looked for in all of their visits: a seventh of the page's time.
const meetingsOf = (db: Db, visit: { id: number; startsOn: string; lastOn: string }) =>
  prepared(db, 'people in two visits', () =>
    db.$client.prepare<{ id: number; startsOn: string; lastOn: string }, Meeting>(
      `select distinct d.id, d.code, d.title, d.starts_on as startsOn,
         iif(length(d.ends_on) = 10, d.ends_on, d.starts_on) as lastOn, people.name
       from participants mine
       join participants theirs on theirs.person_id = mine.person_id and theirs.delegation_id <> mine.delegation_id
       join delegations d on d.id = theirs.delegation_id
       join people on people.id = mine.person_id
       where mine.delegation_id = :id and mine.has_travelled and theirs.has_travelled
         and (mine.side = 'delegation' or theirs.side = 'delegation')
         and d.status not in ('cancelled', 'postponed') and length(d.starts_on) = 10
         and d.starts_on <= :lastOn and iif(length(d.ends_on) = 10, d.ends_on, d.starts_on) >= :startsOn
       order by d.starts_on, d.id, mine.side, mine.position`,
    ),
  ).all(visit)
