import { contradictionsOf, FORGOTTEN_AFTER, gapsOf, tookPlace } from '../counting.ts'
import { addDays, daysBetween, type PartialDate, writeDate, writeRange } from '../dates.ts'
import { type Db, prepared, remembered } from '../db/open.ts'
import { type Direction, type Status, statuses } from '../delegations/delegation.ts'
import { listAwaitedReports } from '../visit-reports/queries.ts'
import type { Message } from '../web/language.ts'
import type { Kind } from './contradiction.ts'
import type { Found } from './found.ts'
import { type FoundOfVisits, lastVisit, type Search } from './kept-by-visit.ts'

/** A visit of which something may not be true, with what is needed to tell. */
interface SuspectVisit {
  id: number
  code: string
  title: string
  direction: Direction
  unitId: number
  startsOn: PartialDate
  endsOn: PartialDate | null
  headCount: number | null
  status: Status
  isListComplete: number
  personTripCount: number | null
  arePeopleCounted: number
  countryCount: number
  listed: number
  travelled: number
  heads: number
}

/** What the rules of counting.ts find of every visit of the register. */
export const visitContradictions = (today: string): Search => ({
  name: 'visits',
  day: today,
  everywhere: (db) => suspects(db, today).flatMap((visit) => foundOf(visit, today)),
  *inSteps(db) {
    const found: FoundOfVisits[] = []
    const last = lastVisit(db)
    for (let first = 1; db.$client.open && first <= last; first += A_STEP) {
      const ids = Array.from({ length: A_STEP }, (_, index) => first + index)
      for (const visit of suspects(db, today, ids)) found.push(...foundOf(visit, today))
      yield
    }
    return found
  },
  around: (db, ids) => suspects(db, today, ids).flatMap((visit) => foundOf(visit, today)),
})

const A_STEP = 200

const foundOf = (visit: SuspectVisit, today: string): FoundOfVisits[] =>
  kindsOf(visit, today).map((kind) => {
    const { id, unitId, startsOn } = visit
    return {
      kind,
      key: `${kind}:${id}`,
      visitIds: [id],
      unitId,
      from: startsOn,
      to: startsOn,
      acceptance: null,
      tell: () => ({
        said: said[kind](visit),
        about: aboutVisit(visit),
        fixes: fixes[kind].map(([text, to]) => ({
          words: { text },
          href: `/delegations/${id}${to}`,
          right: 'enter',
        })),
        facts: `${unitId} ${facts[kind](visit)}`,
      }),
    }
  })

type VisitKind = Exclude<
  Kind,
  'figuresClash' | 'figureBelowVisits' | 'partnersDiffer' | 'samePartner' | 'twoPlaces' | 'noReport'
>

/** The kinds a visit is listed under, each once. A visit that was cancelled need not be right any more. */
export function kindsOf(visit: SuspectVisit, today: string): VisitKind[] {
  if (visit.status === 'cancelled') return []
  const isListComplete = visit.isListComplete === 1
  const hasGone = tookPlace.includes(visit.status)
  const found = new Set<VisitKind>()
  for (const one of contradictionsOf({ ...visit, isListComplete }, today)) {
    if (one === 'listIsLong') found.add('listDiffers')
    else if (one === 'noHead' || one === 'twoHeads') found.add('heads')
    // Until it goes, a list is still being made.
    else if (one !== 'listIsShort' || hasGone) found.add(one)
  }
  for (const gap of gapsOf({ ...visit, arePeopleCounted: visit.arePeopleCounted === 1 }, today))
    found.add(gap)
  return [...found].filter((kind) => ofLists.has(kind) === visit.listed > 0)
}

const ofLists: ReadonlySet<VisitKind> = new Set<VisitKind>(['listDiffers', 'listIsShort', 'heads'])

const columns = `d.id, d.code, d.title, d.direction, d.unit_id unitId, d.starts_on startsOn, d.ends_on endsOn,
  d.head_count headCount, d.status, d.is_list_complete isListComplete, d.person_trip_count personTripCount,
  d.are_people_counted arePeopleCounted`

/**
 * The visits that any rule may be about, more rather than fewer; the rules alone decide. Those with a list that may be
 * wrong come with it, those that something else may be wrong with come without.
 */
function suspects(db: Db, today: string, among?: number[]): SuspectVisit[] {
  const ids = among ? JSON.stringify(among) : null
  const [d, p] = ['d.id', 'delegation_id'].map((id) =>
    among ? `${id} in (select value from json_each(:ids)) and` : '',
  ) as [string, string]
  const lists = prepared(db, `suspect lists ${ids ? 'among' : ''}`, () =>
    db.$client.prepare<object, SuspectVisit>(
      `with named as materialized (
         select delegation_id, count(*) listed, sum(has_travelled) travelled, sum(role = 'head') heads
         from participants where ${p} side = 'delegation' group by delegation_id)
       select ${columns}, 1 countryCount, listed, travelled, heads
       from named cross join delegations d on d.id = named.delegation_id
       where d.head_count <> travelled or d.is_list_complete and heads = 0 or heads > 1`,
    ),
  ).all(ids ? { ids } : {})
  const others = prepared(db, `suspect visits ${ids ? 'among' : ''}`, () =>
    db.$client.prepare<object, SuspectVisit>(
      `select ${columns}, exists (select 1 from delegation_countries c where c.delegation_id = d.id) countryCount,
         0 listed, 0 travelled, 0 heads
       from delegations d
       where ${d} d.status <> 'cancelled' and (
         d.are_people_counted and d.person_trip_count is null
         or not exists (select 1 from delegation_countries c where c.delegation_id = d.id)
         or d.ends_on < d.starts_on
         or d.status in ('underway', 'returned', 'reported') and d.starts_on > :today
         or d.status in ('planned', 'submitted', 'approved', 'underway', 'postponed')
           and coalesce(d.ends_on, d.starts_on) < :forgotten)`,
    ),
  ).all({ today, forgotten: addDays(today, -FORGOTTEN_AFTER), ...(ids && { ids }) })
  return [...lists, ...others]
}

