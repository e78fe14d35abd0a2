import { type Request, type Response, Router } from 'express'
import { countListed, countPersons, daysOfVisit, knownPersonTrips, together } from '../counting.ts'
import { countryName, countryOptions } from '../countries/names.ts'
import { today, yearOf } from '../dates.ts'
import { type Db, remembered } from '../db/open.ts'
import { findSubmission, writeOnce } from '../db/write.ts'
import { partnerDirectory, partnersByIds } from '../partners/queries.ts'
import { ownUnitIds, unitOptions } from '../units/queries.ts'
import { findReport, reportDueOn } from '../visit-reports/queries.ts'
import { found, idOf } from '../web/errors.ts'
import { sendCsv, sendJson } from '../web/export.ts'
import { fieldsOf, summaryOf, type Typed } from '../web/form.ts'
import { languageOf, speechOf } from '../web/language.ts'
import { addressOf, changed, readFilters } from '../web/listing.ts'
import { page } from '../web/page.ts'
import { whoAsks } from '../web/who.ts'
import { delegationCountries, type Direction, directions, lifeline, statuses } from './delegation.ts'
import { asJson, csvColumns, exportBatches, withDetails } from './export.ts'
import {
  askingFor,
  asAsked,
  type DelegationFilters,
  delegationFilters,
  readDelegationFilters,
} from './filters.ts'
import { delegationForm, type DelegationInput, readDelegation } from './form.ts'
import { chipsOf, sortLinks, tabsOf, uncountedWords } from './listing.ts'
import { missingFrom, warningsOf } from './missing.ts'
import { emptyRow, formValues, withPasted, withRowsChanged } from './rows.ts'
import {
  createDelegation,
  type Dossier,
  findDelegation,
  linksOf,
  listDelegations,
  type ListedDelegation,
  listParticipants,
  listPossibleDuplicates,
  listRecentWithPartner,
  listStatusChanges,
  nextCode,
  updateDelegation,
} from './queries.ts'
import { standingChanges } from './steps.ts'
import { stepRoutes } from './step-routes.ts'

const PATH = '/delegations'

