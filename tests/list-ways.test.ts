import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '../src/db/open.ts'
import { delegations } from '../src/delegations/delegation.ts'
import {
  askingFor,
  type DelegationFilters,
  matching,
  sorts,
  valuesFor,
  type Way,
} from '../src/delegations/filters.ts'
import { listDelegations } from '../src/delegations/queries.ts'
import { generateRegister } from '../src/generated-register.ts'
import { openRegister } from '../src/open-register.ts'

// A list is found in one of several ways, by how many visits match. Which one must never be seen.

let db: Db
const dataDir = mkdtempSync(join(tmpdir(), 'so-doan-'))
beforeAll(() => {
  db = openRegister(dataDir)
  generateRegister(db, 600)
})
afterAll(() => {
  db.$client.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const everyone: Partial<DelegationFilters> = { scope: ['all'] }
const asked: Partial<DelegationFilters>[] = [
  {},
  everyone,
  { direction: ['outbound'], year: ['2024'] },
  { year: ['2010', '2024'], ...everyone },
  { country: ['LA'] },
  { country: ['KP', 'CU'], year: ['2015'], ...everyone },
  { partner: [1], direction: ['inbound'] },
  { partner: ['none', 3], ...everyone },
  { partner: ['none'] },
  { status: ['cancelled'] },
  { status: ['planned', 'returned'], ...everyone },
  { q: ['hoi'], ...everyone },
  { q: ['acja'], country: ['CN'] },
  { purpose: ['training', 'none'], from: ['2012-03'], to: ['2020-06-15'] },
  { counted: ['personTrips'], unit: [30, 31] },
]

test('each way finds the same visits', () => {
  for (const filters of asked.map(askingFor)) {
    const found = (['collected', 'inTime', 'inOrder'] as Way[]).map((way) =>
      db
        .select({ id: delegations.id })
        .from(delegations)
        .where(matching(db, filters, way))
        .orderBy(delegations.id)
        .prepare()
        .all(valuesFor(db, filters))
        .map(({ id }) => id),
    )
    expect(found[1], JSON.stringify(filters)).toEqual(found[0])
    expect(found[2], JSON.stringify(filters)).toEqual(found[0])
  }
  expect(listDelegations(db, askingFor({ q: ['hoi'] })).rows).toHaveLength(50)
})

test('page by page, forwards and back, a list holds each of its visits once and in order', () => {
  for (const some of asked) {
    for (const sort of Object.keys(sorts) as (keyof typeof sorts)[]) {
      const filters = askingFor({ ...some, sort: [sort] })
      const whole = listDelegations(db, filters, 10_000).rows.map(({ id }) => id)
      const paged: number[] = []
      let page: string | null = null
      do {
        const { rows, next, previous } = listDelegations(db, { ...filters, page: page ? [page] : [] }, 45)
        if (previous) {
          const back = listDelegations(db, { ...filters, page: [previous] }, 45).rows.map(({ id }) => id)
          expect(back).toEqual(paged.slice(-45))
        }
        paged.push(...rows.map(({ id }) => id))
        page = next
      } while (page)
      expect(paged, JSON.stringify(filters)).toEqual(whole)
    }
  }
})
