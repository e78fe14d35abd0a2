import { sql } from 'drizzle-orm'
import type { Request } from 'express'
import type { z } from 'zod'
import { countryName } from '../countries/names.ts'
import { type Db, prepared } from '../db/open.ts'
import { listDelegationsByIds, titled } from '../delegations/queries.ts'
import { statuses } from '../delegations/delegation.ts'
import { partnersByIds } from '../partners/queries.ts'
import { people } from '../people/person.ts'
import { sendList } from '../web/export.ts'
import { languageOf } from '../web/language.ts'
import { addressOf, readFilters, withOneOfEach } from '../web/listing.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { search } from './queries.ts'
import { type searchAnswer, searchFilters } from './record.ts'

const SHOWN = { delegation: 30, partner: 12, person: 12, country: 6 }

function asked({ query }: Request) {
  const { filters, ignored } = withOneOfEach(readFilters(searchFilters, query), ['q'])
  return { searched: filters.q[0] ?? '', ignored }
}

/** One search over everything that has a name, in the whole register: finding is not counting. */
export function searchRoutes(db: Db) {
  const routes = Router()
  routes.get('/search', (req, res) => {
    const language = languageOf(req)
    const { searched, ignored } = asked(req)
    const { found, keysOf, delegationIds, inFiles } = search(db, searched, SHOWN)
    const ids = (kind: keyof typeof SHOWN) => keysOf(kind).map(Number)
    page(res, 'search/index', {
      searched,
      ignored,
      found,
      foundAny: Object.values(found).some((count) => count > 0),
      countries: keysOf('country').map((iso2): [string, string] => [iso2, countryName(iso2, language)]),
      partners: partnersByIds(db, ids('partner')).map((partner) => ({
        ...partner,
        shown: language === 'en' && partner.nameEn ? partner.nameEn : partner.name,
        countryName: partner.country && countryName(partner.country, language),
      })),
      people: peopleByIds(ids('person')),
      delegations: listDelegationsByIds(db, delegationIds).map((row) => titled(row, language)),
      inFiles,
      statuses,
    })
  })

  // As many as the page shows; each list goes on with the same words in its `q`.
  routes.get('/search.json', (req, res) => {
    const { searched, ignored } = asked(req)
    const { found, keysOf, delegationIds, inFiles } = search(db, searched, SHOWN)
    const ids = (kind: keyof typeof SHOWN) => keysOf(kind).map(Number)
    const answer: Omit<z.output<typeof searchAnswer>, 'ignored'> = {
      q: searched,
      found,
      countries: keysOf('country').map((iso2) => ({ iso2, name: countryName(iso2) })),
      partners: partnersByIds(db, ids('partner')).map(({ id, name, country }) => ({ id, name, country })),
      people: peopleByIds(ids('person')),
      delegations: listDelegationsByIds(db, delegationIds).map(
        ({ id, code, direction, title, status, startsOn, endsOn }) => ({
          id,
          code,
          direction,
          title,
          status,
          startsOn,
          endsOn,
          inAttachment: inFiles.has(id),
        }),
      ),
    }
    sendList(res, ignored, answer)
  })

  // What a search finds is of several kinds, and no table: what one takes along of it are its visits.
  for (const ending of ['csv', 'xlsx'] as const) {
    routes.get(`/search.${ending}`, (req, res) => {
      const { searched } = asked(req)
      const found = addressOf(`/delegations.${ending}`, { q: [searched], scope: ['all'] })
      res.redirect(303, searched ? found : '/search')
    })
  }

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
