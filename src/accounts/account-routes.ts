import type { Request, Response } from 'express'
import type { Db } from '../db/open.ts'
import type { SecretKey } from '../secret-key.ts'
import { unitsById, unitTitle } from '../units/queries.ts'
import { found, idOf } from '../web/errors.ts'
import { fieldsOf, readForm, summaryOf, textOf, type Typed } from '../web/form.ts'
import { languageOf, type Message } from '../web/language.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { signedInAt, whoAsks } from '../web/who.ts'
import { roles } from './account.ts'
import { listTokens, makeToken, revokeToken } from './api-tokens.ts'
import { browserOf } from './browser.ts'
import { feedScopes } from './calendar-feed.ts'
import { listFeeds } from './calendar-feeds.ts'
import { changePasswordForm, confirmForm, enrolForm, tokenForm } from './form.ts'
import { reasonAgainstCurrent } from './current-password.ts'
import { giveSession, takeSession } from './identify.ts'
import { momentOf } from '../dates.ts'
import { hashPassword } from './passwords.ts'
import {
  type Account,
  countRecoveryCodes,
  findAccount,
  needsSecondFactor,
  replaceRecoveryCodes,
  setPassword,
  updateCredential,
} from './queries.ts'
import { enrolment, newRecoveryCodes, newSecret, stepOfCode } from './second-factor.ts'
import { note } from './security-log.ts'
import { endSession, endSessions, listSessions } from './sessions.ts'
import { withPasswordJudged } from './sign-in-routes.ts'

