import { randomBytes } from 'node:crypto'
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import type { Logger } from 'pino'
import { today } from '../dates.ts'
import { rights } from '../rights.ts'
import { sendJson } from './export.ts'
import { page } from './page.ts'
import { EnrolFirst, Forbidden, ReadingOnly, SignInFirst } from './router.ts'
import { type Viewer, viewerOf } from './who.ts'

/** There is no such page, or no such record. */
export class NotFound extends Error {}

/** The row, or the 404 page where there is none. */
export function found<T>(row: T | undefined): T {
  if (row === undefined) throw new NotFound()
  return row
}

/** The id in an address; one that is no whole number leads to the 404 page. */
export function idOf(text: string | string[] | undefined): number {
  if (typeof text !== 'string' || !/^[1-9]\d{0,14}$/.test(text)) throw new NotFound()
  return Number(text)
}

/** Nothing is there; whoever has not signed in does not even learn that. */
export const notFound: RequestHandler = (_req, res) => {
  throw viewerOf(res) ? new NotFound() : new SignInFirst()
}

// What a request may be refused with before any of our code reads it, in words for whoever sent it.
const refusals: Record<number, string> = {
  400: 'Địa chỉ hoặc nội dung gửi lên không đọc được.',
  405: 'Cách hỏi này sổ không dùng. Chưa có gì được lưu.',
  413: 'Nội dung gửi lên quá lớn. Chưa có gì được lưu.',
  415: 'Nội dung gửi lên viết bằng bảng mã lạ. Chưa có gì được lưu.',
  421: 'Máy này không trả lời dưới tên ấy. Mở sổ bằng địa chỉ mà máy in ra khi khởi động.',
  403: 'Yêu cầu này không đến từ trang của sổ, nên sổ không nhận. Chưa có gì được lưu.',
}

// The same for a program.
const refusalsInJson: Record<number, string> = {
  400: 'the body cannot be read: send one JSON object',
  403: 'not from a page of the register, and without a token',
  413: 'the body is too large',
  415: 'this address takes no JSON, or not in this encoding',
  421: 'not answered under this name',
}

/**
 * Turns an error into a page: 404 and refusals in the house's look, anything else as 500 with a code to quote.
 * `noteRefusal` writes down who asked for what is not theirs; `signInAgain` asks whoever sent a form to sign in, and
 * keeps what they typed.
 */
export function showErrors(
  log: Logger,
  noteRefusal: (req: Request, viewer: Viewer) => void,
  signInAgain: (req: Request, res: Response) => Promise<void>,
): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    if (res.headersSent) {
      req.socket.destroy()
      return
    }
    const viewer = viewerOf(res)
    if (error instanceof SignInFirst) return askToSignIn(req, res, signInAgain)
    if (error instanceof EnrolFirst) return goTo(req, res, '/account/second-factor')
    if (error instanceof Forbidden || error instanceof ReadingOnly) {
      if (viewer) noteRefusal(req, viewer)
      const right = error instanceof Forbidden ? rights[error.right] : null
      if (wantsJson(req)) {
        const reason = right ? 'forbidden' : 'this token may only read'
        return sendJson(res.status(403), { error: reason, needs: right })
      }
      page(res.status(403), 'errors/forbidden', { right })
      return
    }
    if (error instanceof NotFound) {
      if (wantsJson(req)) return sendJson(res.status(404), { error: 'not found' })
      page(res.status(404), 'errors/not-found', {})
      return
    }
    const status = statusOf(error)
    if (status < 500) {
      // Another site or another name asked: whoever watches over the server should see that.
      if (status === 403 || status === 421)
        log.warn({ status, method: req.method, path: req.path, address: req.ip }, 'request refused')
      if (wantsJson(req)) {
        return sendJson(res.status(status), { error: refusalsInJson[status] ?? refusalsInJson[400] })
      }
      page(res.status(status), 'errors/refused', { reason: refusals[status] ?? refusals[400]! })
      return
    }
    const code = `${today().replaceAll('-', '')}-${randomBytes(3).toString('hex')}`
    // The address of a feed is as good as a password.
    const path = req.path.replace(/^\/feeds\/.*/, '/feeds/…')
    log.error({ code, method: req.method, path, err: error }, 'request failed')
    res.status(isBusyOrFull(error) ? 503 : 500)
    if (wantsJson(req)) return sendJson(res, { error: 'failed', code })
    page(res, 'errors/failed', { code })
  }
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500
  return status >= 400 && status < 600 ? status : 500
}

function isBusyOrFull(error: unknown): boolean {
  // What went through a query of drizzle's is wrapped: the database's own error is its cause.
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return /^SQLITE_(BUSY|FULL|READONLY|IOERR)/.test(code)
}

/** A program that asks for data gets its answer as data. */
export const wantsJson = (req: Request): boolean =>
  req.path.endsWith('.json') || req.get('Authorization') !== undefined || !!req.is('application/json')

function askToSignIn(
  req: Request,
  res: Response,
  signInAgain: (req: Request, res: Response) => Promise<void>,
) {
  if (wantsJson(req)) {
    res.set('WWW-Authenticate', 'Bearer')
    return sendJson(res.status(401), { error: 'sign in, or send a token' })
  }
  if (req.method !== 'GET' && req.method !== 'HEAD' && !req.get('HX-Request')) return signInAgain(req, res)
  const next = req.originalUrl === '/' ? '' : `?next=${encodeURIComponent(req.originalUrl)}`
  goTo(req, res, req.method === 'POST' ? '/sign-in?ended=1' : `/sign-in${next}`)
}

// A fragment is part of a page that somebody still looks at: the whole page goes elsewhere.
function goTo(req: Request, res: Response, location: string) {
  if (req.get('HX-Request')) res.set('HX-Redirect', location).status(204).end()
  else res.redirect(303, location)
}
