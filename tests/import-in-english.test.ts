import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { untranslated } from '../src/web/language.ts'
import { startApp } from './support/app.ts'
import { upload } from './support/imports.ts'

// What the page of an import says of its lines to a reader of English.

const ENGLISH = { Cookie: 'language=en' }
const messy = readFileSync(join(import.meta.dirname, 'imports/messy-ledger.csv'))

test('what is said of a line of any kind is English, and calls bodies by their English names', async () => {
  const app = startApp({ published: true })
  const { location } = await upload(app, messy, 'ledger.csv')
  untranslated.clear()
  const page = await app.visit(`${location}?verdict=all`, ENGLISH)
  const told = page.texts('.fix .soft, .fix label, .fix__in > span')
  expect(told).toContain('“JAK” is Journalists Association of Korea.')
  expect(told).toContain(
    'Partners. “Hội PV Chiang Mai” is most like Chiang Mai radio, television and reporters association. Please check',
  )
  expect(told.join(' ')).toContain('A delegation of Nhan Dan Newspaper.')
  expect(page.texts('.ledger--import .main small').join(' ')).toContain('Journalists Association of Korea')
  expect(page.texts('option').filter((option) => option.startsWith('Read as'))).toContain(
    'Read as All-China Journalists Association',
  )
  const file = (await app.visit(`${location}.csv?verdict=all`, ENGLISH)).html
  expect(file).toContain('“JAK” is Journalists Association of Korea')
  expect(file).not.toContain('Hội Nhà báo Hàn Quốc')
  expect([...untranslated]).toEqual([])
})

test('a reader of Vietnamese is told of the same bodies by their own names', async () => {
  const app = startApp({ published: true })
  const { location } = await upload(app, messy, 'ledger.csv')
  const page = await app.visit(`${location}?verdict=all`)
  expect(page.texts('.fix .soft')).toContain('“JAK” là Hội Nhà báo Hàn Quốc.')
  expect((await app.visit(`${location}.json`, ENGLISH)).html).toContain('“JAK” is Hội Nhà báo Hàn Quốc')
})
