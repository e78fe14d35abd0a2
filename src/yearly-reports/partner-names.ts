import { countryName } from '../countries/names.ts'
import { type Db, rememberedCatalogue } from '../db/open.ts'
import { partnerDirectory } from '../partners/queries.ts'

/** What a paper calls each partner: its name, with its country where another has the same, so that no two are one. */
export const partnerNames = (db: Db): Map<number, string> =>
  rememberedCatalogue(db, 'partners in reports', () => {
    const partners = partnerDirectory(db)
    const ofName = Map.groupBy(partners, ({ name }) => name)
    return new Map(
      partners.map(({ id, name, country }) => {
        const alike = ofName.get(name)!
        if (alike.length === 1) return [id, name]
        const place = country ? countryName(country) : 'đa phương'
        const isOnly = alike.filter((other) => other.country === country).length === 1
        return [id, isOnly ? `${name} (${place})` : `${name} (${place}, số ${id})`]
      }),
    )
  })
