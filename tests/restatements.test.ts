import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Scope, totalsBy, together } from '../src/counting.ts'
import { partOf } from '../src/db/scope.ts'
import { write } from '../src/db/write.ts'
import { delegations } from '../src/delegations/delegation.ts'
import { deleteRecord, findDeletion } from '../src/deletions/queries.ts'
import { restore } from '../src/history/undo.ts'
import { differencesSince } from '../src/restatements/differences.ts'
import { speechOf } from '../src/web/language.ts'
import { startApp } from './support/app.ts'

type App = ReturnType<typeof startApp>

const year2024: Scope = { from: ['2024'], to: ['2024'], unit: [], scope: [] }
const who = { name: 'Lê Thử' }

let now = Date.parse('2025-01-10T03:00:00Z')
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now }))
afterEach(() => void vi.useRealTimers())
const goOn = () => vi.setSystemTime((now += 1000))
/** The instant before what follows. */
function published() {
  const at = new Date(now).toISOString()
  goOn()
  return at
}

const { say } = speechOf('vi')
const told = (app: App, at: string, scope = year2024) =>
  differencesSince(app.db, scope, at).map(({ code, kind, what, delegations, personTrips }) => [
    code,
    kind,
    what.map(say).join('; '),
    delegations,
    personTrips.was,
    personTrips.is,
  ])
const change = (app: App, id: number, changes: Partial<typeof delegations.$inferInsert>) =>
  write(app.db, who, (write) => write.update(delegations, id, changes))

test('each visit that makes a figure another one since is told with its reason', () => {
  const app = startApp()
  const back = { status: 'returned' as const, headCount: 6 }
  const ids = Array.from({ length: 8 }, () => app.make.delegation(back))
  const planned = app.make.delegation()
  const at = published()
  app.make.delegation(back)
  change(app, ids[0]!, { status: 'cancelled', statusReason: 'bạn hoãn mời' })
  change(app, ids[1]!, { headCount: 8 })
  change(app, ids[2]!, { startsOn: '2025-01' })
  write(app.db, who, (write) => deleteRecord(write, 'delegations', ids[3]!, 'ghi trùng'))
  change(app, ids[4]!, { countsAs: 'people_only', countsAsReason: 'đi cùng đoàn khác' })
  change(app, ids[5]!, { title: 'Tên khác' })
  change(app, ids[6]!, { direction: 'inbound' })
  change(app, planned, { status: 'returned' })
  expect(told(app, at)).toEqual([
    ['ĐR-2024-001', 'out', 'hủy: bạn hoãn mời', -1, 6, 0],
    ['ĐR-2024-002', 'changed', 'số người 6 → 8', 0, 6, 8],
    ['ĐR-2024-003', 'out', 'đổi ngày đi 14/09/2024 → 1/2025', -1, 6, 0],
    ['ĐR-2024-004', 'out', 'xóa: ghi trùng', -1, 6, 0],
    ['ĐR-2024-005', 'changed', 'cách tính: tính đoàn và lượt người → chỉ tính lượt người', -1, 6, 6],
    ['ĐR-2024-007', 'changed', 'đổi chiều: đoàn ra → đoàn vào', 0, 6, 6],
    ['ĐR-2024-009', 'in', 'trạng thái: dự kiến → đã về', 1, 0, null],
    ['ĐR-2024-010', 'in', 'ghi muộn', 1, 0, 6],
  ])
  const [first] = differencesSince(app.db, year2024, at)
  expect(first!.act).toMatchObject({ who: 'Lê Thử', acts: 1 })
})

test('the differences add up to what the total moved by', () => {
  const app = startApp()
  const ids = [3, 4, 5].map((headCount) => app.make.delegation({ status: 'returned', headCount }))
  const total = () => together(totalsBy(app.db, 'year', year2024).total)
  const before = total()
  const at = published()
  change(app, ids[0]!, { headCount: 10 })
  write(app.db, who, (write) => deleteRecord(write, 'delegations', ids[1]!, 'ghi trùng'))
  app.make.delegation({ status: 'returned', headCount: 2 })
  const differences = differencesSince(app.db, year2024, at)
  const sum = (figures: number[]) => figures.reduce((one, other) => one + other, 0)
  expect(sum(differences.map((one) => one.delegations))).toBe(total().delegations - before.delegations)
  expect(sum(differences.map(({ personTrips: { was, is } }) => is! - was!))).toBe(
    total().personTrips - before.personTrips,
  )
})

test('a visit restored since says so; one deleted and restored since makes no difference', () => {
  const app = startApp()
  const [gone, both] = [1, 2].map(() => app.make.delegation({ status: 'returned', headCount: 6 }))
  const remove = (id: number) =>
    write(app.db, who, (write) => deleteRecord(write, 'delegations', id, 'ghi trùng'))
  const bringBack = (deletionId: number) => {
    const { actId, subjectTable, subjectId } = findDeletion(app.db, deletionId)!
    restore(app.db, who, actId, subjectTable, subjectId)
  }
  const deletion = remove(gone!)
  const at = published()
  bringBack(deletion)
  bringBack(remove(both!))
  expect(told(app, at)).toEqual([['ĐR-2024-001', 'in', 'khôi phục', 1, 0, 6]])
})

test('a visit given to another unit left the one and came to the other, each told what it may see', () => {
  const app = startApp()
  const unit = app.make.unit({ name: 'Hội Nhà báo tỉnh', kind: 'local_association' })
  const id = app.make.delegation({ status: 'returned', headCount: 6, unitId: unit })
  const at = published()
  change(app, id, { unitId: 1 })
  expect(told(app, at)).toEqual([
    ['ĐR-2024-001', 'in', 'chuyển đơn vị: Hội Nhà báo tỉnh → Hội Nhà báo Việt Nam', 1, 0, 6],
  ])
  const [left] = differencesSince(partOf(app.db, unit), year2024, at)
  expect(left).toMatchObject({ kind: 'out', what: [{ text: 'chuyển đơn vị' }], act: null })
})
