import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startApp } from './support/app.ts'
import { upload } from './support/imports.ts'

const ledger = readFileSync(join(import.meta.dirname, 'imports/messy-ledger.csv'))

test('a ledger is read without writing anything, committed, and taken back', async () => {
  const app = startApp({ published: true })
  const before = app.db.$client.prepare('select count(*) n from delegations').get()
  const answer = await upload(app, ledger, 'sổ.csv')
  expect(answer.status).toBe(303)
  const page = await app.visit(`${answer.location}.json`)
  console.log(JSON.stringify((page.json as any).items.slice(5, 8)))
  console.log((await app.visit(answer.location!)).html.slice(0, 200))
  const c = await app.submit(`${answer.location}/commit`, {})
  console.log(c.status, c.location)
  console.log((await app.visit(answer.location!)).text('.notice--done'))
  console.log(app.db.$client.prepare('select count(*) n from delegations').get(), before)
  const u = await app.submit(`${answer.location}/undo`, {})
  console.log(u.status, (await app.visit(answer.location!)).text('.notice--warn'))
  expect(app.db.$client.prepare('select count(*) n from delegations').get()).toEqual(before)
})
