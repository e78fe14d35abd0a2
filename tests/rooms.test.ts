import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { rightOfRoute } from '../src/rights.ts'
import { Router, together } from '../src/web/router.ts'
import { startApp } from './support/app.ts'

test('an address answers alike from its room alone, from the whole house, and from a unit’s part of it', async () => {
  const app = startApp({ published: true })
  const unit = app.make.unit({ name: 'Hội Nhà báo tỉnh', kind: 'local_association' })
  const ofUnit = app.signIn('clerk', { unitId: unit }).headers
  const paths = Object.keys(rightOfRoute)
    .filter((route) => route.startsWith('GET '))
    .map((route) => route.slice(4).replace(':iso2', 'LA').replace(/:\w+/g, '1'))
  const answers = async () => {
    const statuses: Record<string, number[]> = {}
    for (const path of paths)
      statuses[path] = [(await app.visit(path)).status, (await app.visit(path, ofUnit)).status]
    return statuses
  }
  const alone = await answers()
  await app.openRooms()
  expect(await answers()).toEqual(alone)
  expect(paths.length).toBeGreaterThan(150)
})

test('whichever room is opened first, it opens', async () => {
  const src = join(import.meta.dirname, '../src')
  const files = readFileSync(join(src, 'rooms.ts'), 'utf8').matchAll(/import\('(\.\/[^']+)'\)/g)
  const rooms = [...new Set(Array.from(files, ([, file]) => join(src, file!)))]
  expect(rooms.length).toBeGreaterThan(20)
  const compiled = mkdtempSync(join(tmpdir(), 'so-doan-'))
  onTestFinished(() => rmSync(compiled, { recursive: true }))
  const env = { ...process.env, NODE_COMPILE_CACHE: compiled }
  // A process of its own each: what was loaded before would hide in which order files need each other.
  for (const room of rooms) {
    const code = `await import(${JSON.stringify(room)})`
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { env })
  }
})

test('only the room that may answer is opened', async () => {
  const opened: string[] = []
  const room = (at: string[]) => ({ at, open: async () => (opened.push(at.join()), Router()) })
  const house = together([
    room(['/delegations']),
    room(['/delegations/:id', 'POST /delegations']),
    room(['/delegations/:id/report']),
  ])
  const ask = (method: string, path: string) =>
    new Promise<string[]>((resolve) => {
      opened.length = 0
      void house({ method, path, url: path } as never, {} as never, () => resolve([...opened]))
    })
  expect(await ask('GET', '/Delegations.csv')).toEqual(['/delegations'])
  expect(await ask('GET', '/totals')).toEqual([])
  expect(await ask('POST', '/delegations')).toEqual(['/delegations/:id,POST /delegations'])
  expect(await ask('GET', '/delegations/1/report.docx')).toEqual(['/delegations/:id/report'])
  expect(await ask('GET', '/delegations/1/report')).toEqual([])
})

test('a route where nobody would look for it ends the program once the rooms are opened', async () => {
  const astray = () => Promise.resolve(Router().get('/help', () => {}))
  await expect(together([{ at: ['/search'], open: astray }]).openAll()).rejects.toThrow(
    'GET /help is a route of the room at /search',
  )
})
