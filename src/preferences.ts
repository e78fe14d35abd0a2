import { giveCookie } from './web/cookies.ts'
import { Router } from './web/router.ts'
import { themes } from './web/language.ts'
import { localPath } from './web/local-path.ts'

const YEAR = 365 * 24 * 3600 * 1000

/** How one reader wants the product: its language and its light. Kept in cookies; nobody's record changes. */
export function preferenceRoutes() {
  const routes = Router()
  routes.post('/preferences', (req, res) => {
    const { language, theme, back } = (req.body ?? {}) as Record<string, unknown>
    if (language === 'vi' || language === 'en') giveCookie(res, 'language', language, YEAR)
    if (typeof theme === 'string' && Object.hasOwn(themes, theme)) giveCookie(res, 'theme', theme, YEAR)
    res.redirect(303, localPath(back))
  })
  return routes
}
