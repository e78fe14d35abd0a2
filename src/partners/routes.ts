import type { Request, Response } from 'express'
import { countPartners, exchangesWith, isNothing } from '../counting.ts'
import { countryName, countryOptions } from '../countries/names.ts'
import { today, yearOf } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { findSubmission } from '../db/write.ts'
import { scopes } from '../delegations/filters.ts'
import { followUpSides } from '../follow-ups/follow-up.ts'
import { drawn } from '../follow-ups/listing.ts'
import { openWithPartner } from '../follow-ups/queries.ts'
import { type Conflict, keepEdit, labelsOf, meanwhileOf, shownConflict } from '../history/edits.ts'
import { withChoices } from '../web/clash.ts'
import { found, idOf } from '../web/errors.ts'
import { batchesOf, sendCsv, sendList } from '../web/export.ts'
import { fieldsOf, summaryOf, type Typed } from '../web/form.ts'
import { keepForm } from '../web/keeping.ts'
import { languageOf, speechOf } from '../web/language.ts'
import { addressOf, changed, readFilters } from '../web/listing.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { savedActOf, savedAt, savedWordsOf } from '../web/saved.ts'
import { editKey } from '../web/submission.ts'
import { whoAsks } from '../web/who.ts'
import { sendXlsx } from '../web/workbook.ts'
import { partnerApiRoutes } from './api-routes.ts'
import { briefRoutes } from './brief-routes.ts'
import { tellApartFromAlike } from './distinctions.ts'
import { countsWords, differenceOf, listVisitsWithPartner, timelineOf } from './exchanges.ts'
import { asJson, csvColumns, sheetOf } from './export.ts'
import {
  asAsked,
  listPartners,
  pageOf,
  type PartnerFilters,
  partnerFilters,
  partnerRegions,
} from './filters.ts'
import {
  formValues,
  meansInPartner,
  nameRowsOf,
  partnerForm,
  type PartnerInput,
  readPartner,
  withAnotherName,
} from './form.ts'
import { chipsOf, figuresOf, groupsOf, PATH, rhythmYears, tabsOf } from './listing.ts'
import { languageOfName } from './local-name.ts'
import { mergeRoutes } from './merge-routes.ts'
import { suggestPartners } from './options.ts'
import { partnerKinds, partnerNameKinds, partnerTitle } from './partner.ts'
import {
  createPartner,
  duplicatesOf,
  findPartnerFile,
  listPeopleMet,
  type PartnerFile,
  type PartnerName,
  partnerRegister,
  updatePartner,
} from './queries.ts'

/** Open follow-ups of each side on a partner's page; the rest are a list away. */
const FOLLOW_UPS_SHOWN = 5

