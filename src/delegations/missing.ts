import { contradictionsOf, tookPlace } from '../counting.ts'
import type { DocumentKind } from '../documents/document.ts'
import type { Message } from '../web/language.ts'
import type { VisitReport } from '../visit-reports/queries.ts'
import { isAwaited } from '../visit-reports/visit-report.ts'
import type { Dossier, ListedParticipant } from './queries.ts'

/** One thing a file still lacks, and where it is filled in. */
export interface Missing {
  words: string
  href: string
}

/** "Còn thiếu": what a visit's file lacks at the step it has reached. Nothing of it keeps it from being saved. */
export function missingFrom(
  visit: Dossier,
  people: ListedParticipant[],
  report: Pick<VisitReport, 'status'>,
  file: File,
): Missing[] {
  const edit = (field: string) => `/delegations/${visit.id}/edit#${field}`
  const members = people.filter(({ side }) => side === 'delegation')
  const hasGone = tookPlace.includes(visit.status)
  const isApproved = hasGone || visit.status === 'approved'
  const missing: (Missing | false)[] = [
    !visit.partners.length && { words: 'đối tác', href: edit('partners') },
    !visit.endsOn && { words: 'ngày kết thúc', href: edit('endsOn') },
    visit.personTripCount === null && { words: 'số người', href: edit('headCount') },
    !members.some(({ role }) => role === 'head') && { words: 'trưởng đoàn', href: edit('participants') },
    visit.headCount !== null &&
      members.length > 0 &&
      !visit.isListComplete &&
      members.filter(({ hasTravelled }) => hasTravelled).length < visit.headCount && {
        words: 'tên một số người',
        href: edit('participants'),
      },
    isApproved &&
      !visit.approvalNumber &&
      !file.papers.some(({ kind }) => kind === 'decision') && {
        words: 'số văn bản cử đoàn hoặc đồng ý',
        href: edit('approvalNumber'),
      },
    ...missingPapers(visit, file),
    !visit.purpose && { words: 'nội dung', href: edit('purpose') },
    !visit.purposeKind && { words: 'loại nội dung', href: edit('purposeKind') },
    ['returned', 'reported'].includes(visit.status) &&
      isAwaited(report) && {
        words: 'báo cáo kết quả',
        href: `/delegations/${visit.id}/report`,
      },
  ]
  return missing.filter((one) => one !== false)
}

interface File {
  papers: { kind: DocumentKind }[]
  pressWork: { permitNumber: string | null } | null
}

/** The papers that a visit of this direction should have by the step it has reached. */
function missingPapers(visit: Dossier, { papers, pressWork }: File): (Missing | false)[] {
  const has = (kind: DocumentKind) => papers.some((paper) => paper.kind === kind)
  const add = (kind: DocumentKind) => `/delegations/${visit.id}/documents/new?kind=${kind}`
  const isOut = visit.direction === 'outbound'
  const isHeld = visit.status === 'postponed'
  return [
    !has('invitation') && {
      words: isOut ? 'thư mời của phía bạn' : 'thư mời đã gửi',
      href: add('invitation'),
    },
    visit.status !== 'planned' &&
      !isHeld &&
      !has('proposal') && { words: 'tờ trình, văn bản đề nghị', href: add('proposal') },
    !isOut &&
      pressWork !== null &&
      !pressWork.permitNumber &&
      !has('press_permit') && {
        words: 'giấy phép hoạt động báo chí',
        href: `/delegations/${visit.id}/press-work`,
      },
  ]
}

/** What cannot all be true of a visit, in words (C16). */
export function warningsOf(visit: Dossier, people: ListedParticipant[], today: string): Message[] {
  const members = people.filter(({ side }) => side === 'delegation')
  const travelled = members.filter(({ hasTravelled }) => hasTravelled).length
  const found = contradictionsOf(
    {
      startsOn: visit.startsOn,
      endsOn: visit.endsOn,
      headCount: visit.headCount,
      status: visit.status,
      countryCount: visit.countries.length,
      isListComplete: visit.isListComplete,
      listed: members.length,
      travelled,
      heads: members.filter(({ role }) => role === 'head').length,
    },
    today,
  )
  const gaps = { listed: travelled, headCount: visit.headCount ?? 0 }
  const words: Record<(typeof found)[number], string> = {
    endsBeforeStart: 'Ngày kết thúc trước ngày bắt đầu.',
    noCountry: 'Chưa ghi nước nào.',
    listIsShort: 'Danh sách có {listed} người đi, số người ghi {headCount}; sổ tính {headCount} lượt người.',
    listDiffers: 'Danh sách đã đủ có {listed} người đi, số người ghi {headCount}; sổ đếm theo danh sách.',
    listIsLong:
      'Danh sách có {listed} người đi, nhiều hơn số người đã ghi là {headCount}; sổ đếm theo danh sách.',
    noHead: 'Danh sách ghi là đã đủ nhưng chưa có trưởng đoàn.',
    twoHeads: 'Danh sách có hai trưởng đoàn.',
    startsAhead: 'Đã ghi là đang đi hoặc đã về, nhưng ngày bắt đầu còn ở phía trước.',
  }
  return found.map((one) => ({ text: words[one], gaps }))
}
