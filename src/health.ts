import type { Logger } from 'pino'
import { Router } from './web/router.ts'
import type { Db } from './db/open.ts'

/** Signs of life for whoever watches over the server: `/healthz` while it lives, `/readyz` while it can write. */
export function healthRoutes(db: Db, log: Logger) {
  const routes = Router()
  routes.get('/healthz', (_req, res) => {
    res.type('text/plain').send('ok\n')
  })
  routes.get('/readyz', (_req, res) => {
    try {
      // Takes the write lock and gives it back; nothing is changed.
      db.$client.exec('begin immediate; rollback')
      res.type('text/plain').send('ready\n')
    } catch (error) {
      if (db.$client.open && db.$client.inTransaction) db.$client.exec('rollback')
      // Why is for whoever reads the log: this address is open to anyone.
      log.error({ err: error }, 'not ready')
      res.status(503).type('text/plain').send('not ready\n')
    }
  })
  return routes
}
