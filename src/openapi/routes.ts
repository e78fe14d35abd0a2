import { sendJson } from '../web/export.ts'
import { serverOf } from '../web/requests.ts'
import { Router } from '../web/router.ts'

/** The description of every address that programs use. */
export function openApiRoutes(publicUrl: string | undefined) {
  const routes = Router()
  routes.get('/openapi.json', async (req, res) => {
    // Seldom asked for, and made of every room: the program starts without it.
    const { openApi } = await import('./document.ts')
    sendJson(res, openApi(serverOf(req, publicUrl)))
  })
  return routes
}
