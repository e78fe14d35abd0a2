// npm run check:counts — counts every visit and its people anew and says where what is kept differs.
import { end, environmentOrEnd, openOrEnd } from '../command.ts'
import { openExisting } from '../db/open.ts'
import { differencesIn } from './recount.ts'

const { DATA_DIR } = environmentOrEnd(process.env)
const db = openOrEnd(() => openExisting(DATA_DIR))
const { differences, compared } = differencesIn(db)
const SHOWN = 50
for (const line of differences.slice(0, SHOWN)) console.error(line)
if (differences.length) {
  const others = differences.length - SHOWN
  end(
    `${differences.length} of ${compared} figures differ${others > 0 ? `, ${others} of them not shown` : ''}`,
  )
}
console.log(`what is kept holds: ${compared} figures are what the visits give`)
