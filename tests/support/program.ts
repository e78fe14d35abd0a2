import request from 'supertest'
import type { Role } from '../../src/accounts/account.ts'
import { makeToken } from '../../src/accounts/api-tokens.ts'
import type { startApp } from './app.ts'

type App = ReturnType<typeof startApp>

interface Asking {
  role?: Role
  unitId?: number
  mayWrite?: boolean
}

/** A program with a token of somebody's, a clerk's unless said otherwise: what it reads and writes in JSON. */
export function program(app: App, { role = 'clerk', unitId = 1, mayWrite = true }: Asking = {}) {
  const { accountId, name } = app.signIn(role, { unitId })
  const token = makeToken(app.db, { name }, { accountId, name: 'Trang tin', mayWrite })
  const headers = { Authorization: `Bearer ${token}`, Host: '127.0.0.1' }
  const read = async (url: string) => answerOf(await request(app.app).get(url).set(headers))
  const send = async (url: string, body: unknown) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const sent = request(app.app).post(url).set(headers).set('Content-Type', 'application/json')
    return answerOf(await sent.send(text))
  }
  return { token, name, read, send }
}

export type Program = ReturnType<typeof program>

function answerOf({ status, headers, text, body }: request.Response) {
  return {
    status,
    type: String(headers['content-type']),
    location: headers.location,
    text,
    json: body as Json,
  }
}

/** Whatever a test looks for in an answer. */
export interface Json {
  [name: string]: Json
}

/** A text or number in an answer, as text. */
export const textOf = (value: Json | undefined): string => JSON.stringify(value ?? null).replaceAll('"', '')

/** How many rows a table holds. */
export const countOf = (app: App, table: string) =>
  (app.db.$client.prepare(`select count(*) n from "${table}"`).get() as { n: number }).n
