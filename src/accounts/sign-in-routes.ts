import type { Request, Response } from 'express'
import type { Db } from '../db/open.ts'
import { type Who, write } from '../db/write.ts'
import type { SecretKey } from '../secret-key.ts'
import { findOwnUnit } from '../units/queries.ts'
import { found } from '../web/errors.ts'
import { fieldsOf, readForm, summaryOf, type Typed, textOf } from '../web/form.ts'
import type { Message } from '../web/language.ts'
import { localPath } from '../web/local-path.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { viewerOf, whoAsks } from '../web/who.ts'
import { codeForm, newPasswordForm, setupForm, signInForm } from './form.ts'
import { openedForm, sealedForm } from './kept-form.ts'
import { deviceOf, giveDevice, giveSession, lastSignedIn, sessionOf, takeSession } from './identify.ts'
import { hashPassword, isOutdated, isPassword, reasonAgainst } from './passwords.ts'
import {
  type Account,
  createAccount,
  credentialOf,
  dropLink,
  findAccount,
  findAccountByEmail,
  findLink,
  hasAccounts,
  normalEmail,
  setPassword,
  takeRecoveryCode,
  updateCredential,
} from './queries.ts'
import { stepOfCode } from './second-factor.ts'
import { note } from './security-log.ts'
import { countWrongCode, endSession, isKnownDevice, rememberDevice } from './sessions.ts'
import { attemptSucceeded, isNews, secondsToWait, tooMany } from './throttle.ts'
import { revokeTokens } from './api-tokens.ts'

const WRONG_CODES = 5