/** Who we exchange with: the list by country, one partner with everything both ways, and the form that writes it. */
export function partnerRoutes(db: Db) {
  const routes = Router()

  // Before the records: “duplicates” is the id of none.
  mergeRoutes(db, routes)
  partnerApiRoutes(db, routes)
  briefRoutes(db, routes)

  routes.get('/partners', (req, res) => {
    const { filters, ignored } = readFilters(partnerFilters, req.query)
    const language = languageOf(req)
    const { partners, unknownBeginning } = listPartners(db, filters, today())
    const { rows, previous, next } = pageOf(partners, partnerRegister(db), filters.page[0])
    const link = (cursor: string | null) => cursor && changed(PATH, asAsked(filters), { page: [cursor] })
    page(
      res,
      'partners/index',
      {
        ignored,
        filters,
        kept: keptOf(filters),
        all: PATH,
        tabs: tabsOf(filters, (others) => listPartners(db, others, today()).partners.length),
        chips: chipsOf(filters, language),
        figures: figuresOf(partners),
        count: partners.length,
        unknownBeginning,
        groups: groupsOf(db, rows, partners, filters, language, today()),
        years: rhythmYears(yearOf(today())),
        pages: {
          first: filters.page.length ? changed(PATH, asAsked(filters), {}) : null,
          previous: link(previous),
          next: link(next),
        },
        isRegisterEmpty: partnerRegister(db).length === 0,
        regions: partnerRegions,
        kinds: partnerKinds,
        scopes,
        today: today(),
        downloads: ['xlsx', 'csv', 'json'].map((ending) => ({
          ending,
          href: addressOf(`${PATH}.${ending}`, { ...asAsked(filters), page: [] }),
        })),
      },
      ['partners'],
    )
  })

  routes.get('/partners.json', (req, res) => {
    const { filters, ignored } = readFilters(partnerFilters, req.query)
    const { partners, unknownBeginning } = listPartners(db, filters, today())
    const { rows, next } = pageOf(partners, partnerRegister(db), filters.page[0])
    sendList(res, ignored, {
      asOf: today(),
      counts: { ...countPartners(partners), unknownBeginning },
      next: next && addressOf('/partners.json', { ...asAsked(filters), page: [next] }),
      items: rows.map(asJson),
    })
  })

  routes.get('/partners.csv', (req, res) => {
    const { filters } = readFilters(partnerFilters, req.query)
    const { partners } = listPartners(db, filters, today())
    return sendCsv(res, `doi-tac-${today()}`, csvColumns(speechOf(languageOf(req))), batchesOf(partners))
  })

  routes.get('/partners.xlsx', (req, res) => {
    const { filters } = readFilters(partnerFilters, req.query)
    const listed = listPartners(db, filters, today())
    return sendXlsx(res, `doi-tac-${today()}`, sheetOf(listed, filters, speechOf(languageOf(req))))
  })

  routes.get('/partners/options', (req, res) => {
    const typed = typeof req.query.q === 'string' ? req.query.q.slice(0, 200) : ''
    page(res, 'partners/_options', { options: suggestPartners(db, typed, languageOf(req)) })
  })

  routes.get('/partners/new', (_req, res) => {
    showForm(res, undefined, { values: { submissionId: crypto.randomUUID() } })
  })

  routes.post('/partners', (req, res) => {
    if (hasPressedAdd(req)) return showForm(res, undefined, withAnotherName(req.body))
    const typed = readPartner(req.body)
    const duplicates = typed.data ? duplicatesOf(db, typed.data) : []
    const judged = duplicates.length ? { ...typed, data: undefined } : typed
    keepForm(db, req, res, judged, {
      show: (res, typed) => showForm(res, undefined, typed, { duplicates }),
      keep(write, input) {
        const id = createPartner(write, input)
        tellApartFromAlike(write, id, input)
        return savedAt(`/partners/${id}`, 1, write)
      },
    })
  })

  routes.get('/partners/:id', (req, res) => {
    const partner = found(findPartnerFile(db, idOf(req.params.id)))
    const language = languageOf(req)
    const exchanges = exchangesWith(db, 'partner', String(partner.id))
    const thisYear = yearOf(today())
    const list = (asked: Record<string, (string | number)[]>) =>
      addressOf('/delegations', { ...asked, partner: [partner.id], scope: ['all'] })
    page(res, 'partners/show', {
      partner,
      title: partnerTitle(partner, language),
      titleLanguage: language === 'en' && !partner.nameEn ? 'vi' : null,
      localLanguage: partner.nameLocal && languageOfName(partner.nameLocal, partner.country),
      country: partner.country && countryName(partner.country, language),
      region: partnerRegisterRegion(partner.id),
      regions: partnerRegions,
      kinds: partnerKinds,
      nameKinds: partnerNameKinds,
      saved: savedWordsOf(req, savedWords),
      savedAct: savedActOf(req),
      meanwhile: meanwhileOf(
        db,
        labelsOf(partnerForm),
        { table: 'partners', id: partner.id },
        req.query,
        speechOf(language),
      ),
      thisYear,
      figures: (['outbound', 'inbound'] as const).map((direction) => ({
        direction,
        ofThisYear: exchanges.byYear.get(thisYear)?.[direction].delegations ?? 0,
        listOfThisYear: list({ direction: [direction], year: [thisYear], counted: ['delegations'] }),
        total: countsWords(exchanges[direction]),
        list: list({ direction: [direction], counted: ['personTrips'] }),
        isNothing: isNothing(exchanges[direction]),
      })),
      lastOn: exchanges.lastOn,
      asOf: today(),
      timeline: timelineOf(listVisitsWithPartner(db, partner.id), exchanges, languageOf(req)),
      difference: differenceOf(exchanges),
      unknownPeople: exchanges.outbound.unknownPeople + exchanges.inbound.unknownPeople,
      everything: list({}),
      older: (until: string) => list({ to: [until] }),
      peopleMet: listPeopleMet(db, partner.id),
      openFollowUps: openWithPartner(db, partner.id, FOLLOW_UPS_SHOWN).map(({ side, rows, count }) => ({
        side,
        count,
        words: followUpSides[side],
        rows: rows.map((row) => drawn(row, language, today())),
      })),
    })
  })

  routes.get('/partners/:id/edit', (req, res) => {
    const partner = found(findPartnerFile(db, idOf(req.params.id)))
    const values = { ...formValues(partner, languageOf(req)), submissionId: crypto.randomUUID() }
    showForm(res, partner, { values })
  })

  routes.post('/partners/:id', (req, res) => {
    const partner = found(findPartnerFile(db, idOf(req.params.id)))
    const body = withChoices(partnerForm, req.body)
    if (hasPressedAdd(req)) return showForm(res, partner, withAnotherName(body))
    const typed = readPartner(body)
    const key = editKey(req, typed.data?.submissionId)
    const again = key && findSubmission(db, key)
    if (again) return res.redirect(303, again)
    const duplicates = typed.data ? duplicatesOf(db, typed.data, partner) : []
    if (!typed.data || duplicates.length) return showForm(res.status(422), partner, typed, { duplicates })
    const kept = keepEdit<PartnerInput>(db, whoAsks(req), key, {
      table: 'partners',
      id: partner.id,
      form: partnerForm,
      typed: { data: typed.data, values: typed.values! },
      stored: (register) => formValues(found(findPartnerFile(register, partner.id)), languageOf(req)),
      read: readPartner,
      keep(write, input) {
        updatePartner(write, partner.id, input)
        tellApartFromAlike(write, partner.id, input)
        return savedAt(`/partners/${partner.id}`, 1, write)
      },
      means: meansInPartner,
    })
    if (typeof kept === 'string') return res.redirect(303, kept)
    const { conflict } = kept
    showForm(res.status(conflict.clashes.length ? 409 : 422), partner, kept.typed, { conflict })
  })

  const partnerRegisterRegion = (id: number) =>
    found(partnerRegister(db).find((partner) => partner.id === id)).region

  return routes
}

