import type { Response, Router } from 'express'
import { z } from 'zod'
import { countryName } from '../countries/names.ts'
import { momentOf } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { findSubmission, writeOnce } from '../db/write.ts'
import { byWhom } from '../history/told.ts'
import { found, idOf } from '../web/errors.ts'
import { fieldsOf, readForm, reference, submissionId, summaryOf, type Typed } from '../web/form.ts'
import { type Language, languageOf, speechOf } from '../web/language.ts'
import { addressOf, id as asId, readFilters } from '../web/listing.ts'
import { addFiles, filesAt } from '../web/list-files.ts'
import { page } from '../web/page.ts'
import { savedActOf, savedAt, savedWordsOf } from '../web/saved.ts'
import { submissionKey } from '../web/submission.ts'
import { ledBack } from '../web/way-back.ts'
import { whoAsks } from '../web/who.ts'
import { isToldApart, listDistinctions, removeDistinction, tellApart } from './distinctions.ts'
import { duplicateList, pairAsJson, visitsOfPartners } from './duplicates-export.ts'
import { likelyDuplicatePartners, likelyTwinsOf } from './likely-duplicates.ts'
import { areAcrossCountries, mergeForm, readMerging } from './merge-form.ts'
import { earlierOf, rowsBeside } from './merge-told.ts'
import { listVisitsWithBoth, mergedPartner, mergePartners, MOST_NAMES, usualChoices } from './merging.ts'
import { partnersLike } from './options.ts'
import { partnerTitle } from './partner.ts'
import { findPartnerFile, type PartnerFile, type PartnerName } from './queries.ts'

const PATH = '/partners/duplicates'
const PAIRS_A_PAGE = 50
/** Visits of both that are named; there are more only where a ledger was brought in twice. */
const BOTH_SHOWN = 10

const distinctionForm = z.object({ submissionId: submissionId(), otherId: reference('Đối tác kia') })

