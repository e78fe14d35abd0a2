import { expect, test } from 'vitest'
import { type Write, write } from '../src/db/write.ts'
import { checkChain } from '../src/history/chain.ts'
import { people } from '../src/people/person.ts'
import { startApp } from './support/app.ts'

// Rows by the thousand, as an import or an undo writes them.

const who = { name: 'Test' }
const persons = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => {
    const name = `Người số ${from + at}`
    return { name, matchKey: name, sortKey: name }
  })
const column = ({ db }: ReturnType<typeof startApp>, sql: string) => db.$client.prepare(sql).pluck().all()

test('what was tried and given up among thousands of changes leaves no trace in history', () => {
  const app = startApp()
  write(app.db, who, (write) => {
    write.insertAll(people, persons(1500))
    const failing = () => {
      write.insertAll(people, persons(2600, 1500))
      throw new Error('given up')
    }
    expect(() => write.attempt(failing)).toThrow('given up')
    write.insertAll(people, persons(700, 1500))
  })
  const names = persons(2200).map(({ name }) => name)
  expect(column(app, 'select name from people order by id')).toEqual(names)
  const told = `select json_extract(after, '$.name') from history_changes
    where act_id = (select max(id) from history_acts) order by id`
  expect(column(app, told)).toEqual(names)
  expect(checkChain(app.db)).toMatchObject({ brokenAt: null })
})

test('history that is kept as it goes is what it would be at the end, and is all given up with its act', () => {
  const app = startApp()
  const add = (isKeptAsItGoes: boolean) =>
    write(app.db, who, (write) => {
      write.insertAll(people, persons(700))
      if (isKeptAsItGoes) write.keepHistoryAsItGoes()
      write.insertAll(people, persons(2600, 700))
      return write.actId
    })
  const toldOf = (actId: number) =>
    column(app, `select after ->> '$.name' from history_changes where act_id = ${actId} order by id`)
  const names = persons(3300).map(({ name }) => name)
  for (const isKeptAsItGoes of [false, true]) expect(toldOf(add(isKeptAsItGoes))).toEqual(names)
  expect(checkChain(app.db)).toMatchObject({ brokenAt: null })
  const failing = (write: Write) => {
    write.keepHistoryAsItGoes()
    const attempting = () =>
      write.attempt(() => {
        write.insertAll(people, persons(1600))
        throw new Error('given up')
      })
    expect(attempting).toThrow('cannot be given up in part')
    throw new Error('given up')
  }
  const before = column(app, 'select count(*) from history_changes')
  expect(() => write(app.db, who, failing)).toThrow('given up')
  expect(column(app, 'select count(*) from history_changes')).toEqual(before)
  expect(toldOf(add(true))).toEqual(names)
})

test('rows that give other columns than those before them are added as they were given', () => {
  const app = startApp()
  const given = persons(90).map((row, at) => (at % 30 === 7 ? { nationality: 'LA', ...row } : row))
  const ids = write(app.db, who, (write) => write.insertAll(people, given))
  expect(app.db.select().from(people).all()).toEqual(
    given.map((row, at) => expect.objectContaining({ nationality: null, ...row, id: ids[at] })),
  )
})
