// The trial of many people: all signed in, each opening a page or saving a form about once a second.
import { rmSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { type Answer, browserAt } from './browser.ts'
import { look, save, type Worker } from './chores.ts'
import { copyOf, registerOf } from './register.ts'
import { startProduct, stop, usageOf } from './servers.ts'
import { type Colleague, staffOf } from './staff.ts'

const VISITS = 10_000
const PEOPLE = 200
/** Between two things somebody does, on average. */
const THINK_MS = 1000
const ARRIVAL_MS = 5000
/** How often somebody who may enter data does, so that a tenth of all requests write. */
const WRITES = 0.22
/** What is promised: milliseconds, and how far memory may grow in the second half. */
const LIMITS = { p95: 200, p99: 500, growth: 0.25 }

/** What was seen in a trial that ends at `until`. */
interface Trial {
  until: number
  answers: { what: string; ms: number }[]
  /** Forms that came back because somebody else had changed the same. */
  clashes: number
  errors: string[]
}

/** Two hundred people over ten thousand visits for so many seconds. */
export async function peopleTrial(seconds: number) {
  const dataDir = copyOf(registerOf(VISITS))
  const staff = staffOf(dataDir, PEOPLE)
  const server = await startProduct(dataDir)
  const trial: Trial = { until: performance.now() + seconds * 1000, answers: [], clashes: 0, errors: [] }
  const before = await usageOf(server)
  const working = Promise.all(staff.map((colleague) => work(server.url, colleague, trial)))
  const memory: number[] = []
  while (performance.now() < trial.until) {
    await pause(500)
    memory.push((await usageOf(server)).memory)
  }
  const { cpu } = await usageOf(server)
  await working
  await stop(server)
  rmSync(dataDir, { recursive: true })
  report(trial, memory)
  const used = cpu - before.cpu
  const share = (used / 1e6 / seconds) * 100
  console.log(
    `processor ${share.toFixed(0)} % of one core, ${(used / 1000 / trial.answers.length).toFixed(2)} ms a request`,
  )
}

async function work(url: string, colleague: Colleague, trial: Trial) {
  const browser = browserAt(url, colleague.cookie)
  const think = () => pause(THINK_MS * (0.5 + Math.random()))
  const seen = (what: string, answer: Answer) => {
    trial.answers.push({ what, ms: answer.ms })
    return answer
  }
  const worker: Worker = {
    ...colleague,
    planned: [],
    think,
    isOver: () => performance.now() >= trial.until,
    async open(what, path) {
      const answer = seen(what, await browser.open(path))
      if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`)
      return answer
    },
    async submit(what, path, typed) {
      const answer = seen(what, await browser.submit(path, typed))
      if (answer.status === 409) trial.clashes += 1
      else if (answer.status !== 303) throw new Error(`saving at ${path} answers ${answer.status}`)
      return answer
    },
  }
  // They come one after another, within the first seconds.
  await pause(ARRIVAL_MS * Math.random())
  while (!worker.isOver()) {
    try {
      await (colleague.mayEnter && Math.random() < WRITES ? save(worker) : look(worker))
    } catch (error) {
      trial.errors.push(`${colleague.name}: ${error instanceof Error ? error.message : String(error)}`)
    }
    await think()
  }
  browser.close()
}

function report({ answers, clashes, errors }: Trial, memory: number[]) {
  const writes = answers.filter(({ what }) => what.endsWith('saved')).length
  console.log(
    `${answers.length} requests, ${((writes / answers.length) * 100).toFixed(1)} % of them writes, ` +
      `${clashes} handed back as somebody else had changed the same; ${errors.length} errors (none allowed)`,
  )
  for (const error of errors.slice(0, 10)) console.log(`  ${error}`)
  console.log(line(['', 'requests', 'p50 ms', 'p95 ms', 'p99 ms', 'longest']))
  const kinds = Map.groupBy(answers, ({ what }) => what)
  for (const [what, of] of [...kinds].toSorted(([one], [other]) => one.localeCompare(other))) console.log(line([what, ...spread(of)]))
  const [count, p50, p95, p99, longest] = spread(answers)
  console.log(line(['all', count, p50, p95, p99, longest]))
  const half = Math.floor(memory.length / 2)
  const most = (sizes: number[]) => Math.max(...sizes) / 1024 / 1024
  const [first, second] = [most(memory.slice(0, half)), most(memory.slice(half))]
  const growth = second / first - 1
  console.log(
    `memory at most ${first.toFixed(0)} MB in the first half, ${second.toFixed(0)} MB in the second: ` +
      `${(growth * 100).toFixed(0)} % more`,
  )
  const isKept = !errors.length && p95 <= LIMITS.p95 && p99 <= LIMITS.p99 && growth <= LIMITS.growth
  console.log(`${isKept ? 'ok' : 'OVER'}: p95 at most ${LIMITS.p95} ms, p99 ${LIMITS.p99} ms, memory +25 %`)
}

/** How many, and their 50th, 95th and 99th hundredth and the longest, in milliseconds. */
function spread(answers: Trial['answers']): [number, number, number, number, number] {
  const times = answers.map(({ ms }) => ms).toSorted((one, other) => one - other)
  const at = (share: number) => Number((times[Math.ceil(times.length * share) - 1] ?? 0).toFixed(1))
  return [times.length, at(0.5), at(0.95), at(0.99), at(1)]
}

function line([name, ...cells]: (string | number)[]): string {
  return `${String(name).padEnd(26)}${cells.map((cell) => String(cell).padStart(11)).join('')}`
}