export const aboutVisit = ({ id, code, title }: Pick<SuspectVisit, 'id' | 'code' | 'title'>) => ({
  words: { text: '{name}', gaps: { name: `${code} ${title}` } },
  href: `/delegations/${id}`,
})

const said: Record<VisitKind, (visit: SuspectVisit) => Message> = {
  listDiffers: ({ travelled, headCount, isListComplete }) => ({
    text: isListComplete
      ? 'Danh sách đã ghi đủ có {travelled} người, ô số người ghi {headCount}. Sổ đang tính {travelled} lượt người.'
      : 'Danh sách có {travelled} người, ô số người chỉ ghi {headCount}. Sổ đang tính {travelled} lượt người.',
    gaps: { travelled, headCount: headCount! },
  }),
  listIsShort: ({ travelled, headCount }) => ({
    text: 'Danh sách mới có tên {travelled} trong số {headCount} người.',
    gaps: { travelled, headCount: headCount! },
  }),
  heads: ({ heads, listed }): Message =>
    heads
      ? { text: 'Danh sách có {heads} trưởng đoàn.', gaps: { heads } }
      : { text: 'Danh sách đã ghi đủ {listed} người nhưng không ai là trưởng đoàn.', gaps: { listed } },
  endsBeforeStart: ({ startsOn, endsOn }) => ({
    text: 'Ngày kết thúc {to} lại trước ngày bắt đầu {from}.',
    gaps: { from: writeDate(startsOn), to: writeDate(endsOn!) },
  }),
  startsAhead: ({ status, startsOn }) => ({
    text: 'Đã ghi là “{status}” trong khi {date} mới bắt đầu.',
    gaps: { status: { text: statuses[status] }, date: writeDate(startsOn) },
  }),
  standsStill: ({ status, startsOn, endsOn }) => ({
    text: 'Vẫn ghi là “{status}” trong khi thời gian của đoàn ({dates}) đã qua lâu.',
    gaps: { status: { text: statuses[status] }, dates: writeRange(startsOn, endsOn) },
  }),
  noCountry: () => ({ text: 'Đoàn chưa ghi nước nào.' }),
  unknownPeople: ({ startsOn, endsOn }) => ({
    text: 'Đoàn đã được tính vào số liệu ({dates}) nhưng chưa ghi số người.',
    gaps: { dates: writeRange(startsOn, endsOn) },
  }),
}

const facts: Record<VisitKind, (visit: SuspectVisit) => string> = {
  listDiffers: ({ travelled, headCount, isListComplete }) => `${travelled}/${headCount} ${isListComplete}`,
  listIsShort: ({ travelled, headCount }) => `${travelled}/${headCount}`,
  heads: ({ heads, listed }) => `${heads} in ${listed}`,
  endsBeforeStart: ({ startsOn, endsOn }) => `${startsOn}..${endsOn}`,
  startsAhead: ({ status, startsOn }) => `${status} ${startsOn}`,
  standsStill: ({ status, startsOn, endsOn }) => `${status} ${startsOn}..${endsOn}`,
  noCountry: () => '',
  unknownPeople: ({ startsOn }) => startsOn,
}

/** Where each is mended: straight at the field. */
const fixes: Record<VisitKind, [words: string, to: string][]> = {
  listDiffers: [
    ['Sửa số người', '/edit#headCount'],
    ['Sửa danh sách', '/edit#participants'],
  ],
  listIsShort: [['Ghi thêm tên', '/edit#participants']],
  heads: [['Ghi trưởng đoàn', '/edit#participants']],
  endsBeforeStart: [['Sửa ngày', '/edit#endsOn']],
  startsAhead: [
    ['Sửa ngày đi', '/edit#startsOn'],
    ['Sửa bước', '#steps'],
  ],
  standsStill: [['Ghi bước', '']],
  noCountry: [['Ghi nước', '/edit#countries']],
  unknownPeople: [['Ghi số người', '/edit#headCount']],
}

/** Visits that came back and whose report is late on a day; how late is said as of `told`, that day unless another. */
export const lateReports = (db: Db, day: string, told = day): Found[] =>
  remembered(db, `contradictions of reports ${day} ${told}`, () => {
    const unitOf = prepared(db, 'unit of visit', () =>
      db.$client.prepare<[number], number>('select unit_id from delegations where id = ?').pluck(),
    )
    return listAwaitedReports(db, addDays(day, -1))
      .map((visit): Found => {
        const unitId = unitOf.get(visit.id)!
        return {
          kind: 'noReport',
          key: `noReport:${visit.id}`,
          unitId,
          from: visit.startsOn,
          to: visit.startsOn,
          acceptance: null,
          tell: () => ({
            said: {
              text: 'Đoàn đã về; báo cáo đến hạn ngày {date}, nay đã quá {count} ngày.',
              gaps: { date: writeDate(visit.dueOn), count: daysBetween(visit.dueOn, told) },
            },
            about: aboutVisit(visit),
            fixes: [
              { words: { text: 'Viết báo cáo' }, href: `/delegations/${visit.id}/report`, right: 'read' },
            ],
            facts: `${unitId} ${visit.dueOn}`,
          }),
        }
      })
      .toReversed()
  })
