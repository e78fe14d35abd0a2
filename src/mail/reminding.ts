import { type Account, listAccounts } from '../accounts/queries.ts'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { holds } from '../rights.ts'
import { unitsById } from '../units/queries.ts'
import { type ChasedReport, listChase } from '../visit-reports/chase.ts'
import type { Rung } from '../visit-reports/ladder.ts'
import { reminderLetter } from './letters.ts'
import { addressesTold, queueLetter, stepsTold, toldKey } from './queries.ts'

/** Named by the visit, the day its report is due and the step: an extension begins the ladder anew. */
const stepOf = ({ id, dueOn, rung }: ChasedReport) => `report ${id} ${dueOn} ${rung}`

/**
 * Queues letters for the steps of the ladder that reports have reached and somebody was not told of: to each account one
 * letter for all of them, and one a day at most. What comes up after that letter waits for tomorrow's.
 */
export function queueReminders(db: Db, at: Date, address: string | undefined) {
  const day = today(at.getTime())
  const reports = listChase(db, day).filter(({ rung }) => rung !== 'ahead')
  if (!reports.length) return
  const topic = `reports ${day}`
  const told = stepsTold(db, reports.map(stepOf))
  const hasLetter = addressesTold(db, topic)
  const tellable = recipients(db)
  const byAccount = new Map<Account, ChasedReport[]>()
  for (const report of reports) {
    for (const account of tellable(report)) {
      if (hasLetter.has(account.email) || told.has(toldKey(stepOf(report), account.id))) continue
      const list = byAccount.get(account)
      if (list) list.push(report)
      else byAccount.set(account, [report])
    }
  }
  for (const [account, mine] of byAccount) {
    const letter = reminderLetter(account.name, byRung(mine), day, address)
    const steps = mine.map((report) => ({ step: stepOf(report), accountId: account.id }))
    queueLetter(db, at, { topic, recipient: account.email, ...letter }, steps)
  }
}

const byRung = (reports: ChasedReport[]): Map<Rung, ChasedReport[]> =>
  Map.groupBy(reports, ({ rung }) => rung)

/**
 * Whom a report is told to: those of the visit's own unit who may enter data, or, once leadership is told, who may
 * approve. Where nobody of the unit may, those of the unit above it, and last the centre.
 */
function recipients(db: Db): (report: ChasedReport) => Account[] {
  const units = unitsById(db)
  const accounts = listAccounts(db).filter(({ isDisabled }) => !isDisabled)
  const known = new Map<string, Account[]>()
  const find = (unitId: number, right: 'enter' | 'approve'): Account[] => {
    const holders = accounts.filter((account) => holds(account, right))
    const seen = new Set<number>()
    for (let at: number | null = unitId; at !== null && !seen.has(at); at = units.get(at)?.parentId ?? null) {
      seen.add(at)
      const own = holders.filter((account) => account.unitId === at)
      if (own.length) return own
    }
    return holders.filter(({ isCentre }) => isCentre)
  }
  return ({ unitId, rung }) => {
    const right = rung === 'escalated' ? 'approve' : 'enter'
    const key = `${unitId} ${right}`
    let found = known.get(key)
    if (!found) {
      found = find(unitId, right).filter(({ wantsReminders }) => wantsReminders)
      known.set(key, found)
    }
    return found
  }
}
