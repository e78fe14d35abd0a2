import { addDays, isKnownToTheDay, writeDate } from '../dates.ts'
import { type Db, prepared, remembered } from '../db/open.ts'
import type { countings, Direction, Status } from '../delegations/delegation.ts'
import type { Dossier } from '../delegations/queries.ts'
import { type SettingKey, valueWords } from '../settings/known-settings.ts'
import { deadlineBefore, listSettingValues, settingAt } from '../settings/queries.ts'
import type { Meaning } from '../checklists/checklist-line.ts'
import { type Attention, consequenceFor, SOON } from '../today/attention.ts'
import { unitsById } from '../units/queries.ts'
import type { Warning } from './warning.ts'

// What should be in order some days before a visit begins: its file sent up, the consent to receive guests, the permit
// of those who come to work as press.

type Preparation = 'file' | 'decision' | 'consent' | 'permit'

const known: Record<
  Preparation,
  {
    /** When it is due before the visit begins; null: by the day itself. */
    setting: SettingKey | null
    warning: string
    title: string
    state: string
    act: string
    path: string
    meaning: Meaning
  }
> = {
  file: {
    setting: 'file_days_outbound',
    warning: 'Chưa trình hồ sơ cử đoàn; hạn trình là {date}, {days} trước ngày đi ({basis}).',
    title: 'Trình hồ sơ: {title}',
    state: 'chưa trình hồ sơ cử đoàn',
    act: 'Ghi đã trình',
    meaning: 'submission',
    path: '/submission',
  },
  decision: {
    setting: null,
    warning: 'Hôm nay đoàn đi mà chưa ghi quyết định cử đoàn.',
    title: 'Quyết định cử đoàn: {title}',
    state: 'đã trình, chưa ghi quyết định cử đoàn',
    act: 'Xem đoàn',
    meaning: 'approval',
    path: '',
  },
  consent: {
    setting: 'consent_days_inbound',
    warning: 'Khách sắp đến mà chưa có văn bản đồng ý; hạn là {date}, {days} trước ngày đến ({basis}).',
    title: 'Văn bản đồng ý: {title}',
    state: 'khách sắp đến, chưa có văn bản đồng ý',
    meaning: 'approval',
    act: 'Xem đoàn',
    path: '',
  },
  permit: {
    setting: 'permit_days_press',
    warning:
      'Khách sẽ hoạt động báo chí mà chưa có giấy phép; hạn là {date}, {days} trước ngày đến ({basis}).',
    title: 'Giấy phép báo chí: {title}',
    state: 'chưa có giấy phép hoạt động báo chí',
    meaning: 'press_permit',
    act: 'Xem đoàn',
    path: '',
  },
}

interface Prepared {
  id: number
  code: string
  title: string
  direction: Direction
  status: Status
  countsAs: keyof typeof countings
  unitId: number
  startsOn: string
  endsOn: string | null
  approvalNumber: string | null
  /** They will work as press, and no permit is written down. */
  lacksPermit: boolean
}

/** What of a visit's preparation is due by now and not done, each with its deadline's basis. */
export function preparationWarnings(db: Db, visit: Dossier, today: string): Warning[] {
  const lacksPermit = prepared(db, 'press work without permit', () =>
    db.$client
      .prepare<[number], number>(
        'select 1 from press_works where delegation_id = ? and permit_number is null',
      )
      .pluck(),
  ).get(visit.id)
  return owed(db, { ...visit, lacksPermit: lacksPermit === 1 }, today)
    .filter(({ dueOn }) => dueOn <= today)
    .map(({ preparation, dueOn }) => {
      const { setting, warning } = known[preparation]
      if (!setting) return { text: warning }
      const value = settingAt(db, setting, visit.startsOn)
      const basis = value.basisWords
        ? { text: 'căn cứ: {basis}', gaps: { basis: value.basisWords } }
        : { text: 'hạn này chưa ghi căn cứ' }
      return { text: warning, gaps: { date: writeDate(dueOn), days: valueWords(setting, value), basis } }
    })
}

// What a visit's checklist looks after, as a list of meanings: an open line whose day nobody knows is never told.
const looksAfter = `(select group_concat(line.settled_by) from checklist_items line
  where line.delegation_id = d.id and (line.state <> 'open' or
    (line.offset is not null and length(iif(line.anchor = 'start', d.starts_on, d.ends_on)) = 10)))`

