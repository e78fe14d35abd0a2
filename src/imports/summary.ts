import type { Message } from '../web/language.ts'
import type { Verdict } from './import.ts'
import type { UnderstoodTable } from './lines.ts'

/** A partner or country as the file writes it, matched once for all its lines. */
export interface Written {
  /** The key of the choice in `Options`. */
  key: string
  text: string
  lineCount: number
  /** What it is taken for. */
  found: string | null
  candidates: { id: number; name: string }[]
  /** Somebody should look: nothing was found, or only something like it. */
  isDoubtful: boolean
}

/** What the register counts in a year, before and after. */
export interface YearTotals {
  year: string
  before: TotalsOfYear
  after: TotalsOfYear
}

export interface TotalsOfYear {
  outbound: { delegations: number; personTrips: number; unknownPeople: number }
  inbound: { delegations: number; personTrips: number; unknownPeople: number }
}

/** What a reading found, beside its lines. */
export interface Summary {
  format: Message
  verdicts: Record<Verdict, number>
  doubtful: number
  tables: UnderstoodTable[]
  partners: Written[]
  countries: Written[]
  totals: YearTotals[]
  /** The last act of history when it was read: a later one may change what the lines mean. */
  lastActId: number
  /** What the undo of the import left in the register, because somebody changed it since. */
  kept?: { delegationId: number; title: string }[]
}
