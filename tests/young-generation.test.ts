import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// In a program of its own: what is set holds for all of its threads.
const program = `
import { setImmediate } from 'node:timers/promises'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { giveThreadsEnough, keepYoungGeneration, letYoungGenerationGrow, youngBytes } from '${join(import.meta.dirname, '../src/young-generation.ts')}'

async function work() {
  const kept = []
  for (let at = 0; at < 400; at++) {
    for (let each = 0; each < 5000; each++) kept.push({ at, each, words: [at] })
    if (kept.length > 200_000) kept.length = 0
    await setImmediate()
  }
  return youngBytes() / 2 ** 20
}

keepYoungGeneration()
const loaded = await work()
letYoungGenerationGrow()
const atWork = await work()
giveThreadsEnough()
const counting = "import { getHeapSpaceStatistics } from 'node:v8'; import { parentPort } from 'node:worker_threads';" +
  "const kept = []; for (let at = 0; at < 300_000; at++) kept.push({ at, words: [at] });" +
  "parentPort.postMessage(getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size)"
const [bytes] = await once(
  new Worker(new URL('data:text/javascript,' + encodeURIComponent(counting)), { resourceLimits: { maxYoungGenerationSizeMb: 24 } }),
  'message',
)
console.log(JSON.stringify({ loaded, atWork, inThread: bytes / 2 ** 20 }))`

test('what is new finds room enough, and never so much that it fills the memory of the server', () => {
  const told = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
  const { loaded, atWork, inThread } = JSON.parse(told) as Record<string, number>
  expect(loaded).toBeLessThan(8)
  expect(atWork).toBeGreaterThan(8)
  expect(atWork).toBeLessThanOrEqual(32)
  expect(inThread).toBe(16)
})
