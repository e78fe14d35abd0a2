// What is not measured under load: the moments a person waits for.
import { performance } from 'node:perf_hooks'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { brotliDecompressSync } from 'node:zlib'
import { copyOf, registerOf } from './register.ts'
import { signInClerk } from './accounts.ts'
import { load, type Server, startPlainly, startProduct, stop } from './servers.ts'

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

/** Totals of a small register beside those of the large one: the same cost, whatever the rows. */
export async function totalsBySize(small: number, large: string) {
  const servers = [await startProduct(registerOf(small)), await startProduct(large)]
  for (const path of ['/totals', '/totals?by=country', '/totals?by=month']) {
    const costs: number[][] = [[], []]
    for (let round = 0; round < 3; round++) {
      for (const [index, server] of servers.entries()) costs[index]!.push((await load(server, [path], 1)).cpu)
    }
    const [few, many] = costs.map((cost) => Math.min(...cost))
    console.log(`${path.padEnd(26)} µs with ${small} visits ${few!.toFixed(0)}, with all ${many!.toFixed(0)}`)
  }
  await Promise.all(servers.map(stop))
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
