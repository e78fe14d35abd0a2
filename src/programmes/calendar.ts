import ical, { ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import { addDays } from '../dates.ts'
import type { Db } from '../db/open.ts'
import type { Dossier } from '../delegations/queries.ts'
import type { Speech } from '../web/language.ts'
import { programmeOf } from './of-visit.ts'

/**
 * A visit's programme as an iCalendar. Hours are those of the place, so they belong to no time zone; what has no hour
 * takes the day, and what has no day yet is left out, which the calendar says.
 */
export function programmeCalendar(db: Db, visit: Dossier, origin: string, { t, language }: Speech): string {
  const programme = programmeOf(db, visit, language)
  const calendar = ical({ prodId: { company: 'so-doan', product: 'so-doan', language: 'VI' } })
    .name(t('Chương trình: {title}', { title: visit.title }))
    .description(t('Giờ ghi là giờ nơi đến. Mục chưa rõ ngày không có trong lịch này.'))
  for (const { day, items } of programme.days) {
    if (day === null) continue
    for (const item of items) {
      const isHeld = item.outcome !== 'dropped'
      const lines = [
        visit.code,
        item.met ? t('Gặp: {who}', { who: item.met }) : '',
        item.partner?.name ?? '',
        item.outcome === 'planned' ? '' : t(programme.outcomes[item.outcome]),
        item.outcomeReason ?? '',
      ]
      calendar.createEvent({
        id: `programme-${item.id}@so-doan`,
        sequence: visit.version,
        ...timesOf(day, item),
        summary: item.content,
        description: lines.filter(Boolean).join('\n'),
        location: item.place,
        status: isHeld ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
        transparency: isHeld ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
        url: `${origin}/delegations/${visit.id}/programme`,
      })
    }
  }
  return `${calendar.toString()}\r\n`
}

/** An end before its start is on the next day: the night train. A day's end is the day after it. */
function timesOf(day: string, { startsAt, endsAt }: { startsAt: string | null; endsAt: string | null }) {
  if (!startsAt) return { allDay: true, start: at(day, '00:00'), end: at(addDays(day, 1), '00:00') }
  const end = endsAt && at(endsAt < startsAt ? addDays(day, 1) : day, endsAt)
  return { floating: true, start: at(day, startsAt), end }
}

// Written as it stands here, with no zone beside it.
const at = (day: string, time: string) => new Date(`${day}T${time}:00Z`)
