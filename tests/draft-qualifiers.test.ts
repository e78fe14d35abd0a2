import { expect, test } from 'vitest'
import { write } from '../src/db/write.ts'
import { openingFigures, type Qualifier } from '../src/opening-figures/opening-figure.ts'
import { sourceAt } from '../src/sources/queries.ts'
import { startApp } from './support/app.ts'

// A draft tells what of the opening figures reads otherwise than when its figures were written down (C13).

const who = { name: 'Lê Thử' }

/** A report of 2019 in draft, and an opening figure of 200 outbound person-trips in it. */
async function draftWith(qualifier: Qualifier) {
  const app = startApp()
  app.make.delegation({ status: 'reported', startsOn: '2019-05-06', endsOn: '2019-05-09' })
  const id = write(app.db, who, (write) =>
    write.insert(openingFigures, {
      unitId: 1,
      indicator: 'outbound_person_trips',
      startsOn: '2015',
      endsOn: '2022',
      value: 200,
      qualifier,
      sourceId: sourceAt(write, 'https://example.org/so-lieu'),
    }),
  )
  await app.submit('/reports/2019', { submissionId: crypto.randomUUID(), general: 'Đánh giá của cơ quan' })
  const change = (figure: Partial<typeof openingFigures.$inferInsert>) =>
    write(app.db, who, (write) => write.update(openingFigures, id, figure))
  const remove = () => write(app.db, who, (write) => write.remove(openingFigures, id))
  return { ...app, change, remove }
}

test.each([
  ['more_than', 'about', 'hơn 200', 'khoảng 200'],
  ['exact', 'more_than', '200', 'hơn 200'],
  ['about', 'exact', 'khoảng 200', '200'],
] as const)(
  'an opening figure that was %s and is %s is marked in the draft like another number',
  async (before, after, was, is) => {
    const { visit, submit, change } = await draftWith(before)
    expect((await visit('/reports/2019')).all('#changed')).toHaveLength(0)
    change({ qualifier: after })
    const page = await visit('/reports/2019')
    expect(page.text('#changed')).toContain(`${is}, trước là ${was}`)
    expect(page.texts('.sheet mark')).toContain(`trước là ${was}`)
    await submit('/reports/2019/figures', { submissionId: crypto.randomUUID() })
    expect((await visit('/reports/2019')).all('#changed')).toHaveLength(0)
  },
)

test('of a draft from before words were written down, a changed number is told and nothing else', async () => {
  const { db, visit, change } = await draftWith('more_than')
  db.$client.exec('update report_figures set words = null')
  change({ qualifier: 'about' })
  expect((await visit('/reports/2019')).all('#changed')).toHaveLength(0)
  change({ value: 250 })
  expect((await visit('/reports/2019')).text('#changed')).toContain('khoảng 250, trước là 200')
})

test('an opening figure that is gone is not there any more; it was never 0', async () => {
  const { visit, remove } = await draftWith('more_than')
  remove()
  expect((await visit('/reports/2019')).text('#changed')).toContain('không còn, trước là hơn 200')
})