const savedWords: Record<string, string> = {
  1: 'Đã lưu đối tác vào sổ.',
  merged: 'Đã gộp hai đối tác thành một.',
  restored: 'Đã khôi phục vào sổ.',
}

const hasPressedAdd = (req: Request) => (req.body as Record<string, unknown> | undefined)?.add === 'names'

/** The filters that the form above the list has no field for, so that searching keeps them. */
const keptOf = (filters: PartnerFilters) => [
  ...filters.country.map((iso2) => ['country', iso2]),
  ...filters.quiet.map((months) => ['quiet', String(months)]),
]

function showForm(
  res: Response,
  partner: PartnerFile | undefined,
  typed: Typed,
  { duplicates = [], conflict }: { duplicates?: PartnerName[]; conflict?: Conflict } = {},
) {
  const language = languageOf(res.req)
  const values = typed.values ?? {}
  const isWarned = duplicates.length > 0
  const summary = [
    ...summaryOf(partnerForm, typed),
    ...(isWarned
      ? [
          {
            id: 'notDuplicate',
            about: null,
            message: { text: 'Có thể đã có trong sổ. Nếu là đối tác khác thì đánh dấu' },
          },
        ]
      : []),
  ]
  const fields = fieldsOf(partnerForm, typed)
  page(res, 'partners/form', {
    partner: partner ?? null,
    title: partner ? partnerTitle(partner, language) : null,
    values,
    fields,
    nameRows: nameRowsOf(values),
    errors: typed.errors ?? {},
    summary,
    hasErrors: summary.length > 0 || conflict !== undefined,
    duplicates: duplicates.map((other) => ({
      ...other,
      title: partnerTitle(other, language),
      country: other.country && countryName(other.country, language),
    })),
    conflict: conflict ? shownConflict(partnerForm, fields, conflict, speechOf(language)) : null,
    nameKinds: partnerNameKinds,
    countryNames: countryOptions(language),
  })
}
