import { expect, test } from 'vitest'
import { startApp } from './support/app.ts'
import { linesOf, upload } from './support/imports.ts'

// Who invites, receives or sends: the partner of a visit that goes out is the own office of one that comes in.

const dates = 'Từ ngày,Đến ngày'
const days = '4/3/2024,8/3/2024'
const own = 'Hội Nhà báo Việt Nam'
const lao = 'Hội Nhà báo Lào'

async function partnersOf(fileName: string, header: string, ...rows: string[]) {
  const app = startApp({ published: 'catalogue' })
  const text = [`STT,Tên đoàn,Nước,${header},${dates}`, ...rows].join('\n')
  const { location } = await upload(app, Buffer.from(text), fileName)
  const lines = (await linesOf(app, location)).filter(({ verdict }) => verdict !== 'skipped')
  return { app, location, partners: lines.map(({ values }) => values.partners), lines }
}

test.each([
  ['sổ đoàn ra.csv', 'Cơ quan cử,Cơ quan mời', `${own},${lao}`],
  ['sổ đoàn ra.csv', 'Cơ quan cử,Nơi tiếp', `${own},${lao}`],
  ['sổ đoàn ra.csv', 'Đơn vị cử đoàn,Đơn vị tiếp', `${own},${lao}`],
  ['sổ đoàn ra.csv', 'Cơ quan cử,Nơi đến/đơn vị tiếp', `${own},${lao}`],
  ['sổ đoàn vào.csv', 'Nơi tiếp,Cơ quan cử', `${own},${lao}`],
  ['sổ đoàn vào.csv', 'Đơn vị tiếp,Đoàn của', `${own},${lao}`],
  ['sổ đoàn vào.csv', 'Cơ quan mời,Cơ quan cử/Đoàn của', `${own},${lao}`],
  ['sổ đoàn vào.csv', 'Đơn vị đón tiếp,Đối tác', `${own},${lao}`],
])('of %s with the columns %s, the partner is never the own office', async (fileName, header, cells) => {
  const { partners, lines } = await partnersOf(fileName, header, `1,Trao đổi nghiệp vụ,Lào,${cells},${days}`)
  expect(partners).toEqual([[lao]])
  expect(lines[0]!.problems.filter(({ field }) => field === 'partners')).toEqual([])
})

test('in one table of both directions each line has the partner of its own', async () => {
  const both = `Chiều,Cơ quan cử,Cơ quan tiếp`
  const { partners } = await partnersOf(
    'sổ.csv',
    both,
    `1,Trao đổi nghiệp vụ,Lào,Ra,${own},${lao},${days}`,
    `2,Nghiên cứu báo chí số,Lào,Vào,${lao},${own},${days}`,
  )
  expect(partners).toEqual([[lao], [lao]])

  const sections = await partnersOf(
    'sổ.csv',
    'Cơ quan cử,Cơ quan tiếp',
    'ĐOÀN RA',
    `1,Trao đổi nghiệp vụ,Lào,${own},${lao},${days}`,
    'ĐOÀN VÀO',
    `2,Nghiên cứu báo chí số,Lào,${lao},${own},${days}`,
  )
  expect(sections.partners).toEqual([[lao], [lao]])
})

test('where no direction is known the own office is no partner, and a direction that is typed says who is', async () => {
  const { app, location, partners } = await partnersOf(
    'sổ.csv',
    'Cơ quan cử,Cơ quan tiếp',
    `1,Trao đổi nghiệp vụ,Lào,${own},${lao},${days}`,
    `2,Nghiên cứu báo chí số,Lào,${lao},Cơ quan Không Có,${days}`,
  )
  expect(partners).toEqual([[lao], []])
  const page = await app.visit(location)
  const directions = page.all('select[name$="[direction]"]').map((one) => one.getAttribute('name')!)
  expect(directions).toHaveLength(2)
  await app.submit(`${location}/lines`, { [directions[1]!]: 'inbound' })
  const [, second] = (await linesOf(app, location)).filter(({ verdict }) => verdict !== 'skipped')
  expect([second!.values.direction, second!.values.partners]).toEqual(['inbound', [lao]])
})

test('a column of senders stays one when the columns are chosen, and follows the direction chosen with them', async () => {
  const { app, location } = await partnersOf(
    'sổ đoàn ra.csv',
    'Cơ quan cử,Cơ quan mời',
    `1,Trao đổi nghiệp vụ,Lào,${own},${lao},${days}`,
  )
  const page = await app.visit(location)
  const chosen = Object.fromEntries(
    page
      .all('select[name^="c0["]')
      .map((one) => [one.getAttribute('name')!, one.querySelector('[selected]')!.getAttribute('value')!]),
  )
  expect(Object.values(chosen)).toEqual([
    'number',
    'title',
    'country',
    'sender',
    'host',
    'startsOn',
    'endsOn',
  ])
  await app.submit(`${location}/columns`, { ...chosen, 'direction[0]': 'inbound' })
  const line = (await linesOf(app, location)).find(({ verdict }) => verdict !== 'skipped')
  expect(line!.values).toMatchObject({ direction: 'inbound', partners: [own] })
})
