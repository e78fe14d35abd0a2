// Whole files taken along while somebody else reads pages.
import { readFileSync, rmSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { createAccount, updateCredential } from '../../src/accounts/queries.ts'
import { startSession } from '../../src/accounts/sessions.ts'
import { write } from '../../src/db/write.ts'
import { openRegister } from '../../src/open-register.ts'
import { untilQuiet } from './moments.ts'
import { copyOf, registerOf } from './register.ts'
import { PRODUCT, type Server, start, stop } from './servers.ts'

/** Tells how long each of these files takes over a register of so many visits, and how long a reader waits meanwhile. */
export async function takenAlong(size: number, paths: string[]) {
  const dataDir = copyOf(registerOf(size))
  const headers = signIn(dataDir)
  console.log(row('', 'seconds', 'MB sent', 'MB more', 'pages', 'p50 ms', 'p99 ms', 'most ms'))
  await serving(dataDir, headers, (server) => tell(server, headers, 'nothing taken along', pause(5000)))
  for (const path of paths)
    await serving(dataDir, headers, (server) => tell(server, headers, path, take(server, headers, path)))
  rmSync(dataDir, { recursive: true })
}

type Headers = Record<string, string>

function signIn(dataDir: string): Headers {
  const db = openRegister(dataDir)
  const who = { name: 'Bench' }
  const accountId = write(db, who, (write) =>
    createAccount(write, {
      email: 'bench@example.org',
      name: 'Bench',
      role: 'viewer',
      unitId: 1,
      mayReadIdentity: false,
    }),
  )
  updateCredential(db, who, accountId, { secondFactorSince: new Date().toISOString() })
  const token = startSession(db, who, accountId, { address: null, browser: null })
  db.$client.close()
  return { Cookie: `so-doan=${token}` }
}

/** What another's reading of pages and the server's memory are like until something is done. */
async function tell(server: Server, headers: Headers, name: string, doing: Promise<number>) {
  const before = residentOf(server)
  let most = before
  const sampling = setInterval(() => (most = Math.max(most, residentOf(server))), 20)
  const from = performance.now()
  const waits = await readWhile(server, headers, doing)
  const seconds = (performance.now() - from) / 1000
  clearInterval(sampling)
  const sent = (await doing) / 1024 / 1024
  console.log(row(name, seconds.toFixed(1), sent.toFixed(1), (most - before).toFixed(0), ...waits))
}

function pause(ms: number): Promise<number> {
  return new Promise((resolve) => setTimeout(resolve, ms, 0))
}

/** A server of its own each time: memory that one download left behind is not another's. */
async function serving<T>(
  dataDir: string,
  headers: Headers,
  act: (server: Server) => Promise<T>,
): Promise<T> {
  const server = await start(PRODUCT, { DATA_DIR: dataDir })
  // As it is after some use.
  for (let page = 0; page < 300; page += 1) await read(server, headers)
  await untilQuiet(server)
  const done = await act(server)
  await stop(server)
  return done
}

async function read(server: Server, headers: Headers) {
  const answer = await fetch(`${server.url}/delegations?scope=all`, { headers })
  if (answer.status !== 200) throw new Error(`the list answers ${answer.status}`)
  await answer.text()
}

/** The bytes of a download, read as they come. */
async function take(server: Server, headers: Headers, path: string): Promise<number> {
  const answer = await fetch(server.url + path, { headers })
  if (answer.status !== 200 || !answer.body) throw new Error(`${path} answers ${answer.status}`)
  let bytes = 0
  for await (const chunk of answer.body) bytes += (chunk as Uint8Array).length
  return bytes
}

/** How long a reader waits for pages until something else is done. */
async function readWhile(server: Server, headers: Headers, other: Promise<unknown>) {
  const state = { isDone: false }
  void other.finally(() => (state.isDone = true))
  const times: number[] = []
  while (!state.isDone) {
    const from = performance.now()
    await read(server, headers)
    times.push(performance.now() - from)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  times.sort((one, other) => one - other)
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))]!.toFixed(0)
  return [String(times.length), at(0.5), at(0.99), at(1)]
}

/** Memory a server holds, in MB. */
function residentOf({ child }: Server): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  return Number(/VmRSS:\s*(\d+)/.exec(status)?.[1]) / 1024
}

function row(name: string, ...cells: string[]): string {
  return `${name.padEnd(36)}${cells.map((cell) => cell.padStart(9)).join('')}`
}
