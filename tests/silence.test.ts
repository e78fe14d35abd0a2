import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openExisting } from '../src/db/open.ts'
import { write } from '../src/db/write.ts'
import { delegations } from '../src/delegations/delegation.ts'
import { lastContacts, silentAmong } from '../src/partners/silence.ts'
import { gridTable } from '../src/totals/grid.ts'
import { speechOf } from '../src/web/language.ts'
import { startApp } from './support/app.ts'
import { on } from './support/clock.ts'

// Since when nothing was exchanged with a partner, by every visit that took place and is not private.

const gone = { status: 'returned' as const, startsOn: '2024-03-01' }

test('a visit that counts its people alone is contact, and one that counts as nothing is none', async () =>
  on('2026-11-23', async () => {
    const { db, make, visit } = startApp()
    const people = { countsAs: 'people_only', countsAsReason: 'đi cùng đoàn khác' } as const
    const nothing = { countsAs: 'nothing', countsAsReason: 'việc riêng' } as const
    const visits: [name: string, startsOn: string, endsOn: string | null, more: object][] = [
      ['A', '2024-08-19', '2024-08-21', people],
      ['B', '2024-08-05', null, {}],
      ['B', '2025-05-05', '2025-05-06', people],
      ['C', '2025-05-05', null, {}],
      ['C', '2024-08-19', null, people],
      ['D', '2024-09-20', '2025-03-10', people],
      ['E', '2024-10-01', null, { ...people, status: 'underway' }],
      ['F', '2023-02-01', null, {}],
      ['F', '2026-02-01', null, nothing],
      ['G', '2026-02-01', null, { ...people, status: 'planned' }],
      ['H', '2024', null, people],
      ['I', '2024-08-05', null, people],
      ['I', '2024-08-20', null, {}],
    ]
    const ids = new Map<string, number>()
    const made = visits.map(([name, startsOn, endsOn, more]) => {
      if (!ids.has(name)) ids.set(name, make.partner({ name }))
      return make.delegation({ ...gone, startsOn, endsOn, ...more, partnerIds: [ids.get(name)!] })
    })
    const told = async () => {
      const grid = await visit('/totals/grid?sort=name')
      const seen = grid.texts('tbody td:nth-last-child(2)')
      return grid.texts('tbody td:last-child').map((silence, nth) => `${seen[nth]}: ${silence}`)
    }
    expect(await told()).toEqual([
      '8/2024: 27 tháng',
      '5/2025: 18 tháng',
      '5/2025: 18 tháng',
      '9/2024: 20 tháng',
      '10/2024: trong tháng này',
      '2/2023: 45 tháng',
      '2024: ít nhất 22 tháng',
      '8/2024: 27 tháng',
    ])
    const silent = async () => [
      (await visit('/totals/grid?sort=name&quiet=24')).texts('tbody a[href^="/partners/"]'),
      (await visit('/partners')).texts('#partners tr:has(.soon) .main a'),
    ]
    const quiet = ['A', 'F', 'I']
    expect(await silent()).toEqual([quiet, quiet])
    // G's visit is ahead: nobody ever met them.
    expect((await visit('/partners?quiet=never')).texts('#partners .main a')).toEqual(['G'])
    const longest = (await visit('/totals/grid?sort=quiet')).texts('tbody a[href^="/partners/"]')
    expect(longest.slice(0, 4)).toEqual(['F', 'H', 'A', 'I'])
    const [first] = made as [number]
    write(db, { name: 'Thử' }, (write) =>
      write.update(delegations, first, { startsOn: '2025-12-01', endsOn: null }),
    )
    expect((await told())[0]).toContain('11 tháng')
    expect(await silent()).toEqual([quiet.slice(1), quiet.slice(1)])
    write(db, { name: 'Thử' }, (write) => write.update(delegations, first, nothing))
    expect((await visit('/partners?quiet=never')).texts('#partners .main a')).toEqual(['A', 'G'])
  }))

test('whatever is written of visits, whom the grid has as silent is whom a program that starts now has so', () => {
  const { db, dataDir, make } = startApp()
  const scope = { unit: [], scope: [] }
  const day = '2026-11-23'
  const partnerIds = ['Hội A', 'Hội B', 'Hội C'].map((name) => make.partner({ name }))
  for (let nth = 0; nth < 8; nth++) {
    const partnerId = partnerIds[nth % partnerIds.length]!
    make.delegation({ ...gone, endsOn: null, partnerIds: [partnerId] })
  }
  const edit = fc.record({
    id: fc.integer({ min: 1, max: 8 }),
    startsOn: fc.constantFrom('2024-03-01', '2024-11-20', '2024-11', '2024', '2026-02-02'),
    endsOn: fc.constantFrom(null, '2026-05'),
    status: fc.constantFrom('planned', 'underway', 'returned'),
    countsAs: fc.constantFrom('delegation_and_people', 'people_only', 'people_only', 'nothing'),
  })
  const told = (register: typeof db) => {
    const asked = { ...scope, from: [], to: [], sort: ['quiet' as const], rows: [], page: [] }
    const { rows } = gridTable(register, { ...asked, quiet: [] }, day, speechOf('vi'))
    return [
      rows.map(({ key, lastOn }) => [key, lastOn]),
      [...lastContacts(register, scope, rows, day)],
      [...silentAmong(register, scope, rows, 24, day)],
    ]
  }
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      for (const { id, ...changes } of edits) {
        write(db, { name: 'Thử' }, (write) =>
          write.update(delegations, id, { ...changes, countsAsReason: 'thử' }),
        )
        told(db)
      }
      const anew = openExisting(dataDir)
      try {
        expect(told(db)).toEqual(told(anew))
      } finally {
        anew.$client.close()
      }
    }),
    { numRuns: 40 },
  )
})
