import type { Request } from 'express'
import { momentOf, today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { wholeOf } from '../db/scope.ts'
import { sendList } from '../web/export.ts'
import { addTables, filesAt } from '../web/list-files.ts'
import { addressOf, type Asked, readFilters, withOneOfEach } from '../web/listing.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { listAccounts } from './queries.ts'
import { securityEvents } from './security-event.ts'
import { entryAsJson, logFile, logFilters } from './security-log-export.ts'
import { listSecurityLog } from './security-log.ts'

const ROOM = '/admin/security-log'

/** Who signed in, was refused, read what only some may: on the page, and to take along. */
export function securityLogRoutes(reader: Db) {
  const db = wholeOf(reader)
  const routes = Router()

  function read(req: Request) {
    const { filters, ignored } = withOneOfEach(readFilters(logFilters, req.query), [
      'account',
      'event',
      'before',
    ])
    const asked = { account: filters.account, event: filters.event }
    const [account, event, before] = [filters.account[0], filters.event[0], filters.before[0]]
    return { asked, ignored, only: { account, event, before } }
  }

  const nextOf = (path: string, asked: Asked, { rows, hasMore }: ReturnType<typeof listSecurityLog>) =>
    hasMore ? addressOf(path, { ...asked, before: [rows.at(-1)!.id] }) : null

  routes.get(ROOM, (req, res) => {
    const { asked, ignored, only } = read(req)
    const listed = listSecurityLog(db, only)
    page(res, 'accounts/security-log', {
      ignored,
      entries: listed.rows.map((entry) => ({ ...entry, moment: momentOf(entry.at) })),
      events: securityEvents,
      everybody: listAccounts(db).map(({ id, name }) => ({ id, name })),
      account: only.account ?? null,
      event: only.event ?? null,
      downloads: filesAt(ROOM, asked),
      pages: {
        first: only.before === undefined ? null : addressOf(ROOM, asked),
        previous: null,
        next: nextOf(ROOM, asked, listed),
      },
    })
  })

  routes.get(`${ROOM}.json`, (req, res) => {
    const { asked, ignored, only } = read(req)
    const listed = listSecurityLog(db, only)
    sendList(res, ignored, {
      asOf: today(),
      next: nextOf(`${ROOM}.json`, asked, listed),
      items: listed.rows.map(entryAsJson),
    })
  })

  addTables(routes, ROOM, (req, speech) => logFile(db, read(req).only, speech))

  return routes
}
