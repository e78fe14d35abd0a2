import { check, index, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { isDay, isOneOf, isText, valuesOf } from '../db/vocabulary.ts'
import { delegations } from '../delegations/delegation.ts'
import { sql } from 'drizzle-orm'

export const reportStatuses = {
  empty: 'Chưa viết',
  draft: 'Bản nháp',
  submitted: 'Đã nộp',
  returned: 'Trả lại',
  accepted: 'Đã duyệt',
  waived: 'Không theo dõi',
} as const
export type ReportStatus = keyof typeof reportStatuses

/** A report that somebody still has to write or to mend. */
export const awaitedStatuses = ['empty', 'draft', 'returned'] as const satisfies ReportStatus[]
export const isAwaited = ({ status }: { status: ReportStatus }) =>
  (awaitedStatuses as readonly ReportStatus[]).includes(status)

/** A report that was handed in and waits, or was accepted: its paper stands. */
export const isStanding = ({ status }: { status: ReportStatus }) =>
  status === 'submitted' || status === 'accepted'

/** The sections of a báo cáo kết quả, in the order of the paper; results reached stand apart from talks going on. */
export const reportSections = {
  general: 'Thông tin chung',
  programme: 'Chương trình đã thực hiện',
  exchanges: 'Nội dung trao đổi',
  achieved: 'Đã đạt',
  ongoing: 'Đang trao đổi',
  papers: 'Văn bản đã ký',
  strengths: 'Thuận lợi',
  limits: 'Hạn chế',
  funding: 'Kinh phí',
  proposals: 'Đề xuất, kiến nghị, việc tiếp theo',
} as const
export type ReportSection = keyof typeof reportSections

/** The seven numbered parts of the paper, each with its sections. */
export const reportParts: readonly [number: string, title: string, sections: ReportSection[]][] = [
  ['1', 'Thông tin chung', ['general']],
  ['2', 'Chương trình đã thực hiện', ['programme']],
  ['3', 'Nội dung trao đổi', ['exchanges']],
  ['4', 'Kết quả', ['achieved', 'ongoing', 'papers']],
  ['5', 'Đánh giá', ['strengths', 'limits']],
  ['6', 'Kinh phí', ['funding']],
  ['7', 'Đề xuất, kiến nghị, việc tiếp theo', ['proposals']],
]

/** Báo cáo kết quả: one for each visit, empty from the day the visit exists. */
export const visitReports = snakeCase.table(
  'visit_reports',
  {
    id: integer().primaryKey(),
    version: integer().notNull().default(1),
    delegationId: integer()
      .notNull()
      .unique()
      .references(() => delegations.id),
    status: text({ enum: valuesOf(reportStatuses) })
      .notNull()
      .default('empty'),
    /** Why no report is awaited. */
    waivedReason: text(),
    number: text(),
    submittedOn: text(),
    /** When it was accepted or returned, and what the approver remarked. */
    decidedOn: text(),
    remark: text(),
    /** How it is signed: 'TM. BAN THƯỜNG VỤ', 'KT. CHỦ TỊCH', one line each; and by whom. */
    signedFor: text(),
    signer: text(),
    /** Where it is written: "Hà Nội". */
    writtenAt: text(),
    /** Nơi nhận, one a line. */
    recipients: text(),
    /** Of what the file fills in, null follows it while the report is awaited, and '' was cleared. */
    general: text(),
    programme: text(),
    exchanges: text(),
    achieved: text(),
    ongoing: text(),
    papers: text(),
    strengths: text(),
    limits: text(),
    funding: text(),
    proposals: text(),
    /**
     * The paper as it was handed in, as JSON: what is changed in the file of the visit afterwards does not change it.
     * Null while the report is written on, and for one that was handed in before papers were kept.
     */
    standing: text(),
  },
  (report) => [
    index('visit_reports_status').on(report.status, report.delegationId),
    check('visit_reports_status_known', isOneOf(report.status, reportStatuses)),
    check('visit_reports_submitted_on', isDay(report.submittedOn)),
    check(
      'visit_reports_submitted',
      sql`status not in ('submitted', 'accepted') or submitted_on is not null`,
    ),
    check('visit_reports_decided_on', isDay(report.decidedOn)),
    check('visit_reports_decided', sql`status not in ('accepted', 'returned') or decided_on is not null`),
    check('visit_reports_returned', sql`status <> 'returned' or remark is not null`),
    check('visit_reports_remark', isText(report.remark, 2000)),
    check('visit_reports_signed_for', isText(report.signedFor, 300)),
    check('visit_reports_signer', isText(report.signer, 200)),
    check('visit_reports_written_at', isText(report.writtenAt, 100)),
    check('visit_reports_recipients', isText(report.recipients, 1000)),
    check('visit_reports_waived', sql`status <> 'waived' or waived_reason is not null`),
    check('visit_reports_number', isText(report.number, 60)),
  ],
)

/** Why no report is awaited where the program itself says so. */
export const ownWaivers = {
  uncounted: 'Chuyến không tính (việc riêng): không phải báo cáo',
  published: 'Ghi lại từ nguồn công bố; sổ không theo dõi báo cáo của chuyến này',
  ledger: 'Nhập từ sổ cũ; sổ không theo dõi báo cáo của chuyến này',
} as const
