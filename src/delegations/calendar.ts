import ical, { ICalCalendar, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import { countryName } from '../countries/names.ts'
import { addDays, addMonths, isKnownToTheDay, today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { isAwaited } from '../visit-reports/visit-report.ts'
import { inTurns } from '../web/export.ts'
import type { Speech } from '../web/language.ts'
import { directions, type Status, statuses } from './delegation.ts'
import { type DetailedDelegation, exportBatches } from './export.ts'
import { askingFor, type DelegationFilters, type scopes } from './filters.ts'
import { titled } from './queries.ts'

/** How far back a feed goes: a calendar reads all of it again and again. */
const FEED_MONTHS = 12

/** What a feed is asked for: the visits of the last year, those under way and those to come. */
export const feedFilters = (scope: keyof typeof scopes): DelegationFilters =>
  askingFor({ scope: [scope], from: [addMonths(today(), -FEED_MONTHS)], sort: ['startsOn'] })

/**
 * A list as an iCalendar, some hundred visits at a time: each visit on all of its days, and the last day for each report
 * that is awaited. A visit that starts nobody knows on which day is in no calendar, which the calendar says. No names of
 * people: a feed's address may be passed on. `origin` is where the pages of the visits are.
 */
export async function* calendarOf(
  db: Db,
  filters: DelegationFilters,
  origin: string,
  speech: Speech,
): AsyncGenerator<string> {
  const { t } = speech
  const heading = calendar()
    .name(t('Đoàn ra – đoàn vào'))
    .description(t('Đoàn chưa rõ ngày bắt đầu không có trong lịch này.'))
  const [start, end] = heading.toString().split(/(?=END:VCALENDAR)/)
  yield start!
  for await (const batch of inTurns(exportBatches(db, filters))) {
    const events = calendar()
    for (const visit of batch) addTo(events, visit, origin, speech)
    // Its events without the calendar around them.
    const text = events.toString()
    const first = text.indexOf('BEGIN:VEVENT')
    if (first !== -1) yield text.slice(first, text.lastIndexOf('END:VCALENDAR'))
  }
  yield `${end}\r\n`
}

const calendar = () => ical({ prodId: { company: 'so-doan', product: 'so-doan', language: 'VI' } })

function addTo(calendar: ICalCalendar, visit: DetailedDelegation, origin: string, speech: Speech) {
  const { t, language } = speech
  const { title, partners, unit, countries, code } = { ...visit, ...titled(visit, language) }
  const url = `${origin}/delegations/${visit.id}`
  const status = t(statuses[visit.status])
  const isKept = visit.status !== 'cancelled'
  if (isKnownToTheDay(visit.startsOn)) {
    const lastDay = isKnownToTheDay(visit.endsOn) ? visit.endsOn : null
    const lines = [
      `${code} · ${status}`,
      partners.map(({ name }) => name).join('; '),
      visit.personTripCount === null
        ? ''
        : t(visit.arePeopleCounted ? '{people} lượt người' : '{people} người, chưa tính', {
            people: visit.personTripCount,
          }),
      unit,
      lastDay ? '' : t('Chưa rõ ngày kết thúc.'),
    ]
    calendar.createEvent({
      id: `delegation-${visit.id}@so-doan`,
      sequence: visit.version,
      ...allDay(visit.startsOn, lastDay ?? visit.startsOn),
      summary: `${t(directions[visit.direction])}: ${title}${isSure(visit.status) ? '' : ` (${status})`}`,
      description: lines.filter(Boolean).join('\n'),
      location: countries.map((iso2) => countryName(iso2, language)).join(', '),
      status: isSure(visit.status)
        ? ICalEventStatus.CONFIRMED
        : isKept
          ? ICalEventStatus.TENTATIVE
          : ICalEventStatus.CANCELLED,
      url,
    })
  }
  if (
    isAwaited({ status: visit.reportStatus }) &&
    (visit.status === 'underway' || visit.status === 'returned')
  ) {
    calendar.createEvent({
      id: `report-${visit.id}@so-doan`,
      sequence: visit.version,
      ...allDay(visit.reportDueOn, visit.reportDueOn),
      summary: t('Hạn nộp báo cáo: {title}', { title }),
      description: `${code} · ${unit}`,
      url: `${url}/report`,
    })
  }
}

/** Both days included; in a calendar the end is the day after. */
const allDay = (from: string, to: string) => ({
  allDay: true,
  start: new Date(`${from}T00:00:00Z`),
  end: new Date(`${addDays(to, 1)}T00:00:00Z`),
  // Nobody is busy because a delegation travels.
  transparency: ICalEventTransparency.TRANSPARENT,
})

const isSure = (status: Status) => !['planned', 'submitted', 'postponed', 'cancelled'].includes(status)
