// Servers as child processes, and what they cost.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import autocannon, { type Outcome } from 'autocannon'
import { signInClerk } from './accounts.ts'

const CPU = join(import.meta.dirname, 'cpu.ts')
export const PRODUCT = join(import.meta.dirname, '../../src/server.ts')
const NODE_COMPILE_CACHE = join(import.meta.dirname, '../../node_modules/.cache')
const REFERENCE = join(import.meta.dirname, 'reference.ts')

/** Whether the servers can have one core to themselves and the load another. */
export const isPinned = availableParallelism() > 1 && spawnSync('taskset', ['-V']).status === 0

if (isPinned) spawnSync('taskset', ['-acp', '1', String(process.pid)])

export interface Server {
  url: string
  /** What is sent along with every request: the product answers only who is signed in. */
  headers: Record<string, string>
  child: ChildProcess
  /** The first thing the server told beside its address, if it did. */
  report: unknown
}

/** The product over a register, with somebody signed in. */
export async function startProduct(dataDir: string): Promise<Server> {
  const headers = { Cookie: signInClerk(dataDir) }
  return { ...(await start(PRODUCT, { DATA_DIR: dataDir })), headers }
}

/** The bare server that sends what the product sends; it asks nobody who they are. */
export const startReference = (dataDir: string, { url, headers }: Server) =>
  start(REFERENCE, { DATA_DIR: dataDir, PRODUCT_URL: url, PRODUCT_COOKIE: headers.Cookie! })

/** A server that listens, on its core and with its processor time told. */
export function start(program: string, env: Record<string, string>): Promise<Server> {
  const node = [process.execPath, '--import', CPU, program]
  return listening(isPinned ? ['taskset', '-c', '0', ...node] : node, env)
}

/** The product as anybody starts it. */
export const startPlainly = async (dataDir: string, headers: Server['headers']): Promise<Server> => ({
  ...(await listening([process.execPath, PRODUCT], { DATA_DIR: dataDir })),
  headers,
})

async function listening([command, ...args]: string[], env: Record<string, string>): Promise<Server> {
  const child = spawn(command!, args, {
    // As `npm start` sets it.
    env: { ...process.env, NODE_COMPILE_CACHE, PORT: '0', LOG_LEVEL: 'silent', SEED: 'none', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  let report: unknown
  child.once('message', (message) => (report = message))
  let said = ''
  for await (const chunk of child.stdout!.iterator({ destroyOnReturn: false })) {
    said += String(chunk)
    const [url] = /http:\/\/[\w.:]+/.exec(said) ?? []
    if (url) return { url, headers: {}, child, report }
  }
  throw new Error(`${args.join(' ')} ended before it listened`)
}

export async function stop({ child }: Server) {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

/** Processor time a server has used so far, in microseconds, and the memory it holds, in bytes. */
export async function usageOf({ child }: Server): Promise<{ cpu: number; memory: number }> {
  const answer = once(child, 'message') as Promise<[NodeJS.CpuUsage & { memory: number }]>
  child.send('usage')
  const [{ user, system, memory }] = await answer
  return { cpu: user + system, memory }
}

export interface Round extends Outcome {
  /** Processor time of the server for one request, in microseconds. */
  cpu: number
}

/** Ten connections that ask for these addresses in turn for some seconds. */
export async function load(server: Server, paths: string[], seconds: number): Promise<Round> {
  const before = await usageOf(server)
  const outcome = await autocannon({
    url: server.url,
    connections: 10,
    duration: seconds,
    headers: server.headers,
    requests: paths.map((path) => ({ path })),
  })
  const used = (await usageOf(server)).cpu - before.cpu
  if (outcome.non2xx || outcome.errors) throw new Error(`${server.url}${paths[0]} fails under load`)
  return { ...outcome, cpu: used / outcome.requests.total }
}
