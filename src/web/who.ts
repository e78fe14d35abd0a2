import type { Request } from 'express'
import type { Who } from '../db/write.ts'

/** Whoever sits at this machine, until people sign in. */
export const localUser = { text: 'Người dùng tại máy này' }

/** Who a request's changes are made by, and from where. */
export function whoAsks(req: Request): Who {
  return { name: localUser.text, origin: req.ip }
}

/** Whether what history says `name` did was done by whoever asks now. */
export const isSamePerson = (who: Who, name: string): boolean => who.name === name