/** Coming in: the first run, the password, the code, the link by which a password is set; and going out. */
export function signInRoutes(db: Db, key: SecretKey) {
  const routes = Router()

  routes.get('/sign-in', (req, res) => {
    if (viewerOf(res)) return res.redirect(303, localPath(req.query.next))
    showSignIn(db, req, res, {})
  })

  routes.post('/sign-in', async (req, res) => {
    const typed = readForm(signInForm, req.body)
    if (!typed.data) return showSignIn(db, req, res.status(422), typed)
    const email = normalEmail(typed.data.email)
    const account = findAccountByEmail(db, email)
    // Now and then somebody types a password where the address goes: only what looks like one is written down.
    const typedName = /^[^\s@]+@[^\s@]+$/.test(email) ? email : '–'
    const who: Who = { name: account?.name ?? typedName, accountId: account?.id, origin: req.ip }
    const device = deviceOf(req)
    const attempt = {
      email,
      address: req.ip ?? '',
      device: account && isKnownDevice(db, account.id, device) ? device : undefined,
    }
    const seconds = secondsToWait(db, who, attempt)
    if (seconds > 0) {
      if (isNews(`${email} ${req.ip}`)) note(db, 'sign_in_slowed', who)
      res.set('Retry-After', String(seconds))
      return showSignIn(db, req, res.status(429), refused(typed.values, tooMany(seconds)))
    }
    // Whoever is unknown or disabled is answered in the same words, after the same time.
    const stored = account && !account.isDisabled ? credentialOf(db, account.id).passwordHash : null
    if (!(await isPassword(typed.data.password, stored)) || !account || !stored) {
      note(db, 'sign_in_refused', who)
      const wrong = { text: 'Địa chỉ hoặc mật khẩu chưa đúng' }
      return showSignIn(db, req, res.status(422), refused(typed.values, wrong))
    }
    if (isOutdated(stored)) {
      updateCredential(db, who, account.id, { passwordHash: await hashPassword(typed.data.password) })
    }
    const next = localPath(textOf((req.body as Record<string, unknown>).next))
    if (account.secondFactorSince) {
      giveSession(db, res, who, account.id, true)
      if (keptBy(req)) return showCode(req, res, {})
      return res.redirect(303, `/sign-in/code?next=${encodeURIComponent(next)}`)
    }
    attemptSucceeded(db, who, attempt)
    comeIn(req, res, account, next)
  })

  routes.get('/sign-in/code', (req, res) => {
    const session = sessionOf(req, db)
    if (!session?.isHalf) return res.redirect(303, '/sign-in')
    showCode(req, res, {})
  })

  routes.post('/sign-in/code', (req, res) => {
    const session = sessionOf(req, db)
    if (!session?.isHalf) return res.redirect(303, '/sign-in')
    const account = found(findAccount(db, session.accountId))
    const who: Who = { name: account.name, accountId: account.id, origin: req.ip }
    const typed = readForm(codeForm, req.body)
    if (!typed.data) return showCode(req, res.status(422), typed)
    if (!isCodeOf(account, typed.data.code, who)) {
      note(db, 'code_refused', who)
      countWrongCode(db, session)
      if (session.wrongCodes + 1 >= WRONG_CODES) {
        endSession(db, who, session.id)
        takeSession(res)
        const again = {
          text: 'Đã thử {count} mã không đúng. Đăng nhập lại từ đầu',
          gaps: { count: WRONG_CODES },
        }
        return showSignIn(db, req, res.status(422), refused({ email: account.email }, again))
      }
      const wrong = { text: 'Mã chưa đúng hoặc đã dùng. Mã trong ứng dụng đổi sau mỗi 30 giây' }
      return showCode(req, res.status(422), { errors: { code: [wrong] } })
    }
    const device = deviceOf(req)
    attemptSucceeded(db, who, {
      email: account.email,
      address: req.ip ?? '',
      device: isKnownDevice(db, account.id, device) ? device : undefined,
    })
    comeIn(req, res, account, localPath(textOf((req.body as Record<string, unknown>).next)))
  })

  function isCodeOf(account: Account, typed: string, who: Who): boolean {
    const { totpSealed, lastTotpStep } = credentialOf(db, account.id)
    const step = totpSealed
      ? stepOfCode(key.open(totpSealed, `totp ${account.id}`), typed, lastTotpStep)
      : undefined
    if (step !== undefined) {
      updateCredential(db, who, account.id, { lastTotpStep: step })
      return true
    }
    if (!takeRecoveryCode(db, who, account.id, typed)) return false
    note(db, 'recovery_code_used', who)
    return true
  }

  function comeIn(req: Request, res: Response, account: Account, next: string) {
    const who: Who = { name: account.name, accountId: account.id, origin: req.ip }
    note(db, 'signed_in', who)
    if (!isKnownDevice(db, account.id, deviceOf(req))) giveDevice(res, rememberDevice(db, who, account.id))
    giveSession(db, res, who, account.id)
    const form = openedForm(key, account.id, keptBy(req))
    if (form) page(res, 'sign-in/resume', { form })
    else res.redirect(303, next)
  }

  routes.post('/sign-out', (req, res) => {
    const { sessionId } = viewerOf(res)!
    if (sessionId !== null) endSession(db, whoAsks(req), sessionId)
    note(db, 'signed_out', whoAsks(req))
    takeSession(res)
    res.set('Clear-Site-Data', '"cache", "storage"')
    res.redirect(303, '/sign-in?left=1')
  })

  routes.get('/setup', (req, res) => {
    if (!isFirstRun(req.query.token)) return showGone(res)
    showSetup(res, textOf(req.query.token), {})
  })

  routes.post('/setup', async (req, res) => {
    const token = textOf((req.body as Record<string, unknown> | undefined)?.token)
    if (!isFirstRun(token)) return showGone(res)
    const typed = withPasswordJudged(readForm(setupForm, req.body), (data) => [data.email, data.name], false)
    if (!typed.data) return showSetup(res.status(422), token, typed)
    const { name, email } = typed.data
    const who: Who = { name, origin: req.ip }
    const passwordHash = await hashPassword(typed.data.password)
    const accountId = write(db, who, (write) => {
      // Somebody else may have come by the link while the password was hashed.
      if (hasAccounts(db)) return undefined
      return createAccount(write, {
        name,
        email,
        role: 'administrator',
        unitId: found(findOwnUnit(db)).id,
        mayReadIdentity: false,
      })
    })
    if (accountId === undefined) return showGone(res)
    setPassword(db, who, accountId, passwordHash)
    const link = findLink(db, 'setup', token)
    if (link) dropLink(db, who, link.id)
    note(db, 'account_made', { ...who, accountId }, email)
    comeIn(req, res, found(findAccount(db, accountId)), '/')
  })

  const isFirstRun = (token: unknown) =>
    typeof token === 'string' && !hasAccounts(db) && findLink(db, 'setup', token) !== undefined

  routes.get('/sign-in/password', (req, res) => {
    const token = textOf(req.query.token)
    const account = accountOfLink(token)
    if (!account) return showGone(res)
    showNewPassword(res, token, account, {})
  })

  routes.post('/sign-in/password', async (req, res) => {
    const token = textOf((req.body as Record<string, unknown> | undefined)?.token)
    const account = accountOfLink(token)
    if (!account) return showGone(res)
    const typed = withPasswordJudged(
      readForm(newPasswordForm, req.body),
      () => [account.email, account.name],
      account.secondFactorSince !== null,
    )
    if (!typed.data) return showNewPassword(res.status(422), token, account, typed)
    const who: Who = { name: account.name, accountId: account.id, origin: req.ip }
    const passwordHash = await hashPassword(typed.data.password)
    if (!accountOfLink(token)) return showGone(res)
    setPassword(db, who, account.id, passwordHash)
    revokeTokens(db, who, account.id)
    note(db, 'password_changed', who)
    // Whoever came by the link is the right person: what others guessed does not make them wait.
    giveDevice(res, rememberDevice(db, who, account.id))
    attemptSucceeded(db, who, { email: account.email, address: req.ip ?? '', device: undefined })
    res.redirect(303, '/sign-in?set=1')
  })

  const accountOfLink = (token: string) => {
    const accountId = token && findLink(db, 'password', token)?.accountId
    const account = accountId ? findAccount(db, accountId) : undefined
    return account?.isDisabled ? undefined : account
  }

  // Used, or a day old, or never given: one answer.
  const showGone = (res: Response) => page(res.status(404), 'sign-in/gone', {})

  function showCode(req: Request, res: Response, typed: Typed) {
    const summary = summaryOf(codeForm, typed)
    const next = req.query.next ?? textOf((req.body as Record<string, unknown> | undefined)?.next)
    page(res, 'sign-in/code', {
      fields: fieldsOf(codeForm, { errors: typed.errors }),
      summary,
      hasErrors: summary.length > 0,
      next: localPath(next),
      kept: keptBy(req),
    })
  }

  function showSetup(res: Response, token: string, typed: Typed) {
    const summary = summaryOf(setupForm, typed)
    const fields = fieldsOf(setupForm, typed)
    page(res, 'sign-in/setup', {
      fields: Object.values(fields),
      token,
      summary,
      hasErrors: summary.length > 0,
    })
  }

  function showNewPassword(res: Response, token: string, account: Account, typed: Typed) {
    const summary = summaryOf(newPasswordForm, typed)
    page(res, 'sign-in/password', {
      fields: Object.values(fieldsOf(newPasswordForm, typed)),
      token,
      name: account.name,
      email: account.email,
      summary,
      hasErrors: summary.length > 0,
    })
  }

  return routes
}

