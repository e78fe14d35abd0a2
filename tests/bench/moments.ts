// What is not measured under load: the moments a person waits for.
import { performance } from 'node:perf_hooks'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { brotliDecompressSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { copyOf, databaseIn, registerOf } from './register.ts'
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
const totalsPages = ['', 'scope=all'].flatMap((scope) =>
  periods.flatMap((period) => {
    const asked = (by: string) => ['/totals', [by, scope, period].filter(Boolean).join('&')].join('?')
    return [
      ...groupings.map((by) => asked(`by=${by}`)),
      ['/totals/grid', [scope, period].filter(Boolean).join('&')].filter(Boolean).join('?'),
    ]
  }),
)

/**
 * Every page of totals of a small register beside the same of the large one, in milliseconds of the server's processor:
 * the first time after a counted visit was written, and again.
 */
export async function totalsBySize(small: number, large: string) {
  const registers = [copyOf(registerOf(small)), copyOf(large)]
  const servers = []
  for (const register of registers) servers.push(await startProduct(register))
  console.log(`${''.padEnd(52)}first: ${small}    all  ratio  again: ${small}    all`)
  for (const path of totalsPages) {
    const costs: { first: number; again: number }[] = []
    for (const [index, server] of servers.entries()) {
      const rounds: { first: number; again: number }[] = []
      await read(server, path)
      for (let round = 0; round < 5; round++) {
        touchCounted(registers[index]!)
        rounds.push({ first: await costOf(server, path), again: await costOf(server, path) })
      }
      const median = (of: 'first' | 'again') =>
        rounds.map((round) => round[of]).toSorted((one, other) => one - other)[2]!
      costs.push({ first: median('first'), again: median('again') })
    }
    const [few, many] = costs as [(typeof costs)[0], (typeof costs)[0]]
    const told = [few.first, many.first, many.first / few.first, few.again, many.again]
    console.log(path.padEnd(52) + told.map((cost) => cost.toFixed(1).padStart(9)).join(''))
  }
  await Promise.all(servers.map(stop))
  for (const register of registers) rmSync(register, { recursive: true })
}

async function costOf(server: Server, path: string) {
  const before = (await usageOf(server)).cpu
  await read(server, path)
  return ((await usageOf(server)).cpu - before) / 1000
}

/** What a write of a counted visit makes the server forget: told by another connection, as another program would. */
function touchCounted(register: string) {
  const client = new Database(databaseIn(register))
  client
    .prepare(
      `update delegations set is_list_complete = not is_list_complete where id =
         (select max(id) from delegations where unit_id = 1 and are_people_counted and starts_on between '2024-03' and '2024-04')`,
    )
    .run()
  client.close()
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

async function saveVisit(server: Server) {
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
