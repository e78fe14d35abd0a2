import { today, writeDate } from '../../src/dates.ts'
import type { startApp } from './app.ts'

type App = ReturnType<typeof startApp>

/** Publishes a report as its confirmation stands, with a number, a day and a signer. */
export async function publishReport(app: App, name = '2024', query = '') {
  const { send } = await confirmationOf(app, name, query)
  return send()
}

/** The confirmation of a report, open, and what sends it: as it stands, but for what is typed otherwise. */
export async function confirmationOf(app: App, name = '2024', query = '') {
  const { headers } = app.signIn('approver')
  const address = `/reports/${name}/publication${query}`
  const form = await app.visit(address, headers)
  const sent = {
    submissionId: form.value('submissionId'),
    version: form.value('version'),
    mark: form.value('mark'),
    number: '15/BC-HNBVN',
    writtenOn: writeDate(today()),
    signer: 'Trưởng ban',
  }
  const send = (typed: Partial<typeof sent> = {}) => app.submit(address, { ...sent, ...typed }, headers)
  return { form, send }
}
