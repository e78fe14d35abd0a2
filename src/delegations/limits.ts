import { daysOfVisit } from '../counting.ts'
import { yearOf } from '../dates.ts'
import { type Db, prepared } from '../db/open.ts'
import { type SettingKey, valueWords } from '../settings/known-settings.ts'
import { settingAt } from '../settings/queries.ts'
import { unitsById } from '../units/queries.ts'
import type { Message } from '../web/language.ts'
import type { Dossier, ListedParticipant } from './queries.ts'

/**
 * Which limits a visit goes beyond, each with the basis of the limit that held when it starts. They warn and never
 * block, and bind only what the house itself sends: no guests, no other body's delegation, nothing cancelled.
 */
export function limitsExceeded(db: Db, visit: Dossier, people: ListedParticipant[]): Message[] {
  const isOurs =
    visit.direction === 'outbound' &&
    visit.countsAs === 'delegation_and_people' &&
    unitsById(db).get(visit.unitId)?.kind !== 'other_body'
  if (!isOurs || visit.status === 'cancelled') return []
  const head = people.find(({ side, role }) => side === 'delegation' && role === 'head')
  const measured: [key: SettingKey, count: number | null, text: string][] = [
    ['most_people', visit.personTripCount, 'Đoàn có {count} người, quá mức {most} ({basis}).'],
    [
      'most_days',
      daysOfVisit(visit.startsOn, visit.endsOn),
      'Đoàn đi {count} ngày, quá mức {most} ({basis}).',
    ],
    ['most_countries', visit.countries.length, 'Đoàn qua {count} nước, quá mức {most} ({basis}).'],
    [
      'most_trips_as_head',
      head ? tripsAsHead(db, visit, head.personId) : null,
      'Chuyến thứ {count} trong năm {year} mà {name} làm trưởng đoàn, quá mức {most} ({basis}).',
    ],
  ]
  return measured.flatMap(([key, count, text]) => {
    const limit = settingAt(db, key, visit.startsOn)
    if (count === null || count <= Number(limit.value)) return []
    const basis = limit.basisWords
      ? { text: 'căn cứ: {basis}', gaps: { basis: limit.basisWords } }
      : { text: 'mức này chưa ghi căn cứ' }
    const most = valueWords(key, limit)
    return [{ text, gaps: { count, most, basis, year: yearOf(visit.startsOn), name: head?.name ?? '' } }]
  })
}

/** Which delegation of its year, of those the house sends, this is under the same head. */
function tripsAsHead(db: Db, visit: Dossier, personId: number): number {
  const year = yearOf(visit.startsOn)
  const found = prepared(db, 'trips as head', () =>
    db.$client.prepare<[number, string, string, string, number, number], { count: number }>(
      `select count(distinct d.id) count from participants p join delegations d on d.id = p.delegation_id
       join units u on u.id = d.unit_id
       where p.person_id = ? and p.side = 'delegation' and p.role = 'head' and p.has_travelled
         and d.direction = 'outbound' and d.counts_as = 'delegation_and_people' and u.kind <> 'other_body'
         and d.status not in ('cancelled', 'postponed') and d.starts_on >= ? and d.starts_on < ?
         and ((d.starts_on, d.id) < (?, ?) or d.id = ?)`,
    ),
  )
  return found.get(personId, year, String(Number(year) + 1), visit.startsOn, visit.id, visit.id)!.count
}