/** The register itself: the list, a visit's file, and the form that writes it. */
export function delegationRoutes(db: Db) {
  const routes = Router()

  routes.get('/delegations', (req, res) => {
    const { filters, ignored } = readDelegationFilters(req.query)
    const language = languageOf(req)
    const { rows, previous, next } = listDelegations(db, filters)
    const listed = countListed(db, filters)
    const isByYear = (filters.sort[0] ?? '-startsOn').endsWith('startsOn')
    const link = (cursor: string | null) => cursor && changed(PATH, asAsked(filters), { page: [cursor] })
    page(
      res,
      'delegations/index',
      {
        ...frameOf(req, filters, ignored),
        listed,
        figures: together(listed),
        personTrips: knownPersonTrips(together(listed)),
        uncounted: uncountedWords(listed),
        groups: groupsOf(rows, listed, isByYear, language),
        sorting: sortLinks(filters),
        pages: {
          first: filters.page.length ? changed(PATH, asAsked(filters), {}) : null,
          previous: link(previous),
          next: link(next),
        },
        chips: chipsOf(db, filters, language),
        isRegisterEmpty: listed.rows === 0 && countListed(db, askingFor({ scope: ['all'] })).rows === 0,
      },
      ['delegations'],
    )
  })

  // The head of the list: tabs and the filter form.
  function frameOf(req: Request, filters: DelegationFilters, ignored: { name: string; value: string }[]) {
    const inForm = ['q', 'country', 'from', 'to', 'status', 'unit', 'scope']
    const kept = Object.entries(asAsked({ ...filters, page: [] })).filter(([name]) => !inForm.includes(name))
    return {
      ignored,
      filters,
      all: changed(PATH, asAsked(askingFor({ sort: filters.sort })), {}),
      kept: kept.flatMap(([name, values]) => values.map((value) => [name, String(value)])),
      filterCount: inForm.filter((name) => filters[name as keyof DelegationFilters].length).length,
      tabs: tabsOf(filters, countListed(db, { ...filters, direction: [] })),
      countries: visitedCountries().map((iso2): [string, string] => [
        iso2,
        countryName(iso2, languageOf(req)),
      ]),
      units: unitOptions(db),
      statuses,
      downloads: ['csv', 'json'].map((ending) => ({
        ending,
        href: addressOf(`${PATH}.${ending}`, { ...asAsked(filters), page: [] }),
      })),
    }
  }

  const visitedCountries = () =>
    remembered(db, 'visited countries', () =>
      db
        .selectDistinct({ iso2: delegationCountries.country })
        .from(delegationCountries)
        .all()
        .map(({ iso2 }) => iso2)
        .toSorted((one, other) => countryName(one).localeCompare(countryName(other), 'vi')),
    )

  routes.get('/delegations.json', (req, res) => {
    const { filters } = readDelegationFilters(req.query)
    const { rows, next } = listDelegations(db, filters)
    const listed = together(countListed(db, filters))
    const { persons, personsKnownIn } = countPersons(db, filters)
    sendJson(res, {
      asOf: today(),
      counts: {
        delegations: listed.delegations,
        personTrips: knownPersonTrips(listed),
        personTripsUnknownIn: listed.unknownPeople,
        persons,
        personsKnownIn,
      },
      next: next && addressOf('/delegations.json', { ...asAsked(filters), page: [next] }),
      items: withDetails(db, rows).map(asJson),
    })
  })

  routes.get('/delegations.csv', async (req, res) => {
    const { filters } = readDelegationFilters(req.query)
    await sendCsv(res, `doan-${today()}`, csvColumns(speechOf(languageOf(req))), exportBatches(db, filters))
  })

  routes.get('/delegations/new', (req, res) => {
    const asked = readFilters(
      { direction: delegationFilters.direction, partner: delegationFilters.partner },
      req.query,
    ).filters
    const partners = partnersByIds(
      db,
      asked.partner.filter((partner) => partner !== 'none'),
    )
    const values = {
      direction: asked.direction[0] ?? '',
      partners: partners.map(({ name }) => name),
      unitId: String(ownUnitIds(db)[0] ?? ''),
      countsAs: 'delegation_and_people',
      submissionId: crypto.randomUUID(),
    }
    showForm(res, undefined, { values })
  })

  routes.post('/delegations', (req, res) => {
    const body = req.body as unknown
    const rearranged = rearrange(body)
    if (rearranged) return showForm(res, undefined, rearranged)
    const typed = readDelegation(db, body)
    const again = typed.data?.submissionId && findSubmission(db, typed.data.submissionId)
    if (again) return res.redirect(303, again)
    const duplicates = typed.data && !typed.data.notDuplicate ? listPossibleDuplicates(db, typed.data) : []
    if (!typed.data || duplicates.length) return showForm(res.status(422), undefined, typed, { duplicates })
    const input = typed.data
    const isAnother = hasPressed(body, 'another')
    const location = writeOnce(db, whoAsks(req), input.submissionId, (write) => {
      const id = createDelegation(write, input)
      return isAnother
        ? `/delegations/new?direction=${input.direction}&saved=${id}`
        : `/delegations/${id}?saved=1`
    })
    res.redirect(303, location)
  })

  routes.get('/delegations/:id', (req, res) => {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    const people = listParticipants(db, visit.id)
    const report = found(findReport(db, visit.id))
    const dueOn = reportDueOn(db, visit)
    const changes = listStatusChanges(db, visit.id)
    page(res, 'delegations/show', {
      visit,
      language: languageOf(req),
      countryNames: visit.countries.map((iso2): [string, string] => [
        iso2,
        countryName(iso2, languageOf(req)),
      ]),
      directions,
      days: daysOfVisit(visit.startsOn, visit.endsOn),
      members: people.filter(({ side }) => side === 'delegation'),
      hosts: people.filter(({ side }) => side === 'host'),
      travelled: people.filter(({ side, hasTravelled }) => side === 'delegation' && hasTravelled).length,
      report,
      dueOn,
      today: today(),
      tracker: trackerOf(visit, standingChanges(changes)),
      changes,
      statuses,
      missing: missingFrom(visit, people, report),
      warnings: warningsOf(visit, people, today()),
      saved: savedWords(req.query.saved),
      canStepBack: standingChanges(changes).at(-1)?.fromStatus !== null && changes.length > 0,
    })
  })

  routes.get('/delegations/:id/edit', (req, res) => {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    const people = listParticipants(db, visit.id)
    showForm(res, visit, {
      values: { ...formValues(visit, people, languageOf(req)), submissionId: crypto.randomUUID() },
    })
  })

  routes.post('/delegations/:id', (req, res) => {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    const body = req.body as unknown
    const rearranged = rearrange(body)
    if (rearranged) return showForm(res, visit, rearranged)
    const typed = readDelegation(db, body)
    const again = typed.data?.submissionId && findSubmission(db, typed.data.submissionId)
    if (again) return res.redirect(303, again)
    const duplicates =
      typed.data && !typed.data.notDuplicate ? listPossibleDuplicates(db, typed.data, visit.id) : []
    if (!typed.data || duplicates.length) return showForm(res.status(422), visit, typed, { duplicates })
    const input = typed.data
    if (input.version !== visit.version) return showForm(res.status(409), visit, typed, { isStale: true })
    const location = writeOnce(db, whoAsks(req), input.submissionId, (write) => {
      updateDelegation(write, visit.id, input)
      return `/delegations/${visit.id}?saved=1`
    })
    res.redirect(303, location)
  })

  stepRoutes(db, routes)

  // A button of the form that changes its rows instead of keeping it.
  function rearrange(body: unknown): Typed | undefined {
    if (!hasPressed(body, 'add') && !hasPressed(body, 'remove') && !hasPressed(body, 'readPaste'))
      return undefined
    return hasPressed(body, 'readPaste') ? withPasted(body) : withRowsChanged(body)
  }

  function showForm(
    res: Response,
    visit: Dossier | undefined,
    typed: Typed,
    {
      duplicates = [],
      isStale = false,
    }: { duplicates?: ListedDelegation[] | object[]; isStale?: boolean } = {},
  ) {
    const language = languageOf(res.req)
    const values: Record<string, unknown> = { ...typed.values }
    const fields = fieldsOf(delegationForm, { ...typed, values }, { unitId: unitOptions(db) })
    const summary = summaryOf(typed)
    const direction =
      values.direction === 'inbound' || values.direction === 'outbound' ? values.direction : undefined
    const read = readDelegation(db, values)
    const partnerId = firstPartner(values)
    page(
      res,
      'delegations/form',
      {
        visit: visit ?? null,
        fields,
        summary,
        hasErrors: summary.length > 0 || duplicates.length > 0 || isStale,
        isStale,
        stored: isStale && visit ? storedBeside(visit, language) : [],
        duplicates: (duplicates as (ListedDelegation & { countries: string; partners: string })[]).map(
          (row) => ({
            ...row,
            ...linksOf(row),
          }),
        ),
        rows: {
          participants: rowsOf(values.participants, 'participants'),
          hosts: rowsOf(values.hosts, 'hosts'),
        },
        errors: typed.errors ?? {},
        partnerNames: partnerDirectory(db).slice(0, 300),
        countryNames: countryOptions(language),
        direction: direction ?? null,
        willRecord: direction && read.data ? recordOf(direction, read.data, visit) : null,
        recent: partnerId
          ? listRecentWithPartner(db, partnerId).map((row) => ({ ...row, ...linksOf(row) }))
          : [],
        recentPartner: partnerId ? (partnersByIds(db, [partnerId])[0]?.name ?? '') : '',
        savedBefore: savedBefore(res.req),
        statuses,
        directions,
      },
      ['participants', 'hosts', 'partners'],
    )
  }

  const rowsOf = (rows: unknown, side: 'participants' | 'hosts') => {
    const filled = Array.isArray(rows) ? (rows as Record<string, unknown>[]) : []
    const blank = side === 'participants' && !filled.length ? [emptyRow('head')] : []
    return [...filled, ...blank].map((row) => ({ ...emptyRow('member'), ...row }))
  }

  function firstPartner(values: Record<string, unknown>): number | undefined {
    const read = readDelegation(db, { partners: values.partners })
    return read.data?.partnerIds[0] ?? partnerIdsOf(values)[0]
  }

  const partnerIdsOf = (values: Record<string, unknown>) => {
    const [name] = Array.isArray(values.partners) ? (values.partners as unknown[]) : [values.partners]
    const match =
      typeof name === 'string' && name
        ? partnerDirectory(db).find((partner) => partner.name === name)
        : undefined
    return match ? [match.id] : []
  }

  // "Sổ sẽ ghi": what this form would make.
  function recordOf(direction: Direction, input: DelegationInput, visit: Dossier | undefined) {
    return {
      code: visit?.code ?? nextCode(db, direction, yearOf(input.startsOn)),
      isNew: !visit,
      year: yearOf(input.startsOn),
    }
  }

  function savedBefore(req: Request) {
    const id =
      typeof req.query.saved === 'string' && /^\d{1,9}$/.test(req.query.saved) ? Number(req.query.saved) : 0
    return id ? (findDelegation(db, id) ?? null) : null
  }

  return routes
}

