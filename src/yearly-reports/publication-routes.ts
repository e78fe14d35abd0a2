import type { Request, Response, Router } from 'express'
import { momentOf, today, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { findSubmission, writeOnce } from '../db/write.ts'
import { byWhom } from '../history/told.ts'
import { DOCX_TYPE, paperPieces } from '../paper/docx.ts'
import { type Layout, layouts } from '../paper/layout.ts'
import { sheetOf } from '../paper/sheet.ts'
import { unitTitle } from '../units/queries.ts'
import { found, idOf } from '../web/errors.ts'
import { sendList, stream } from '../web/export.ts'
import { fieldsOf, readForm, summaryOf, type Typed } from '../web/form.ts'
import { languageOf } from '../web/language.ts'
import { addTables } from '../web/list-files.ts'
import type { Ignored } from '../web/listing.ts'
import { drawn, page } from '../web/page.ts'
import { savedAt } from '../web/saved.ts'
import { submissionKey } from '../web/submission.ts'
import { whoAsks } from '../web/who.ts'
import { type AskedReport, editionAt, reportAt } from './asked.ts'
import { rowLabel } from './changes.ts'
import { drawnRows } from './drawn-rows.ts'
import { countriesOf, publishedVisitAsJson, visitsBehind } from './edition-visits.ts'
import { editionNameOf } from './paper.ts'
import { periodWords } from './period.ts'
import {
  editionSteps,
  findEdition,
  isStill,
  listPublishedVisits,
  publish,
  publishedModel,
  type Publication,
  signedPaper,
  standingPublication,
  visitIdsOf,
  withdraw,
} from './publications.ts'
import { atOnce, inSteps } from './steps.ts'
import { hindranceOf, warningsOf } from './publishing-checks.ts'
import { publishingForm, readPublishing, signedAfterVisits, withdrawalForm } from './publishing-form.ts'
import { findYearlyReport, lastFoot } from './queries.ts'
import { blocksOf } from '../paper/paper.ts'
import { countryName } from '../countries/names.ts'

interface Opened {
  asked: AskedReport
  layout: Layout
  ignored: Ignored[]
}

/** Publishing a report, taking an edition back, and editions as they were signed. */
export function publicationRoutes(
  db: Db,
  routes: Router,
  open: (req: Request) => Opened,
  openToWrite: (req: Request) => Opened,
  withSaved: (asked: AskedReport, saved: string) => string,
) {
  routes.get('/reports/:period/publication', async (req, res) => {
    const { asked } = open(req)
    const report = findYearlyReport(db, asked, asked.period.name)
    const last = report ?? lastFoot(db, asked)
    await showPublishing(res, asked, {
      values: {
        submissionId: crypto.randomUUID(),
        version: report ? String(report.version) : '',
        number: report?.number ?? '',
        writtenOn: writeDate(report?.writtenOn ?? today()),
        signer: last?.signer ?? '',
      },
    })
  })

  routes.post('/reports/:period/publication', async (req, res) => {
    const { asked } = openToWrite(req)
    const read = readPublishing(asked.period, req.body)
    const key = submissionKey(req, read.data?.submissionId)
    const again = key && findSubmission(db, key)
    if (again && isStanding(asked)) return res.redirect(303, again)
    if (hindranceOf(db, asked)) return showPublishing(res.status(409), asked, read)
    const typed = signedAfterVisits(db, asked, read)
    if (!typed.data) return showPublishing(res.status(422), asked, typed)
    const { number, writtenOn, signer, version, mark } = typed.data
    const ready = await inSteps(db, () => editionSteps(db, asked))
    const outcome = writeOnce(
      db,
      whoAsks(req),
      key,
      (write) => {
        // Somebody may have written meanwhile, and what contradicts need not be another figure.
        if (hindranceOf(write.db, asked)) return { hasChanged: false }
        const report = findYearlyReport(write.db, asked, asked.period.name)
        const edition = isStill(write.db, ready) ? ready : atOnce(editionSteps(write.db, asked))
        if ((report?.version ?? null) !== version || edition.mark !== mark || report?.publishedAt)
          return { hasChanged: true }
        publish(write, asked, edition, { number, writtenOn, signer })
        return withSaved(asked, savedAt('', 'published', write))
      },
      () => isStanding(asked),
    )
    if (typeof outcome === 'string') return res.redirect(303, outcome)
    await showPublishing(res.status(409), asked, typed, outcome)
  })

  routes.get('/reports/:period/withdrawal', (req, res) => {
    const { asked } = open(req)
    const { report } = standing(asked)
    showWithdrawal(res, asked, {
      values: { submissionId: crypto.randomUUID(), version: String(report.version) },
    })
  })

  routes.post('/reports/:period/withdrawal', (req, res) => {
    const { asked } = openToWrite(req)
    const typed = readForm(withdrawalForm, req.body)
    const key = submissionKey(req, typed.data?.submissionId)
    const again = key && findSubmission(db, key)
    if (again && !isStanding(asked)) return res.redirect(303, again)
    // Somebody else took it back while this form was open.
    if (!isStanding(asked)) return res.redirect(303, reportAt(asked))
    if (!typed.data) return showWithdrawal(res.status(422), asked, typed)
    const { publication } = standing(asked)
    const { reason } = typed.data
    const location = writeOnce(
      db,
      whoAsks(req),
      key,
      (write) => {
        withdraw(write, publication, reason)
        return withSaved(asked, savedAt('', 'withdrawn', write))
      },
      () => false,
    )
    res.redirect(303, location)
  })

  routes.get('/reports/:period/editions/:edition.docx', async (req, res) => {
    const { asked, layout } = open(req)
    const publication = editionOf(asked, req)
    await stream(
      res,
      DOCX_TYPE,
      `${editionNameOf(asked, publication.edition)}.docx`,
      paperPieces(layout, signedPaper(db, publication)),
    )
  })

  routes.get('/reports/:period/editions/:edition', async (req, res) => {
    const { asked, layout, ignored } = open(req)
    const publication = editionOf(asked, req)
    const sheet = sheetOf(layout, signedPaper(db, publication))
    page(res, 'yearly-reports/edition', {
      ...editionModel(asked, publication, req),
      ignored,
      layout,
      layouts,
      addresses: {
        own: editionAt(asked, publication.edition),
        party: editionAt(asked, publication.edition, '', { layout: ['party'] }),
        docx: editionAt(asked, publication.edition, '.docx', { layout: layout === 'party' ? ['party'] : [] }),
      },
      sheet,
      drawnRows: await drawnRows(sheet, (block, rows) => drawn(res, 'paper/_rows', { sheet, block, rows })),
    })
  })

  const VISITS = '/reports/:period/editions/:edition/visits'

  routes.get(VISITS, (req, res) => {
    const { asked, ignored, publication, name, figure, visits } = behind(req)
    page(res, 'yearly-reports/edition-visits', {
      ...editionModel(asked, publication, req),
      ignored,
      figure,
      visits: visits.map((visit) => ({
        ...visit,
        countryNames: countriesOf(visit).map((iso2) => countryName(iso2, languageOf(req))),
      })),
      downloads: ['xlsx', 'csv', 'json'].map((ending) => ({
        ending,
        href: editionAt(asked, publication.edition, `/visits.${ending}`, { figure: [name] }),
      })),
    })
  })

  routes.get(`${VISITS}.json`, (req, res) => {
    const { ignored, publication, visits } = behind(req)
    sendList(res, ignored, { asOf: publication.asOf, next: null, items: visits.map(publishedVisitAsJson) })
  })

  addTables(routes, VISITS, (req, speech) => {
    const { asked, publication, figure, visits } = behind(req)
    return visitsBehind(visits, figure, { publication, of: titleOf(asked) }, speech)
  })

  /** The visits behind a figure of an edition. */
  function behind(req: Request) {
    const { asked, ignored } = open(req)
    const publication = editionOf(asked, req)
    const name = typeof req.query.figure === 'string' ? req.query.figure : ''
    const figure = found(publishedModel(db, publication, { most: 0 }).figures.get(name))
    return {
      asked,
      // A report is asked for no figure; this is.
      ignored: ignored.filter(({ name }) => name !== 'figure'),
      publication,
      name,
      figure: { ...figure, label: rowLabel(db, name, languageOf(req)) ?? figure.label },
      visits: listPublishedVisits(db, publication.id, found(visitIdsOf(db, publication.id, name))),
    }
  }

  async function showPublishing(
    res: Response,
    asked: AskedReport,
    typed: Typed,
    { hasChanged = false } = {},
  ) {
    const { model, mark } = await inSteps(db, () => editionSteps(db, asked))
    const report = findYearlyReport(db, asked, asked.period.name)
    // Whoever confirms what changed meanwhile has read it as it is now.
    const values = {
      ...typed.values,
      mark,
      version: report ? String(report.version) : '',
    }
    const shown = { ...typed, values }
    const hindrance = hindranceOf(db, asked)
    const summary = hindrance ? [] : summaryOf(publishingForm, shown)
    page(res, 'yearly-reports/publish', {
      ...aboutReport(asked, res.req),
      fields: fieldsOf(publishingForm, shown),
      summary,
      hasChanged,
      hindrance,
      hasErrors: summary.length > 0 || hasChanged || res.statusCode === 409,
      action: reportAt(asked, '/publication'),
      main: (['outbound', 'inbound'] as const).flatMap((direction) =>
        ['delegations', 'personTrips'].map((counter) => found(model.figures.get(`${direction}.${counter}`))),
      ),
      figureCount: model.figures.size,
      annexes: model.annexes.map(({ title, table }) => ({ title, count: table.rows.length })),
      warnings: warningsOf(
        db,
        asked,
        (section) => model.sections[section].length > 0 || Boolean(blocksOf(report?.[section] ?? '').length),
      ),
      asOf: model.asOf,
    })
  }

  function showWithdrawal(res: Response, asked: AskedReport, typed: Typed) {
    const { publication } = standing(asked)
    const summary = summaryOf(withdrawalForm, typed)
    page(res, 'yearly-reports/withdraw', {
      ...editionModel(asked, publication, res.req),
      fields: fieldsOf(withdrawalForm, typed),
      summary,
      hasErrors: summary.length > 0,
      action: reportAt(asked, '/withdrawal'),
    })
  }

  function isStanding(asked: AskedReport): boolean {
    const report = findYearlyReport(db, asked, asked.period.name)
    return !!report && !!standingPublication(db, report)
  }

  function standing(asked: AskedReport) {
    const report = found(findYearlyReport(db, asked, asked.period.name))
    return { report, publication: found(standingPublication(db, report)) }
  }

  function editionOf(asked: AskedReport, req: Request): Publication {
    const report = found(findYearlyReport(db, asked, asked.period.name))
    return found(findEdition(db, report.id, idOf(req.params.edition)))
  }

  const titleOf = ({ period }: AskedReport) => ({
    text: 'Báo cáo {period}',
    gaps: { period: periodWords(period) },
  })

  const aboutReport = (asked: AskedReport, req: Request) => ({
    asked,
    title: titleOf(asked),
    unitName: unitTitle(asked.unit, languageOf(req)),
    back: reportAt(asked),
  })

  const editionModel = (asked: AskedReport, publication: Publication, req: Request) => ({
    ...aboutReport(asked, req),
    publication,
    publishedMoment: momentOf(publication.publishedAt),
    publishedBy: byWhom(publication.publishedBy),
    withdrawnMoment: publication.withdrawnAt && momentOf(publication.withdrawnAt),
    withdrawnBy: publication.withdrawnBy === null ? null : byWhom(publication.withdrawnBy),
    editionHref: editionAt(asked, publication.edition),
  })
}
