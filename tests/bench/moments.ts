// What is not measured under load: the moments a person waits for.
import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { brotliDecompressSync } from 'node:zlib'
import { copyOf, registerOf } from './register.ts'
import { signInClerk } from './accounts.ts'
import { type Server, startPlainly, startProduct, stop, usageOf } from './servers.ts'

const median = (times: number[]) => times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)]!
const ms = (time: number) => time.toFixed(1).padStart(9)

async function timed(act: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await act()
  return performance.now() - from
}

async function read({ url, headers }: Server, path: string) {
  const answer = await fetch(url + path, { headers, redirect: 'manual' })
  if (!answer.ok) throw new Error(`${path} answers ${answer.status}`)
  return answer.text()
}

const groupings = ['year', 'half', 'quarter', 'month', 'country', 'partner', 'purpose', 'unit']
const periods = ['', 'from=2010-07&to=2024-06-15']
const totalsPages = [
  ...['', 'scope=all', 'unit=73'].flatMap((scope) =>
    periods.flatMap((period) => {
      const asked = (path: string, by = '') => [path, [by, scope, period].filter(Boolean).join('&')].join('?')
      return [...groupings.map((by) => asked('/totals', `by=${by}`)), asked('/totals/grid')]
    }),
  ),
  '/totals?from=2024&to=2024',
  '/totals/quality',
  '/totals/quality?scope=all',
  '/leader',
  '/leader?scope=all',
]

/** What a page may cost the first time after a write, in milliseconds, and as a multiple of the same page of a small register. */
const MOST_MS = 50
const MOST_RATIO = 1.5

/**
 * Every page of totals of a small register beside the same of the large one, in milliseconds of the server's processor:
 * the first time after somebody saved a counted visit, and again. A page of more rows costs more: they are told beside.
 */
export async function totalsBySize(small: number, large: string) {
  const registers = [copyOf(registerOf(small)), copyOf(large)]
  const servers: Server[] = []
  for (const register of registers) servers.push(await startProduct(register))
  const [few, many] = servers as [Server, Server]
  for (const path of totalsPages) for (const server of servers) await read(server, path)
  for (const server of servers) await untilQuiet(server)
  console.log(
    `${''.padEnd(50)}first: ${small}   large   ratio           again: ${small}   large   rows: ${small}   large`,
  )
  for (const path of totalsPages) {
    const [one, other] = await roundsOf(few, many, path)
    const ratio = other.first / one.first
    const isOver = other.first > MOST_MS || ratio > MOST_RATIO
    console.log(
      path.padEnd(50) +
        ms(one.first) +
        ms(other.first) +
        ratio.toFixed(2).padStart(8) +
        (isOver ? '  OVER' : '    ok') +
        ms(one.again) +
        ms(other.again) +
        String(one.rows).padStart(9) +
        String(other.rows).padStart(9),
    )
  }
  await Promise.all(servers.map(stop))
  for (const register of registers) rmSync(register, { recursive: true })
}

/** By then a server has begun with all that it does by itself after its start. */
const BEGUN_AFTER_MS = 12_000

/** What a server reads beforehand in short steps after its start costs nobody's page. */
export async function untilQuiet(server: Server) {
  await setTimeout(BEGUN_AFTER_MS)
  for (;;) {
    const before = (await usageOf(server)).cpu
    await setTimeout(500)
    if ((await usageOf(server)).cpu - before < 20_000) return
  }
}

const ROUNDS = 15

/** In turns, so that what else the machine has to do is put to both. */
async function roundsOf(one: Server, other: Server, path: string) {
  const rounds = [one, other].map((server) => ({ server, first: [] as number[], again: [] as number[] }))
  for (let round = 0; round < ROUNDS; round++) {
    for (const { server, first, again } of rounds) {
      await saveVisit(server, { status: 'returned', headCount: '6', endsOn: '20/9/2024' })
      first.push(await costOf(server, path))
      again.push(await costOf(server, path))
    }
  }
  const costs = rounds.map(async ({ server, first, again }) => ({
    first: median(first),
    again: median(again),
    rows: (await read(server, path)).split('<tr').length - 1,
  }))
  return Promise.all([costs[0]!, costs[1]!])
}

