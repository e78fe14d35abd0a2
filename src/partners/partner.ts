import { sql, type AnyColumn } from 'drizzle-orm'
import { check, index, integer, snakeCase, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { countries } from '../countries/country.ts'
import { isOneOf, isPartialDate, isText, valuesOf } from '../db/vocabulary.ts'
import { sources } from '../sources/source.ts'

export const partnerKinds = {
  journalist_association: 'Hội nhà báo',
  press_club: 'Câu lạc bộ báo chí',
  federation: 'Liên đoàn',
  media_organisation: 'Cơ quan báo chí',
  news_agency: 'Hãng thông tấn',
  foundation: 'Quỹ, viện',
  embassy: 'Đại sứ quán',
  state_body: 'Cơ quan nhà nước',
  international_body: 'Tổ chức đa phương',
} as const

/** Kinds that are associations of journalists: the ones the published "08 Hội Nhà báo, Câu lạc bộ" counts. */
export const associationKinds = ['journalist_association', 'press_club', 'federation'] as const

export const partnerNameKinds = { alias: 'Tên gọi khác', former: 'Tên cũ' } as const

/** Đối tác: a body abroad that one exchanges with. One without a country is multilateral (C18). */
export const partners = snakeCase.table(
  'partners',
  {
    id: integer().primaryKey(),
    version: integer().notNull().default(1),
    name: text().notNull(),
    nameEn: text(),
    nameLocal: text(),
    abbreviation: text(),
    kind: text({
      enum: valuesOf(partnerKinds),
    }).notNull(),
    country: text().references(() => countries.iso2),
    relationSince: text(),
    sourceId: integer().references(() => sources.id),
    note: text(),
    sortKey: text().notNull(),
  },
  (partner) => [
    index('partners_country').on(partner.country),
    index('partners_sort').on(partner.sortKey),
    check('partners_name', isText(partner.name, 200)),
    check('partners_kind', isOneOf(partner.kind, partnerKinds)),
    check('partners_country_or_multilateral', isMultilateralOrHasCountry(partner)),
    check('partners_relation_since', isPartialDate(partner.relationSince)),
  ],
)

/** Other and former names of a partner; a former one is dated as far as it is known. */
export const partnerNames = snakeCase.table(
  'partner_names',
  {
    id: integer().primaryKey(),
    partnerId: integer()
      .notNull()
      .references(() => partners.id),
    name: text().notNull(),
    kind: text({ enum: valuesOf(partnerNameKinds) }).notNull(),
    sinceOn: text(),
    untilOn: text(),
  },
  (name) => [
    index('partner_names_partner').on(name.partnerId),
    check('partner_names_name', isText(name.name, 200)),
    check('partner_names_kind', isOneOf(name.kind, partnerNameKinds)),
    check('partner_names_since_on', isPartialDate(name.sinceOn)),
    check('partner_names_until_on', isPartialDate(name.untilOn)),
  ],
)

/**
 * Two partners that somebody said are not one, though they look alike: they are proposed no more. Ids without foreign
 * keys, the smaller first, so that it outlives a merging or deletion of either and holds again once that is undone.
 */
export const partnerDistinctions = snakeCase.table(
  'partner_distinctions',
  {
    id: integer().primaryKey(),
    oneId: integer().notNull(),
    otherId: integer().notNull(),
    toldBy: text().notNull(),
    /** ISO 8601, UTC. */
    toldAt: text().notNull(),
  },
  (distinction) => [
    uniqueIndex('partner_distinctions_once').on(distinction.oneId, distinction.otherId),
    check('partner_distinctions_order', sql`one_id < other_id`),
  ],
)

function isMultilateralOrHasCountry(partner: { kind: AnyColumn; country: AnyColumn }) {
  return sql`(${partner.kind} = 'international_body') = (${partner.country} is null)`
}

/** What a partner is called in the reader's language. */
export const partnerTitle = (partner: { name: string; nameEn: string | null }, language: 'vi' | 'en') =>
  language === 'en' ? (partner.nameEn ?? partner.name) : partner.name
