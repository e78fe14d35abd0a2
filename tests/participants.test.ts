import fc from 'fast-check'
import { expect, test } from 'vitest'
import { moved } from '../src/delegations/rows.ts'
import { startApp } from './support/app.ts'

type App = ReturnType<typeof startApp>
type Page = Awaited<ReturnType<App['visit']>>

const roles = { An: 'head', Bình: 'deputy', Chi: 'member', Dung: 'interpreter' } as const
const rowsOf = (names: string[]) =>
  Object.fromEntries(
    names.flatMap((name, at) => [
      [`participants[${at}][name]`, name],
      [`participants[${at}][role]`, roles[name as keyof typeof roles]],
    ]),
  )
const namesIn = (page: Page) =>
  page.all('[name^="participants["][name$="[name]"]').map((input) => input.getAttribute('value'))
const rolesIn = (page: Page) =>
  page.all('#participants select option[selected]').map((option) => option.getAttribute('value'))

test('a row goes up and down without script, its role with it, and nothing typed is lost', async () => {
  const { submit, typed, visit } = startApp()
  const sent = typed({ ...rowsOf(['An', 'Bình', 'Chi']), 'participants[2][post]': 'Phóng viên' })
  const page = await submit('/delegations', { ...sent, move: 'participants.2.1' })
  expect(page.status).toBe(200)
  expect(namesIn(page)).toEqual(['An', 'Chi', 'Bình'])
  expect(rolesIn(page)).toEqual(['head', 'member', 'deputy'])
  expect(page.value('participants[1][post]')).toBe('Phóng viên')
  expect(page.value('title')).toBe('Thăm và làm việc tại Lào')
  expect(page.text('[data-said]')).toBe('Đã chuyển Chi đến dòng 2 trên 3.')
  expect(page.document.querySelector('[autofocus]')?.getAttribute('aria-label')).toBe('Chuyển Chi lên')
  expect((await visit('/delegations')).all('#delegations .main a')).toHaveLength(0)
})

test('the first row goes no further up, the last no further down', async () => {
  const { submit, typed } = startApp()
  const sent = typed(rowsOf(['An', 'Bình']))
  for (const move of ['participants.0.-1', 'participants.1.2', 'participants.9.0', 'nobody.0.1', '']) {
    const page = await submit('/delegations', { ...sent, move, add: move ? '' : 'nothing' })
    expect(namesIn(page).slice(0, 2)).toEqual(['An', 'Bình'])
  }
  const page = await submit('/delegations', { ...sent, move: 'participants.1.0' })
  expect(page.all('[name="move"][disabled]').map((button) => button.getAttribute('value'))).toEqual([
    'participants.0.-1',
    'participants.1.2',
  ])
  // At the top there is only down left to press on.
  expect(page.document.querySelector('[autofocus]')?.getAttribute('aria-label')).toBe('Chuyển Bình xuống')
})

test('any sequence of moves leaves the same people, one head among them, in some order', async () => {
  const { submit, typed } = startApp()
  const move = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }))
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 1, maxLength: 4 }), async (moves) => {
      let names = ['An', 'Bình', 'Chi', 'Dung']
      for (const [from, to] of moves) {
        const page = await submit(
          '/delegations',
          typed({ ...rowsOf(names), move: `participants.${from}.${to}` }),
        )
        const after = namesIn(page).map(String)
        expect(after.toSorted()).toEqual(names.toSorted())
        expect(after).toEqual(from < 4 && to < 4 ? moved(names, from, to) : names)
        expect(rolesIn(page)).toEqual(after.map((name) => roles[name as keyof typeof roles]))
        names = after
      }
    }),
    { numRuns: 15 },
  )
})

test('moving is a permutation that a move back undoes', () => {
  const list = fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(list, fc.nat(), fc.nat(), (things, one, other) => {
      const [from, to] = [one % things.length, other % things.length]
      const after = moved(things, from, to)
      expect(after[to]).toBe(things[from])
      expect(moved(after, to, from)).toEqual(things)
    }),
  )
})

