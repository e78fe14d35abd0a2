// npm run check:history — says whether what was recorded still stands as it was recorded: history, and the security log.
import { checkSecurityLog } from '../accounts/security-log.ts'
import { end, environmentOrEnd, openOrEnd } from '../command.ts'
import { openExisting } from '../db/open.ts'
import { checkChain } from './chain.ts'

const { DATA_DIR } = environmentOrEnd(process.env)
const db = openOrEnd(() => openExisting(DATA_DIR))
const { acts, head, brokenAt } = checkChain(db)
if (brokenAt !== null) {
  end(`history is broken at act ${brokenAt}: it or a row of it was changed, added or removed`)
}
const log = checkSecurityLog(db)
if (log.brokenAt !== null) {
  end(`the security log is broken at entry ${log.brokenAt}: it was changed, added or removed`)
}
console.log(`history holds: ${acts} acts, head ${head}`)
console.log(`the security log holds: ${log.entries} entries, head ${log.head}`)
