import type { Response } from 'express'
import { Router } from './web/router.ts'
import { themes } from './web/language.ts'
import { localPath } from './web/local-path.ts'

const YEAR = 365 * 24 * 3600 * 1000

/** How one reader wants the product: its language and its light. Kept in cookies; nobody's record changes. */
export function preferenceRoutes() {
  const routes = Router()
  routes.post('/preferences', (req, res) => {
    const { language, theme, back } = (req.body ?? {}) as Record<string, unknown>
    if (language === 'vi' || language === 'en') keep(res, 'language', language)
    if (typeof theme === 'string' && Object.hasOwn(themes, theme)) keep(res, 'theme', theme)
    res.redirect(303, localPath(back))
  })
  return routes
}

function keep(res: Response, name: string, value: string) {
  res.cookie(name, value, { httpOnly: true, sameSite: 'lax', path: '/', maxAge: YEAR })
}
