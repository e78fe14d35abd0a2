import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { check, list, number, optional, rows, reference, text, type Values } from '../src/web/form.ts'
import { meaningOf, merge } from '../src/web/merge.ts'

const form = z.object({
  title: text('Tên'),
  place: optional(text('Nơi')),
  size: optional(number('Số')),
  isDone: check('Xong'),
  places: list('Nước'),
  people: rows(
    'Người',
    z.object({ id: optional(reference('')), name: text('Họ tên'), post: optional(text('Chức vụ')) }),
  ),
})
const fields = Object.keys(form.shape)

const word = fc.constantFrom('A', 'B', 'C', 'D')
const words = fc.uniqueArray(word, { maxLength: 4 })
const person = (id: string) =>
  fc.record({ id: fc.constant(id), name: word, post: fc.constantFrom('', 'x', 'y') })
/** Some people of 1 to 4, in any order, whose rows were there; and, on your side, new ones without an id. */
const stored = fc
  .shuffledSubarray(['1', '2', '3', '4'])
  .chain((ids) => fc.tuple(...ids.map(person)))
  .map((people) => people as Values[])
const values = fc.record({
  title: word,
  place: fc.constantFrom('', 'A', 'B'),
  size: fc.constantFrom('', '1', '2'),
  isDone: fc.constantFrom('', '1'),
  places: words,
  people: stored,
})
const meaning = (of: Values) => fields.map((field) => meaningOf(form, field, of[field]))

test('where one side changed nothing, the other side stands', () => {
  fc.assert(
    fc.property(values, values, (before, other) => {
      const theirs = merge(form, { before, theirs: other, yours: before })
      const yours = merge(form, { before, theirs: before, yours: other })
      expect([theirs.clashes, meaning(theirs.values)]).toEqual([[], meaning(other)])
      expect([yours.clashes, meaning(yours.values)]).toEqual([[], meaning(other)])
    }),
  )
})

test('what both changed alike clashes with nothing', () => {
  fc.assert(
    fc.property(values, values, (before, both) => {
      const { clashes, values } = merge(form, { before, theirs: both, yours: both })
      expect([clashes, meaning(values)]).toEqual([[], meaning(both)])
    }),
  )
})

test('different fields never clash, and each is as the one left it who changed it', () => {
  fc.assert(
    fc.property(values, values, fc.subarray(fields), (before, after, mine) => {
      const pick = (isMine: boolean) =>
        Object.fromEntries(
          fields.map((field) => [
            field,
            (mine.includes(field) === isMine ? after : before)[field as 'title'],
          ]),
        )
      const { clashes, values } = merge(form, { before, theirs: pick(false), yours: pick(true) })
      expect([clashes, meaning(values)]).toEqual([[], meaning(after)])
    }),
  )
})

test('no value appears that none of the three had, and what is no clash is nobody’s loss', () => {
  fc.assert(
    fc.property(values, values, values, (before, theirs, typed) => {
      // A form sends only the rows it was opened with, and new ones without an id.
      const yours = {
        ...typed,
        people: typed.people.filter(({ id }) => before.people.some((row) => row.id === id)),
      }
      const { clashes, values } = merge(form, { before, theirs, yours })
      for (const field of ['title', 'place', 'size', 'isDone'] as const) {
        const [was, now, mine, is] = [before, theirs, yours, values].map((side) => side[field])
        expect([now, mine]).toContain(is)
        const isClash = clashes.some((clash) => clash.field === field)
        expect(isClash).toBe(now !== was && mine !== was && now !== mine)
        if (!isClash) expect(is).toBe(mine === was ? now : mine)
      }
      const entries = (side: Values) => side.places as string[]
      for (const entry of entries(values)) expect([...entries(theirs), ...entries(yours)]).toContain(entry)
      const cells = (side: Values) =>
        (side.people as Record<string, string>[]).flatMap(({ id, name, post }) => [
          `${id} ${name}`,
          `${id} ${post}`,
        ])
      const known = [theirs, yours, before].flatMap(cells)
      for (const cell of cells(values)) expect(known).toContain(cell)
    }),
  )
})

