// npm run account -- add --email E --name N --role R [--unit CODE], the password on standard input; and
// npm run token -- add --email E --name N [--write], which prints a token once.
import { parseArgs } from 'node:util'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { end, environmentOrEnd, openOrEnd } from '../command.ts'
import type { Db } from '../db/open.ts'
import { type Who, write } from '../db/write.ts'
import { openRegister } from '../open-register.ts'
import { ensureOwnBody, findOwnUnit, unitCoded } from '../units/queries.ts'
import { readForm } from '../web/form.ts'
import { speechOf } from '../web/language.ts'
import { roles } from './account.ts'
import { makeToken } from './api-tokens.ts'
import { accountForm } from './form.ts'
import { hashPassword, reasonAgainst } from './passwords.ts'
import { createAccount, findAccountByEmail, setPassword } from './queries.ts'
import { note } from './security-log.ts'

const USAGE = {
  account:
    'npm run account -- add --email E --name N --role R [--unit CODE]   (the password on standard input)',
  token: 'npm run token -- add --email E --name N [--write]',
}
const who: Who = { name: 'Sổ đoàn', origin: 'command line' }

const [what, ...given] = process.argv.slice(2)
const db = openOrEnd(() => openRegister(environmentOrEnd(process.env).DATA_DIR))
if (what === 'account') await addAccount(db, given)
else if (what === 'token') addToken(db, given)
else end(Object.values(USAGE).join('\n'))
db.$client.close()

async function addAccount(db: Db, given: string[]) {
  const { email = '', name = '', role = '', unit } = optionsOf(given, 'account')
  const typed = readForm(accountForm.pick({ email: true, name: true, role: true }), { email, name, role })
  if (!typed.data) {
    const [field, reasons] = Object.entries(typed.errors!)[0]!
    end(
      `--${field}: ${speechOf('en').say(reasons[0]!)}${field === 'role' ? ` (${Object.keys(roles).join(', ')})` : ''}`,
    )
  }
  if (findAccountByEmail(db, typed.data.email)) end(`--email ${typed.data.email}: there is such an account`)
  ensureOwnBody(db, 'Hội Nhà báo Việt Nam')
  const unitId = unit ? unitCoded(db, unit) : findOwnUnit(db)!.id
  if (!unitId) end(`--unit ${unit}: no unit has this code`)
  if (typed.data.role === 'administrator' && unitId !== findOwnUnit(db)!.id) {
    end('--role administrator: only at the centre, without --unit')
  }
  const password = (await text(process.stdin)).replace(/\r?\n$/, '')
  const reason = reasonAgainst(password, { hasSecondFactor: false, own: [typed.data.email, typed.data.name] })
  if (reason) end(`password: ${speechOf('en').say(reason)}`)
  const passwordHash = await hashPassword(password)
  const account = typed.data
  const id = write(db, who, (write) => createAccount(write, { ...account, unitId }))
  setPassword(db, who, id, passwordHash)
  note(db, 'account_made', who, `${account.email}: ${account.role}`)
  console.log(`${account.email} may sign in`)
}

function addToken(db: Db, given: string[]) {
  const { email = '', name = '', write: mayWrite = false } = optionsOf(given, 'token')
  const account = findAccountByEmail(db, email)
  if (!account) end(`--email ${email}: there is no such account`)
  if (!z.string().trim().min(1).max(100).safeParse(name).success) end('--name: say what the token is for')
  const token = makeToken(db, who, { accountId: account.id, name, mayWrite })
  note(db, 'token_made', who, `${account.email}: ${name}`)
  console.log(token)
}

function optionsOf(given: string[], command: keyof typeof USAGE) {
  const string = { type: 'string' } as const
  try {
    const { values, positionals } = parseArgs({
      args: given,
      allowPositionals: true,
      options:
        command === 'account'
          ? { email: string, name: string, role: string, unit: string }
          : { email: string, name: string, write: { type: 'boolean' } },
    })
    if (positionals.length === 1 && positionals[0] === 'add') {
      return values as Partial<Record<'email' | 'name' | 'role' | 'unit', string>> & { write?: boolean }
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    console.error(error.message)
  }
  return end(USAGE[command])
}
