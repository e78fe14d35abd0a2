import { addFiles, filesAt } from '../web/list-files.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { roles } from './account.ts'
import { holders, rightAsJson, rightList, rightRows } from './rights-export.ts'

const ROOM = '/admin/rights'

/** Who may do what: a table of rights, and the addresses that ask for each. */
export function rightsRoutes() {
  const routes = Router()
  routes.get(ROOM, (_req, res) => {
    page(res, 'accounts/rights', { roles, holders, rows: rightRows(), downloads: filesAt(ROOM) })
  })
  addFiles(routes, ROOM, rightList, rightAsJson)
  return routes
}