test('the order that was given is the order of the visit, and of its paper', async () => {
  const { submit, typed, visit } = startApp()
  const kept = await submit('/delegations', typed(rowsOf(['Bình', 'Chi', 'An'])))
  expect(
    (await visit(kept.location!)).texts('#participants ~ * .main, [aria-labelledby=participants] .main'),
  ).toEqual(['Bình', 'Chi', 'An'])
})

test('two heads are refused, and so is one person twice, under the same name or another of theirs', async () => {
  const { submit, typed, make, db } = startApp()
  make.delegation({
    participants: [
      { id: null, name: 'Lê Minh', role: 'head', post: null, organisation: null, hasTravelled: true },
    ],
  })
  const { id } = db.$client.prepare('select id from people').get() as { id: number }
  await submit(`/people/${id}`, { version: 1, name: 'Lê Minh', spellings: ['Minh Lê'] })
  const rows = (names: string[], role = 'member') =>
    Object.fromEntries(
      names.flatMap((name, at) => [
        [`participants[${at}][name]`, name],
        [`participants[${at}][role]`, role],
      ]),
    )
  const twoHeads = await submit('/delegations', typed(rows(['An', 'Bình'], 'head')))
  expect([twoHeads.status, twoHeads.error('participants-1-role')]).toEqual([
    422,
    'Mỗi đoàn một trưởng đoàn; dòng 1 đã là trưởng đoàn',
  ])
  const sameName = await submit('/delegations', typed(rows(['An', 'an '])))
  expect([sameName.status, sameName.error('participants-1-name')]).toEqual([
    422,
    'Trùng tên dòng 1. Nếu là hai người, ghi thêm để phân biệt',
  ])
  const otherName = await submit('/delegations', typed(rows(['Lê Minh', 'An', 'Minh Lê'])))
  expect([otherName.status, otherName.error('participants-2-name')]).toEqual([
    422,
    'Là cùng một người với dòng 1, “Lê Minh”. Bỏ một dòng',
  ])
})

test('who was sent and who went are told apart: who stayed at home, and who went in addition', async () => {
  const { submit, typed, visit } = startApp()
  const list = {
    ...rowsOf(['An', 'Bình', 'Chi']),
    'participants[1][stayedHome]': '1',
    'participants[2][isAdded]': '1',
    isListComplete: '1',
    status: 'returned',
    endsOn: '18/9/2024',
  }
  const kept = await submit('/delegations', typed(list))
  const page = await visit(kept.location!)
  expect(page.text('#participants .count')).toBe('cử 2, thực đi 2')
  expect(page.text('[aria-labelledby=participants] .note')).toBe(
    'Có tên mà không đi: Bình. Đi thêm ngoài danh sách: Chi.',
  )
  expect(page.text('.facts--row')).toContain('Lượt người2 cử 2, thực đi 2')
  const form = await visit(`${kept.location!.split('?')[0]}/edit`)
  expect(form.all('[name$="[isAdded]"][checked]')).toHaveLength(1)
  const both = await submit('/delegations', typed({ ...list, 'participants[2][stayedHome]': '1' }))
  expect([both.status, both.error('participants-2-stayedHome')]).toEqual([
    422,
    'Người đi thêm thì đã đi: chỉ đánh dấu một trong hai',
  ])
})

test('a list pasted twice adds nobody twice, and fills in what was empty', async () => {
  const { submit, typed } = startApp()
  const paste = 'Nguyễn An, Trưởng ban, Báo Nhân Dân\nTrần Bình'
  const page = await submit(
    '/delegations',
    typed({ 'participants[0][name]': 'Nguyễn An', paste, readPaste: '1' }),
  )
  expect(namesIn(page)).toEqual(['Nguyễn An', 'Trần Bình'])
  expect(page.value('participants[0][organisation]')).toBe('Báo Nhân Dân')
  expect(page.text('#participants [role=status]')).toContain('1 người đã có trong danh sách')
})
