import { sql } from 'drizzle-orm'
import { check, integer, snakeCase, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { isDay, isOneOf, isText, valuesOf } from '../db/vocabulary.ts'
import { units } from '../units/unit.ts'

/** Whose visits a report is of (C12): the unit's own, or those of the whole system. */
export const reportScopes = { own: 'Riêng đơn vị', all: 'Toàn hệ thống' } as const
export type ReportScope = keyof typeof reportScopes

export const reportStates = {
  unwritten: 'Chưa soạn',
  written: 'Đang soạn',
  published: 'Đã phát hành',
} as const
export type ReportState = keyof typeof reportStates

/** The sections of a yearly or half-year report, in the order of the paper. */
export const yearlySections = {
  general: 'Tình hình chung',
  outbound: 'Đoàn ra',
  inbound: 'Đoàn vào',
  bilateral: 'Quan hệ song phương theo đối tác',
  multilateral: 'Quan hệ đa phương',
  conferences: 'Hội nghị, hội thảo',
  agreements: 'Thỏa thuận hợp tác',
  aid: 'Viện trợ và bồi dưỡng',
  information: 'Thông tin đối ngoại',
  awards: 'Khen thưởng',
  compared: 'So với kế hoạch và cùng kỳ',
  limits: 'Hạn chế, nguyên nhân',
  ahead: 'Phương hướng',
  proposals: 'Kiến nghị',
} as const
export type YearlySection = keyof typeof yearlySections

/** The numbered parts of the paper, each with its sections. */
export const yearlyParts: readonly [number: string, title: string, sections: YearlySection[]][] = [
  ['I', yearlySections.general, ['general']],
  [
    'II',
    'Kết quả',
    [
      'outbound',
      'inbound',
      'bilateral',
      'multilateral',
      'conferences',
      'agreements',
      'aid',
      'information',
      'awards',
    ],
  ],
  ['III', yearlySections.compared, ['compared']],
  ['IV', yearlySections.limits, ['limits']],
  ['V', yearlySections.ahead, ['ahead']],
  ['VI', yearlySections.proposals, ['proposals']],
]

/**
 * Báo cáo năm, nửa năm: what the office itself says in it, and how it is signed. Its figures are counted anew each time
 * it is read, so that nothing that is written here goes when they change.
 */
export const yearlyReports = snakeCase.table(
  'yearly_reports',
  {
    id: integer().primaryKey(),
    version: integer().notNull().default(1),
    unitId: integer()
      .notNull()
      .references(() => units.id),
    scope: text({ enum: valuesOf(reportScopes) })
      .notNull()
      .default('own'),
    /** '2024', '2024-H1' or '2024-H2'. */
    period: text().notNull(),
    general: text(),
    outbound: text(),
    inbound: text(),
    bilateral: text(),
    multilateral: text(),
    conferences: text(),
    agreements: text(),
    aid: text(),
    information: text(),
    awards: text(),
    compared: text(),
    limits: text(),
    ahead: text(),
    proposals: text(),
    number: text(),
    /** Where it is written: "Hà Nội", and the day on it. */
    place: text(),
    writtenOn: text(),
    /** How it is signed: 'TM. BAN THƯỜNG VỤ', one line each; and by whom. */
    signedFor: text(),
    signer: text(),
    /** Nơi nhận, one a line. */
    recipients: text(),
    /** When `report_figures` were written down: an instant, UTC. */
    figuresNotedAt: text(),
    /** When it was published, an instant in UTC, and who did it. */
    publishedAt: text(),
    publishedBy: text(),
  },
  (report) => [
    uniqueIndex('yearly_reports_once').on(report.unitId, report.scope, report.period),
    check('yearly_reports_scope', isOneOf(report.scope, reportScopes)),
    check(
      'yearly_reports_period',
      sql`period glob '[12][0-9][0-9][0-9]' or period glob '[12][0-9][0-9][0-9]-H[12]'`,
    ),
    check('yearly_reports_number', isText(report.number, 60)),
    check('yearly_reports_place', isText(report.place, 100)),
    check('yearly_reports_written_on', isDay(report.writtenOn)),
    check('yearly_reports_signed_for', isText(report.signedFor, 300)),
    check('yearly_reports_signer', isText(report.signer, 200)),
    check('yearly_reports_recipients', isText(report.recipients, 1000)),
    check('yearly_reports_published', sql`(published_at is null) = (published_by is null)`),
  ],
)

/** The figures of a report as they were when somebody last wrote them down: what differs since is marked. */
export const reportFigures = snakeCase.table(
  'report_figures',
  {
    id: integer().primaryKey(),
    reportId: integer()
      .notNull()
      .references(() => yearlyReports.id),
    /** As `figures.ts` names it: 'outbound.delegations', 'country.LA.inbound.personTrips'. */
    name: text().notNull(),
    /** Null where nothing of it is known. */
    value: integer(),
    /** Visits of which nobody knows how many travelled: the value is then a lower bound. */
    unknownCount: integer().notNull().default(0),
    /** As an opening figure read, which its value alone does not tell: 'hơn 1.200'. Others have none. */
    words: text(),
  },
  (figure) => [
    uniqueIndex('report_figures_once').on(figure.reportId, figure.name),
    check('report_figures_name', isText(figure.name, 200)),
    check('report_figures_unknown', sql`unknown_count >= 0`),
  ],
)
