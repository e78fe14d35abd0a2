import { sql } from 'drizzle-orm'
import { countryName } from '../countries/names.ts'
import { type Db, prepared } from '../db/open.ts'
import { listDelegationsByIds, titled } from '../delegations/queries.ts'
import { statuses } from '../delegations/delegation.ts'
import { partnersByIds } from '../partners/queries.ts'
import { people } from '../people/person.ts'
import { languageOf } from '../web/language.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { search } from './queries.ts'

const SHOWN = { delegation: 30, partner: 12, person: 12, country: 6 }

/** One search over everything that has a name, in the whole register: finding is not counting. */
export function searchRoutes(db: Db) {
  const routes = Router()
  routes.get('/search', (req, res) => {
    const language = languageOf(req)
    const { q } = req.query
    const searched = (typeof q === 'string' ? q : '').normalize('NFC').trim().slice(0, 200)
    const { found, keysOf } = search(db, searched, SHOWN)
    const ids = (kind: keyof typeof SHOWN) => keysOf(kind).map(Number)
    page(res, 'search/index', {
      searched,
      found,
      foundAny: Object.values(found).some((count) => count > 0),
      countries: keysOf('country').map((iso2): [string, string] => [iso2, countryName(iso2, language)]),
      partners: partnersByIds(db, ids('partner')).map((partner) => ({
        ...partner,
        shown: language === 'en' && partner.nameEn ? partner.nameEn : partner.name,
        countryName: partner.country && countryName(partner.country, language),
      })),
      people: peopleByIds(ids('person')),
      delegations: listDelegationsByIds(db, ids('delegation')).map((row) => titled(row, language)),
      statuses,
    })
  })

  function peopleByIds(ids: number[]) {
    if (!ids.length) return []
    const rows = prepared(db, 'people by ids', () =>
      db
        .select({ id: people.id, name: people.name })
        .from(people)
        .where(sql`${people.id} in (select value from json_each(${sql.placeholder('ids')}))`)
        .prepare(),
    ).all({ ids: JSON.stringify(ids) })
    return ids.flatMap((id) => rows.find((row) => row.id === id) ?? [])
  }

  return routes
}
