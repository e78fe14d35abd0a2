import { Router } from './web/router.ts'
import type { Db } from './db/open.ts'

/** Signs of life for whoever watches over the server: `/healthz` while it lives, `/readyz` while it can write. */
export function healthRoutes(db: Db) {
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
      res
        .status(503)
        .type('text/plain')
        .send(`not ready: ${error instanceof Error ? error.message : 'unknown'}\n`)
    }
  })
  return routes
}
