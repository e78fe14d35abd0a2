import { countryName } from '../countries/names.ts'
import { type Db, rememberedCatalogue } from '../db/open.ts'
import { partnerDirectory } from '../partners/queries.ts'
import { sortKey } from '../vietnamese.ts'
import type { Language } from '../web/language.ts'

export interface NamedPartner {
  /** Its id, as a row of totals is asked for by it. */
  key: string
  name: string
  /** What it is sorted by among the names of its language. */
  order: string
  /** The name of its country, and what that is sorted by; null of a multilateral body. */
  country: { name: string; order: string } | null
}

/** Every partner by its key, named in a language: thousands, who hardly ever change. */
export const partnersByKey = (db: Db, language: Language): Map<string, NamedPartner> =>
  rememberedCatalogue(db, `partners by key ${language}`, () => {
    const countries = new Map<string, NamedPartner['country']>()
    const countryOf = (iso2: string) => {
      const name = countryName(iso2, language)
      const country = countries.get(iso2) ?? { name, order: sortKey(name) }
      countries.set(iso2, country)
      return country
    }
    return new Map(
      partnerDirectory(db).map((partner, index) => {
        const key = String(partner.id)
        const name = (language === 'en' && partner.nameEn) || partner.name
        // The directory is in Vietnamese order already.
        const order = language === 'en' ? sortKey(name) : String(index).padStart(9, '0')
        return [
          key,
          { key, name, order, country: partner.country === null ? null : countryOf(partner.country) },
        ]
      }),
    )
  })
