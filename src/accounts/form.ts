import { z } from 'zod'
import { check, choice, email, reference, secret, submissionId, text, version } from '../web/form.ts'
import { roles } from './account.ts'
import { feedScopes } from './calendar-feed.ts'

const address = () => email('Địa chỉ email', { autocomplete: 'username' })
const current = () => secret('Mật khẩu của anh chị', { autocomplete: 'current-password' })
const chosen = () => ({
  password: secret('Mật khẩu mới', {
    autocomplete: 'new-password',
    hint: 'Một câu dài, dễ nhớ với riêng mình là tốt nhất. Chữ nào cũng được, dán vào cũng được.',
  }),
  again: secret('Gõ lại mật khẩu mới', { autocomplete: 'new-password' }),
})

export const signInForm = z.object({
  email: text('Địa chỉ email', { max: 200 }),
  password: secret('Mật khẩu', { autocomplete: 'current-password' }),
})

export const codeForm = z.object({
  code: text('Mã xác nhận', {
    max: 40,
    hint: 'Sáu chữ số trong ứng dụng trên điện thoại, hoặc một mã dự phòng.',
  }),
})

export const setupForm = z.object({
  name: text('Họ tên', { max: 120, hint: 'Tên này đứng trong lịch sử, cạnh mỗi việc đã làm.' }),
  email: address(),
  ...chosen(),
})

/** Of somebody who came by a link. */
export const newPasswordForm = z.object(chosen())

export const changePasswordForm = z.object({ current: current(), ...chosen() })

export const enrolForm = z.object({
  code: text('Mã trong ứng dụng', { max: 20, hint: 'Sáu chữ số đang hiện trong ứng dụng.' }),
  current: current(),
})

/** Before what gives somebody more, or takes a guard away, the password is asked again. */
export const confirmForm = z.object({ current: current() })

export const tokenForm = z.object({
  name: text('Dùng cho việc gì', { max: 100, hint: 'Ví dụ: Trang tin nội bộ đọc số liệu.' }),
  mayWrite: check('Được ghi vào sổ, không chỉ đọc'),
  current: current(),
})

export const feedForm = z.object({
  name: text('Dùng ở đâu', { max: 100, hint: 'Ví dụ: Outlook ở phòng, điện thoại của tôi.' }),
  scope: choice('Đoàn của', feedScopes),
  current: current(),
})

export const accountForm = z.object({
  submissionId: submissionId(),
  version: version(),
  name: text('Họ tên', { max: 120, hint: 'Tên này đứng trong lịch sử, cạnh mỗi việc đã làm.' }),
  email: email('Địa chỉ email', { autocomplete: 'off' }),
  role: choice('Vai trò', roles),
  unitId: reference('Đơn vị', {
    hint: 'Thuộc cơ quan Trung ương thì thấy cả sổ. Thuộc đơn vị khác thì thấy đoàn của đơn vị ấy và đơn vị trực thuộc.',
  }),
  mayReadIdentity: check('Được xem giấy tờ tùy thân', {
    hint: 'Số hộ chiếu và ngày sinh của người trong đoàn; mỗi lần xem đều được ghi lại.',
  }),
  isDisabled: check('Khóa tài khoản: không đăng nhập được nữa'),
  current: current(),
})
