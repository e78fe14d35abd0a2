import { momentOf, today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { scopes } from '../delegations/filters.ts'
import { unitOptions } from '../units/queries.ts'
import { sendCsv, sendList } from '../web/export.ts'
import { languageOf, type Speech, speechOf } from '../web/language.ts'
import { addressOf, changed, type Ignored } from '../web/listing.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { savedActOf } from '../web/saved.ts'
import { leadingBack } from '../web/way-back.ts'
import { sendXlsx } from '../web/workbook.ts'
import { acceptanceRoutes } from './acceptance-routes.ts'
import { type Kind, kinds, reasons, severities, severityOf } from './contradiction.ts'
import { listWeeks, lookedThrough, noteCounts, weeksDrawn } from './counts.ts'
import { asJson, csvColumns, sheetOf, toldBatches, toldRow } from './export.ts'
import type { Found } from './found.ts'
import {
  asAsked,
  chipsOf,
  type DeskFilters,
  isKindAsked,
  pageOf,
  readDeskFilters,
  rowsAsked,
  stateOf,
  states,
} from './filters.ts'
import { placeOnDesk, placesOf, toldOnDesk } from './place.ts'
import { countsIn, DESK_PATH } from './queries.ts'

const JSON_PAGE = 200

/** What cannot all be true, or is missing, with the way to mend it (C16). */
export function contradictionRoutes(db: Db) {
  const routes = Router()

  routes.get(DESK_PATH, async (req, res) => {
    await lookedThrough(db)
    const { filters, ignored } = readDeskFilters(db, req.query)
    noteCounts(db, today())
    const desk = deskModel(db, filters, ignored, speechOf(languageOf(req)))
    page(res, 'contradictions/index', {
      ...desk,
      told: toldOnDesk(req.query, savedActOf(req), desk.shown, filters),
    })
  })

  routes.get(`${DESK_PATH}.json`, async (req, res) => {
    await lookedThrough(db)
    const { filters, ignored } = readDeskFilters(db, req.query)
    const { shown, next } = pageOf(rowsAsked(db, filters), filters, JSON_PAGE)
    sendList(res, ignored, {
      asOf: today(),
      counts: Object.fromEntries(countsIn(db, filters).open),
      next: next && addressOf(`${DESK_PATH}.json`, { ...asAsked(filters), page: [next] }),
      items: shown.map((found) => asJson(toldRow(found))),
    })
  })

  routes.get(`${DESK_PATH}.csv`, async (req, res) => {
    await lookedThrough(db)
    const { filters } = readDeskFilters(db, req.query)
    const columns = csvColumns(db, speechOf(languageOf(req)))
    await sendCsv(res, `so-lieu-can-soat-${today()}`, columns, toldBatches(rowsAsked(db, filters)))
  })

  routes.get(`${DESK_PATH}.xlsx`, async (req, res) => {
    await lookedThrough(db)
    const { filters } = readDeskFilters(db, req.query)
    const sheet = sheetOf(db, rowsAsked(db, filters), filters, speechOf(languageOf(req)))
    await sendXlsx(res, `so-lieu-can-soat-${today()}`, sheet)
  })

  acceptanceRoutes(db, routes)

  return routes
}

function deskModel(db: Db, filters: DeskFilters, ignored: Ignored[], speech: Speech) {
  const day = today()
  const asked = asAsked(filters)
  const state = stateOf(filters)
  const rows = rowsAsked(db, filters)
  const { shown, next } = pageOf(rows, filters)
  const { open, accepted } = countsIn(db, filters)
  const countOf = (kind: Kind, of: typeof state) =>
    (of === 'accepted' ? 0 : open.get(kind)!) + (of === 'open' ? 0 : accepted.get(kind)!)
  const sum = (ofKinds: Kind[], of: typeof state) =>
    ofKinds.reduce((total, kind) => total + countOf(kind, of), 0)
  const everyKind = valuesOf(kinds)
  const weeks = listWeeks(db, day)
  const places = new Map(placesOf(shown).map((place) => [place.done, place]))
  const place = (key: string) => places.get(key)!
  const askedAt = (key: string) => ({ ...asked, key: [key], next: [place(key).next ?? []].flat() })
  return {
    shown,
    day,
    ignored,
    filters,
    state,
    scopes,
    units: unitOptions(db, speech.language),
    isEverything: filters.scope.includes('all'),
    all: DESK_PATH,
    everywhere: changed(DESK_PATH, asked, { scope: ['all'], unit: [] }),
    chips: chipsOf(db, filters, speech.language),
    count: rows.length,
    summary: (['wrong', 'missing'] as const).map((severity) => ({
      severity,
      count: sum(
        everyKind.filter((kind) => severityOf[kind] === severity),
        'open',
      ),
      href: changed(DESK_PATH, asked, { severity: [severity], kind: [], state: [] }),
    })),
    tabs: (['open', 'accepted', 'all'] as const).map((value) => ({
      words: states[value],
      count: sum(everyKind.filter(isKindAsked(filters)), value),
      href: changed(DESK_PATH, asked, { state: value === 'open' ? [] : [value] }),
      isCurrent: value === state,
    })),
    kinds: everyKind
      .filter((kind) => countOf(kind, state) || filters.kind.includes(kind))
      .map((kind) => ({
        kind,
        words: kinds[kind],
        severity: severityOf[kind],
        count: countOf(kind, state),
        isCurrent: filters.kind.includes(kind),
        href: changed(DESK_PATH, asked, { kind: [kind], severity: [] }),
      })),
    groups: [...Map.groupBy(shown, ({ kind }) => kind)].map(([kind, found]) => ({
      kind,
      words: kinds[kind],
      severity: severities[severityOf[kind]],
      isWrong: severityOf[kind] === 'wrong',
      reason: reasons[kind],
      count: countOf(kind, state),
      acceptAll:
        open.get(kind)! > 1 && state !== 'accepted'
          ? addressOf(`${DESK_PATH}/acceptance`, { ...asked, all: [kind] })
          : null,
      openCount: open.get(kind)!,
      rows: found.map((one) => ({
        ...rowOf(one, placeOnDesk(filters, place(one.key))),
        acceptedMoment: one.acceptance && momentOf(one.acceptance.acceptedAt),
        accept: addressOf(`${DESK_PATH}/acceptance`, askedAt(one.key)),
        asked: addressOf('', askedAt(one.key)).slice(1),
      })),
    })),
    weeks,
    drawn: weeksDrawn(weeks),
    downloads: ['xlsx', 'csv', 'json'].map((ending) => ({
      ending,
      href: addressOf(`${DESK_PATH}.${ending}`, { ...asked, page: [] }),
    })),
    pages: {
      first: filters.page.length ? addressOf(DESK_PATH, { ...asked, page: [] }) : null,
      previous: null,
      next: next && addressOf(DESK_PATH, { ...asked, page: [next] }),
    },
  }
}

/** A row with its words; the forms that mend it lead back to `place`, its own on the desk. */
function rowOf(found: Found, place: string) {
  const row = toldRow(found)
  const fixes = row.fixes.map((fix) => ({
    ...fix,
    href: fix.isOnlyShown ? fix.href : leadingBack(fix.href, place),
  }))
  return { ...row, fixes, place }
}
