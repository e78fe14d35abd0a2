import { check, index, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { isOneOf, isPartialDate, isText, valuesOf } from '../db/vocabulary.ts'
import { sources } from '../sources/source.ts'
import { units } from '../units/unit.ts'

/** How far a published figure may be trusted, from firmest to weakest (C13). */
export const qualifiers = { exact: 'đúng', more_than: 'hơn', about: 'khoảng' } as const
export type Qualifier = keyof typeof qualifiers

/** What a published figure counts. Unlike units are never added or compared. */
export const indicators = {
  outbound_delegations: 'đoàn ra',
  outbound_person_trips: 'lượt người ra',
  inbound_delegations: 'đoàn vào',
  inbound_person_trips: 'lượt người vào',
  partner_organisations: 'hội, câu lạc bộ đối tác',
  partner_countries: 'nước có đối tác',
  multilateral_bodies: 'tổ chức đa phương tham gia',
  activities: 'hoạt động đối ngoại',
  activity_participants: 'người dự',
  training_classes: 'lớp bồi dưỡng',
  trainees: 'lượt học viên',
  members: 'hội viên',
  people_per_exchange: 'người mỗi lần trao đổi',
  award_flags: 'cờ thi đua',
  award_certificates: 'bằng khen',
  award_medals: 'kỷ niệm chương',
  awards: 'lượt khen thưởng',
  aid_items: 'khoản viện trợ',
  aid_projects: 'dự án viện trợ',
  aid_vnd: 'đồng viện trợ',
  aid_usd: 'đô la Mỹ viện trợ',
} as const
export type Indicator = keyof typeof indicators

/** Số liệu tổng hợp: a figure that was published without the rows behind it (C13). */
export const openingFigures = snakeCase.table(
  'opening_figures',
  {
    id: integer().primaryKey(),
    version: integer().notNull().default(1),
    unitId: integer()
      .notNull()
      .references(() => units.id),
    indicator: text({
      enum: valuesOf(indicators),
    }).notNull(),
    /** Both ends belong to the period; the start may be unknown ("until now"). */
    startsOn: text(),
    endsOn: text().notNull(),
    value: integer().notNull(),
    qualifier: text({ enum: valuesOf(qualifiers) }).notNull(),
    sourceId: integer()
      .notNull()
      .references(() => sources.id),
    note: text(),
  },
  (figure) => [
    index('opening_figures_unit').on(figure.unitId, figure.indicator),
    check('opening_figures_indicator', isOneOf(figure.indicator, indicators)),
    check('opening_figures_qualifier', isOneOf(figure.qualifier, qualifiers)),
    check('opening_figures_starts_on', isPartialDate(figure.startsOn)),
    check('opening_figures_ends_on', isPartialDate(figure.endsOn)),
    check('opening_figures_note', isText(figure.note, 2000)),
  ],
)
