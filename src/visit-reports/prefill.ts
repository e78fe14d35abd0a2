import { countryName } from '../countries/names.ts'
import { isKnownToTheDay, type PartialDate, writeDate } from '../dates.ts'
import type { Dossier, ListedParticipant } from '../delegations/queries.ts'

// What the register already knows of a visit, in the sentences a report opens with. It belongs to an official paper,
// so it is in Vietnamese whatever the reader's language.

export function prefilled(visit: Dossier, people: ListedParticipant[]) {
  return { general: general(visit, people), programme: programme(visit), funding: '' }
}

/** What a report is about, as its heading says it: a title that opens with "Đoàn" does not say it twice. */
export function subjectOf({ title }: Pick<Dossier, 'title'>): string {
  return /^đoàn\s/iu.test(title) ? `${title[0]!.toLowerCase()}${title.slice(1)}` : `đoàn ${title}`
}

function general(visit: Dossier, people: ListedParticipant[]): string {
  const head = people.find(({ side, role }) => side === 'delegation' && role === 'head')
  const members = people.filter(({ side }) => side === 'delegation')
  const travelled = members.filter(({ hasTravelled }) => hasTravelled).length
  const size = visit.personTripCount === null ? 'Đoàn' : `Đoàn gồm ${twoDigits(visit.personTripCount)} người`
  const led = head ? ` do ${[head.name, head.post].filter(Boolean).join(', ')} làm trưởng đoàn` : ''
  const countries = visit.countries.map((iso2) => countryName(iso2)).join(', ')
  const where =
    visit.direction === 'outbound'
      ? ` thăm và làm việc tại ${visit.place ?? countries}`
      : ` từ ${countries} thăm và làm việc tại ${visit.place ?? 'Việt Nam'}`
  const partners = visit.partners.map(({ name }) => name).join(', ')
  const invited = partners && visit.direction === 'outbound' ? `, làm việc với ${partners}` : ''
  const basis = visit.approvalNumber
    ? `; căn cứ văn bản số ${visit.approvalNumber}${visit.approvedOn ? ` ngày ${writeDate(visit.approvedOn)}` : ''}`
    : ''
  const absent =
    members.length > travelled
      ? ` Cử ${twoDigits(members.length)} người, thực đi ${twoDigits(travelled)} người.`
      : ''
  return `${size}${led},${where} ${period(visit.startsOn, visit.endsOn)}${invited}${basis}.${absent}`
}

function period(startsOn: PartialDate, endsOn: PartialDate | null): string {
  if (isKnownToTheDay(startsOn) && isKnownToTheDay(endsOn)) {
    return startsOn === endsOn
      ? `ngày ${writeDate(startsOn)}`
      : `từ ngày ${writeDate(startsOn)} đến ngày ${writeDate(endsOn)}`
  }
  return startsOn.length === 10
    ? `từ ngày ${writeDate(startsOn)}`
    : `trong ${startsOn.length === 4 ? 'năm' : 'tháng'} ${writeDate(startsOn)}`
}

const programme = (visit: Dossier) =>
  visit.statusReason ? `Đoàn thực hiện khác kế hoạch: ${visit.statusReason}` : ''

// Official papers write numbers below ten with a zero, so that none can be slipped in front.
const twoDigits = (number: number) => String(number).padStart(2, '0')
