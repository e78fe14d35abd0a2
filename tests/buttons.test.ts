import { expect, test } from 'vitest'
import { today, writeDate } from '../src/dates.ts'
import { startApp } from './support/app.ts'

// A button pressed twice does its work once. Pressed again on a page that the Back button brought back, after somebody
// undid what it did, it does it again, or says why not: never that it is done where it is not.

type App = ReturnType<typeof startApp>

const submissionId = '0c1f7d9e-5f0e-4c39-9d61-7f2c5d8d4b11'
const followUp = { content: 'Gửi dự thảo', side: 'ours', lead: 'Ban Đối ngoại', dueOn: '1/12/2030' }

const rows = ({ db }: App, query: string) => db.$client.prepare(query).pluck().all()
/** Presses a button as a page has it; where it leads. */
const press = async (app: App, address: string, more: Record<string, unknown> = {}) =>
  (await app.submit(address, { ...more, submissionId })).location!
const twice = async (app: App, address: string, more: Record<string, unknown> = {}) => {
  const [first, second] = [await press(app, address, more), await press(app, address, more)]
  expect(second).toBe(first)
  return first
}
const undo = (app: App, location: string) =>
  app.submit(`/history/${new URL(location, 'http://localhost').searchParams.get('act')}/undo`, {})

test('a follow-up that was closed again is opened again by the button of an older page', async () => {
  const app = startApp()
  const id = app.make.delegation()
  await app.submit(`/delegations/${id}/follow-ups`, followUp)
  const close = () =>
    app.submit('/follow-ups/1/closing', { outcome: 'done', closedOn: writeDate(today()), evidence: 'Thư' })
  const outcomes = () => rows(app, 'select outcome from follow_ups')
  await close()
  expect(outcomes()).toEqual(['done'])
  await twice(app, '/follow-ups/1/reopening')
  expect(outcomes()).toEqual([null])
  await close()
  expect(outcomes()).toEqual(['done'])
  await press(app, '/follow-ups/1/reopening')
  expect(outcomes()).toEqual([null])
})

test('what was put back since it was removed is removed again', async () => {
  const app = startApp()
  const id = app.make.delegation()
  await app.submit(`/delegations/${id}/follow-ups`, followUp)
  await undo(app, await twice(app, '/follow-ups/1/removal'))
  expect(rows(app, 'select id from follow_ups')).toEqual([1])
  await twice(app, '/follow-ups/1/removal')
  expect(rows(app, 'select id from follow_ups')).toEqual([])
})

test('a line of a checklist is ticked as it is asked for, whatever was asked for before', async () => {
  const app = startApp()
  const id = app.make.delegation()
  await twice(app, `/delegations/${id}/checklist/making`)
  const first = rows(app, 'select min(id) from checklist_items')[0] as number
  const state = () => rows(app, `select state from checklist_items where id = ${first}`)
  const address = `/delegations/${id}/checklist/${first}/state`
  await twice(app, address, { state: 'done' })
  await app.submit(address, { state: 'open' })
  expect(state()).toEqual(['open'])
  await press(app, address, { state: 'done' })
  expect(state()).toEqual(['done'])
})

test('a step that was taken again since is not said to be taken back', async () => {
  const app = startApp()
  const id = app.make.delegation()
  const go = () => app.submit(`/delegations/${id}/submission`, { happenedOn: '1/9/2024' })
  await go()
  const back = { version: '2' }
  await twice(app, `/delegations/${id}/step-back`, back)
  expect(rows(app, 'select status from delegations')).toEqual(['planned'])
  await go()
  const refused = await app.submit(`/delegations/${id}/step-back`, { ...back, submissionId })
  expect(refused.status).toBe(409)
  expect(refused.text('main')).toContain('Chưa lùi')
})

test('a record that was restored since is not said to be deleted', async () => {
  const app = startApp()
  const id = app.make.delegation()
  const form = await app.visit(`/delegations/${id}/deletion`)
  const typed = { reason: 'Ghi trùng', lastActId: form.value('lastActId') }
  const deleted = await twice(app, `/delegations/${id}/deletion`, typed)
  await app.submit(`${deleted.split('?')[0]}/restoration`, {})
  const again = await app.submit(`/delegations/${id}/deletion`, { ...typed, submissionId })
  expect(again.status).toBe(409)
})

test('two partners that were to be looked at again are told apart again', async () => {
  const app = startApp()
  const [one, other] = ['Hội A', 'Hội A.'].map((name) => app.make.partner({ name }))
  const told = () => rows(app, 'select count(*) from partner_distinctions')[0]
  await twice(app, `/partners/${one}/distinction`, { otherId: String(other) })
  expect(told()).toBe(1)
  await app.submit(
    `/partners/distinctions/${String(rows(app, 'select id from partner_distinctions')[0])}/removal`,
    {},
  )
  expect(told()).toBe(0)
  await press(app, `/partners/${one}/distinction`, { otherId: String(other) })
  expect(told()).toBe(1)
})

test('a report that is followed again is let go again by the button of an older page', async () => {
  const app = startApp()
  const id = app.make.delegation({ status: 'returned' })
  const status = () => rows(app, 'select status from visit_reports')
  await twice(app, `/delegations/${id}/report/waiver`, { reason: 'Đoàn ngắn' })
  await app.submit(`/delegations/${id}/report/withdrawal`, {})
  expect(status()).toEqual(['empty'])
  await press(app, `/delegations/${id}/report/waiver`, { reason: 'Đoàn ngắn' })
  expect(status()).toEqual(['waived'])
})

test('a programme is moved once; by so many other days from an older page it asks first', async () => {
  const app = startApp()
  const id = app.make.delegation({ startsOn: '2025-10-20', endsOn: '2025-10-23' })
  const items = { 'items[0][day]': '1', 'items[0][outcome]': 'planned', 'items[0][content]': 'Đón đoàn' }
  await app.submit(`/delegations/${id}/programme`, items)
  const days = () => rows(app, 'select held_on from programme_items')
  await twice(app, `/delegations/${id}/programme/shift`, { days: '2' })
  const before = days()
  expect(before).toEqual(['2025-10-22'])
  const asked = await app.submit(`/delegations/${id}/programme/shift`, { days: '3', submissionId })
  expect(asked.status).toBe(422)
  expect(asked.error('days')).toContain('vừa dời')
  expect(days()).toEqual(before)
})
