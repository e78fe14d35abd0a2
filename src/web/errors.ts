import { randomBytes } from 'node:crypto'
import type { ErrorRequestHandler, RequestHandler } from 'express'
import type { Logger } from 'pino'
import { today } from '../dates.ts'
import { page } from './page.ts'

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

export const notFound: RequestHandler = () => {
  throw new NotFound()
}

// What a request may be refused with before any of our code reads it, in words for whoever sent it.
const refusals: Record<number, string> = {
  400: 'Địa chỉ hoặc nội dung gửi lên không đọc được.',
  413: 'Nội dung gửi lên quá lớn. Chưa có gì được lưu.',
  415: 'Nội dung gửi lên viết bằng bảng mã lạ. Chưa có gì được lưu.',
  421: 'Máy này không trả lời dưới tên ấy. Mở sổ bằng địa chỉ mà máy in ra khi khởi động.',
  403: 'Yêu cầu này không đến từ trang của sổ, nên sổ không nhận. Chưa có gì được lưu.',
}

/** Turns an error into a page: 404 and refusals in the house's look, anything else as 500 with a code to quote. */
export function showErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    if (res.headersSent) {
      req.socket.destroy()
      return
    }
    if (error instanceof NotFound) {
      page(res.status(404), 'errors/not-found', {})
      return
    }
    const status = statusOf(error)
    if (status < 500) {
      page(res.status(status), 'errors/refused', { reason: refusals[status] ?? refusals[400]! })
      return
    }
    const code = `${today().replaceAll('-', '')}-${randomBytes(3).toString('hex')}`
    log.error({ code, method: req.method, path: req.path, err: error }, 'request failed')
    page(res.status(isBusyOrFull(error) ? 503 : 500), 'errors/failed', { code })
  }
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500
  return status >= 400 && status < 600 ? status : 500
}

function isBusyOrFull(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^SQLITE_(BUSY|FULL|READONLY|IOERR)/.test(code)
}

/** Refused because it was asked under a name that is not this machine's. */
export class WrongHost extends Error {
  status = 421
}

/**
 * Answers only under this machine's own names, so that no page elsewhere can point a name of its own here and read
 * along; `publicUrl`'s name too, where one is set.
 */
export function refuseForeignHosts(publicUrl: string | undefined): RequestHandler {
  const own = new Set(['localhost', '127.0.0.1', '[::1]'])
  if (publicUrl) own.add(new URL(publicUrl).hostname)
  return (req, _res, next) => {
    const hosts = req.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host')
    const host = (req.headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
    next(hosts.length === 1 && own.has(host) ? undefined : new WrongHost())
  }
}

/** Refused because another site asked for it. */
export class CrossSite extends Error {
  status = 403
}

/**
 * Lets no other site's page write. Browsers say where a request comes from: in Sec-Fetch-Site, or, over plain HTTP
 * under a name, only in Origin. What sends neither is no browser, and carries nobody's cookies.
 */
export const refuseCrossSiteWrites: RequestHandler = (req, _res, next) => {
  const site = req.get('Sec-Fetch-Site')
  const origin = req.get('Origin')
  const isOurs = site ? site === 'same-origin' : origin === undefined || isSameOrigin(origin, req.get('Host'))
  next(req.method === 'GET' || req.method === 'HEAD' || isOurs ? undefined : new CrossSite())
}

function isSameOrigin(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host
}
