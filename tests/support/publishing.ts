import type { startApp } from './app.ts'

/** Publishes a report as its confirmation stands, with a number, a day and a signer. */
export async function publishReport(app: ReturnType<typeof startApp>, name: string, query = '') {
  const { headers } = app.signIn('approver')
  const address = `/reports/${name}/publication${query}`
  const form = await app.visit(address, headers)
  const sent = {
    submissionId: form.value('submissionId'),
    version: form.value('version'),
    mark: form.value('mark'),
    number: '15/BC-HNBVN',
    writtenOn: '22/11/2026',
    signer: 'Trưởng ban',
  }
  return app.submit(address, sent, headers)
}
