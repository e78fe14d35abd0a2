// npm run check:history — says whether what was recorded still stands as it was recorded.
import { DatabaseRefused, openDatabase } from '../db/open.ts'
import { readEnvironment } from '../environment.ts'
import { checkChain } from './chain.ts'

const environment = readEnvironment(process.env)
if (typeof environment === 'string') end(environment)
try {
  const { acts, head, brokenAt } = checkChain(openDatabase(environment.DATA_DIR))
  if (brokenAt !== null)
    end(`history is broken at act ${brokenAt}: it or a row of it was changed, added or removed`)
  console.log(`history holds: ${acts} acts, head ${head}`)
} catch (error) {
  if (error instanceof DatabaseRefused) end(error.message)
  throw error
}

function end(line: string): never {
  console.error(line)
  process.exit(1)
}