/** Partners typed twice: what may be, saying that it is not, and making two records one. */
export function mergeRoutes(db: Db, routes: Router) {
  routes.get(PATH, (req, res) => {
    const { filters } = readFilters({ page: asId }, req.query)
    const language = languageOf(req)
    const pairs = likelyDuplicatePartners(db)
    const last = Math.max(1, Math.ceil(pairs.length / PAIRS_A_PAGE))
    const at = Math.min(filters.page[0] ?? 1, last)
    const visits = visitsOfPartners(db)
    const drawn = (partner: PartnerName) => ({
      ...named(partner, language),
      count: visits(partner.id),
      list: addressOf('/delegations', { partner: [partner.id], scope: ['all'], counted: ['delegations'] }),
    })
    const link = (number: number) => addressOf(PATH, { page: number > 1 ? [number] : [] })
    page(res, 'partners/duplicates', {
      pairs: pairs.slice((at - 1) * PAIRS_A_PAGE, at * PAIRS_A_PAGE).map(({ one, other, reason }) => {
        const both = [drawn(one), drawn(other)]
        // The one with more to it stays, unless somebody turns it round.
        const [kept, goes] = both.toSorted((one, other) => other.count - one.count || one.id - other.id)
        return { both, reason, merge: addressOf(`/partners/${kept!.id}/merge`, { with: [goes!.id] }) }
      }),
      count: pairs.length,
      downloads: filesAt(PATH),
      pages: {
        first: at > 2 ? PATH : null,
        previous: at > 1 ? link(at - 1) : null,
        next: at < last ? link(at + 1) : null,
      },
      distinctions: listDistinctions(db).map(({ id, one, other, toldBy, toldAt }) => ({
        id,
        both: [named(one, language), named(other, language)],
        by: byWhom(toldBy),
        moment: momentOf(toldAt),
      })),
      saved: savedWordsOf(req, savedWords),
      savedAct: savedActOf(req),
      submissionId: () => crypto.randomUUID(),
    })
  })

  addFiles(routes, PATH, (speech) => duplicateList(db, speech), pairAsJson)

  routes.post('/partners/:id/distinction', (req, res) => {
    const typed = readForm(distinctionForm, req.body)
    const key = submissionKey(req, typed.data?.submissionId)
    const partner = found(findPartnerFile(db, idOf(req.params.id)))
    const other = typed.data && findPartnerFile(db, typed.data.otherId)
    if (!other || other.id === partner.id) return res.redirect(303, `/partners/${partner.id}/merge`)
    const location = writeOnce(
      db,
      whoAsks(req),
      key,
      (write) => {
        tellApart(write, partner.id, other.id)
        return savedAt(PATH, 'apart', write)
      },
      (register) => isToldApart(register)(partner.id, other.id),
    )
    res.redirect(303, ledBack(req, location))
  })

  // Said twice, by a double click, it is as before.
  routes.post('/partners/distinctions/:id/removal', (req, res) => {
    const distinction = listDistinctions(db).find(({ ids }) => ids.includes(idOf(req.params.id)))
    if (!distinction) return res.redirect(303, PATH)
    const location = writeOnce(db, whoAsks(req), undefined, (write) => {
      removeDistinction(write, distinction)
      return savedAt(PATH, 'again', write)
    })
    res.redirect(303, location)
  })

  routes.get('/partners/:id/merge', (req, res) => {
    const partner = found(findPartnerFile(db, idOf(req.params.id)))
    const { filters } = readFilters({ with: asId, q: (text) => text.slice(0, 200) }, req.query)
    const other = filters.with[0] === undefined ? undefined : findPartnerFile(db, filters.with[0])
    if (other && other.id !== partner.id) return compare(res, partner, other)
    const language = languageOf(req)
    const q = filters.q[0]?.trim() ?? ''
    const candidates = q
      ? partnersLike(db, q).map((other) => ({ other, reason: null }))
      : likelyTwinsOf(db, partner.id)
    page(
      res,
      'partners/merge',
      {
        partner: named(partner, language),
        q,
        candidates: candidates
          .filter(({ other }) => other.id !== partner.id)
          .map(({ other, reason }) => ({ ...named(other, language), reason })),
        isAsked: q !== '',
      },
      ['candidates'],
    )
  })

  routes.post('/partners/:id/merge', (req, res) => {
    const key = submissionKey(req, readForm(mergeForm, req.body).data?.submissionId)
    const again = key && findSubmission(db, key)
    const partner = found(findPartnerFile(db, idOf(req.params.id)))
    const otherId = mergeForm.shape.otherId.safeParse(
      (req.body as Record<string, unknown> | undefined)?.otherId,
    )
    const other = otherId.success ? findPartnerFile(db, otherId.data) : undefined
    if (!other || other.id === partner.id) return res.redirect(303, again ?? `/partners/${partner.id}/merge`)
    const typed = readMerging(req.body, partner, other)
    const { data } = typed
    if (!data) return compare(res.status(422), partner, other, typed)
    const isStale = data.version !== partner.version || data.otherVersion !== other.version
    if (isStale || mergedPartner(partner, other, data).names.length > MOST_NAMES)
      return compare(res.status(409), partner, other, typed, isStale)
    const location = writeOnce(
      db,
      whoAsks(req),
      key,
      (write) => {
        mergePartners(write, partner.id, other.id, data)
        return savedAt(`/partners/${partner.id}`, 'merged', write)
      },
      // Who is still there was taken apart again since.
      () => false,
    )
    res.redirect(303, ledBack(req, location))
  })

  function compare(
    res: Response,
    partner: PartnerFile,
    other: PartnerFile,
    typed: Typed = {},
    isStale = false,
  ) {
    const language = languageOf(res.req)
    const usual = usualChoices(partner, other)
    const both = listVisitsWithBoth(db, partner.id, other.id)
    const summary = summaryOf(mergeForm, typed)
    const values = { leftName: usual.leftName, ...typed.values }
    page(res, 'partners/merging', {
      kept: { ...named(partner, language), version: partner.version },
      other: { ...named(other, language), version: other.version },
      rows: rowsBeside(db, partner, other, values, speechOf(language)),
      fields: fieldsOf(mergeForm, { ...typed, values }),
      summary,
      both: both.slice(0, BOTH_SHOWN),
      bothCount: both.length,
      earlier: earlierOf(db, partner, other) ?? null,
      isAcross: areAcrossCountries(partner, other),
      isToldApart: isToldApart(db)(partner.id, other.id),
      areNamesTooMany: mergedPartner(partner, other, usual).names.length > MOST_NAMES,
      mostNames: MOST_NAMES,
      isStale,
      hasErrors: res.statusCode >= 400,
      submissionId: crypto.randomUUID(),
    })
  }
}

const named = ({ id, name, nameEn, abbreviation, country }: PartnerName, language: Language) => ({
  id,
  name: partnerTitle({ name, nameEn }, language),
  small: [country ? countryName(country, language) : '', abbreviation].filter(Boolean).join(' · '),
})

const savedWords: Record<string, string> = {
  apart: 'Đã ghi: hai đối tác này không phải một. Sổ không hỏi lại nữa.',
  again: 'Đã bỏ. Nếu hai tên còn giống nhau, cặp này lại hiện ở danh sách.',
}
