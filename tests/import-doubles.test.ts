import { expect, test } from 'vitest'
import { startApp } from './support/app.ts'
import { linesOf, upload } from './support/imports.ts'

// Which lines of a file, and which visits of the register, are one visit told twice.

const startOffice = () => startApp({ published: 'catalogue' })
const header = 'STT,Chiều,Tên đoàn,Nước,Đối tác,Trưởng đoàn,Từ ngày,Đến ngày'
const toThailand = (...dates: [from: string, to: string][]) =>
  Buffer.from(
    [
      header,
      ...dates.map(
        ([from, to], at) =>
          `${at + 1},Ra,Chuyến đi số ${at + 1} sang Thái Lan,Thái Lan,TJA,Lê Văn Ánh,${from},${to}`,
      ),
    ].join('\r\n'),
  )
const march: [string, string] = ['1/3/2007', '5/3/2007']
const yearOnly: [string, string] = ['2007', '']
const october: [string, string] = ['10/10/2007', '14/10/2007']
const december: [string, string] = ['10/12/2007', '14/12/2007']

async function verdictsOf(app: ReturnType<typeof startApp>, ...dates: [from: string, to: string][]) {
  const { location } = await upload(app, toThailand(...dates), 'sổ.csv')
  const lines = (await linesOf(app, location)).slice(1)
  return lines.map(({ verdict, duplicateOf }) => [verdict, duplicateOf?.line ?? ''].join(' ').trim())
}

test('a line of which only the year is known is the double of one visit, and makes no other one its double', async () => {
  const app = startOffice()
  expect(await verdictsOf(app, march, yearOnly, october, december)).toEqual([
    'new',
    'duplicate 2',
    'new',
    'new',
  ])
  expect(await verdictsOf(app, yearOnly, march, october, december)).toEqual([
    'new',
    'duplicate 2',
    'new',
    'new',
  ])
  expect(await verdictsOf(app, march, october, ['10/2007', ''], yearOnly, december)).toEqual([
    'new',
    'new',
    'duplicate 3',
    'duplicate 2',
    'new',
  ])
})

test('a stored visit of which only the year is known takes one line of a file, not all of that year', async () => {
  const app = startOffice()
  const { location } = await upload(app, toThailand(yearOnly), 'sổ cũ.csv')
  await app.submit(`${location}/commit`, {})
  app.db.$client.prepare(`delete from import_visits`).run()
  expect(await verdictsOf(app, march, october, december)).toEqual(['duplicate', 'new', 'new'])
})

test('days that overlap are one visit still, however many lines tell of it', async () => {
  const app = startOffice()
  expect(await verdictsOf(app, march, ['2/3/2007', '5/3/2007'], ['3/2007', ''])).toEqual([
    'new',
    'duplicate 2',
    'duplicate 2',
  ])
})

test('a double that is kept as a visit of its own has doubles of its own', async () => {
  const app = startOffice()
  const file = toThailand(march, ['5/3/2007', '8/3/2007'], ['8/3/2007', '9/3/2007'])
  const { location } = await upload(app, file, 'sổ.csv')
  const page = await app.visit(`${location}?verdict=all`)
  const keep = page.all('[name$="[decision]"][value="keep"]').map((one) => one.getAttribute('name')!)
  await app.submit(`${location}/lines`, { [keep[0]!]: 'keep' })
  const lines = (await linesOf(app, location)).slice(1)
  expect(lines.map(({ verdict, duplicateOf }) => [verdict, duplicateOf?.line ?? ''].join(' '))).toEqual([
    'new ',
    'new ',
    'duplicate 3',
  ])
})
