import { expect, test } from 'vitest'
import request from 'supertest'
import { write } from '../src/db/write.ts'
import { startApp } from './support/app.ts'
import { linesOf, upload } from './support/imports.ts'

// The register's own download, brought back in.

async function download(app: ReturnType<typeof startApp>, address: string): Promise<Buffer> {
  const answer = await request(app.app)
    .get(address)
    .set({ ...app.signedIn!.headers })
    .buffer(true)
    .parse((res, done) => {
      const pieces: Buffer[] = []
      res.on('data', (piece: Buffer) => pieces.push(piece))
      res.on('end', () => done(null, Buffer.concat(pieces)))
    })
  return answer.body as Buffer
}

test.each(['xlsx', 'csv'])(
  'the register as %s, imported again, is the same in every line',
  async (ending) => {
    const app = startApp({ published: true })
    const id = app.make.delegation({ title: 'Thăm Lào', startsOn: '2025-03-03' })
    write(app.db, { name: 'Test' }, (write) =>
      write.raw.update('delegations', id, { status: 'cancelled', status_reason: 'Dịch' }),
    )
    const bytes = await download(app, `/delegations.${ending}?scope=all&to=2025`)
    const { location } = await upload(app, bytes, `danh sách.${ending}`)
    const lines = await linesOf(app, location)
    const others = lines.filter(({ verdict }) => verdict !== 'same' && verdict !== 'skipped')
    expect(others.map(({ line, verdict, changes }) => ({ line, verdict, changes }))).toEqual([])
    expect(lines.filter(({ verdict }) => verdict === 'same').length).toBeGreaterThan(90)
  },
)

test('what was changed in the download is a change of that very visit, and another ledger’s number is none', async () => {
  const app = startApp({ published: true })
  const text = (await download(app, '/delegations.csv?scope=all&to=2025')).toString()
  const [header = '', ...rows] = text.split(/\r?\n/).filter(Boolean)
  const monthly = rows.find((row) => /,\d{4}-\d{2},|,\d{1,2}\/\d{4},/.test(row))!
  const code = monthly.split(',')[0]!
  const renamed = monthly.replace(/^((?:[^,]*,){4})("(?:[^"]|"")*"|[^,]*)/, '$1Tên đã sửa')
  const foreign = rows[0]!
    .replace(/^[^,]*/, code)
    .replace(/^((?:[^,]*,){4})("(?:[^"]|"")*"|[^,]*)/, '$1Đoàn khác hẳn')
  const { location } = await upload(app, Buffer.from([header, renamed, foreign].join('\r\n')), 'sổ.csv')
  const lines = (await linesOf(app, location)).slice(1)
  expect(lines[0]).toMatchObject({ verdict: 'changed' })
  expect(lines[0]!.changes!.map(({ field, after }) => [field, after])).toEqual([['title', 'Tên đã sửa']])
  expect(lines[1]!.verdict).not.toBe('changed')
})
