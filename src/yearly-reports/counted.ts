import { type Grouping, type Totals, totalsBy } from '../counting.ts'
import { type Db, rememberedCounts } from '../db/open.ts'
import { type SubjectTable, subjectTable } from '../totals/by-subject.ts'
import type { TotalsFilters } from '../totals/filters.ts'
import { speechOf } from '../web/language.ts'

// A report asks for the same totals in many of its sentences, and is opened again and again while it is written.

const keyOf = ({ from, to, unit, scope }: TotalsFilters) => JSON.stringify([from, to, unit, scope])

/** The totals of a period, kept until what is counted changes. */
export const countedBy = (db: Db, by: Grouping, asked: TotalsFilters): Totals =>
  rememberedCounts(db, `report by ${by} ${keyOf(asked)}`, () => totalsBy(db, by, asked))

/** The same as rows in the order of a table, those of most delegations first. */
export const countedTable = (db: Db, by: 'country' | 'partner', asked: TotalsFilters): SubjectTable =>
  rememberedCounts(db, `report table by ${by} ${keyOf(asked)}`, () =>
    subjectTable(db, by, asked, speechOf('vi'), 'size'),
  )
