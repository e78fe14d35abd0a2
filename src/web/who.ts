import type { Request, Response } from 'express'
import type { Who } from '../db/write.ts'
import { type Holder, holds, type Right } from '../rights.ts'

/** Whoever is signed in, as a request knows them. */
export interface Viewer extends Holder {
  accountId: number
  name: string
  email: string
  unitId: number
  /** Signed in by a browser; a program that brings a token has none. */
  sessionId: number | null
  /** A token may be for reading only. */
  mayWrite: boolean
  /** The second factor their role asks for is still to be set up: until then nothing else is open. */
  mustEnrol: boolean
}

/** Who asks, or undefined where nobody is signed in. */
export const viewerOf = (res: Response): Viewer | undefined => res.locals.viewer as Viewer | undefined

/** Who asks, on a page that nobody opens without signing in. */
export function signedInAt(res: Response): Viewer {
  const viewer = viewerOf(res)
  if (!viewer) throw new TypeError('this page is open to nobody')
  return viewer
}

/** Whether whoever asks holds a right. */
export function may(res: Response, right: Right): boolean {
  const viewer = viewerOf(res)
  return right === 'anyone' || (viewer !== undefined && holds(viewer, right))
}

/** Who a request's changes are made by, and from where. */
export function whoAsks(req: Request): Who {
  const { name, accountId } = signedInAt(req.res!)
  return { name, accountId, origin: req.ip }
}

/** Whether an act of history was done by whoever asks now: by their account, or by name before there were accounts. */
export const isSamePerson = (who: Who, act: { who: string; accountId: number | null }): boolean =>
  act.accountId === null ? who.name === act.who : who.accountId === act.accountId