async function costOf(server: Server, path: string) {
  const before = (await usageOf(server)).cpu
  await read(server, path)
  return ((await usageOf(server)).cpu - before) / 1000
}

/** Saving a visit on a register of this size, and the first pages after it. */
export async function afterWrite(register: string) {
  const dataDir = copyOf(register)
  const server = await startProduct(dataDir)
  const paths = ['/delegations', '/delegations?country=LA', '/totals', '/totals?by=country', '/', '/partners']
  for (const path of paths) await read(server, path)
  const saving: number[] = []
  for (const path of paths) {
    const first: number[] = []
    const again: number[] = []
    for (let round = 0; round < 5; round++) {
      saving.push(await timed(() => saveVisit(server)))
      first.push(await timed(() => read(server, path)))
      again.push(await timed(() => read(server, path)))
    }
    console.log(`${path.padEnd(26)} first${ms(median(first))}   again${ms(median(again))}`)
  }
  console.log(`${'saving a visit'.padEnd(26)}      ${ms(median(saving))}`)
  await stop(server)
  rmSync(dataDir, { recursive: true })
}

async function saveVisit(server: Server, also: Record<string, string> = {}) {
  const answer = await fetch(`${server.url}/delegations`, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...server.headers, Origin: server.url },
    body: new URLSearchParams({
      direction: 'outbound',
      title: 'Đo tốc độ',
      countries: 'Lào',
      startsOn: '14/9/2024',
      unitId: '1',
      countsAs: 'delegation_and_people',
      // The same words each round.
      notDuplicate: '1',
      ...also,
    }),
  })
  if (answer.status !== 303) throw new Error(`saving a visit answers ${answer.status}`)
}

/** From starting the program to the first page, with the database as it is. */
export async function startTimes(register: string) {
  const headers = { Cookie: signInClerk(register) }
  for (const path of ['/healthz', '/', '/delegations']) {
    const times: number[] = []
    for (let round = 0; round < 5; round++) {
      let server: Server | undefined
      times.push(
        await timed(async () => {
          server = await startPlainly(register, headers)
          await read(server, path)
        }),
      )
      await stop(server!)
    }
    console.log(`${path.padEnd(26)} median of 5${ms(median(times))}`)
  }
}

/** Every byte and request of the list's first view: page, style, script and the fonts the style names. */
export async function firstView(register: string) {
  const server = await startProduct(register)
  const page = await taken(server, '/delegations')
  const named = await Promise.all(assetsIn(page.text).map((path) => taken(server, path)))
  const fonts = named.flatMap(({ path, text }) => (path.endsWith('.css') ? assetsIn(text) : []))
  const all = [page, ...named, ...(await Promise.all(fonts.map((path) => taken(server, path))))]
  for (const { path, bytes, isKept } of all)
    console.log(`${path.padEnd(44)} ${kilobytes(bytes)}${isKept ? '  kept' : ''}`)
  const bytes = all.reduce((sum, one) => sum + one.bytes, 0)
  console.log(`${`${all.length} requests (at most 6)`.padEnd(44)} ${kilobytes(bytes)} (at most 100)`)
  await stop(server)
}

const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1).padStart(7)} KB`

const assetsIn = (text: string) => [...new Set(text.match(/\/assets\/[\w.-]+(?:\/[\w.-]+)*/g))]

/** What a browser takes at an address, with the size of head and body as they are sent. */
async function taken(server: Server, path: string) {
  const asked = request(server.url + path, { headers: { ...server.headers, 'Accept-Encoding': 'br' } }).end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  const body = Buffer.concat((await answer.toArray()) as Buffer[])
  return {
    path,
    bytes: body.length + answer.rawHeaders.join('  ').length,
    isKept: /immutable/.test(answer.headers['cache-control'] ?? ''),
    text: (answer.headers['content-encoding'] === 'br' ? brotliDecompressSync(body) : body).toString(),
  }
}