const hasPressed = (body: unknown, name: string) =>
  typeof body === 'object' && body !== null && name in body && (body as Record<string, unknown>)[name] !== ''

const savedMessages: Record<string, string> = {
  '1': 'Đã lưu đoàn vào sổ.',
  step: 'Đã ghi bước mới của đoàn.',
  back: 'Đã lùi về bước trước.',
  report: 'Đã nộp báo cáo kết quả.',
}
const savedWords = (saved: unknown) => (typeof saved === 'string' ? (savedMessages[saved] ?? null) : null)

function groupsOf(
  rows: ListedDelegation[],
  listed: ReturnType<typeof countListed>,
  isByYear: boolean,
  language: 'vi' | 'en',
) {
  const drawn = rows.map((row) => ({
    ...row,
    ...linksOf(row),
    countryNames: (row.countries ? row.countries.split(',') : []).map((iso2) => countryName(iso2, language)),
  }))
  if (!isByYear) return [{ year: null, counts: null, personTrips: null, rows: drawn }]
  const years = [...new Set(drawn.map((row) => yearOf(row.startsOn)))]
  return years.map((year) => {
    const counts = listed.byYear.get(year)!
    return {
      year,
      counts,
      personTrips: knownPersonTrips(counts),
      rows: drawn.filter((row) => yearOf(row.startsOn) === year),
    }
  })
}

