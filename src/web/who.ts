import type { Request } from 'express'
import type { Who } from '../db/write.ts'

/** Who a request's changes are made by. Until people sign in, whoever sits at this machine. */
export function whoAsks(_req: Request): Who {
  return { name: 'Người dùng tại máy này' }
}
