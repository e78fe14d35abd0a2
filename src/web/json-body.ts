import express, { type Request, type RequestHandler, type Response } from 'express'

// Which handlers take a body that is JSON, apart from what forms make of it: every route asks.

export type Body = Record<string, unknown>

const parse = express.json({ limit: '512kb', type: 'application/json' })
const taking = new WeakSet<RequestHandler>()

/** What was sent is JSON, and no object with fields. */
export class NoObject extends Error {
  status = 400
}

/** Answers a form sent in JSON; a form that a browser sent goes on to the next handler. */
export function inJson(answer: (req: Request, res: Response, body: Body) => void): RequestHandler {
  const handler: RequestHandler = (req, res, next) => {
    if (!req.is('application/json')) return next()
    parse(req, res, (error?: unknown) => {
      if (error) return next(error)
      try {
        const body: unknown = req.body ?? {}
        if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new NoObject()
        answer(req, res, body as Body)
      } catch (thrown) {
        next(thrown)
      }
    })
  }
  taking.add(handler)
  return handler
}

/** Whether a handler is one of `inJson`. */
export const takesJson = (handler: RequestHandler): boolean => taking.has(handler)
