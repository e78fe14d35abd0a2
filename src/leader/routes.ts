import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { languageOf, speechOf } from '../web/language.ts'
import { readFilters } from '../web/listing.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { may } from '../web/who.ts'
import { glanceOf, leaderFilters } from './glance.ts'

/** Lãnh đạo xem nhanh: one screen of a phone, one sheet of paper. */
export function leaderRoutes(db: Db) {
  const routes = Router()
  routes.get('/leader', (req, res) => {
    const { filters, ignored } = readFilters(leaderFilters, req.query)
    const asked = { ...filters, mayApprove: may(res, 'approve') }
    page(res, 'leader/index', {
      ignored,
      glance: glanceOf(db, asked, today(), speechOf(languageOf(req))),
    })
  })
  return routes
}
