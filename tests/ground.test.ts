import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { DatabaseRefused, openDatabase } from '../src/db/open.ts'
import { write } from '../src/db/write.ts'
import { delegations } from '../src/delegations/delegation.ts'
import { readEnvironment } from '../src/environment.ts'
import { startApp } from './support/app.ts'

function folder() {
  const path = mkdtempSync(join(tmpdir(), 'so-doan-ground-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

test('every connection writes through to the disk, keeps foreign keys and waits for others', () => {
  const dataDir = folder()
  openDatabase(dataDir).$client.close()
  const again = openDatabase(dataDir).$client // a WAL database reopens with synchronous=NORMAL unless told
  const pragma = (name: string) => again.pragma(name, { simple: true })
  expect([
    pragma('synchronous'),
    pragma('journal_mode'),
    pragma('foreign_keys'),
    pragma('busy_timeout'),
  ]).toEqual([2, 'wal', 1, 5000])
  again.close()
})

test('a migration sets a copy aside first, and keeps children, triggers and the search index', () => {
  const dataDir = folder()
  const migrations = folder()
  cpSync(join(import.meta.dirname, '../migrations'), migrations, { recursive: true })
  openDatabase(dataDir, migrations).$client.close()
  const [, last] = readdirSync(migrations).toSorted()
  cpSync(join(migrations, last!), join(migrations, '29990101000000_later'), { recursive: true })
  writeFileSync(join(migrations, '29990101000000_later', 'migration.sql'), 'CREATE TABLE later (id integer);')
  const db = openDatabase(dataDir, migrations)
  expect(readdirSync(join(dataDir, 'before-migration'))).toHaveLength(1)
  expect(db.$client.prepare(`select count(*) n from sqlite_schema where type = 'trigger'`).get()).toEqual({
    n: 69,
  })
  expect(db.$client.pragma('foreign_keys', { simple: true })).toBe(1)
  db.$client.close()
})

test('a database made by a newer program is refused with a clear line', () => {
  const dataDir = folder()
  openDatabase(dataDir).$client.close()
  const client = new Database(join(dataDir, 'so-doan.sqlite'))
  client.exec(
    `insert into __drizzle_migrations (hash, created_at, name) values ('x', 1, '29990101000000_future')`,
  )
  client.close()
  expect(() => openDatabase(dataDir)).toThrow(DatabaseRefused)
  expect(() => openDatabase(dataDir)).toThrow(/newer than this program.*29990101000000_future/)
})

test('the tables refuse what the forms refuse', () => {
  const { db, make } = startApp()
  const id = make.delegation()
  const change = (changes: object) => () =>
    write(db, { name: 'thử' }, (write) => write.update(delegations, id, changes))
  for (const changes of [
    { startsOn: '2026-02-30' },
    { startsOn: '2026-13' },
    { startsOn: '2024-09-14', endsOn: '2024-09-13' },
    { headCount: 0 },
    { headCount: -3 },
    { title: '  ' },
    { title: 'x'.repeat(301) },
    { countsAs: 'nothing', countsAsReason: null },
    { status: 'gone' },
    { unitId: 999 },
  ]) {
    expect(change(changes), JSON.stringify(changes)).toThrow(/CHECK|FOREIGN KEY/)
  }
  expect(change({ startsOn: '0001' })).toThrow('a year outside')
  expect(change({ startsOn: '2024', endsOn: '2101' })).toThrow('a year outside')
  for (const status of ['postponed', 'cancelled'] as const) {
    for (const statusReason of [null, ' ']) {
      expect(change({ status, statusReason })).toThrow('without a reason')
      expect(() => make.delegation({ status, statusReason })).toThrow('without a reason')
    }
  }
  expect(() => make.delegation({ title: 'Thăm\0Lào' })).toThrow('a NUL')
  expect(change({ title: 'Thăm\0Lào' })).toThrow('a NUL')
  expect(() => make.delegation({ startsOn: '1899' })).toThrow('a year outside')
  expect(() => make.delegation({ countries: ['LA', 'VN'] })).toThrow('the own country')
})

test('a row from before it was refused stays, and is only held to it where those words of it change', () => {
  const { db, make } = startApp()
  const id = make.delegation({ title: 'Trước' })
  const guards = db.$client
    .prepare<[], { name: string; sql: string }>(
      `select name, sql from sqlite_schema where type = 'trigger' and (name like '%say_why%' or name like '%title_guard%')`,
    )
    .all()
  for (const { name } of guards) db.$client.exec(`drop trigger ${name}`)
  db.$client.exec(`update delegations set status = 'postponed', title = 'a' || char(0) || 'b'`)
  for (const { sql } of guards) db.$client.exec(sql)
  const change = (changes: object) => () =>
    write(db, { name: 'thử' }, (write) => write.update(delegations, id, changes))
  expect(change({ note: 'Ghi thêm', headCount: 4 })).not.toThrow()
  expect(change({ note: 'Nữa', status: 'postponed', statusReason: null, title: 'a\0b' })).not.toThrow()
  expect(change({ statusReason: '' })).toThrow('without a reason')
  expect(change({ title: 'a\0c' })).toThrow('a NUL')
  expect(change({ status: 'planned', title: 'Sau' })).not.toThrow()
})

test('a write is all or nothing', () => {
  const { db, make } = startApp()
  const id = make.delegation({ title: 'Trước' })
  expect(() =>
    write(db, { name: 'thử' }, (write) => {
      write.update(delegations, id, { title: 'Sau' })
      throw new Error('giữa chừng')
    }),
  ).toThrow('giữa chừng')
  expect(db.$client.prepare('select title from delegations').get()).toEqual({ title: 'Trước' })
})

test('wrong settings are named in one line', () => {
  expect(readEnvironment({ PORT: 'abc' })).toMatch(/^PORT=abc cannot be used/)
  expect(readEnvironment({ PORT: '70000' })).toMatch(/^PORT=70000/)
  expect(readEnvironment({ SEED: 'everything' })).toMatch(/^SEED=everything/)
  expect(readEnvironment({ HOST: 'http://x' })).toMatch(/^HOST=http:\/\/x cannot be used/)
  expect(readEnvironment({})).toMatchObject({ HOST: '127.0.0.1', PORT: 3000, SEED: 'published' })
})

test('a folder that can hold no register ends the program with one line that names it', async () => {
  const noFolder = join(folder(), 'sổ')
  writeFileSync(noFolder, '')
  const noDatabase = folder()
  writeFileSync(join(noDatabase, 'so-doan.sqlite'), 'không phải cơ sở dữ liệu'.repeat(100))
  const noFile = folder()
  mkdirSync(join(noFile, 'so-doan.sqlite'))
  for (const dataDir of [noFolder, join(noFolder, 'x'), '/proc/x/y', noDatabase, noFile]) {
    const server = spawn(process.execPath, [join(import.meta.dirname, '../src/server.ts')], {
      env: { ...process.env, PORT: '0', DATA_DIR: dataDir, SEED: 'none', HOST: '' },
      timeout: 20_000,
    })
    let said = ''
    server.stderr.on('data', (part: Buffer) => (said += part.toString()))
    const code = await new Promise((resolve) => server.once('close', resolve))
    expect([code, said]).toEqual([1, expect.stringMatching(/^DATA_DIR=[^\n]+ cannot be used: [^\n]+\n$/)])
    expect(said).toContain(dataDir)
  }
})

test('the server starts with one line, answers its health checks, and stops when asked', async () => {
  const dataDir = folder()
  const server = spawn(process.execPath, [join(import.meta.dirname, '../src/server.ts')], {
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, SEED: 'none', HOST: '' },
  })
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    server.stdout.on('data', (data: Buffer) => {
      said += String(data)
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)
      if (found) resolve(found[0])
    })
    server.on('exit', () => reject(new Error('it ended')))
    server.stderr.on('data', (data: Buffer) => reject(new Error(String(data))))
  })
  const status = async (path: string) => (await fetch(address + path)).status
  expect([
    await status('/healthz'),
    await status('/readyz'),
    await status('/'),
    await status('/x.json'),
  ]).toEqual([200, 200, 200, 401])
  expect((await fetch(`${address}/`)).url).toBe(`${address}/sign-in`)
  const code = new Promise((resolve) => server.on('exit', resolve))
  server.kill('SIGTERM')
  expect(await code).toBe(0)
  expect(existsSync(join(dataDir, 'so-doan.sqlite-wal'))).toBe(false)
})

test('no page another site shows can write here', async () => {
  const { submit, typed, db } = startApp()
  const foreign: Record<string, string>[] = [
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
  ]
  for (const headers of foreign) {
    expect((await submit('/delegations', typed(), headers)).status).toBe(403)
  }
  expect(db.$client.prepare('select count(*) n from delegations').get()).toEqual({ n: 0 })
  expect((await submit('/delegations', typed(), { 'Sec-Fetch-Site': 'same-origin' })).status).toBe(303)
})
