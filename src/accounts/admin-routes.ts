import type { Request, Response } from 'express'
import type { Db } from '../db/open.ts'
import { wholeOf } from '../db/scope.ts'
import { findSubmission, writeOnce } from '../db/write.ts'
import { momentOf } from '../dates.ts'
import { type Conflict, keepEdit, labelsOf, meanwhileBy, shownConflict } from '../history/edits.ts'
import { findOwnUnit, unitOptions } from '../units/queries.ts'
import { withChoices } from '../web/clash.ts'
import { found, idOf } from '../web/errors.ts'
import { fieldsOf, readForm, summaryOf, type Typed } from '../web/form.ts'
import { languageOf, type Message, speechOf } from '../web/language.ts'
import { addFiles, filesAt } from '../web/list-files.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { submissionKey } from '../web/submission.ts'
import { signedInAt, whoAsks } from '../web/who.ts'
import { roles } from './account.ts'
import { listTokens, revokeTokens } from './api-tokens.ts'
import { accountAsJson, accountList, accountRows } from './export.ts'
import { accountForm, confirmForm } from './form.ts'
import {
  type Account,
  countOtherAdministrators,
  createAccount,
  findAccount,
  findAccountByEmail,
  listAccounts,
  makePasswordLink,
  replaceRecoveryCodes,
  updateAccount,
  updateCredential,
} from './queries.ts'
import { changeTold, namesOfChanges, pastRights, type Rights, rightsTold } from './rights-told.ts'
import { note } from './security-log.ts'
import { endSessions, listSessions } from './sessions.ts'
import { reasonAgainstCurrent } from './current-password.ts'

