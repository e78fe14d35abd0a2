// npm run bench: what the product costs on a large register, beside a bare server that sends the same pages.
// A report, never a test: timings on a busy machine prove nothing.
import { parseArgs } from 'node:util'
import Database from 'better-sqlite3'
import { afterWrite, firstView, startTimes, totalsBySize } from './moments.ts'
import { measuredPages } from './pages.ts'
import { peopleTrial } from './people.ts'
import type { Comparison } from './reference.ts'
import { databaseIn, registerOf } from './register.ts'
import { takenAlong } from './taken-along.ts'
import { uploadTrial } from './upload.ts'
import { isPinned, load, type Round, startProduct, startReference, stop } from './servers.ts'

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string' },
    only: { type: 'string', default: '' },
    // A register made before, where making one takes too long: a million visits take six minutes.
    register: { type: 'string' },
  },
})
const [size, rounds] = [Number(values.size), Number(values.rounds)]
const seconds = Number(values.seconds ?? 1.5)

if (values.only === 'people') {
  await people(Number(values.seconds ?? 120))
  process.exit()
}
if (values.only === 'upload') {
  await uploadTrial()
  process.exit()
}

if (values.only === 'totals') {
  await totalsBySize(1000, values.register ?? registerOf(size))
  process.exit()
}

if (values.only === 'reports') {
  await reports()
  process.exit()
}

const register = registerOf(size)
const client = new Database(databaseIn(register))
const measured = measuredPages(client).filter(({ name }) => name.includes(values.only))
client.close()

console.log(
  `${size.toLocaleString('en')} visits, Node ${process.version}, 10 connections, no compression, ` +
    `${isPinned ? 'servers on one core and load on another' : 'not pinned to cores'}; smallest of ${rounds} rounds`,
)
await pages()
if (!values.only) {
  console.log('\nTotals by number of visits, after a counted visit was saved')
  await totalsBySize(1000, register)
  console.log('\nAfter a write, when remembered answers are forgotten (ms)')
  await afterWrite(register)
  console.log('\nStart to first answer on an existing database (ms)')
  await startTimes(register)
  console.log('\nFirst view of the list over the wire (brotli where the server offers it)')
  await firstView(register)
  await reports()
  await people(120)
}

/** A year of more than 5,000 visits as a report with every one of them in its annexes. */
async function reports() {
  console.log('\nThe report of a year of 5,600 visits with its annexes, while somebody else reads pages')
  const year = '/reports/2024'
  await takenAlong(
    100_000,
    [year, `${year}.docx`, `${year}.xlsx`].map((path) => `${path}?scope=all`),
  )
}

async function people(seconds: number) {
  console.log(`\n200 people signed in and clicking for ${seconds} s, over 10,000 visits`)
  await peopleTrial(seconds)
}

async function pages() {
  const product = await startProduct(register)
  const reference = await startReference(register, product)
  const { addresses, unlike } = reference.report as Comparison
  console.log(
    `the reference sends ${addresses - unlike.length} of ${addresses} addresses byte for byte` +
      (unlike.length ? `; not ${unlike.join(', ')}` : ''),
  )
  console.log(line(['page', 'product µs', 'bare µs', 'ratio', 'limit', '', 'p50 ms', 'p99 ms']))
  for (const { name, paths, limit } of measured) {
    if (paths.some((path) => unlike.includes(path))) {
      console.log(line([name, 'differs from the reference']))
      continue
    }
    const runs: { product: Round; bare: Round }[] = []
    await load(product, paths, seconds / 2)
    await load(reference, paths, seconds / 2)
    for (let round = 0; round < rounds; round++) {
      runs.push({
        product: await load(product, paths, seconds),
        bare: await load(reference, paths, seconds),
      })
    }
    const cpu = Math.min(...runs.map(({ product }) => product.cpu))
    const bare = Math.min(...runs.map((run) => run.bare.cpu))
    const ratio = cpu / bare
    const verdict = limit === undefined ? '' : ratio <= limit ? 'ok' : 'OVER'
    const quickest = runs.toSorted((one, other) => one.product.latency.p99 - other.product.latency.p99)[0]!
    const { p50, p99 } = quickest.product.latency
    console.log(
      line([
        name,
        cpu.toFixed(0),
        bare.toFixed(0),
        ratio.toFixed(2),
        limit?.toFixed(1) ?? '–',
        verdict,
        p50,
        p99,
      ]),
    )
  }
  await Promise.all([stop(product), stop(reference)])
}

function line([name, ...cells]: (string | number)[]): string {
  return `${String(name).padEnd(26)}${cells.map((cell) => String(cell).padStart(11)).join('')}`
}
