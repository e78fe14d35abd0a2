import type { Cells, Change } from './history.ts'
import { type Db, prepared } from './open.ts'

// Whether a write can have changed a counted figure (đoàn, lượt người, số người): such figures are the dearest of what is
// remembered, and most writes are of visits still ahead, of reports, of notes.

/** What no figure is read from, though it may belong to a counted visit. */
const apart = new Set([
  'accepted_contradictions',
  'checklist_items',
  'coverage_items',
  'documents',
  'follow_ups',
  'fundings',
  'partner_distinctions',
  'people',
  'person_names',
  'press_works',
  'programme_items',
  'report_extensions',
  'status_changes',
  'visit_reports',
  'yearly_reports',
  'report_figures',
])
/** What of a visit its figures are read from. */
const ofVisit = [
  'status',
  'counts_as',
  'starts_on',
  'ends_on',
  'unit_id',
  'direction',
  'purpose_kind',
  'head_count',
  'is_list_complete',
]
/** Visits of one write that are looked up one by one. */
const FEW = 50

/** Looks at the changes of one write. A visit of which nobody was counted, neither before nor after, changes nothing. */
export function watchingCounts(db: Db) {
  let isTouched = false
  const visits = new Set<number>()
  return {
    /** `row` as it stood before the change; of a new one, as it stands. */
    see({ subjectTable, subjectId, tableName, action, after }: Change, row: Cells) {
      if (isTouched || apart.has(tableName)) return
      const isVisit = tableName === 'delegations'
      if (action === 'update' && isVisit && !ofVisit.some((column) => column in after!)) return
      // Of everything else (units, countries, published figures) nobody looks more closely.
      if (subjectTable !== 'delegations' || (isVisit && row.are_people_counted)) isTouched = true
      else visits.add(subjectId)
      if (visits.size > FEW) isTouched = true
    },
    /** Asked before the write is kept. */
    get areTouched() {
      const isCounted = prepared(db, 'is counted', () =>
        db.$client.prepare<[number]>('select 1 from delegations where id = ? and are_people_counted'),
      )
      return isTouched || [...visits].some((id) => isCounted.get(id) !== undefined)
    },
  }
}

/**
 * What a cell of people holds, worked out from its visits: the counted ones of which everybody who travelled is named (a
 * list marked complete, or as many as the stated head-count: C2, C3).
 */
export const visitsOfPeopleCell = `(
  select json_group_array(json_array(
    cast(substr(visit.starts_on, 9) as integer), coalesce(visit.purpose_kind, ''),
    json((select json_group_array(country order by country) from delegation_countries where delegation_id = visit.id)),
    json((select json_group_array(partner_id order by partner_id) from delegation_partners where delegation_id = visit.id)),
    json((select json_group_array(person_id order by person_id) from participants
      where delegation_id = visit.id and side = 'delegation' and has_travelled))
  ) order by visit.id)
  from delegations visit
  where visit.unit_id = people_cells.unit_id and visit.direction = people_cells.direction
    and visit.starts_on >= people_cells.period
    and visit.starts_on < people_cells.period || iif(length(people_cells.period) = 4, '!', '/')
    and visit.are_people_counted
    and (select count(*) > 0 and (visit.is_list_complete or visit.head_count <= count(*)) from participants
      where delegation_id = visit.id and side = 'delegation' and has_travelled)
)`

/** Fills the cells of people that were touched: the last thing of every write. */
export function keepPeople(db: Db) {
  prepared(db, 'keep people', () =>
    db.$client.prepare(`update people_cells set visits = ${visitsOfPeopleCell} where visits is null`),
  ).run()
}
