import { z } from 'zod'
import type { Db } from '../db/open.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { jsonId, jsonList, jsonNamed } from '../web/json-schema.ts'
import type { Message, Speech } from '../web/language.ts'
import type { ShortList } from '../web/list-files.ts'
import type { Operation } from '../web/operation.ts'
import { roles } from './account.ts'
import { type Account, listAccounts, needsSecondFactor } from './queries.ts'
import { accountsSignedIn } from './sessions.ts'

// Who may sign in, as their page lists them. What proves who somebody is stays where it is kept.

/** Every account, with how it stands in words. */
export function accountRows(db: Db) {
  const signedIn = accountsSignedIn(db)
  const asked = new Set(valuesOf(roles).filter((role) => needsSecondFactor(db, role)))
  return listAccounts(db).map((account) => {
    const isSignedIn = signedIn.has(account.id)
    const isSecondFactorMissing = !account.secondFactorSince && asked.has(account.role)
    return {
      ...account,
      isSignedIn,
      isSecondFactorMissing,
      standing: standingOf({ ...account, isSignedIn, isSecondFactorMissing }),
    }
  })
}

type ListedAccount = ReturnType<typeof accountRows>[number]

function standingOf(account: Account & { isSignedIn: boolean; isSecondFactorMissing: boolean }): Message[] {
  const words = account.isDisabled
    ? 'đã khóa'
    : !account.hasPassword
      ? 'chưa đặt mật khẩu'
      : account.isSignedIn
        ? 'đang đăng nhập'
        : 'dùng được'
  return [
    { text: words },
    ...(account.isSecondFactorMissing && !account.isDisabled ? [{ text: 'chưa bật xác nhận hai bước' }] : []),
    ...(account.mayReadIdentity ? [{ text: 'xem được giấy tờ tùy thân' }] : []),
  ]
}

/** The accounts to take along. */
export function accountList(db: Db, { t, say }: Speech): ShortList<ListedAccount> {
  const rows = accountRows(db)
  return {
    file: 'tai-khoan',
    title: t('Tài khoản'),
    columns: [
      { heading: t('Vai trò'), value: ({ role }) => t(roles[role]), width: 14 },
      { heading: t('Họ tên'), value: ({ name }) => name, width: 28 },
      { heading: t('Địa chỉ email'), value: ({ email }) => email, width: 32 },
      { heading: t('Đơn vị'), value: ({ unit }) => unit, width: 36 },
      { heading: t('Tình trạng'), value: ({ standing }) => standing.map(say).join(' · '), width: 44 },
    ],
    rows,
    counted: '{count} tài khoản',
  }
}

export const accountAsJson = (account: ListedAccount): z.output<typeof accountShape> => ({
  id: account.id,
  name: account.name,
  email: account.email,
  role: account.role,
  unit: { id: account.unitId, name: account.unit },
  mayReadIdentity: account.mayReadIdentity,
  isDisabled: account.isDisabled,
  hasPassword: account.hasPassword,
  hasSecondFactor: account.secondFactorSince !== null,
  isSignedIn: account.isSignedIn,
})

const accountShape = z.strictObject({
  id: jsonId,
  name: z.string(),
  email: z.string(),
  role: z.enum(valuesOf(roles)),
  unit: jsonNamed,
  mayReadIdentity: z.boolean(),
  isDisabled: z.boolean(),
  hasPassword: z.boolean(),
  hasSecondFactor: z.boolean(),
  isSignedIn: z.boolean(),
})

export const accountOperations: Operation[] = [
  {
    route: 'GET /admin/accounts.json',
    summary: 'Ai vào được sổ, với vai trò và đơn vị',
    answer: jsonList(accountShape),
  },
]
