// The bare-metal reference: node:http, better-sqlite3 and string concatenation. For each page that is measured it
// takes the product's own page once, keeps what is fixed in it as strings, and from then on fills in what it reads
// from the same database, request by request. Prints its address and which pages it sends byte for byte.
import { createServer } from 'node:http'
import Database from 'better-sqlite3'
import { measuredPages } from './pages.ts'
import type { Reader } from './readers.ts'
import { databaseIn } from './register.ts'
import { filled, type Skeleton, skeletonOf } from './skeleton.ts'

const { DATA_DIR, PRODUCT_URL, PRODUCT_COOKIE } = process.env as Record<
  'DATA_DIR' | 'PRODUCT_URL' | 'PRODUCT_COOKIE',
  string
>

const client = new Database(databaseIn(DATA_DIR))
client.pragma('cache_size = -64000')
client.pragma('temp_store = MEMORY')

/** What the reference found when it compared its pages with the product's. */
export interface Comparison {
  addresses: number
  /** Addresses it cannot send byte for byte. */
  unlike: string[]
}

interface Address {
  asked: URLSearchParams
  reader: Reader
  skeleton: Skeleton
}

const addresses = new Map<string, Address>()
const unlike: string[] = []
for (const { paths, reader } of measuredPages(client)) {
  for (const path of paths) {
    const html = await (await fetch(PRODUCT_URL + path, { headers: { Cookie: PRODUCT_COOKIE } })).text()
    const asked = new URL(path, PRODUCT_URL).searchParams
    const texts = reader(asked, path)
    const skeleton = skeletonOf(html, texts)
    if (skeleton) addresses.set(path, { asked, reader, skeleton })
    if (!skeleton || filled(skeleton, reader(asked, path)) !== html) {
      unlike.push(path)
      const missing = texts.find((_, index) => !skeletonOf(html, texts.slice(0, index + 1)))
      console.error(`${path}: the product does not show ${missing ?? 'what was read'}`)
    }
  }
}

const server = createServer((req, res) => {
  const path = req.url!
  const address = addresses.get(path)
  if (!address) {
    res.writeHead(404).end()
    return
  }
  const body = Buffer.from(filled(address.skeleton, address.reader(address.asked, path)))
  res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': body.length })
  res.end(body)
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ addresses: addresses.size, unlike } satisfies Comparison)
  console.log(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
})
process.once('SIGTERM', () => process.exit(0))
