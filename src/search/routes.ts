import type { Request } from 'express'
import type { z } from 'zod'
import { countryName } from '../countries/names.ts'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { statuses } from '../delegations/delegation.ts'
import { listDelegationsByIds, titled } from '../delegations/queries.ts'
import { partnerTitle } from '../partners/partner.ts'
import { partnersByIds } from '../partners/queries.ts'
import { peopleByIds } from '../people/queries.ts'
import { sendCsv, sendList } from '../web/export.ts'
import { languageOf, speechOf } from '../web/language.ts'
import { filesAt } from '../web/list-files.ts'
import { addressOf, readFilters, withOneOfEach } from '../web/listing.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { sendXlsx } from '../web/workbook.ts'
import { csvColumns, foundBatches, sheetsOf } from './export.ts'
import { type Found, type FoundKind, search, writePlace } from './queries.ts'
import { type searchAnswer, searchFilters, searchPageFilters } from './record.ts'

/** Of a kind, at most. */
const SHOWN: Record<FoundKind, number> = { delegation: 30, partner: 12, person: 12, country: 6 }
const IN_JSON = 50

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
    const { found, list } = search(db, searched)
    const keysOf = (kind: FoundKind) => list(kind, SHOWN[kind]).map(({ key }) => key)
    const visits = list('delegation', SHOWN.delegation)
    page(res, 'search/index', {
      searched,
      ignored,
      found,
      foundAny: Object.values(found).some((count) => count > 0),
      countries: keysOf('country').map((iso2): [string, string] => [iso2, countryName(iso2, language)]),
      partners: partnersByIds(db, keysOf('partner').map(Number)).map((partner) => ({
        ...partner,
        shown: partnerTitle(partner, language),
        countryName: partner.country && countryName(partner.country, language),
      })),
      people: peopleByIds(db, keysOf('person').map(Number)),
      delegations: listDelegationsByIds(db, idsOf(visits)).map((row) => titled(row, language)),
      inFiles: idsInFiles(visits),
      statuses,
      downloads: filesAt('/search', { q: [searched] }),
    })
  })

  routes.get('/search.json', (req, res) => {
    const { filters, ignored } = withOneOfEach(readFilters(searchPageFilters, req.query), ['q'])
    const searched = filters.q[0] ?? ''
    const { found, list } = search(db, searched)
    // The first page is of every kind, later ones are of those that go on.
    const kinds = Object.keys(SHOWN) as FoundKind[]
    const listed = kinds.map((kind) => {
      const after = filters.page.find((place) => place.kind === kind)
      return filters.page.length && !after ? [] : list(kind, IN_JSON + 1, after)
    })
    const of = (kind: FoundKind) => listed[kinds.indexOf(kind)]!.slice(0, IN_JSON)
    const goOn = listed.filter(({ length }) => length > IN_JSON).map((rows) => writePlace(rows[IN_JSON - 1]!))
    const inFiles = idsInFiles(of('delegation'))
    const answer: Omit<z.output<typeof searchAnswer>, 'ignored'> = {
      asOf: today(),
      q: searched,
      found,
      countries: of('country').map(({ key }) => ({ iso2: key, name: countryName(key) })),
      partners: partnersByIds(db, idsOf(of('partner'))).map(({ id, name, country }) => ({
        id,
        name,
        country,
      })),
      people: peopleByIds(db, idsOf(of('person'))),
      delegations: listDelegationsByIds(db, idsOf(of('delegation'))).map(
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
      next: goOn.length ? addressOf('/search.json', { q: [searched], page: goOn }) : null,
    }
    sendList(res, ignored, answer)
  })

  routes.get('/search.csv', async (req, res) => {
    const speech = speechOf(languageOf(req))
    const found = search(db, asked(req).searched)
    await sendCsv(res, `tim-${today()}`, csvColumns(speech), foundBatches(db, found, speech))
  })

  routes.get('/search.xlsx', async (req, res) => {
    const { searched } = asked(req)
    const sheets = sheetsOf(db, { searched, ...search(db, searched) }, speechOf(languageOf(req)))
    await sendXlsx(res, `tim-${today()}`, ...sheets)
  })

  return routes
}

const idsOf = (found: Found[]) => found.map(({ key }) => Number(key))

const idsInFiles = (visits: Found[]) => new Set(idsOf(visits.filter(({ way }) => way === 'files')))
