import { type Db, rememberedCatalogue } from '../db/open.ts'
import { partnerTitle } from '../partners/partner.ts'
import { partnerDirectory } from '../partners/queries.ts'
import { listUnits, unitTitle } from '../units/queries.ts'
import type { Language, Message } from '../web/language.ts'

// A reading keeps the bodies it found by their own names: a page in English calls them as every other one does.

export interface Names {
  nameOf: (name: string) => string
  told: (message: Message) => Message
}

const asKept: Names = { nameOf: (name) => name, told: (message) => message }

/** What a reader of this language calls the partners and units that lines of a file were found to be of. */
export function namesFor(db: Db, language: Language): Names {
  if (language === 'vi') return asKept
  const titles = rememberedCatalogue(
    db,
    `names of bodies ${language}`,
    () =>
      new Map([
        ...listUnits(db).map((unit) => [unit.name, unitTitle(unit, language)] as const),
        ...partnerDirectory(db).map((partner) => [partner.name, partnerTitle(partner, language)] as const),
      ]),
  )
  const nameOf = (name: string) => titles.get(name) ?? name
  return {
    nameOf,
    told({ text, gaps }) {
      if (!gaps) return { text }
      const named = Object.entries(gaps).map(([gap, value]) =>
        bodies.has(gap) && typeof value === 'string'
          ? [gap, value.split(BETWEEN).map(nameOf).join(BETWEEN)]
          : [gap, value],
      )
      return { text, gaps: Object.fromEntries(named) as Message['gaps'] }
    },
  }
}

// The gaps of what a reading says that hold names of bodies; `text` holds what the file says.
const bodies = new Set(['name', 'names', 'unit'])
const BETWEEN = '; '