/** Somebody's own account: the password, the second factor, where they are signed in, their programs' keys. */
export function accountRoutes(db: Db, key: SecretKey) {
  const routes = Router()
  const accountAt = (res: Response) => found(findAccount(db, signedInAt(res).accountId))

  routes.get('/account', (req, res) => showAccount(res, { done: doneWords[textOf(req.query.done)] ?? null }))

  routes.get('/account/password', (_req, res) => showPassword(res, {}))

  routes.post('/account/password', async (req, res) => {
    const account = accountAt(res)
    const typed = withPasswordJudged(
      readForm(changePasswordForm, req.body),
      () => [account.email, account.name],
      account.secondFactorSince !== null,
    )
    if (!typed.data) return showPassword(res.status(422), typed)
    const wrong = await reasonAgainstCurrent(db, whoAsks(req), account, typed.data.current)
    if (wrong) return showPassword(res.status(422), { errors: { current: wrong } })
    const who = whoAsks(req)
    setPassword(db, who, account.id, await hashPassword(typed.data.password))
    note(db, 'password_changed', who)
    // Every session has ended; whoever changed it goes on in a new one.
    giveSession(db, res, who, account.id)
    res.redirect(303, '/account?done=password')
  })

  routes.get('/account/second-factor', (_req, res) => {
    showEnrolment(res, key.seal(newSecret(), `enrol ${accountAt(res).id}`), {})
  })

  routes.post('/account/second-factor', async (req, res) => {
    const account = accountAt(res)
    const sealed = textOf((req.body as Record<string, unknown> | undefined)?.secret)
    const secret = opened(sealed, account.id)
    if (!secret) return res.redirect(303, '/account/second-factor')
    const typed = readForm(enrolForm, req.body)
    if (!typed.data) return showEnrolment(res.status(422), sealed, typed)
    const step = stepOfCode(secret, typed.data.code, null)
    if (step === undefined) {
      const wrong = { text: 'Mã chưa đúng. Xem giờ của điện thoại có đúng không, rồi gõ mã đang hiện' }
      return showEnrolment(res.status(422), sealed, { errors: { code: [wrong] } })
    }
    const wrong = await reasonAgainstCurrent(db, whoAsks(req), account, typed.data.current)
    if (wrong) return showEnrolment(res.status(422), sealed, { errors: { current: wrong } })
    const who = whoAsks(req)
    updateCredential(db, who, account.id, {
      totpSealed: key.seal(secret, `totp ${account.id}`),
      secondFactorSince: new Date().toISOString(),
      lastTotpStep: step,
    })
    note(db, 'second_factor_on', who)
    showNewCodes(req, res, account)
  })

  const opened = (sealed: string, accountId: number) => {
    try {
      return key.open(sealed, `enrol ${accountId}`)
    } catch {
      // Not sealed here, or for somebody else: a new one is made.
      return undefined
    }
  }

  routes.post('/account/second-factor/off', async (req, res) => {
    const account = accountAt(res)
    const wrong = await confirmed(req, account)
    if (wrong) return showAccount(res.status(422), { errors: { off: wrong } })
    if (needsSecondFactor(db, account.role)) return res.redirect(303, '/account')
    updateCredential(db, whoAsks(req), account.id, {
      totpSealed: null,
      secondFactorSince: null,
      lastTotpStep: null,
    })
    replaceRecoveryCodes(db, whoAsks(req), account.id, [])
    note(db, 'second_factor_off', whoAsks(req))
    res.redirect(303, '/account?done=off')
  })

  routes.post('/account/recovery-codes', async (req, res) => {
    const account = accountAt(res)
    const wrong = await confirmed(req, account)
    if (wrong) return showAccount(res.status(422), { errors: { codes: wrong } })
    if (!account.secondFactorSince) return res.redirect(303, '/account')
    showNewCodes(req, res, account)
  })

  async function confirmed(req: Request, account: Account) {
    const typed = readForm(confirmForm, req.body)
    return typed.data
      ? reasonAgainstCurrent(db, whoAsks(req), account, typed.data.current)
      : typed.errors?.current
  }

  function showNewCodes(req: Request, res: Response, account: Account) {
    const codes = newRecoveryCodes()
    replaceRecoveryCodes(db, whoAsks(req), account.id, codes)
    note(db, 'recovery_codes_made', whoAsks(req))
    page(res, 'accounts/recovery-codes', { codes })
  }

  routes.post('/account/sessions/end', (req, res) => {
    const { accountId, role, sessionId } = signedInAt(res)
    const asked = textOf((req.body as Record<string, unknown> | undefined)?.session)
    const who = whoAsks(req)
    if (asked === 'others') endSessions(db, who, accountId, sessionId)
    else if (listSessions(db, accountId, role).some(({ id }) => String(id) === asked)) {
      endSession(db, who, Number(asked))
      if (Number(asked) === sessionId) {
        takeSession(res)
        return res.redirect(303, '/sign-in?left=1')
      }
    }
    note(db, 'sessions_ended', who)
    res.redirect(303, '/account?done=sessions#sessions')
  })

  routes.post('/account/tokens', async (req, res) => {
    const account = accountAt(res)
    const typed = readForm(tokenForm, req.body)
    if (!typed.data) return showAccount(res.status(422), { typed })
    const wrong = await reasonAgainstCurrent(db, whoAsks(req), account, typed.data.current)
    if (wrong)
      return showAccount(res.status(422), { typed: { values: typed.values, errors: { current: wrong } } })
    const { name, mayWrite } = typed.data
    const token = makeToken(db, whoAsks(req), { accountId: account.id, name, mayWrite })
    note(db, 'token_made', whoAsks(req), name)
    page(res, 'accounts/token', { name, token, mayWrite })
  })

  routes.post('/account/tokens/:id/revocation', (req, res) => {
    const name = found(revokeToken(db, whoAsks(req), signedInAt(res).accountId, idOf(req.params.id)))
    note(db, 'token_revoked', whoAsks(req), name)
    res.redirect(303, '/account?done=token#tokens')
  })

  interface Shown {
    done?: string | null
    /** Of the form for a token. */
    typed?: Typed
    /** Of the small forms that ask for the password only. */
    errors?: Partial<Record<'off' | 'codes', Message[]>>
  }

  function showAccount(res: Response, { done = null, typed = {}, errors = {} }: Shown) {
    const account = accountAt(res)
    const { sessionId } = signedInAt(res)
    const unit = unitsById(db).get(account.unitId)!
    const summary = summaryOf(tokenForm, typed)
    page(res, 'accounts/show', {
      done,
      account,
      roles,
      unit: unitTitle(unit, languageOf(res.req)),
      passwordSince: account.passwordSetAt && momentOf(account.passwordSetAt),
      secondFactorSince: account.secondFactorSince && momentOf(account.secondFactorSince),
      isSecondFactorNeeded: needsSecondFactor(db, account.role),
      codesLeft: countRecoveryCodes(db, account.id),
      sessions: listSessions(db, account.id, account.role).map((session) => ({
        ...session,
        isThis: session.id === sessionId,
        browser: browserOf(session.browser),
        since: momentOf(session.createdAt),
        seen: momentOf(session.lastSeenAt),
      })),
      tokens: listTokens(db, account.id).map((token) => ({
        ...token,
        since: momentOf(token.createdAt),
        used: token.lastUsedAt && momentOf(token.lastUsedAt),
      })),
      feeds: listFeeds(db, account.id).map((feed) => ({
        ...feed,
        since: momentOf(feed.createdAt),
        read: feed.lastReadAt && momentOf(feed.lastReadAt),
      })),
      feedScopes,
      hasMail: res.app.locals.hasMail === true,
      tokenFields: fieldsOf(tokenForm, typed),
      off: confirmField('off', errors.off),
      codes: confirmField('codes', errors.codes),
      isTokenOpen: summary.length > 0,
      summary,
      hasErrors: summary.length > 0 || Object.keys(errors).length > 0,
    })
  }

  const confirmField = (id: string, errors: Message[] | undefined) => ({
    ...fieldsOf(confirmForm, { errors: errors && { current: errors } }).current,
    id: `current-${id}`,
  })

  function showPassword(res: Response, typed: Typed) {
    const summary = summaryOf(changePasswordForm, typed)
    const fields = Object.values(fieldsOf(changePasswordForm, typed))
    page(res, 'accounts/password', {
      fields,
      email: accountAt(res).email,
      hasSecondFactor: accountAt(res).secondFactorSince !== null,
      summary,
      hasErrors: summary.length > 0,
    })
  }

  function showEnrolment(res: Response, sealed: string, typed: Typed) {
    const account = accountAt(res)
    const summary = summaryOf(enrolForm, typed)
    page(res, 'accounts/second-factor', {
      ...enrolment(key.open(sealed, `enrol ${account.id}`), account.email),
      sealed,
      fields: fieldsOf(enrolForm, { errors: typed.errors }),
      isAgain: account.secondFactorSince !== null,
      mustEnrol: signedInAt(res).mustEnrol,
      summary,
      hasErrors: summary.length > 0,
    })
  }

  return routes
}

const doneWords: Record<string, string> = {
  password: 'Đã đổi mật khẩu. Các phiên ở máy khác đã kết thúc.',
  off: 'Đã tắt xác nhận hai bước.',
  sessions: 'Đã kết thúc phiên.',
  token: 'Đã thu hồi khóa truy cập.',
  reminders: 'Từ nay anh chị nhận thư nhắc báo cáo.',
  'no-reminders': 'Từ nay anh chị không nhận thư nhắc báo cáo.',
  feed: 'Đã thu hồi địa chỉ lịch. Lịch ở nơi khác không cập nhật nữa.',
}
