import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { valuesOf } from '../db/vocabulary.ts'
import { directions } from '../delegations/delegation.ts'

// Kept by triggers beside `count_cells`, so that no page of totals costs more with more visits.

/** Where a sum is of every unit of the register. */
export const EVERY_UNIT = 0

/**
 * What the cells of `count_cells` add up to: in each year and ever, for one unit and for every unit together (unit 0),
 * which has its months here too. Triggers add each change of a cell to its sums.
 */
export const countSums = snakeCase.table(
  'count_sums',
  {
    dimension: text().notNull(),
    unitId: integer().notNull(),
    grain: text({ enum: ['month', 'year', 'ever'] }).notNull(),
    key: text().notNull(),
    direction: text({ enum: valuesOf(directions) }).notNull(),
    /** '2024-09' or '2024' of months, as in `count_cells`; '2024' of years; '' ever. */
    period: text().notNull(),
    delegationCount: integer().notNull(),
    personTripCount: integer().notNull(),
    unknownPeopleCount: integer().notNull(),
    /** Of years and ever: the month by whose end the first counted delegation had surely gone or come. */
    firstOn: text(),
    /** Of years and ever: the month of the last counted delegation, or its year while no month is known. */
    lastOn: text(),
    /**
     * Of partners: higher than any before whenever the sum is changed, so that who remembers them reads the newer ones
     * alone. Of 'changes', which count nothing: one more whenever anything of that unit, direction and month is.
     */
    stamp: integer().notNull().default(0),
  },
  (sums) => [
    primaryKey({ columns: [sums.dimension, sums.unitId, sums.grain, sums.key, sums.direction, sums.period] }),
    index('count_sums_in_time').on(sums.dimension, sums.unitId, sums.grain, sums.period),
    index('count_sums_stamped')
      .on(sums.stamp)
      .where(sql`dimension <> 'changes' and stamp > 0`),
  ],
)

/**
 * Who travelled, where everybody is named: the counted visits of one unit, direction and period ('2024' or '2024-09', as far
 * as the start is known). Distinct people cannot be added up, so who they are is kept. Triggers empty a cell that a
 * write touches; the write fills it again before it is kept (`db/counted.ts`).
 */
export const peopleCells = snakeCase.table(
  'people_cells',
  {
    unitId: integer().notNull(),
    direction: text({ enum: valuesOf(directions) }).notNull(),
    period: text().notNull(),
    /** JSON: [day of the month or 0, purpose or '', [countries], [partners' ids], [people's ids]] for each visit. */
    visits: text(),
    /** Higher than any before whenever the cell is touched: who remembers cells reads the newer ones alone. */
    stamp: integer().notNull(),
  },
  (cell) => [
    primaryKey({ columns: [cell.unitId, cell.direction, cell.period] }),
    index('people_cells_of_month').on(cell.direction, cell.period),
    index('people_cells_by_stamp').on(cell.stamp),
    index('people_cells_touched')
      .on(cell.stamp)
      .where(sql`visits is null`),
  ],
)
