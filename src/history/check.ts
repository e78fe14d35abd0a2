// npm run check:history — says whether what was recorded still stands as it was recorded.
import { end, environmentOrEnd, openOrEnd } from '../command.ts'
import { openExisting } from '../db/open.ts'
import { checkChain } from './chain.ts'

const { DATA_DIR } = environmentOrEnd(process.env)
const { acts, head, brokenAt } = checkChain(openOrEnd(() => openExisting(DATA_DIR)))
if (brokenAt !== null) {
  end(`history is broken at act ${brokenAt}: it or a row of it was changed, added or removed`)
}
console.log(`history holds: ${acts} acts, head ${head}`)
