import { daysBetween, isKnownToTheDay, type PartialDate, writeDate } from '../dates.ts'
import type { Direction } from '../delegations/delegation.ts'
import type { Message } from '../web/language.ts'

/** What comes of it where nobody sees to a thing, the worst first, whichever room it is of. */
export const consequences = {
  departure: 'Sắp đi, sắp đến mà còn thiếu',
  preparation: 'Việc của đoàn đã quá hạn',
  record: 'Đã đến ngày mà sổ chưa ghi',
  report: 'Báo cáo quá hạn',
  promise: 'Việc đã hẹn quá hạn',
  soon: 'Đến hạn trong bảy ngày tới',
} as const
export type Consequence = keyof typeof consequences

/** One thing that wants somebody today. Each room tells of its own; the first page lists them by consequence. */
export interface Attention {
  /** The visit it is about. */
  id: number
  code: string
  direction: Direction
  /** What it is, leading to `href`, where it is seen to. */
  title: Message
  href: string
  /** How it stands. */
  state: Message
  /** The day it is due or should have come: 'hạn 05/10/2025'. */
  day: Message
  /** Days late; negative while there is still time. */
  daysLate: number
  consequence: Consequence
  /** Of a departure: in how many days it is, and the day. No day is left once the visit is under way. */
  departure: { daysLeft: number; day: Message } | null
  /** What is done about it, by who may enter, and by who may only read. */
  act: string
  look: string
}

/** How many days before something is due it is pressing, and wants somebody. */
export const SOON = 7

/** What comes of something that a visit needs and has not: its departure is what presses, once that is near. */
export function consequenceFor(
  visit: { direction: Direction; status: string; startsOn: PartialDate },
  dueOn: string,
  today: string,
): Pick<Attention, 'consequence' | 'departure' | 'daysLate'> {
  const { startsOn, direction } = visit
  const daysLate = daysBetween(dueOn, today)
  const daysLeft = isKnownToTheDay(startsOn) ? daysBetween(today, startsOn) : null
  const isAhead = ['planned', 'submitted', 'approved'].includes(visit.status)
  if (daysLeft !== null && isAhead && daysLeft >= 0 && daysLeft <= SOON) {
    const day = {
      text: direction === 'outbound' ? 'đi {date}' : 'khách đến {date}',
      gaps: { date: writeDate(startsOn) },
    }
    return { consequence: 'departure', departure: { daysLeft, day }, daysLate }
  }
  return { consequence: daysLate > 0 ? 'preparation' : 'soon', departure: null, daysLate }
}

const rank = (consequence: Consequence) => Object.keys(consequences).indexOf(consequence)

/** The worst consequence first; among departures the next one, among others what has waited longest. */
export const byConsequence = (one: Attention, other: Attention): number =>
  rank(one.consequence) - rank(other.consequence) ||
  (one.departure?.daysLeft ?? 0) - (other.departure?.daysLeft ?? 0) ||
  other.daysLate - one.daysLate ||
  one.id - other.id

/** Of a visit whose last day is past: what is not written down of it yet, and that day. Guests come, they do not go. */
export function unrecorded({ direction, status, on }: { direction: Direction; status: string; on: string }): {
  state: Message
  day: Message
} {
  const isOut = direction === 'outbound'
  const gaps = { date: writeDate(on) }
  return status === 'underway'
    ? {
        state: {
          text: isOut ? 'đã hết ngày đi, chưa ghi đã về' : 'khách đã hết ngày ở Việt Nam, chưa ghi đã về',
        },
        day: { text: isOut ? 'về {date}' : 'khách về {date}', gaps },
      }
    : {
        state: {
          text: isOut
            ? 'đã qua ngày đi, chưa ghi đang đi hay đã về'
            : 'đã qua ngày khách ở Việt Nam, chưa ghi đã đến hay đã về',
        },
        day: { text: 'đến hết {date}', gaps },
      }
}
