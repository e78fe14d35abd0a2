import { sendJson } from '../web/export.ts'
import { serverOf } from '../web/requests.ts'
import { Router } from '../web/router.ts'
import { openApi } from './document.ts'

/** The description of every address that programs use. */
export function openApiRoutes(publicUrl: string | undefined) {
  const routes = Router()
  routes.get('/openapi.json', (req, res) => sendJson(res, openApi(serverOf(req, publicUrl))))
  return routes
}
