import type { Totals } from '../counting.ts'
import type { Run } from '../paper/paper.ts'
import { type Surplus, surplusesOf, surplusHrefs, whySurplus } from '../totals/by-subject.ts'
import { derivedRun, type Told } from './derived.ts'
import { type Figures, type Noted, wordsOf } from './figures.ts'
import { labelOf, subjects } from './labels.ts'
import { said, spoken } from './wording.ts'

// C8: why the columns of a table add up to more than there was, with what each number of it opens.

export interface SurplusTable {
  by: 'country' | 'partner'
  totals: Totals
  /** Those of its rows that are shown, as figures name them: 'country.LA'. */
  rows: string[]
  isWhole: boolean
}

/** A note for each column that adds up to more: the sum, the true number, and by how much. */
export const surplusNotes = (figures: Figures, table: SurplusTable): Run[][] =>
  surplusesOf(table.totals).map((one) => {
    const { direction, counter, column, sum, total, isLeast, isMoreUnknown } = one
    const run = numberRun(figures, table, one)
    return said(whySurplus(table.by), {
      column,
      sum: run('sum', sum, isLeast, (added) => added),
      total: figures.known.get(`${direction}.${counter}`)!,
      more: run('more', sum - total, isMoreUnknown, (added, whole) => ({
        value: (added.value ?? 0) - (whole.value ?? 0),
        unknown: Math.max(0, added.unknown - whole.unknown),
      })),
    })
  })

function numberRun(figures: Figures, { by, rows, isWhole }: SurplusTable, surplus: Surplus) {
  const { direction, counter, column } = surplus
  const hrefs = surplusHrefs(by, surplus, figures.asked)
  const whole = `${direction}.${counter}`
  const names = rows.map((row) => `${row}.${whole}`)
  return (
    which: keyof typeof called,
    number: number,
    isLeast: boolean,
    of: (added: Told, whole: Told) => Told,
  ): Run =>
    derivedRun(figures, {
      name: `surplus.${by}.${whole}.${which}`,
      label: labelOf([subjects[by]], { text: called[which], gaps: { column: { text: column } } }),
      of: [whole, ...names],
      text: inWords({ value: number, unknown: Number(isLeast) }),
      was: (noted) => {
        const [then, added] = [noted.get(whole), isWhole ? addedUp(noted, by, whole) : undefined]
        return then && added ? inWords(of(added, then)) : null
      },
      href: hrefs[which],
    })
}

const called = {
  sum: 'Cột {column} cộng lại',
  more: 'Cột {column} cộng lại hơn số thật',
} as const

const inWords = (told: Told) => spoken(wordsOf(told))

/** The rows of a table as they were written down; of a longer one than is shown they are not all there. */
function addedUp(noted: Noted, by: string, whole: string): Told {
  const rows = [...noted].filter(([name]) => name.startsWith(`${by}.`) && name.endsWith(`.${whole}`))
  return rows.reduce<Told>(
    (sum, [, { value, unknown }]) => ({
      value: (sum.value ?? 0) + (value ?? 0),
      unknown: sum.unknown + unknown,
    }),
    { value: 0, unknown: 0 },
  )
}
