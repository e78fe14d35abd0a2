import { transcode } from 'node:buffer'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { brotliCompressSync, constants } from 'node:zlib'
import type { Response } from 'express'
import { Eta } from 'eta'
import { asset, icons, mark } from './assets.ts'
import { type Language, languageOf, speechOf, themeOf, themes } from './language.ts'
import type { Right } from '../rights.ts'
import { returnToOf } from './way-back.ts'
import { may, type Viewer, viewerOf } from './who.ts'

const VIEWS = join(import.meta.dirname, '../../views')

const eta = new Eta({
  views: VIEWS,
  cache: true,
  autoTrim: false,
  autoFilter: true,
  escapeFunction: escaped,
  // Templates are indented for whoever edits them: a tenth of a page that nobody sees.
  plugins: [{ processTemplate: (text) => text.replace(/\n +/g, '\n') }],
  filterFunction: (value: unknown) => {
    // A misspelt name would print nothing and be noticed by nobody.
    if (value === undefined) throw new TypeError('a template prints undefined')
    return value === null ? '' : (value as string)
  },
})
// Every template is named from the top of the views, so that its file need not be worked out page by page.
eta.resolvePath = (name) => `${VIEWS}${name}.eta`

const special = /[&<>"']/
const entities: string[] = []
for (const [mark, entity] of Object.entries({
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}))
  entities[mark.charCodeAt(0)] = entity
const LAST = '>'.charCodeAt(0)

/** A text as it stands in HTML: as Eta's own, in half the time where something is to be replaced. */
function escaped(value: unknown): string {
  if (typeof value === 'number') return String(value)
  const text = typeof value === 'string' ? value : String(value)
  const first = text.search(special)
  if (first < 0) return text
  let out = ''
  let from = 0
  for (let at = first; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const entity = code > LAST ? undefined : entities[code]
    if (entity === undefined) continue
    out += text.slice(from, at) + entity
    from = at + 1
  }
  return out + text.slice(from)
}

/** What the frame around every page shows that no page knows by itself; `app.ts` provides it. */
export interface Frame {
  /** Things that want somebody: so many, or more than that. */
  attention: { count: number; areMore: boolean } | null
  houseName: string
}

type FrameFor = (language: Language, viewer?: Viewer) => Frame

/**
 * Sends a page; or, when htmx will replace one of `fragments` (ids), only `_<id>.eta` of its folder. The status is
 * the one already set on `res`.
 */
export function page(res: Response, template: string, model: object, fragments: string[] = []) {
  const { req } = res
  const wanted = req.get('HX-Target')?.split('#').pop() ?? '' // htmx says 'section#delegations'
  const isFragment = fragments.includes(wanted) && !req.get('HX-History-Restore-Request')
  const name = isFragment ? `${dirname(template)}/_${wanted}` : template
  const speech = speechOf(languageOf(req))
  const viewer = viewerOf(res)
  const frame = isFragment
    ? {}
    : {
        ...(res.app.locals.frame as FrameFor)(speech.language, viewer),
        theme: themeOf(req),
        themes,
        icons,
        mark,
      }
  const html = eta.render(`/${name}`, {
    ...speech,
    ...frame,
    asset,
    icon,
    path: req.path,
    url: req.originalUrl,
    returnTo: returnToOf(req),
    isError: res.statusCode >= 400,
    isFragment,
    viewer: viewer ?? null,
    may: (right: Right) => may(res, right),
    ...model,
  })
  send(res, 'text/html; charset=utf-8', html, 'Accept-Encoding, HX-Target, Cookie')
}

/**
 * A part of a page as its page draws it: of what is long, some at a time, so that others are answered in between; of what
 * is asked for again and again, once.
 */
export const drawn = (res: Response, template: string, model: object): string =>
  eta.render(`/${template}`, { ...speechOf(languageOf(res.req)), icon, ...model })

/** A drawing by its name in icons.svg. */
const icon = (name: string) => `<svg class="icon" aria-hidden="true"><use href="#i-${name}"/></svg>`

/** Sends text that belongs to one reader, compressed where the reader can take it. */
export function send(res: Response, type: string, text: string, vary = 'Accept-Encoding') {
  let body = encoded(text)
  const headers: Record<string, string | number> = {
    'Content-Type': type,
    Vary: vary,
  }
  if (body.length > 4096 && /\bbr\b/.test(res.req.get('accept-encoding') ?? '')) {
    // Level 1 costs about 100 µs a page and saves four fifths of it.
    body = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })
    headers['Content-Encoding'] = 'br'
  }
  headers['Content-Length'] = body.length
  res.writeHead(res.statusCode, headers)
  res.end(res.req.method === 'HEAD' ? undefined : body)
}

/** Sends what is too long to be held at once, as fast as the reader takes it. */
export async function sendPieces(res: Response, type: string, pieces: AsyncIterable<string>) {
  res.writeHead(res.statusCode, {
    'Content-Type': type,
    Vary: 'Cookie',
  })
  await pipeline(pieces, res).catch((error: unknown) => {
    // Whoever asked has gone away.
    if (!res.destroyed) throw error
  })
}

// By way of UTF-16, as the text is held in memory, over one buffer that every page goes through: a tenth of the time of
// `Buffer.from(text)`. Half a character, left by a limit on what somebody typed, cannot go that way.
const wide = Buffer.allocUnsafeSlow(1 << 20)

function encoded(text: string): Uint8Array {
  if (text.length * 2 > wide.length) return Buffer.from(text)
  try {
    return transcode(wide.subarray(0, wide.write(text, 'utf16le')), 'utf16le', 'utf8')
  } catch {
    return Buffer.from(text)
  }
}
