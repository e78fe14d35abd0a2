import type { Message } from '../../web/language.ts'

/** What of a line a reading gives, and what a person may correct. */
export const lineFields = {
  direction: 'Chiều',
  title: 'Tên đoàn',
  partners: 'Đối tác',
  countries: 'Nước',
  startsOn: 'Ngày bắt đầu',
  endsOn: 'Ngày kết thúc',
  headName: 'Trưởng đoàn',
  headPosition: 'Chức vụ trưởng đoàn',
  headCount: 'Số người đi',
  status: 'Trạng thái',
  countsAs: 'Tính vào số liệu',
} as const
export type LineField = keyof typeof lineFields

/** Something of a line that was not read, or read with a doubt: where, what is written there, and why. */
export interface Problem {
  field: LineField | 'line'
  text: string
  reason: Message
}
