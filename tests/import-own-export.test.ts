import { expect, test } from 'vitest'
import { write } from '../src/db/write.ts'
import { startApp } from './support/app.ts'
import { download } from './support/downloads.ts'
import { linesOf, upload } from './support/imports.ts'

// The register's own download, brought back in.

const register = async (app: ReturnType<typeof startApp>, ending: string) => {
  const { status, body } = await download(app, `/delegations.${ending}?scope=all&to=2025`)
  expect(status).toBe(200)
  return body
}

test.each(['xlsx', 'csv'])(
  'the register as %s, imported again, is the same in every line',
  async (ending) => {
    const app = startApp({ published: true })
    const id = app.make.delegation({ title: 'Thăm Lào', startsOn: '2025-03-03' })
    write(app.db, { name: 'Test' }, (write) =>
      write.raw.update('delegations', id, { status: 'cancelled', status_reason: 'Dịch' }),
    )
    const { location } = await upload(app, await register(app, ending), `danh sách.${ending}`)
    const lines = await linesOf(app, location)
    const others = lines.filter(({ verdict }) => verdict !== 'same' && verdict !== 'skipped')
    expect(others.map(({ line, verdict, changes }) => ({ line, verdict, changes }))).toEqual([])
    const held = app.db.$client.prepare(`select count(*) from delegations where starts_on < '2026'`).pluck()
    expect(lines.filter(({ verdict }) => verdict === 'same')).toHaveLength(held.get() as number)
  },
)

test('what was changed in the download is a change of that very visit', async () => {
  const app = startApp({ published: true })
  const text = (await register(app, 'csv')).toString()
  const [header = '', ...rows] = text.split(/\r?\n/).filter(Boolean)
  const monthly = rows.find((row) => /,\d{4}-\d{2},|,\d{1,2}\/\d{4},/.test(row))!
  const renamed = monthly.replace(/^((?:[^,]*,){4})("(?:[^"]|"")*"|[^,]*)/, '$1Tên đã sửa')
  const { location } = await upload(app, Buffer.from([header, renamed].join('\r\n')), 'sổ.csv')
  const lines = (await linesOf(app, location)).slice(1)
  expect(lines[0]).toMatchObject({ verdict: 'changed' })
  expect(lines[0]!.changes!.map(({ field, after }) => [field, after])).toEqual([['title', 'Tên đã sửa']])
})

test('a visit of another ledger that has the number of one of ours is a new one', async () => {
  const app = startApp({ published: true })
  const text = (await register(app, 'csv')).toString()
  const [header] = text.split(/\r?\n/)
  const [, code] = /^(ĐR-2024-\d+),Đoàn ra,/m.exec(text)!
  // Visits of the year before are compared too.
  const foreign = `${code},Đoàn ra,05/05/2025,08/05/2025,Dự hội chợ sách,,Ba Lan,4,Đã về`
  const { location } = await upload(app, Buffer.from([header, foreign].join('\r\n')), 'sổ.csv')
  const lines = (await linesOf(app, location)).slice(1)
  expect(lines.map(({ verdict }) => verdict)).toEqual(['new'])
})
