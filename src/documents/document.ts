import { sql } from 'drizzle-orm'
import { check, index, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { isOneOf, isPartialDate, isText, valuesOf } from '../db/vocabulary.ts'
import { delegations } from '../delegations/delegation.ts'
import { storedFiles } from './stored-file.ts'

export const documentKinds = {
  invitation: 'Thư mời',
  proposal: 'Tờ trình, văn bản đề nghị',
  decision: 'Quyết định cử đoàn, văn bản đồng ý',
  member_list: 'Danh sách đoàn',
  programme: 'Chương trình',
  budget: 'Dự toán, quyết toán',
  press_permit: 'Giấy phép hoạt động báo chí',
  report: 'Báo cáo kết quả',
  signed_paper: 'Thỏa thuận, biên bản đã ký',
  other: 'Giấy tờ khác',
} as const
export type DocumentKind = keyof typeof documentKinds

/** Độ mật: only what bears no mark has its content in the register. */
export const secrecies = {
  normal: 'Thường',
  secret: 'Mật',
  top_secret: 'Tối mật',
  most_secret: 'Tuyệt mật',
} as const

/** Giấy tờ của đoàn: a paper by its number as written on it, and the file of it where one is kept. */
export const documents = snakeCase.table(
  'documents',
  {
    id: integer().primaryKey(),
    delegationId: integer()
      .notNull()
      .references(() => delegations.id),
    kind: text({ enum: valuesOf(documentKinds) }).notNull(),
    number: text(),
    issuedOn: text(),
    issuer: text(),
    signer: text(),
    /** Trích yếu. */
    subject: text(),
    secrecy: text({ enum: valuesOf(secrecies) })
      .notNull()
      .default('normal'),
    fileId: integer().references(() => storedFiles.id),
    /** What its file was called where it came from. */
    fileName: text(),
  },
  (document) => [
    index('documents_delegation').on(document.delegationId, document.kind, document.issuedOn),
    index('documents_file').on(document.fileId),
    check('documents_kind', isOneOf(document.kind, documentKinds)),
    check('documents_number', isText(document.number, 60)),
    check('documents_issued_on', isPartialDate(document.issuedOn)),
    check('documents_issuer', isText(document.issuer, 200)),
    check('documents_signer', isText(document.signer, 200)),
    check('documents_subject', isText(document.subject, 500)),
    check('documents_secrecy', isOneOf(document.secrecy, secrecies)),
    check('documents_file_name', isText(document.fileName, 200)),
    check('documents_file_named', sql`(file_id is null) = (file_name is null)`),
    // Of a paper with a mark of secrecy the register knows the number, and nothing of what it says.
    check('documents_no_secret', sql`secrecy = 'normal' or (file_id is null and subject is null)`),
  ],
)
