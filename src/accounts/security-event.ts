import { index, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { valuesOf } from '../db/vocabulary.ts'

/** What is written down beside the changes of the register, each with the words it has on screen. */
export const securityEvents = {
  signed_in: 'Đăng nhập',
  sign_in_refused: 'Đăng nhập không được',
  sign_in_slowed: 'Phải chờ vì thử sai nhiều lần',
  code_refused: 'Sai mã xác nhận',
  recovery_code_used: 'Dùng mã dự phòng',
  signed_out: 'Đăng xuất',
  sessions_ended: 'Kết thúc các phiên',
  password_changed: 'Đổi mật khẩu',
  link_made: 'Cấp liên kết đặt mật khẩu',
  second_factor_on: 'Bật xác nhận hai bước',
  second_factor_off: 'Tắt xác nhận hai bước',
  recovery_codes_made: 'Lấy mã dự phòng mới',
  account_made: 'Thêm tài khoản',
  rights_changed: 'Đổi quyền',
  token_made: 'Cấp khóa truy cập',
  token_revoked: 'Thu hồi khóa truy cập',
  feed_made: 'Lấy địa chỉ lịch',
  feed_revoked: 'Thu hồi địa chỉ lịch',
  refused: 'Không có quyền',
  exported: 'Tải dữ liệu xuống',
  import_deleted: 'Xóa tệp đã nhập',
  identity_read: 'Xem giấy tờ tùy thân',
  identity_written: 'Ghi giấy tờ tùy thân',
  identity_erased: 'Xóa giấy tờ tùy thân',
  person_exported: 'Trích dữ liệu của một người',
  person_erased: 'Xóa dữ liệu của một người',
} as const
export type SecurityEvent = keyof typeof securityEvents

/**
 * Nhật ký an ninh: who signed in, was refused, read what only some may read. Chained by hashes like history, and
 * refused by triggers to change.
 */
export const securityLog = snakeCase.table(
  'security_log',
  {
    id: integer().primaryKey(),
    at: text().notNull(),
    event: text({ enum: valuesOf(securityEvents) }).notNull(),
    accountId: integer(),
    /** The account's name, or what somebody typed as theirs. */
    who: text().notNull(),
    address: text(),
    /** What it was about: an address, a record, another account. Never a password, a token or a paper's number. */
    about: text(),
    hash: text().notNull(),
  },
  (entry) => [index('security_log_account').on(entry.accountId), index('security_log_event').on(entry.event)],
)
