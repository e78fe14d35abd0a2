import { Router } from 'express'
import type { Db } from '../db/open.ts'

export function helpRoutes(_db: Db) {
  const routes = Router()
  return routes
}
