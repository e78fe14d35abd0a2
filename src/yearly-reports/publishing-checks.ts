import { contradictionsIn, DESK_PATH } from '../contradictions/queries.ts'
import { countListed, nothing, plus } from '../counting.ts'
import { addDays, firstDay, lastDay, today, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { asAsked, askingFor } from '../delegations/filters.ts'
import { listOf } from '../totals/filters.ts'
import type { Message } from '../web/language.ts'
import { addressOf } from '../web/listing.ts'
import { type AskedReport, reportAt } from './asked.ts'
import { findYearlyReport } from './queries.ts'
import { type YearlySection, yearlySections } from './yearly-report.ts'

// What is looked at before a report is published (C16).

/** Why a report cannot be published, with where that is mended. */
export function hindranceOf(
  db: Db,
  asked: AskedReport,
): { words: Message; href: string; link: string } | null {
  const { period, counted } = asked
  const report = findYearlyReport(db, asked, period.name)
  if (report?.publishedAt)
    return {
      words: { text: 'Báo cáo này đã phát hành. Muốn phát hành bản khác, thu hồi bản đang giữ trước.' },
      href: reportAt(asked),
      link: 'Về trang báo cáo',
    }
  if (firstDay(period.from) > today())
    return {
      words: { text: 'Kỳ báo cáo chưa bắt đầu, chưa có gì để phát hành.' },
      href: reportAt(asked),
      link: 'Về trang báo cáo',
    }
  const { from, to, unit, scope } = counted
  const { open: contradictions } = contradictionsIn(db, { from, to, unit, scope })
  if (!contradictions.length) return null
  return {
    words: {
      text: 'Còn {count} điều mâu thuẫn hoặc còn thiếu trong kỳ này. Sửa, hoặc chấp nhận kèm lý do, rồi phát hành.',
      gaps: { count: contradictions.length },
    },
    href: addressOf(DESK_PATH, { from, to, unit, scope }),
    link: 'Mở bàn đối chiếu của kỳ này',
  }
}

/** What does not hinder, and is worth a look before it stays as it is. */
export function warningsOf(db: Db, asked: AskedReport, isWritten: (section: YearlySection) => boolean) {
  const { period, counted } = asked
  const { from, to, unit, scope } = counted
  const awaited = { report: ['awaited' as const] }
  const withoutReport = countListed(db, askingFor({ from, to, unit, scope, ...awaited })).rows
  const { outbound, inbound } = countListed(
    db,
    askingFor({ from, to, unit, scope, counted: ['personTrips'] }),
  )
  const { unknownPeople } = plus(plus(nothing, outbound), inbound)
  const yesterday = addDays(today(), -1)
  const ahead = askingFor({
    from,
    unit,
    scope,
    status: ['planned', 'submitted', 'approved'],
    to: lastDay(period.to) < yesterday ? to : [yesterday],
  })
  const overtaken = countListed(db, ahead).rows
  const unwritten = valuesOf(yearlySections).filter((section) => !isWritten(section))
  const warnings: { words: Message; href: string | null }[] = []
  if (today() <= lastDay(period.to))
    warnings.push({
      words: {
        text: 'Kỳ này chưa hết: báo cáo chỉ gồm đoàn đã đi, đã đến tính đến {date}. Đoàn đi sau đó sẽ thành thay đổi sau khi phát hành.',
        gaps: { date: writeDate(today()) },
      },
      href: null,
    })
  if (overtaken)
    warnings.push({
      words: {
        text: '{count} đoàn đã qua ngày mà còn ghi dự kiến: báo cáo này không tính.',
        gaps: { count: overtaken },
      },
      href: addressOf('/delegations', asAsked(ahead)),
    })
  if (withoutReport)
    warnings.push({
      words: { text: '{count} đoàn đã về chưa có báo cáo kết quả.', gaps: { count: withoutReport } },
      href: listOf(counted, awaited),
    })
  if (unknownPeople)
    warnings.push({
      words: {
        text: '{count} đoàn chưa rõ số người: lượt người là mức ít nhất.',
        gaps: { count: unknownPeople },
      },
      href: listOf(counted, { counted: ['personTrips'] }),
    })
  if (unwritten.length)
    warnings.push({
      words: {
        text: '{count} phần còn trống: bản in ghi “Chưa ghi nội dung nào.” ở đó.',
        gaps: { count: unwritten.length },
      },
      href: reportAt(asked, '/edit'),
    })
  return warnings
}
