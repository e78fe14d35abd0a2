import { sql } from 'drizzle-orm'
import { check, index, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { isPartialDate, isText } from '../db/vocabulary.ts'
import { delegations } from '../delegations/delegation.ts'

/** Languages a piece may be in, by ISO 639-1. */
export const coverageLanguages = {
  vi: 'Tiếng Việt',
  en: 'Tiếng Anh',
  lo: 'Tiếng Lào',
  km: 'Tiếng Khmer',
  th: 'Tiếng Thái',
  my: 'Tiếng Myanmar',
  id: 'Tiếng Indonesia',
  ms: 'Tiếng Mã Lai',
  zh: 'Tiếng Trung',
  ja: 'Tiếng Nhật',
  ko: 'Tiếng Hàn',
  mn: 'Tiếng Mông Cổ',
  hi: 'Tiếng Hindi',
  ru: 'Tiếng Nga',
  fr: 'Tiếng Pháp',
  de: 'Tiếng Đức',
  es: 'Tiếng Tây Ban Nha',
  pt: 'Tiếng Bồ Đào Nha',
  it: 'Tiếng Ý',
  ar: 'Tiếng Ả Rập',
} as const

/** Tin bài về đoàn: one piece of press coverage. */
export const coverageItems = snakeCase.table(
  'coverage_items',
  {
    id: integer().primaryKey(),
    delegationId: integer()
      .notNull()
      .references(() => delegations.id),
    title: text().notNull(),
    outlet: text(),
    /** ISO 639-1: 'vi', 'lo' … */
    language: text(),
    publishedOn: text(),
    url: text(),
  },
  (item) => [
    index('coverage_items_delegation').on(item.delegationId, item.publishedOn),
    check('coverage_items_title', isText(item.title, 500)),
    check('coverage_items_outlet', isText(item.outlet, 200)),
    check('coverage_items_language', sql`language glob '[a-z][a-z]'`),
    check('coverage_items_published_on', isPartialDate(item.publishedOn)),
    check('coverage_items_url', sql`url glob 'http://?*' or url glob 'https://?*'`),
  ],
)
