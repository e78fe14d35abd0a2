import { type Response, Router } from 'express'
import { themes } from './web/language.ts'

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

/** The page somebody came from, if it is one of ours. */
function localPath(back: unknown): string {
  const isLocal =
    typeof back === 'string' && /^\/(?![/\\])/.test(back) && URL.canParse(back, 'http://localhost')
  return isLocal ? back : '/'
}
