import type { purposeKinds } from '../delegations/delegation.ts'
import type { outcomes } from '../delegations/filters.ts'
import type { Punctuality } from '../visit-reports/punctuality.ts'

/** What visits were for, in a column of an annex. */
export const purposesInShort: Record<keyof typeof purposeKinds, string> = {
  exchange: 'Trao đổi',
  conference: 'Hội nghị',
  signing: 'Ký kết',
  training: 'Bồi dưỡng',
  reporting: 'Tác nghiệp',
  commemoration: 'Kỷ niệm',
  other: 'Khác',
}

/** How reports stand, and whether visits went as planned, in columns of an annex. */
export const punctualitiesInShort: Record<Punctuality, string> = {
  onTime: 'Đúng hạn',
  late: 'Chậm',
  missing: 'Chưa nộp',
  ahead: 'Chưa đến hạn',
  unknown: 'Không rõ',
  waived: 'Không theo dõi',
}
export const outcomesInShort: Record<keyof typeof outcomes, string> = {
  asPlanned: 'Đúng',
  otherwise: 'Khác',
  unknown: 'Không rõ',
}
