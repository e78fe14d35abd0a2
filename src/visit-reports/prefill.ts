import { countryName } from '../countries/names.ts'
import { isKnownToTheDay, type PartialDate, writeDate } from '../dates.ts'
import type { Dossier } from '../delegations/queries.ts'
import { payers } from '../funding/funding.ts'
import { textOf } from '../web/form.ts'
import { writeNumber } from '../vietnamese.ts'
import { dayOf, type Funding, type ProgrammeItem, type Sources } from './sources.ts'

// What the register already knows of a visit, in the sentences a report opens with. It belongs to an official paper,
// so it is in Vietnamese whatever the reader's language.

export function prefilled(visit: Dossier, sources: Sources) {
  return {
    general: general(visit, sources),
    programme: programme(visit, sources.programme),
    funding: sources.funding ? fundingWords(sources.funding) : '',
  }
}

export type Prefilled = ReturnType<typeof prefilled>

/** Texts without those that only say what the file says: they follow the file until somebody writes otherwise. */
export function withoutPrefilled<Texts extends Partial<Record<keyof Prefilled, unknown>>>(
  texts: Texts,
  first: Partial<Prefilled>,
) {
  const isFirst = (section: keyof Prefilled) =>
    textOf(texts[section]).replaceAll('\r\n', '\n').trim() === first[section]
  const own = { ...texts }
  for (const section of Object.keys(first) as (keyof Prefilled)[]) if (isFirst(section)) delete own[section]
  return own
}

/** Of what goes by section, that of the sections that follow the file: one that somebody cleared is kept as ''. */
export const ofUntouched = <Texts extends object>(report: Record<keyof Prefilled, unknown>, texts: Texts) =>
  Object.fromEntries(
    Object.entries(texts).filter(([section]) => report[section as keyof Prefilled] === null),
  ) as Partial<Texts>

/**
 * Its foot, as the unit signed its last report; the first one is signed by who led the visit. Who led another visit does
 * not sign for this one, and no guest signs a report of the house.
 */
export function prefilledFoot({ direction }: Pick<Dossier, 'direction'>, { people, foot }: Sources) {
  const isOurs = direction === 'outbound'
  const signedFor = foot ? (foot.signedFor ?? '') : 'TRƯỞNG ĐOÀN'
  const isOfVisit = /trưởng đoàn/iu.test(signedFor)
  const head = people.find(({ side, role }) => side === 'delegation' && role === 'head')
  const ledBy = isOurs && /^\s*trưởng đoàn/imu.test(signedFor) ? (head?.name ?? '') : ''
  return {
    writtenAt: foot?.writtenAt ?? '',
    signedFor: isOfVisit && !isOurs ? '' : signedFor,
    signer: isOfVisit ? ledBy : (foot?.signer ?? ''),
    recipients: foot?.recipients ?? '',
  }
}

/** What a report is about, as its heading says it: a title that opens with "Đoàn" does not say it twice. */
export function subjectOf({ title }: Pick<Dossier, 'title'>): string {
  return /^đoàn\s/iu.test(title) ? `${title[0]!.toLowerCase()}${title.slice(1)}` : `đoàn ${title}`
}

function general(visit: Dossier, { people, decision }: Sources): string {
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
  const paper = visit.approvalNumber
    ? { number: visit.approvalNumber, issuedOn: visit.approvedOn, issuer: visit.approvalAuthority }
    : decision
  const basis = paper
    ? `; căn cứ văn bản số ${[
        paper.number,
        paper.issuedOn && `ngày ${writeDate(paper.issuedOn)}`,
        paper.issuer && `của ${paper.issuer}`,
      ]
        .filter(Boolean)
        .join(' ')}`
    : ''
  const absent =
    members.length > travelled
      ? ` Cử ${twoDigits(members.length)} người, thực đi ${twoDigits(travelled)} người.`
      : ''
  return `${size}${led}${led ? ',' : ''}${where} ${period(visit.startsOn, visit.endsOn)}${invited}${basis}.${absent}`
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

// What was planned, and what is recorded to have been otherwise, with its reason. Nobody records that a line was carried
// out as planned, so nothing claims it. The table of it stands below.
function programme(visit: Dossier, items: ProgrammeItem[]): string {
  const otherwise = visit.statusReason ? [`Đoàn thực hiện khác kế hoạch: ${visit.statusReason}`] : []
  if (!items.length) return otherwise.join('')
  const words = `Chương trình gồm ${twoDigits(items.length)} nội dung (bảng kèm theo)`
  const changed = items.filter(({ outcome }) => outcome !== 'planned')
  if (!changed.length) return [...otherwise, `${words}.`].join('\n')
  const opening = { changed: 'Đã đổi', dropped: 'Không thực hiện', added: 'Phát sinh', planned: '' }
  const lines = changed.map((item) => {
    const day = dayOf(item, visit)
    const reason = item.outcomeReason ? `; lý do: ${item.outcomeReason}` : ''
    return `- ${opening[item.outcome]}: ${item.content}${day ? ` (ngày ${writeDate(day)})` : ''}${reason}.`
  })
  const count = `có ${twoDigits(changed.length)} thay đổi so với kế hoạch:`
  return [...otherwise, `${words}, ${count}`, ...lines].join('\n')
}

function fundingWords({ estimate, actual, source, travelPaidBy, stayPaidBy, note }: Funding): string {
  const money = (amount: number) => `${writeNumber(amount)} đồng`
  const saved = estimate !== null && actual !== null ? estimate - actual : 0
  const lines = [
    estimate !== null && `Dự toán: ${money(estimate)}`,
    actual !== null && `Thực chi: ${money(actual)}`,
    saved > 0 && `Tiết kiệm so với dự toán: ${money(saved)}`,
    saved < 0 && `Vượt dự toán: ${money(-saved)}`,
    source && `Nguồn kinh phí: ${source}`,
    travelPaidBy && `Chi phí đi lại: ${payers[travelPaidBy].toLocaleLowerCase('vi')}`,
    stayPaidBy && `Chi phí ăn, ở: ${payers[stayPaidBy].toLocaleLowerCase('vi')}`,
    note,
  ]
  return lines
    .filter(Boolean)
    .map((line) => `- ${line}.`)
    .join('\n')
}

// Official papers write numbers below ten with a zero, so that none can be slipped in front.
const twoDigits = (number: number) => String(number).padStart(2, '0')