test('every row either side added, and no row twice', () => {
  const added = fc.uniqueArray(fc.constantFrom('E', 'F', 'G'), { maxLength: 3 })
  fc.assert(
    fc.property(stored, added, added, (before, byThem, byYou) => {
      const rowsOf = (names: string[], id: (index: number) => string) =>
        names.map((name, index) => ({ id: id(index), name, post: '' }))
      const side = (people: Values[]) => ({ title: 'A', people })
      const { clashes, values } = merge(form, {
        before: side(before),
        theirs: side([...before, ...rowsOf(byThem, (index) => String(10 + index))]),
        yours: side([...before, ...rowsOf(byYou, () => '')]),
      })
      const people = (values.people as Record<string, string>[]).map(({ name }) => name!)
      expect(clashes).toEqual([])
      expect(people.slice(0, before.length)).toEqual(before.map(({ name }) => name))
      expect(people.slice(before.length).toSorted()).toEqual([...new Set([...byThem, ...byYou])].toSorted())
    }),
  )
})

test('without what was before, every difference is a clash', () => {
  fc.assert(
    fc.property(values, values, (theirs, yours) => {
      const { clashes } = merge(form, { before: undefined, theirs, yours })
      const differing = fields.filter(
        (field) =>
          meaningOf(form, field, theirs[field as 'title']) !==
          meaningOf(form, field, yours[field as 'title']),
      )
      // Rows in another order are the same rows.
      const isOrder = (field: string) => field === 'people' && !clashes.some((clash) => clash.field === field)
      const clashing = new Set(clashes.map(({ field }) => field))
      expect([...clashing]).toEqual(differing.filter((field) => !isOrder(field)))
    }),
  )
})

const place = (before: string[], theirs: string[], yours: string[]) =>
  merge(form, { before: { places: before }, theirs: { places: theirs }, yours: { places: yours } })

test('entries of a list are added and taken out by either; two replacements of one entry clash', () => {
  expect(place(['A'], ['A', 'B'], ['C', 'A']).values.places).toEqual(['C', 'A', 'B'])
  expect(place(['A', 'B'], ['B'], ['A', 'B', 'C']).values.places).toEqual(['B', 'C'])
  expect(place(['A'], ['B'], ['C']).clashes).toMatchObject([{ field: 'places', theirs: ['B'], yours: ['C'] }])
  expect(place(['A', 'B', 'C'], ['B', 'A', 'C'], ['C', 'A', 'B']).clashes).toHaveLength(1)
})

const people = (before: string, theirs: string, yours: string) => {
  const side = (written: string) => ({
    people: written
      .split(' ')
      .filter(Boolean)
      .map((row) => row.split('-'))
      .map(([id, name, post = '']) => ({ id, name, post })),
  })
  const { values, clashes } = merge(form, { before: side(before), theirs: side(theirs), yours: side(yours) })
  const rows = (values.people as Record<string, string>[]).map(
    ({ id, name, post }) => `${id}-${name}-${post}`,
  )
  return { rows, clashes }
}

test('a row is merged cell by cell, known by its id wherever it moved', () => {
  expect(people('1-A 2-B', '2-B 1-A-x', '1-C 2-B')).toEqual({ rows: ['2-B-', '1-C-x'], clashes: [] })
  expect(people('1-A', '1-B', '1-C').clashes).toEqual([
    { field: 'people', row: '1', column: 'name', before: 'A', theirs: 'B', yours: 'C' },
  ])
})

test('a row taken out by one and changed by the other is a clash, either way round', () => {
  expect(people('1-A 2-B', '1-A', '1-A 2-B-x')).toMatchObject({
    rows: ['1-A-', '2-B-x'],
    clashes: [{ row: '2', theirs: null, yours: { post: 'x' } }],
  })
  expect(people('1-A 2-B', '1-A 2-B-x', '1-A')).toMatchObject({
    rows: ['1-A-'],
    clashes: [{ row: '2', theirs: { post: 'x' }, yours: null }],
  })
})

test('the same new row of both is one, and a row goes below the one it was put under', () => {
  expect(people('1-A', '1-A 7-E', '1-A -E-x')).toEqual({ rows: ['1-A-', '7-E-x'], clashes: [] })
  expect(people('1-A 2-B', '1-A 7-E 2-B', '1-A 2-B-x')).toEqual({
    rows: ['1-A-', '7-E-', '2-B-x'],
    clashes: [],
  })
})