/** What is owed of visits soon to begin, due within a week or late, and has no line of its own in their checklist. Once they are here, lines of before want nobody. */
export function listPreparationAttention(db: Db, today: string): Attention[] {
  return remembered(db, `preparation ${today}`, () => {
    const until = addDays(today, SOON)
    // The plus leaves the index of statuses aside: some weeks hold fewer visits than all that are still planned.
    const rows = prepared(db, 'visits in preparation', () =>
      db.$client.prepare<
        { today: string; horizon: string },
        Omit<Prepared, 'lacksPermit'> & { lacksPermit: number; listed: string | null }
      >(
        `select d.id, d.code, d.title, d.direction, d.status, d.counts_as as countsAs, d.unit_id as unitId,
           d.starts_on as startsOn, d.ends_on as endsOn, d.approval_number as approvalNumber,
           press.id is not null as lacksPermit, ${looksAfter} as listed
         from delegations d
         left join press_works press on press.delegation_id = d.id and press.permit_number is null
         where d.starts_on between :today and :horizon and +d.status in ('planned', 'submitted', 'approved')
         union all
         select d.id, d.code, d.title, d.direction, d.status, d.counts_as, d.unit_id, d.starts_on, d.ends_on,
           d.approval_number, 1, null
         from delegations d
         join press_works press on press.delegation_id = d.id and press.permit_number is null
         where d.status = 'underway'`,
      ),
    ).all({ today, horizon: addDays(until, longestNotice(db)) })
    return rows.flatMap((row) =>
      owed(db, { ...row, lacksPermit: row.lacksPermit === 1 }, today)
        .filter(({ dueOn }) => dueOn <= until)
        .filter(({ preparation }) => !row.listed?.split(',').includes(known[preparation].meaning))
        .map(({ preparation, dueOn }) => {
          const { title, state, act, path } = known[preparation]
          return {
            id: row.id,
            code: row.code,
            direction: row.direction,
            title: { text: title, gaps: { title: row.title } },
            href: `/delegations/${row.id}${path}`,
            state: { text: state },
            day: { text: 'hạn {date}', gaps: { date: writeDate(dueOn) } },
            ...consequenceFor(row, dueOn, today),
            act,
            look: 'Xem đoàn',
          }
        }),
    )
  })
}

// What a visit that is yet to begin still lacks, and the last day for it. What is on its way needs no papers to leave.
function owed(db: Db, visit: Prepared, today: string): { preparation: Preparation; dueOn: string }[] {
  const { startsOn, endsOn, status, direction } = visit
  const isOurs = unitsById(db).get(visit.unitId)?.kind !== 'other_body'
  if (!isKnownToTheDay(startsOn) || !isOurs) return []
  const isAhead = startsOn >= today && (status === 'planned' || status === 'submitted')
  const isPending = isAhead && visit.approvalNumber === null
  const isGoingOn =
    status === 'underway' && (endsOn ?? startsOn) >= today.slice(0, (endsOn ?? startsOn).length)
  const lacking: Record<Preparation, boolean> = {
    // People inside another body's delegation: its file is that body's.
    file:
      isPending &&
      direction === 'outbound' &&
      status === 'planned' &&
      visit.countsAs === 'delegation_and_people',
    decision:
      isPending &&
      direction === 'outbound' &&
      status === 'submitted' &&
      visit.countsAs === 'delegation_and_people',
    consent: isPending && direction === 'inbound',
    permit:
      visit.lacksPermit &&
      direction === 'inbound' &&
      (isAhead || (status === 'approved' && startsOn >= today) || isGoingOn),
  }
  return (['file', 'decision', 'consent', 'permit'] as const)
    .filter((preparation) => lacking[preparation])
    .map((preparation) => {
      const { setting } = known[preparation]
      return { preparation, dueOn: setting ? deadlineBefore(db, setting, startsOn) : startsOn }
    })
}

// Calendar days that surely hold the longest of these deadlines: a working day is never so far away.
function longestNotice(db: Db): number {
  const values = Object.values(known).flatMap(({ setting }) =>
    setting ? listSettingValues(db, setting) : [],
  )
  return Math.max(...values.map(({ value }) => Number(value))) * 2 + 30
}
