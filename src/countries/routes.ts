import type { Request } from 'express'
import { bothWays, exchangesWith, isNothing, together } from '../counting.ts'
import { today, yearOf } from '../dates.ts'
import { type Db } from '../db/open.ts'
import { scopes } from '../delegations/filters.ts'
import { countsWords, differenceOf, listVisitsWithCountry, timelineOf } from '../partners/exchanges.ts'
import { askingFor } from '../follow-ups/filters.ts'
import { countFollowUps } from '../follow-ups/queries.ts'
import { partnerKinds, partnerTitle } from '../partners/partner.ts'
import { partnerRegister } from '../partners/queries.ts'
import { found } from '../web/errors.ts'
import { sendCsv, sendJson, sendList } from '../web/export.ts'
import { type Language, languageOf, type Speech, speechOf } from '../web/language.ts'
import { withLinks } from '../web/linked.ts'
import { addressOf, changed, readFilters } from '../web/listing.ts'
import { page } from '../web/page.ts'
import { type Region, regions } from './country.ts'
import { csvColumns, sheetOf } from './export.ts'
import { countryName, findCountry } from './names.ts'
import {
  byRegion,
  countryTotals,
  listByRegion,
  listCountries,
  type ListedCountry,
  listMultilateralWith,
  suggestCountries,
} from './queries.ts'
import { countryFilters, listOf, recordOf } from './record.ts'
import { Router } from '../web/router.ts'
import { sendXlsx } from '../web/workbook.ts'

const PATH = '/countries'

