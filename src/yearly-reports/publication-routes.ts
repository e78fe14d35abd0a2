import type { Request, Response, Router } from 'express'
import { contradictionsIn, DESK_PATH } from '../contradictions/queries.ts'
import { countListed, nothing, plus } from '../counting.ts'
import { firstDay, lastDay, momentOf, today, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { findSubmission, writeOnce } from '../db/write.ts'
import { askingFor } from '../delegations/filters.ts'
import { byWhom } from '../history/told.ts'
import { DOCX_TYPE, paperPieces } from '../paper/docx.ts'
import { type Layout, layouts } from '../paper/layout.ts'
import { sheetOf } from '../paper/sheet.ts'
import { listOf } from '../totals/filters.ts'
import { unitTitle } from '../units/queries.ts'
import { found, idOf } from '../web/errors.ts'
import { stream } from '../web/export.ts'
import { fieldsOf, readForm, summaryOf, type Typed } from '../web/form.ts'
import { languageOf, type Message } from '../web/language.ts'
import { addressOf, type Ignored } from '../web/listing.ts'
import { page } from '../web/page.ts'
import { savedAt } from '../web/saved.ts'
import { submissionKey } from '../web/submission.ts'
import { whoAsks } from '../web/who.ts'
import { type AskedReport, editionAt, reportAt } from './asked.ts'
import { editionNameOf } from './paper.ts'
import { periodWords } from './period.ts'
import {
  findEdition,
  listPublishedVisits,
  markOf,
  modelToPublish,
  publish,
  publishedModel,
  type Publication,
  signedPaper,
  standingPublication,
  visitIdsOf,
  withdraw,
} from './publications.ts'
import { publishingForm, readPublishing, withdrawalForm } from './publishing-form.ts'
import { findYearlyReport, lastFoot } from './queries.ts'
import { blocksOf } from '../paper/paper.ts'
import { countryName } from '../countries/names.ts'
import { type YearlySection, yearlySections } from './yearly-report.ts'

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
  routes.get('/reports/:period/publication', (req, res) => {
    const { asked } = open(req)
    const report = findYearlyReport(db, asked, asked.period.name)
    const last = report ?? lastFoot(db, asked)
    showPublishing(res, asked, {
      values: {
        submissionId: crypto.randomUUID(),
        version: report ? String(report.version) : '',
        number: report?.number ?? '',
        writtenOn: writeDate(report?.writtenOn ?? today()),
        signer: last?.signer ?? '',
      },
    })
  })

  routes.post('/reports/:period/publication', (req, res) => {
    const { asked } = openToWrite(req)
    const typed = readPublishing(asked.period, req.body)
    const key = submissionKey(req, typed.data?.submissionId)
    const again = key && findSubmission(db, key)
    if (again) return res.redirect(303, again)
    const hindrance = hindranceOf(asked)
    if (hindrance) return showPublishing(res.status(409), asked, typed)
    if (!typed.data) return showPublishing(res.status(422), asked, typed)
    const { number, writtenOn, signer, version, mark } = typed.data
    const outcome = writeOnce(db, whoAsks(req), key, (write) => {
      const report = findYearlyReport(write.db, asked, asked.period.name)
      const model = modelToPublish(write.db, asked)
      if ((report?.version ?? null) !== version || markOf(model) !== mark) return { hasChanged: true }
      publish(write, asked, model, { number, writtenOn, signer })
      return withSaved(asked, savedAt('', 'published', write))
    })
    if (typeof outcome === 'string') return res.redirect(303, outcome)
    showPublishing(res.status(409), asked, typed, outcome)
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
    if (again) return res.redirect(303, again)
    if (!typed.data) return showWithdrawal(res.status(422), asked, typed)
    const { publication } = standing(asked)
    const { reason } = typed.data
    const location = writeOnce(db, whoAsks(req), key, (write) => {
      withdraw(write, publication, reason)
      return withSaved(asked, savedAt('', 'withdrawn', write))
    })
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

  routes.get('/reports/:period/editions/:edition', (req, res) => {
    const { asked, layout, ignored } = open(req)
    const publication = editionOf(asked, req)
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
      sheet: sheetOf(layout, signedPaper(db, publication)),
    })
  })

  routes.get('/reports/:period/editions/:edition/visits', (req, res) => {
    const { asked, ignored } = open(req)
    const publication = editionOf(asked, req)
    const name = typeof req.query.figure === 'string' ? req.query.figure : ''
    const figure = found(publishedModel(db, publication, { most: 0 }).figures.get(name))
    const ids = found(visitIdsOf(db, publication.id, name))
    const visits = listPublishedVisits(db, publication.id, ids)
    page(res, 'yearly-reports/edition-visits', {
      ...editionModel(asked, publication, req),
      ignored,
      figure,
      visits: visits.map((visit) => ({
        ...visit,
        countryNames: visit.countries
          .split(',')
          .filter(Boolean)
          .map((iso2) => countryName(iso2, languageOf(req))),
      })),
    })
  })

  function showPublishing(res: Response, asked: AskedReport, typed: Typed, { hasChanged = false } = {}) {
    const model = modelToPublish(db, asked)
    const report = findYearlyReport(db, asked, asked.period.name)
    // Whoever confirms what changed meanwhile has read it as it is now.
    const values = {
      ...typed.values,
      mark: markOf(model),
      version: report ? String(report.version) : '',
    }
    const shown = { ...typed, values }
    const hindrance = hindranceOf(asked)
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

  /** Why a report cannot be published, with where that is mended. */
  function hindranceOf(asked: AskedReport): { words: Message; href: string; link: string } | null {
    const { period, counted } = asked
    const report = findYearlyReport(db, asked, period.name)
    if (report?.publishedAt)
      return {
        words: { text: 'Báo cáo này đã phát hành. Muốn phát hành bản khác, thu hồi bản đang giữ trước.' },
        href: reportAt(asked),
        link: 'Về trang báo cáo',
      }
    if (firstDay(period.from) > today())
      return {
        words: { text: 'Kỳ báo cáo chưa bắt đầu, chưa có gì để phát hành.' },
        href: reportAt(asked),
        link: 'Về trang báo cáo',
      }
    const { from, to, unit, scope } = counted
    const { open: contradictions } = contradictionsIn(db, { from, to, unit, scope })
    if (!contradictions.length) return null
    return {
      words: {
        text: 'Còn {count} điều mâu thuẫn hoặc còn thiếu trong kỳ này. Sửa, hoặc chấp nhận kèm lý do, rồi phát hành.',
        gaps: { count: contradictions.length },
      },
      href: addressOf(DESK_PATH, { from, to, unit, scope }),
      link: 'Mở bàn đối chiếu của kỳ này',
    }
  }

  // What does not hinder, and is worth a look before it stays as it is.
  function warningsOf(asked: AskedReport, isWritten: (section: YearlySection) => boolean) {
    const { period, counted } = asked
    const { from, to, unit, scope } = counted
    const awaited = { report: ['awaited' as const] }
    const withoutReport = countListed(db, askingFor({ from, to, unit, scope, ...awaited })).rows
    const { outbound, inbound } = countListed(
      db,
      askingFor({ from, to, unit, scope, counted: ['personTrips'] }),
    )
    const { unknownPeople } = plus(plus(nothing, outbound), inbound)
    const unwritten = valuesOf(yearlySections).filter((section) => !isWritten(section))
    const warnings: { words: Message; href: string | null }[] = []
    if (today() <= lastDay(period.to))
      warnings.push({
        words: {
          text: 'Kỳ này chưa hết: báo cáo chỉ gồm đoàn đã đi, đã đến tính đến {date}. Đoàn đi sau đó sẽ thành thay đổi sau khi phát hành.',
          gaps: { date: writeDate(today()) },
        },
        href: null,
      })
    if (withoutReport)
      warnings.push({
        words: { text: '{count} đoàn đã về chưa có báo cáo kết quả.', gaps: { count: withoutReport } },
        href: listOf(counted, awaited),
      })
    if (unknownPeople)
      warnings.push({
        words: {
          text: '{count} đoàn chưa rõ số người: lượt người là mức ít nhất.',
          gaps: { count: unknownPeople },
        },
        href: listOf(counted, { counted: ['personTrips'] }),
      })
    if (unwritten.length)
      warnings.push({
        words: {
          text: '{count} phần còn trống, sẽ in là “(Chưa viết)”.',
          gaps: { count: unwritten.length },
        },
        href: reportAt(asked, '/edit'),
      })
    return warnings
  }

  function standing(asked: AskedReport) {
    const report = found(findYearlyReport(db, asked, asked.period.name))
    return { report, publication: found(standingPublication(db, report)) }
  }

  function editionOf(asked: AskedReport, req: Request): Publication {
    const report = found(findYearlyReport(db, asked, asked.period.name))
    return found(findEdition(db, report.id, idOf(req.params.edition)))
  }

  const aboutReport = (asked: AskedReport, req: Request) => ({
    asked,
    title: { text: 'Báo cáo {period}', gaps: { period: periodWords(asked.period) } },
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