const refused = (values: Typed['values'], message: Message): Typed => ({
  values,
  errors: { email: [message] },
})

/** What was typed, with the reason against a new password where there is one. */
export function withPasswordJudged<Data extends { password: string; again: string }>(
  typed: Typed<Data>,
  own: (data: Data) => string[],
  hasSecondFactor: boolean,
): Typed<Data> {
  if (!typed.data) return typed
  const { password, again } = typed.data
  const reason = reasonAgainst(password, { hasSecondFactor, own: own(typed.data) })
  if (reason) return { values: typed.values, errors: { password: [reason] } }
  if (password.normalize('NFKC') !== again.normalize('NFKC')) {
    return { values: typed.values, errors: { again: [{ text: 'Hai lần gõ khác nhau' }] } }
  }
  return typed
}

/** Asks whoever sent a form to sign in again, and carries the form along, as far as it is known whose it is. */
export const signInAgain = (db: Db, key: SecretKey) => (req: Request, res: Response) => {
  const accountId = lastSignedIn(req, db)
  const kept = accountId === undefined ? null : sealedForm(key, accountId, req.originalUrl, req.body)
  if (!kept) return res.redirect(303, '/sign-in?ended=1')
  showSignIn(db, req, res.status(401), {}, kept)
}

/** The sealed form that a page of signing in carries along; empty where there is none. */
const keptBy = (req: Request) => textOf((req.body as Record<string, unknown> | undefined)?.kept)

function showSignIn(db: Db, req: Request, res: Response, typed: Typed, kept = keptBy(req)) {
  const summary = summaryOf(signInForm, typed)
  const { next, left, set, ended } = req.query
  page(res, 'sign-in/index', {
    fields: fieldsOf(signInForm, typed),
    summary,
    hasErrors: summary.length > 0,
    next: localPath(next ?? textOf((req.body as Record<string, unknown> | undefined)?.next)),
    isFirstRun: !hasAccounts(db),
    kept,
    told:
      left === '1'
        ? 'Đã đăng xuất.'
        : set === '1'
          ? 'Đã đặt mật khẩu mới. Đăng nhập bằng mật khẩu ấy.'
          : ended === '1' || kept
            ? kept
              ? 'Phiên làm việc đã hết. Đăng nhập lại; phần vừa gõ còn nguyên.'
              : 'Phiên làm việc đã hết. Đăng nhập lại để làm tiếp.'
            : null,
  })
}
