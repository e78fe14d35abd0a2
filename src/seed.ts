// npm run seed -- --size 100000: fills an empty database for trials and measurements.
import { parseArgs } from 'node:util'
import { end, environmentOrEnd, openOrEnd } from './command.ts'
import { generateRegister } from './generated-register.ts'
import { openRegister } from './open-register.ts'
import { writeNumber } from './vietnamese.ts'

const MOST = 1_000_000

const size = readSize(process.argv.slice(2))
const { DATA_DIR } = environmentOrEnd(process.env)
process.umask(0o077)

const started = performance.now()
const db = openOrEnd(() => openRegister(DATA_DIR))
const made = generateRegister(db, size)
if (made) db.$client.pragma('wal_checkpoint(TRUNCATE)')
db.$client.close()
if (!made) end(`DATA_DIR=${DATA_DIR} already holds a register; seed fills an empty one only`)
const seconds = ((performance.now() - started) / 1000).toFixed(1)
const count = (number: number) => writeNumber(number, 'en')
console.log(
  `${count(made.delegations)} delegations, ${count(made.partners)} partners, ${count(made.people)} people, ` +
    `${count(made.units)} units in ${seconds} s: ${DATA_DIR}`,
)

function readSize(args: string[]): number {
  try {
    const { values } = parseArgs({ args, options: { size: { type: 'string' } } })
    const size = Number(values.size)
    if (/^\d+$/.test(values.size ?? '') && size >= 1 && size <= MOST) return size
    end(`--size ${values.size ?? ''} cannot be used: give the number of delegations, 1 to ${MOST}`)
  } catch (error) {
    if (error instanceof TypeError) end(`${error.message.split('\n')[0]}. Use: npm run seed -- --size 100000`)
    throw error
  }
}
