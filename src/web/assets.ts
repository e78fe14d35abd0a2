import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import type { RequestHandler } from 'express'

const FOLDER = join(import.meta.dirname, '../../views/assets')
const htmx = createRequire(import.meta.url).resolve('htmx.org/dist/htmx.min.js')

interface Asset {
  type: string
  body: Buffer
  /** Made when it is first asked for, so that no start waits for it. */
  compressed?: Buffer
}

const assets = new Map<string, Asset>()
const addressOf: Record<string, string> = {}

const fonts = ['400', '500', '600'].map((weight) => `fonts/so-doan-${weight}.woff2`)
for (const font of fonts) add(font, 'font/woff2', readFileSync(join(FOLDER, font)))
const style = readFileSync(join(FOLDER, 'app.css'), 'utf8')
add('app.css', 'text/css; charset=utf-8', Buffer.from(style.replace(/url\("(fonts\/[^"]+)"\)/g, fontAddress)))
// One script: htmx, then ours, which listens to it.
add(
  'app.js',
  'text/javascript; charset=utf-8',
  Buffer.concat([readFileSync(htmx), Buffer.from('\n'), readFileSync(join(FOLDER, 'app.js'))]),
)

// Only the page where a report is written asks for it.
add('report.js', 'text/javascript; charset=utf-8', readFileSync(join(FOLDER, 'report.js')))

/** The product's mark, as an address that carries it: a page has no request to spare for it. */
export const mark = `data:image/svg+xml,${encodeURIComponent(readFileSync(join(FOLDER, 'icon.svg'), 'utf8').trim())}`

/** The drawings a page may use by name, as they stand at the top of its body. */
export const icons = readFileSync(join(FOLDER, 'icons.svg'), 'utf8').replaceAll(/\n\s*/g, '')

function fontAddress(_url: string, name: string) {
  return `url("${addressOf[name]}")`
}

function add(name: string, type: string, body: Buffer) {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 10)
  const address = `/assets/${name.replace(/(\.\w+)$/, `.${hash}$1`)}`
  assets.set(address, { type, body })
  addressOf[name] = address
}

// Quality 11 would save 2 KB more, and make whoever asks first wait for it a tenth of a second.
function compress(body: Buffer) {
  return brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })
}

/** The address of a fixed file, which changes with its content, so that browsers may keep it for good. */
export function asset(name: string): string {
  const address = addressOf[name]
  if (!address) throw new RangeError(`no asset ${name}`)
  return address
}

export const serveAssets: RequestHandler = (req, res, next) => {
  const asset = assets.get(req.path)
  if (!asset || (req.method !== 'GET' && req.method !== 'HEAD')) return next()
  const isCompressed = !asset.type.startsWith('font/') && /\bbr\b/.test(req.get('accept-encoding') ?? '')
  const body = isCompressed ? (asset.compressed ??= compress(asset.body)) : asset.body
  res.writeHead(200, {
    'Content-Type': asset.type,
    'Content-Length': body.length,
    'Cache-Control': 'public, max-age=31536000, immutable',
    Vary: 'Accept-Encoding',
    ...(isCompressed && { 'Content-Encoding': 'br' }),
  })
  res.end(req.method === 'HEAD' ? undefined : body)
}
