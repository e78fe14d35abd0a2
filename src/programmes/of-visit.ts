import { isKnownToTheDay, weekdayOf } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { partnerTitle } from '../partners/partner.ts'
import { partnersById } from '../partners/queries.ts'
import type { Language } from '../web/language.ts'
import { dayOf, isOutside, numberOf, shiftNeeded, type VisitDays } from './days.ts'
import { programmeOutcomes } from './programme-item.ts'
import { listProgramme } from './queries.ts'

export const weekdays = ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật']

/** A visit's programme as pages show it: day by day, and what lies outside the visit. */
export function programmeOf(db: Db, visit: VisitDays & { id: number }, language: Language) {
  const partners = partnersById(db)
  const items = listProgramme(db, visit)
  const lines = items.map((item) => {
    const partner = item.partnerId === null ? undefined : partners.get(item.partnerId)
    const { startsAt, endsAt } = item
    return {
      ...item,
      day: dayOf(item, visit),
      isOutside: isOutside(item, visit),
      hours: [startsAt, endsAt].filter(Boolean).join('–') || null,
      partner: partner ? { id: partner.id, name: partnerTitle(partner, language) } : null,
    }
  })
  return {
    outcomes: programmeOutcomes,
    days: [...Map.groupBy(lines, ({ day, dayNumber }) => day ?? String(dayNumber)).values()].map((ofDay) => {
      const { day, dayNumber, isOutside } = ofDay[0]!
      const isBeforeStart = day !== null && day < visit.startsOn
      return {
        day,
        weekday: day && weekdays[weekdayOf(day)]!,
        number:
          day === null
            ? dayNumber
            : isKnownToTheDay(visit.startsOn) && !isBeforeStart
              ? numberOf(day, visit.startsOn)
              : null,
        isOutside,
        items: ofDay,
      }
    }),
    itemCount: lines.length,
    outsideCount: lines.filter(({ isOutside }) => isOutside).length,
    shiftBy: shiftNeeded(items, visit),
    hasDays: items.some(({ heldOn }) => heldOn !== null),
    hasOutcomes: items.some(({ outcome }) => outcome !== 'planned'),
  }
}
