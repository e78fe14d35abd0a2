import { expect, test } from 'vitest'
import { acceptedContradictions } from '../src/contradictions/contradiction.ts'
import { write } from '../src/db/write.ts'
import { delegations } from '../src/delegations/delegation.ts'
import { rightsToUndo } from '../src/history/queries.ts'
import { partOf } from '../src/db/scope.ts'
import { erasePerson } from '../src/people/erasing.ts'
import { startApp } from './support/app.ts'

const DESK = '/contradictions?scope=all'
const name = 'Nguyễn Thử Tên'

/** Somebody in visits of two units on one day, under one unit above both, and the centre's approver. */
function inTwoUnits() {
  const app = startApp({ as: 'approver' })
  const { make, visit, submit } = app
  const above = make.unit({ name: 'Hội cấp trên', kind: 'local_association' })
  const [one, other] = ['Hội một', 'Hội hai'].map((name) =>
    make.unit({ name, kind: 'local_association', parentId: above }),
  ) as [number, number]
  const visits = [one, other].map((unitId) =>
    make.delegation({
      unitId,
      status: 'reported',
      startsOn: '2024-03-01',
      endsOn: '2024-03-05',
      headCount: 1,
      participants: [{ id: null, name, role: 'head', post: null, organisation: null, hasTravelled: true }],
    }),
  )
  const accept = async (headers?: Record<string, string>) => {
    const form = await visit(
      (await visit(`${DESK}&kind=twoPlaces`, headers)).href('.checks__acts a[href*="acceptance"]'),
      headers,
    )
    const typed = { asked: form.value('asked'), stand: form.value('stand'), reason: 'Bay giữa hai nơi' }
    const kept = await submit('/contradictions/acceptance', typed, headers)
    return Number(/act=(\d+)/.exec(kept.location!)![1])
  }
  const rows = () => app.db.select().from(acceptedContradictions).all()
  return { ...app, above, one, other, visits, accept, rows }
}

test('what the centre let stand of two units’ visits is neither unit’s to see or to take back', async () => {
  const { db, one, other, accept, rows, signIn, submit, visit } = inTwoUnits()
  const act = await accept()
  const { id } = rows()[0]!
  for (const unitId of [one, other]) {
    const { headers } = signIn('approver', { unitId })
    expect((await submit(`/contradictions/acceptance/${id}/removal`, {}, headers)).status).toBe(404)
    const part = partOf(db, unitId)
    expect(part.select().from(acceptedContradictions).all()).toEqual([])
    expect(rightsToUndo(part, act)).toBeUndefined()
    expect((await visit('/history.json', headers)).html).not.toContain('Bay giữa hai nơi')
  }
  expect(rows()).toHaveLength(1)
  await submit(`/contradictions/acceptance/${id}/removal`, {})
  const { headers } = signIn('approver', { unitId: one })
  expect((await visit('/history.json', headers)).html).not.toContain('Bay giữa hai nơi')
})

test('a unit that has both visits lets it stand, sees that, and takes it back', async () => {
  const { db, above, accept, rows, signIn, submit, visit } = inTwoUnits()
  const { headers } = signIn('approver', { unitId: above })
  const act = await accept(headers)
  expect((await visit(`${DESK}&kind=twoPlaces`, headers)).all('.checks__what')).toEqual([])
  expect((await visit('/history.json', headers)).html).toContain('Bay giữa hai nơi')
  expect(rightsToUndo(partOf(db, above), act)).toEqual(['enter', 'approve'])
  await submit(`/contradictions/acceptance/${rows()[0]!.id}/removal`, {}, headers)
  expect(rows()).toEqual([])
})

test('two visits of one unit that go to two open their contradiction again', async () => {
  const { db, above, other, visits, accept, visit } = inTwoUnits()
  const move = (unitId: number) =>
    write(db, { name: 'Test' }, (write) => write.update(delegations, visits[1]!, { unitId }))
  move(above)
  await accept()
  expect((await visit(`${DESK}&kind=twoPlaces`)).all('.checks__what')).toEqual([])
  move(other)
  expect((await visit(`${DESK}&kind=twoPlaces`)).all('.checks__what')).toHaveLength(1)
})

test('a late report that was let stand at one unit opens again at the unit its visit moves to', async () => {
  const { db, make, visit, submit } = startApp({ as: 'approver' })
  const [from, to] = ['Hội một', 'Hội hai'].map((name) => make.unit({ name, kind: 'local_association' })) as [
    number,
    number,
  ]
  const id = make.delegation({
    unitId: from,
    status: 'returned',
    startsOn: '2024-03-01',
    endsOn: '2024-03-05',
  })
  const late = `${DESK}&kind=noReport`
  const form = await visit((await visit(late)).href('.checks__acts a[href*="acceptance"]'))
  const typed = { asked: form.value('asked'), stand: form.value('stand'), reason: 'Gộp vào báo cáo năm' }
  await submit('/contradictions/acceptance', typed)
  expect((await visit(late)).texts('.checks__what')).toEqual([])
  write(db, { name: 'Lê Thử' }, (write) => write.update(delegations, id, { unitId: to }))
  expect((await visit(late)).texts('.checks__what')).toHaveLength(1)
})

test('what was let stand names nobody, so that who is erased is not told of there either', async () => {
  const { db, accept, rows } = inTwoUnits()
  await accept()
  expect(rows()).toHaveLength(1)
  const personId = db.$client.prepare<[], number>('select id from people').pluck().get()!
  write(db, { name: 'Test' }, (write) => erasePerson(write, personId))
  const recorded = db.$client
    .prepare(`select * from history_changes where table_name = 'accepted_contradictions'`)
    .all()
  expect(recorded).not.toEqual([])
  expect(JSON.stringify([rows(), recorded])).not.toContain(name)
})
