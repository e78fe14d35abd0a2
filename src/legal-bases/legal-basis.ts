import { check, index, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { isOneOf, isPartialDate, isText, valuesOf } from '../db/vocabulary.ts'

export const legalBasisKinds = {
  law: 'Luật',
  decree: 'Nghị định',
  decision: 'Quyết định',
  directive: 'Chỉ thị',
  conclusion: 'Kết luận',
  regulation: 'Quy định',
  rules: 'Quy chế',
  circular: 'Thông tư',
  guidance: 'Văn bản hướng dẫn',
  charter: 'Điều lệ',
  other: 'Văn bản khác',
} as const
export type LegalBasisKind = keyof typeof legalBasisKinds

/** Căn cứ pháp lý: a paper that deadlines, limits and decisions rest on, its number as it is written on it. */
export const legalBases = snakeCase.table(
  'legal_bases',
  {
    id: integer().primaryKey(),
    version: integer().notNull().default(1),
    number: text().notNull(),
    kind: text({ enum: valuesOf(legalBasisKinds) }).notNull(),
    title: text(),
    issuer: text(),
    issuedOn: text(),
    sinceOn: text(),
    untilOn: text(),
    url: text(),
    note: text(),
  },
  (basis) => [
    index('legal_bases_number').on(basis.number),
    check('legal_bases_number', isText(basis.number, 60)),
    check('legal_bases_kind', isOneOf(basis.kind, legalBasisKinds)),
    check('legal_bases_title', isText(basis.title, 500)),
    check('legal_bases_issuer', isText(basis.issuer, 200)),
    check('legal_bases_issued_on', isPartialDate(basis.issuedOn)),
    check('legal_bases_since_on', isPartialDate(basis.sinceOn)),
    check('legal_bases_until_on', isPartialDate(basis.untilOn)),
    check('legal_bases_url', isText(basis.url, 2000)),
    check('legal_bases_note', isText(basis.note, 4000)),
  ],
)