/** Who may sign in and what they may do. */
export function adminAccountRoutes(reader: Db, publicUrl?: string) {
  const db = wholeOf(reader)
  const routes = Router()

  routes.get('/admin/accounts', (_req, res) => {
    page(res, 'accounts/index', {
      accounts: accountRows(db),
      roles,
      downloads: filesAt('/admin/accounts'),
    })
  })

  addFiles(routes, '/admin/accounts', (speech) => accountList(db, speech), accountAsJson)

  routes.get('/admin/accounts/new', (_req, res) => {
    const values = {
      role: 'clerk',
      unitId: String(findOwnUnit(db)?.id ?? ''),
      submissionId: crypto.randomUUID(),
    }
    showForm(res, undefined, { values })
  })

  routes.post('/admin/accounts', async (req, res) => {
    const sent = readForm(accountForm.pick({ submissionId: true }), req.body).data
    const key = submissionKey(req, sent?.submissionId)
    const again = key && findSubmission(db, key)
    if (again) return res.redirect(303, again)
    const typed = await judged(req)
    if (!typed.data) return showForm(res.status(422), undefined, typed)
    const { name, email, role, unitId, mayReadIdentity } = typed.data
    const location = writeOnce(db, whoAsks(req), key, (write) => {
      const id = createAccount(write, { name, email, role, unitId, mayReadIdentity })
      return `/admin/accounts/${id}?saved=1`
    })
    note(db, 'account_made', whoAsks(req), rightsTold({ ...typed.data, isDisabled: false }))
    res.redirect(303, location)
  })

  routes.get('/admin/accounts/:id', (req, res) => {
    const account = found(findAccount(db, idOf(req.params.id)))
    showForm(res, account, { values: valuesFrom(account) }, { isSaved: req.query.saved === '1' })
  })

  routes.post('/admin/accounts/:id', async (req, res) => {
    const id = idOf(req.params.id)
    const body = withChoices(accountForm, req.body)
    const typed = await judged(req, id, body)
    // As it stands now, and nothing is waited for from here on.
    const account = found(findAccount(db, id))
    if (!typed.data) return showForm(res.status(422), account, typed)
    // Not known by what it carries: that holds a password, and nothing of it is kept, not even as a hash.
    const kept = keepEdit(db, whoAsks(req), undefined, {
      table: 'accounts',
      id,
      form: accountForm,
      typed: { data: typed.data, values: typed.values! },
      stored: () => rightsTyped(found(findAccount(db, id))),
      past: (count) => pastRights(db, found(findAccount(db, id)), count, rightsTyped),
      read: (values) => judgedNow(req, id, values),
      keep(write, { name, email, role, unitId, mayReadIdentity, isDisabled }) {
        const rights = { name, email, role, unitId, mayReadIdentity, isDisabled }
        const before = found(findAccount(db, id))
        updateAccount(write, id, rights)
        if (rightsTold(before) !== rightsTold(rights))
          note(db, 'rights_changed', whoAsks(req), changeTold(before, rights))
        return `/admin/accounts/${id}?saved=1`
      },
    })
    if (typeof kept === 'string') return res.redirect(303, kept)
    const { typed: merged, conflict } = kept
    showForm(res.status(conflict.clashes.length ? 409 : 422), account, merged, { conflict })
  })

  // A link that its owner sets a password by: the first one, or a new one for who forgot theirs.
  routes.post('/admin/accounts/:id/link', async (req, res) => {
    const account = found(findAccount(db, idOf(req.params.id)))
    const wrong = await reasonAgainstPassword(req)
    if (wrong)
      return showForm(res.status(422), account, { values: valuesFrom(account) }, { confirm: { link: wrong } })
    const token = makePasswordLink(db, whoAsks(req), account.id)
    note(db, 'link_made', whoAsks(req), account.email)
    const origin = publicUrl?.replace(/\/$/, '') ?? [req.protocol, req.get('Host')].join('://')
    page(res, 'accounts/link', { account, link: `${origin}/sign-in/password?token=${token}` })
  })

  routes.post('/admin/accounts/:id/sessions/end', (req, res) => {
    const account = found(findAccount(db, idOf(req.params.id)))
    endSessions(db, whoAsks(req), account.id)
    note(db, 'sessions_ended', whoAsks(req), account.email)
    res.redirect(303, `/admin/accounts/${account.id}?saved=1`)
  })

  routes.post('/admin/accounts/:id/tokens/revocation', (req, res) => {
    const account = found(findAccount(db, idOf(req.params.id)))
    revokeTokens(db, whoAsks(req), account.id)
    note(db, 'token_revoked', whoAsks(req), account.email)
    res.redirect(303, `/admin/accounts/${account.id}?saved=1`)
  })

  routes.post('/admin/accounts/:id/second-factor/off', async (req, res) => {
    const account = found(findAccount(db, idOf(req.params.id)))
    const wrong = await reasonAgainstPassword(req)
    if (wrong)
      return showForm(res.status(422), account, { values: valuesFrom(account) }, { confirm: { off: wrong } })
    updateCredential(db, whoAsks(req), account.id, {
      totpSealed: null,
      secondFactorSince: null,
      lastTotpStep: null,
    })
    replaceRecoveryCodes(db, whoAsks(req), account.id, [])
    endSessions(db, whoAsks(req), account.id)
    note(db, 'second_factor_off', whoAsks(req), account.email)
    res.redirect(303, `/admin/accounts/${account.id}?saved=1`)
  })

  // Hashing takes its time, and another administrator's form may be kept meanwhile: the rest is judged before and after.
  async function judged(req: Request, id?: number, body: unknown = req.body) {
    const typed = judgedNow(req, id, body)
    const wrong = typed.data && (await reasonAgainstPassword(req))
    return wrong ? { errors: { current: wrong }, values: typed.values } : judgedNow(req, id, body)
  }

  function judgedNow(req: Request, id: number | undefined, body: unknown) {
    const account = id === undefined ? undefined : found(findAccount(db, id))
    const typed = readForm(accountForm, body)
    const errors: Record<string, Message[]> = { ...typed.errors }
    const refuse = (field: string, text: string) => void (errors[field] ??= []).push({ text })
    const { data } = typed
    if (data) {
      const sameAddress = findAccountByEmail(db, data.email)
      if (sameAddress && sameAddress.id !== account?.id) refuse('email', 'Đã có tài khoản với địa chỉ này')
      if (listAccounts(db).some(({ id, name }) => id !== account?.id && name === data.name))
        refuse('name', 'Đã có người mang tên này; ghi thêm phòng hoặc chức danh để phân biệt')
      const unit = unitChoices(req).find(([id]) => id === String(data.unitId))
      if (!unit) refuse('unitId', 'Chọn một mục trong danh sách')
      if (data.role === 'administrator' && data.unitId !== findOwnUnit(db)?.id)
        refuse('role', 'Quản trị phải thuộc cơ quan Trung ương')
      const isLast = account?.role === 'administrator' && !countOtherAdministrators(db, account.id)
      if (isLast && (data.role !== 'administrator' || data.isDisabled))
        refuse('role', 'Đây là quản trị cuối cùng còn đăng nhập được; thêm một quản trị khác trước')
    }
    return Object.keys(errors).length ? { data: undefined, errors, values: typed.values } : typed
  }

  async function reasonAgainstPassword(req: Request): Promise<Message[] | undefined> {
    const typed = readForm(confirmForm, req.body)
    if (!typed.data) return typed.errors?.current
    const own = found(findAccount(db, signedInAt(req.res!).accountId))
    return reasonAgainstCurrent(db, whoAsks(req), own, typed.data.current)
  }

  const unitChoices = (req: Request) => unitOptions(db, languageOf(req))

  function showForm(
    res: Response,
    account: Account | undefined,
    typed: Typed,
    {
      isSaved = false,
      confirm = {},
      conflict,
    }: {
      isSaved?: boolean
      confirm?: Partial<Record<'link' | 'off', Message[]>>
      conflict?: Conflict
    } = {},
  ) {
    const summary = summaryOf(accountForm, typed)
    const speech = speechOf(languageOf(res.req))
    const fields = fieldsOf(accountForm, typed, { unitId: unitChoices(res.req) })
    const confirmField = (id: 'link' | 'off') => ({
      ...fieldsOf(confirmForm, { errors: confirm[id] && { current: confirm[id] } }).current,
      id: `current-${id}`,
    })
    page(res, 'accounts/form', {
      account: account ?? null,
      isSelf: account?.id === signedInAt(res).accountId,
      isSaved,
      fields,
      conflict: conflict ? shownConflict(accountForm, fields, conflict, speech) : null,
      meanwhile: meanwhileBy(labelsOf(accountForm), res.req.query, speech, (ids) => namesOfChanges(db, ids)),
      link: confirmField('link'),
      off: confirmField('off'),
      sessions: account ? listSessions(db, account.id, account.role).length : 0,
      tokens: account ? listTokens(db, account.id).map(({ name }) => name) : [],
      secondFactorSince: account?.secondFactorSince ? momentOf(account.secondFactorSince) : null,
      summary,
      hasErrors: summary.length > 0 || Object.keys(confirm).length > 0 || conflict !== undefined,
    })
  }

  return routes
}

const valuesFrom = (account: Account) => ({
  version: String(account.version),
  submissionId: crypto.randomUUID(),
  ...rightsTyped(account),
})

// What somebody may do, as the form shows it.
const rightsTyped = (account: Rights) => ({
  name: account.name,
  email: account.email,
  role: account.role,
  unitId: String(account.unitId),
  mayReadIdentity: account.mayReadIdentity ? '1' : '',
  isDisabled: account.isDisabled ? '1' : '',
})
