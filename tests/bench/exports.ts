// node tests/bench/exports.ts: whole lists taken along while somebody else reads pages.
import { parseArgs } from 'node:util'
import { takenAlong } from './taken-along.ts'

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '100000' },
    endings: { type: 'string', default: 'csv,xlsx,ics' },
  },
})

console.log(
  `${Number(values.size).toLocaleString('en')} visits; the reader asks for the list, page after page`,
)
await takenAlong(
  Number(values.size),
  values.endings.split(',').map((ending) => `/delegations.${ending}?scope=all`),
)