/** The steps of a visit's life with the day each was reached, as its page draws them. */
function trackerOf(visit: Dossier, changes: { toStatus: string; happenedOn: string | null }[]) {
  const dayOf = (status: string) =>
    changes.findLast(({ toStatus }) => toStatus === status)?.happenedOn ?? null
  const isBeside = visit.status === 'postponed' || visit.status === 'cancelled'
  const reached = isBeside
    ? Math.max(...changes.map(({ toStatus }) => (lifeline as readonly string[]).indexOf(toStatus)), 0)
    : (lifeline as readonly string[]).indexOf(visit.status)
  return lifeline.map((status, index) => ({
    status,
    day: dayOf(status),
    state:
      index < reached || (index === reached && isBeside) ? 'done' : index === reached ? 'current' : 'ahead',
  }))
}

// What is stored now, beside a form that was opened before somebody else changed it.
function storedBeside(visit: Dossier, language: 'vi' | 'en'): [label: string, value: string][] {
  const speech = speechOf(language)
  return [
    ['Tên đoàn', visit.title],
    ['Thời gian', speech.range(visit.startsOn, visit.endsOn)],
    ['Tổng số người', speech.number(visit.headCount)],
    ['Đối tác', visit.partners.map(({ name }) => name).join('; ') || '–'],
  ]
}
