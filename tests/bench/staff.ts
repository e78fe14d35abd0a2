// Who works with the register in the trial of many people: every role, at the centre, in local units and under them.
import { and, eq, isNotNull } from 'drizzle-orm'
import type { Role } from '../../src/accounts/account.ts'
import { type Db, openExisting } from '../../src/db/open.ts'
import { partOf, closeParts } from '../../src/db/scope.ts'
import { write } from '../../src/db/write.ts'
import { delegations } from '../../src/delegations/delegation.ts'
import { partners } from '../../src/partners/partner.ts'
import { units } from '../../src/units/unit.ts'
import { sortKey } from '../../src/vietnamese.ts'
import { signIn } from './accounts.ts'

export interface Colleague {
  name: string
  cookie: string
  mayEnter: boolean
  /** The visits they see, and every partner. */
  visits: number[]
  partners: number[]
}

const LOCAL_UNITS = 5
const roles: Role[] = ['viewer', 'clerk', 'viewer', 'clerk', 'approver', 'clerk', 'viewer', 'clerk', 'viewer']

/** So many people, each signed in: half of them at the centre, the others in local units and units under these. */
export function staffOf(dataDir: string, count: number): Colleague[] {
  const db = openExisting(dataDir)
  const who = { name: 'Bench' }
  const local = db
    .select({ id: units.id, name: units.name })
    .from(units)
    .where(and(eq(units.kind, 'local_association'), isNotNull(units.parentId)))
    .limit(LOCAL_UNITS)
    .all()
  // Each has a unit under it, to which a third of its visits belong.
  const under = write(db, who, (write) =>
    local.map(({ id: parentId, name: parent }) => {
      const name = `Chi hội Nhà báo thuộc ${parent}`
      const id = write.insert(units, { name, kind: 'chapter', parentId, sortKey: sortKey(name) })
      const visits = db.select().from(delegations).where(eq(delegations.unitId, parentId)).all()
      for (const visit of visits.filter((_, index) => index % 3 === 0))
        write.update(delegations, visit.id, { unitId: id })
      return { id }
    }),
  )
  const elsewhere = [...local, ...under].map(({ id }) => id)
  const staff = Array.from({ length: count }, (_, index) => {
    const unitId = index % 2 ? elsewhere[(index >> 1) % elsewhere.length]! : 1
    const role = index % 40 === 0 ? 'administrator' : roles[index % roles.length]!
    const name = `Trial ${index + 1}`
    const seen = unitId === 1 ? db : partOf(db, unitId)
    const visits = idsOf(seen, delegations)
    return {
      name,
      cookie: signIn(db, name, role, unitId),
      mayEnter: role !== 'viewer',
      visits,
      partners: idsOf(db, partners),
    }
  })
  closeParts(db)
  db.$client.close()
  return staff
}

const idsOf = (db: Db, table: typeof delegations | typeof partners): number[] =>
  db
    .select({ id: table.id })
    .from(table)
    .all()
    .map(({ id }) => id)
