import { daysBetween, writeDate } from '../dates.ts'
import type { Direction } from '../delegations/delegation.ts'
import type { Rung } from '../visit-reports/ladder.ts'
import { writeNumber } from '../vietnamese.ts'

// The words of letters. They are in Vietnamese: an account has no language, and the office's is this one.

/** A report as a letter tells of it: nothing of a person but the name of who is to write it. */
export interface ToldReport {
  id: number
  code: string
  title: string
  dueOn: string
  direction: Direction
  unit: string
  writerName: string | null
}

const headings: [Exclude<Rung, 'ahead'>, inSubject: string, heading: string][] = [
  ['escalated', 'báo lên lãnh đạo', 'BÁO LÊN LÃNH ĐẠO: QUÁ HẠN ĐÃ LÂU'],
  ['overdue', 'quá hạn', 'QUÁ HẠN'],
  ['today', 'đến hạn hôm nay', 'ĐẾN HẠN HÔM NAY'],
  ['soon', 'sắp đến hạn', 'SẮP ĐẾN HẠN'],
]

/** Of each step at most so many are told one by one. */
const TOLD = 40

/**
 * One letter of all reports that reached a step of the ladder. Its subject holds numbers and fixed words only. `address`
 * is where people reach the register; without it there are no links.
 */
export function reminderLetter(
  name: string,
  reports: ReadonlyMap<Rung, ToldReport[]>,
  today: string,
  address: string | undefined,
) {
  const present = headings.filter(([rung]) => reports.get(rung)?.length)
  const count = (rung: Rung) => writeNumber(reports.get(rung)!.length, 'vi')
  const link = (path: string) => (address ? [`   ${address}${path}`] : [])
  const parts = present.map(([rung, , heading]) => {
    const told = reports.get(rung)!
    const more = told.length - TOLD
    return [
      `${heading} (${count(rung)})`,
      '',
      ...told
        .slice(0, TOLD)
        .flatMap((report, index) => [
          `${index + 1}. ${report.code} – ${report.title}`,
          `   ${standing(report, today)}`,
          `   ${writer(report)}.`,
          ...link(`/delegations/${report.id}/report`),
          '',
        ]),
      ...(more > 0
        ? [`Còn ${writeNumber(more, 'vi')} báo cáo nữa ở mức này, xem danh sách đôn đốc.`, '']
        : []),
    ].join('\n')
  })
  const subject = `Sổ đoàn: ${present.map(([rung, words]) => `${count(rung)} báo cáo ${words}`).join(', ')}`
  const body = [
    `Kính gửi ${name},`,
    '',
    `Tính đến ngày ${writeDate(today)}, báo cáo kết quả của các đoàn sau đến mức cần đôn đốc.`,
    '',
    ...parts,
    'Danh sách đầy đủ: trang “Đôn đốc báo cáo” trong Sổ đoàn.',
    ...link('/visit-reports'),
    '',
    'Thư này do Sổ đoàn tự gửi; mỗi mức của một báo cáo chỉ báo một lần.',
    'Muốn thôi nhận: mở Sổ đoàn, vào trang Tài khoản, mục “Thư nhắc báo cáo”.',
    ...link('/account'),
    '',
  ].join('\n')
  return { subject, body }
}

const writer = ({ direction, unit, writerName }: ToldReport) =>
  direction === 'outbound'
    ? `Trưởng đoàn: ${writerName ?? 'chưa ghi'}`
    : `Đơn vị đón: ${unit}${writerName ? ` (${writerName})` : ''}`

function standing({ dueOn }: ToldReport, today: string): string {
  const late = daysBetween(dueOn, today)
  const due = `hạn nộp ${writeDate(dueOn)}`
  if (late > 0) return `Quá hạn ${writeNumber(late, 'vi')} ngày, ${due}.`
  return late === 0 ? `Đến hạn hôm nay, ${due}.` : `Còn ${writeNumber(-late, 'vi')} ngày, ${due}.`
}

/** What somebody sends to themselves to see whether letters arrive. */
export const testLetter = (name: string, moment: string) => ({
  subject: 'Sổ đoàn: thư thử',
  body: [
    `Kính gửi ${name},`,
    '',
    `Đây là thư thử, anh chị gửi từ trang Quản trị của Sổ đoàn lúc ${moment}.`,
    'Nhận được thư này nghĩa là thư nhắc báo cáo cũng đến được.',
    '',
  ].join('\n'),
})
