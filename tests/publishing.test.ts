import { expect, test, vi, beforeEach, afterEach } from 'vitest'
import { write } from '../src/db/write.ts'
import { delegations } from '../src/delegations/delegation.ts'
import { deleteRecord, findDeletion } from '../src/deletions/queries.ts'
import { restore } from '../src/history/undo.ts'
import { startApp } from './support/app.ts'

type App = ReturnType<typeof startApp>

let now = Date.parse('2025-01-10T03:00:00Z')
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now }))
afterEach(() => void vi.useRealTimers())
const goOn = (days = 1) => vi.setSystemTime((now += days * 86_400_000))

/** Who was signed in has long been signed out when days have gone by. */
const read = (app: App, address: string) => app.visit(address, app.signIn('administrator').headers)

const who = { name: 'Lê Thử' }
const complete = {
  status: 'reported' as const,
  headCount: 6,
  startsOn: '2024-09-14',
  endsOn: '2024-09-18',
}
const change = (app: App, id: number, changes: Partial<typeof delegations.$inferInsert>) =>
  write(app.db, who, (write) => write.update(delegations, id, changes))

/** Sends the confirmation as it stands, with a number, a day and a signer. */
async function publish(app: App, report = '/reports/2024', more: Record<string, string> = {}) {
  const [path, query] = report.split('?')
  const address = `${path}/publication${query ? `?${query}` : ''}`
  const form = await app.visit(address)
  const sent = {
    submissionId: form.value('submissionId'),
    version: form.value('version'),
    mark: form.value('mark'),
    number: '15/BC-HNBVN',
    writtenOn: '10/1/2025',
    signer: 'Trưởng ban',
    ...more,
  }
  return app.submit(address, sent)
}

test('a published report keeps its figures, and says beside them what they are now and why', async () => {
  const app = startApp()
  app.make.delegation({ ...complete, direction: 'inbound' })
  const answer = await publish(app)
  expect(answer.status).toBe(303)
  goOn(61)
  app.make.delegation({ ...complete, direction: 'inbound', headCount: 5 })
  const page = await read(app, '/reports/2024')
  expect(page.text('.head .lede')).toContain('Đã phát hành 10/01/2025')
})
