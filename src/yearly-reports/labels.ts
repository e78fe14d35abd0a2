import { indicators } from '../opening-figures/opening-figure.ts'
import type { Message } from '../web/language.ts'

// What figures of a report are called where they stand by themselves: in the list of those that changed.

export const counters = {
  outbound: { delegations: 'Số đoàn ra', personTrips: 'Lượt người ra', persons: 'Số người ra' },
  inbound: { delegations: 'Số đoàn vào', personTrips: 'Lượt người vào', persons: 'Số người vào' },
  both: { delegations: 'Số đoàn', personTrips: 'Lượt người' },
} as const

export const labels = {
  ...indicators,
  personTripsNamed: 'lượt người có danh sách',
  units: 'Đơn vị có đoàn trong kỳ',
  countries: 'Số nước có trao đổi',
  partnerOrganisations: 'Tổ chức đối tác có trao đổi',
  partnerCountries: 'Nước có đối tác trao đổi',
  ahead: 'Đoàn chưa đi',
  postponed: 'Đoàn hoãn',
  cancelled: 'Đoàn hủy',
  excluded: 'Đoàn đi việc riêng hoặc việc khác',
  peopleOnly: 'Đoàn chỉ tính lượt người',
  ofNeitherHalf: 'Đoàn chỉ rõ năm',
  unclearYear: 'Đoàn chỉ rõ năm, chưa đưa vào so sánh',
  unclearMonth: 'Đoàn chỉ rõ tháng, chưa đưa vào so sánh',
  startsAhead: 'Đoàn ghi là đã đi, ngày bắt đầu còn ở phía trước',
  coverage: 'Tin bài về các đoàn',
  reportsOnTime: 'Báo cáo nộp đúng hạn',
  reportsOnTimeOf: 'Báo cáo đã đến hạn',
  reportsLate: 'Báo cáo nộp chậm',
  reportsLateOf: 'Báo cáo đã đến hạn',
  reportsMissing: 'Báo cáo quá hạn chưa nộp',
  reportsMissingOf: 'Báo cáo đã đến hạn',
  followUpsClosed: 'Việc tiếp theo đã đóng',
  followUpsClosedOf: 'Việc tiếp theo đến hạn',
  covered: 'Đoàn có tin bài',
  coveredOf: 'Đoàn được tính',
  asPlanned: 'Đoàn đi đúng kế hoạch',
  asPlannedOf: 'Đoàn có kế hoạch ghi trước',
} as const

/** What figures are about, before the colon. */
export const subjects = {
  conference: { text: 'Hội nghị, hội thảo' },
  signing: { text: 'Ký kết' },
  training: { text: 'Bồi dưỡng, học tập' },
  published: { text: 'Số liệu đã công bố' },
  covered: { text: 'Sổ đã ghi từng đoàn' },
  multilateral: { text: 'Đa phương' },
  country: { text: 'Bảng theo nước' },
  partner: { text: 'Bảng theo đối tác' },
} as const

/** What a figure is called apart from its sentence: "Lào: số đoàn ra". */
export const labelOf = (subjects: (string | Message)[], counter: string | Message): Message =>
  subjects.reduceRight<Message>(
    (rest, subject) => ({ text: '{subject}: {counter}', gaps: { subject, counter: rest } }),
    typeof counter === 'string' ? { text: counter } : counter,
  )

const subjectsOfNames: readonly [begins: string, subject: Message][] = [
  ['surplus.country.', subjects.country],
  ['surplus.partner.', subjects.partner],
  ['multilateral.', subjects.multilateral],
]

/**
 * What a figure was called when it was stored, with its table or section in front: editions that were published before
 * these were named may call two figures the same.
 */
export function storedLabel(name: string, label: Message): Message {
  const subject = subjectsOfNames.find(([begins]) => name.startsWith(begins))?.[1]
  const given = label.gaps?.subject
  const isNamed = typeof given === 'object' && given.text === subject?.text
  return !subject || isNamed ? label : labelOf([subject], label)
}