/** Where our partners are and whom we visited: every country, and one with everything both ways. */
export function countryRoutes(db: Db) {
  const routes = Router()

  routes.get('/countries', (req, res) => {
    const { filters, ignored } = readFilters(countryFilters, req.query)
    const language = languageOf(req)
    const scope = { unit: [], scope: filters.scope }
    const listed = listCountries(db, scope)
    const { total, sum, without } = countryTotals(db, scope)
    const list = (asked: Record<string, string[]>) =>
      addressOf('/delegations', { ...asked, scope: filters.scope, counted: ['delegations'] })
    const largest = Math.max(
      1,
      ...listed.flatMap(({ exchanges }) => [exchanges.outbound.delegations, exchanges.inbound.delegations]),
    )
    page(res, 'countries/index', {
      ignored,
      regions,
      figures: {
        withPartners: listed.filter(({ partnerCount }) => partnerCount).length,
        exchanged: listed.filter(({ exchanges }) => exchanges.lastOn).length,
      },
      scopes: Object.entries(scopes).map(([scope, words]) => ({
        words,
        href: changed(PATH, filters, { scope: scope === 'own' ? [] : [scope] }),
        isCurrent: (filters.scope[0] ?? 'own') === scope,
      })),
      groups: byRegion(
        listed.map((country) => drawn(country, largest, language)),
        Object.keys(regions) as Region[],
      ),
      list,
      total,
      difference: differenceOf(total),
      // What the rows add up to beyond the visits, because some visits went to several countries (C8).
      surplus: surplusTold(
        together(sum).delegations - together(total).delegations,
        list({ several: ['countries'] }),
        speechOf(language),
      ),
      without: without && together(without).delegations ? without : null,
      today: today(),
      downloads: ['xlsx', 'csv', 'json'].map((ending) => ({
        ending,
        href: addressOf(`${PATH}.${ending}`, filters),
      })),
    })
  })

  routes.get('/countries.json', (req, res) => {
    const { filters, ignored } = readFilters(countryFilters, req.query)
    sendList(res, ignored, listOf(db, filters.scope))
  })

  routes.get('/countries/:iso2.json', (req, res) => {
    sendJson(res, recordOf(db, found(findCountry(req.params.iso2.toUpperCase()))))
  })

  routes.get('/countries.csv', (req, res) => {
    const { countries } = asListed(req)
    return sendCsv(res, `cac-nuoc-${today()}`, csvColumns(speechOf(languageOf(req))), [countries])
  })

  routes.get('/countries.xlsx', (req, res) => {
    const { countries, totals, scope } = asListed(req)
    const sheet = sheetOf(countries, totals, scope, speechOf(languageOf(req)))
    return sendXlsx(res, `cac-nuoc-${today()}`, sheet)
  })

  function asListed(req: Request) {
    const { scope } = readFilters(countryFilters, req.query).filters
    return {
      scope,
      countries: listByRegion(db, { unit: [], scope }),
      totals: countryTotals(db, { unit: [], scope }),
    }
  }

  routes.get('/countries/options', (req, res) => {
    const typed = typeof req.query.q === 'string' ? req.query.q.slice(0, 100) : ''
    const language = languageOf(req)
    const options = suggestCountries(db, typed).map(({ iso2, name, nameEn }) => ({
      value: countryName(iso2, language),
      name: countryName(iso2, language),
      small: [language === 'en' ? name : nameEn, iso2].join(' · '),
    }))
    page(res, 'countries/_options', { options })
  })

  routes.get('/countries/:iso2', (req, res) => {
    const asked = req.params.iso2
    const country = found(findCountry(asked.toUpperCase()))
    if (asked !== country.iso2) return res.redirect(301, `${PATH}/${country.iso2}`)
    const { iso2 } = country
    const language = languageOf(req)
    const exchanges = exchangesWith(db, 'country', iso2)
    const thisYear = yearOf(today())
    const list = (asked: Record<string, string[]>) =>
      addressOf('/delegations', { ...asked, country: [iso2], scope: ['all'] })
    const titled = <P extends { name: string; nameEn: string | null }>(partner: P) => ({
      ...partner,
      title: partnerTitle(partner, language),
    })
    const partners = partnerRegister(db).filter((partner) => partner.country === iso2)
    page(res, 'countries/show', {
      iso2,
      title: countryName(iso2, language),
      otherName: language === 'en' ? country.name : country.nameEn,
      otherLanguage: language === 'en' ? 'vi' : 'en',
      region: regions[country.region],
      regionKey: country.region,
      partners: partners.map(titled),
      kinds: partnerKinds,
      multilateral: listMultilateralWith(db, iso2).map(titled),
      figures: (['outbound', 'inbound'] as const).map((direction) => ({
        direction,
        count: exchanges[direction].delegations,
        ofThisYear: exchanges.byYear.get(thisYear)?.[direction].delegations ?? 0,
        total: countsWords(exchanges[direction]),
        countList: list({ direction: [direction], counted: ['delegations'] }),
        list: list({ direction: [direction], counted: ['personTrips'] }),
        isNothing: isNothing(exchanges[direction]),
      })),
      thisYear,
      lastOn: exchanges.lastOn,
      asOf: today(),
      timeline: timelineOf(listVisitsWithCountry(db, iso2), exchanges, languageOf(req)),
      difference: differenceOf(exchanges.byYear.size ? exchanges : bothWays()),
      unknownPeople: exchanges.outbound.unknownPeople + exchanges.inbound.unknownPeople,
      openFollowUps: countFollowUps(db, askingFor({ country: [iso2] })).open,
      everything: list({}),
      older: (until: string) => list({ to: [until] }),
    })
  })

  return routes
}

// The bar of what went out (left) and what came in (right), each as a share of the largest, of half the width less a rim.
function drawn(country: ListedCountry, largest: number, language: Language) {
  const { outbound, inbound } = country.exchanges
  const width = (count: number) => Math.round((count / largest) * 460) / 10
  return {
    ...country,
    title: countryName(country.iso2, language),
    outWidth: width(outbound.delegations),
    outStart: Math.round((50 - width(outbound.delegations)) * 10) / 10,
    inWidth: width(inbound.delegations),
    difference: differenceOf(country.exchanges),
  }
}

const surplusTold = (count: number, href: string, speech: Speech) =>
  count > 0
    ? withLinks(
        speech,
        'Cộng các dòng lại thì hơn tổng cộng {count}, vì có đoàn đi hoặc đến từ nhiều nước: mỗi đoàn chỉ tính một lần.',
        { count: { words: speech.number(count), href } },
      )
    : null
