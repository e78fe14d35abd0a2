import type { Request, Response } from 'express'
import { momentOf } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { writeOnce } from '../db/write.ts'
import { type DrawConflict, keepEditForm, meanwhileTold } from '../history/edit-form.ts'
import { lastActsTold } from '../history/told.ts'
import { DOCX_TYPE, paperPieces } from '../paper/docx.ts'
import { layouts } from '../paper/layout.ts'
import { sheetOf } from '../paper/sheet.ts'
import { listUnits, unitOptions, unitTitle } from '../units/queries.ts'
import { found } from '../web/errors.ts'
import { sendJson, stream } from '../web/export.ts'
import { fieldsOf, readForm, summaryOf, type Typed } from '../web/form.ts'
import { keepForm } from '../web/keeping.ts'
import { languageOf } from '../web/language.ts'
import { id, type Ignored, oneOf, readFilters } from '../web/listing.ts'
import { drawn, page } from '../web/page.ts'
import { Router } from '../web/router.ts'
import { savedActOf, savedAt, savedWordsOf } from '../web/saved.ts'
import { buttonKey } from '../web/submission.ts'
import { whoAsks } from '../web/who.ts'
import { sendXlsx } from '../web/workbook.ts'
import { annexSheets } from './annex-sheets.ts'
import { type AskedReport, askedOf, periodsBeside, reportAt, type Whose, whoseAsked } from './asked.ts'
import { changedFigures } from './changes.ts'
import { drawnRows } from './drawn-rows.ts'
import {
  formSent,
  formValues,
  publishedReportForm,
  yearlyReportForm,
  type YearlyReportInput,
} from './form.ts'
import { reportListRoutes } from './list-routes.ts'
import { reportModel } from './model.ts'
import { publicationModel } from './publication-model.ts'
import { publicationRoutes } from './publication-routes.ts'
import { standingPublication } from './publications.ts'
import { annexesNameOf, fileNameOf, yearlyPaper } from './paper.ts'
import { periodWords, readPeriod } from './period.ts'
import {
  addYearlyReport,
  findYearlyReport,
  lastFoot,
  noteFigures,
  notedFigures,
  stateOf,
  updateYearlyReport,
} from './queries.ts'
import { sentencesOf, yearlyReportRecord } from './record.ts'
import { reportShown } from './shown.ts'
import { sectionTitle } from './wording.ts'
import { reportScopes, reportStates, yearlyParts, type YearlySection } from './yearly-report.ts'

/** Rows of an annex on the page at first; the Word file, the workbook and the print have all of them. */
const SHOWN = 200

const filterKinds = {
  unit: id,
  scope: oneOf(reportScopes),
  layout: oneOf(layouts),
  annexes: oneOf({ all: 'Hiện đủ, để đọc hết hoặc in' }),
}
// What the address of a page says was just kept.
const ofSaving = new Set(['saved', 'act', 'beside', 'over', 'since'])

/** The yearly and half-year report: its list, its page, the office's own words, and its files. */
export function yearlyReportRoutes(db: Db) {
  const routes = Router()

  reportListRoutes(db, routes, whoseModel)

  routes.get('/reports/:period.docx', async (req, res) => {
    const { asked, layout } = open(req)
    const { report, model } = await reportShown(db, asked)
    const paper = yearlyPaper(db, asked, report, model)
    await stream(res, DOCX_TYPE, `${fileNameOf(asked)}.docx`, paperPieces(layout, paper))
  })

  routes.get('/reports/:period.xlsx', async (req, res) => {
    const { asked } = open(req)
    const { model, publication } = await reportShown(db, asked)
    const sheets = annexSheets(asked, model.annexes, { asOf: model.asOf, isDraft: !publication })
    return sendXlsx(res, annexesNameOf(asked), ...sheets)
  })

  routes.get('/reports/:period.json', async (req, res) => {
    const { asked } = open(req)
    sendJson(res, yearlyReportRecord(asked, await reportShown(db, asked)))
  })

  routes.get('/reports/:period/edit', (req, res) => {
    const { asked } = open(req)
    const report = findYearlyReport(db, asked, asked.period.name)
    const values = { ...formValues(report, lastFoot(db, asked)), submissionId: crypto.randomUUID() }
    showForm(res, asked, { values })
  })

  routes.post('/reports/:period/figures', (req, res) => {
    const { asked } = openToWrite(req)
    const report = found(findYearlyReport(db, asked, asked.period.name))
    const { figures } = reportModel(db, asked, undefined, { most: 1 })
    const location = writeOnce(
      db,
      whoAsks(req),
      buttonKey(req),
      (write) => {
        noteFigures(write, report.id, figures)
        return withSaved(asked, savedAt('', 'figures', write))
      },
      // Figures may have become others since: those that have not change nothing.
      () => false,
    )
    res.redirect(303, location)
  })

  routes.post('/reports/:period', (req, res) => {
    const { asked } = openToWrite(req)
    const report = findYearlyReport(db, asked, asked.period.name)
    // Once it is there, the form of a report that nobody had begun, sent again, is an edit of it: known, or another.
    if (!report) {
      const typed = readForm(yearlyReportForm, req.body)
      const { figures } = reportModel(db, asked, undefined, { most: 1 })
      return keepForm(db, req, res, typed, {
        show: (res, typed) => showForm(res, asked, typed),
        keep(write, input) {
          addYearlyReport(write, asked, asked.period.name, textsOf(input), figures)
          return withSaved(asked, savedAt('', '1', write))
        },
      })
    }
    const form = formSent(report, req.body)
    keepEditForm<YearlyReportInput>(db, req, res, {
      table: 'yearly_reports',
      id: report.id,
      form,
      stored: (register) =>
        formValues(found(findYearlyReport(register, asked, asked.period.name)), undefined),
      read: (body) => readForm(form, body),
      show: (res, typed, conflict) => showForm(res, asked, typed, conflict),
      keep(write, input) {
        updateYearlyReport(write, report.id, textsOf(input))
        return withSaved(asked, savedAt('', '1', write))
      },
    })
  })

  routes.get('/reports/:period', async (req, res) => {
    const { asked, layout, annexes, ignored } = open(req)
    const most = annexes ? undefined : SHOWN
    const shown = await reportShown(db, asked, { most, language: languageOf(req) })
    const { report, publication, model } = shown
    const record = report && { table: 'yearly_reports', id: report.id }
    const all = reportAt(asked, '', { annexes: ['all'] })
    const sheet = sheetOf(layout, yearlyPaper(db, asked, report, model))
    page(res, 'yearly-reports/show', {
      ...whoseModel(asked, req),
      title: titleOf(asked),
      asked,
      report: report ?? null,
      state: reportStates[stateOf(report)],
      ignored,
      saved: savedWordsOf(req, savedWords),
      savedAct: savedActOf(req),
      meanwhile: record ? meanwhileTold(db, req, yearlyReportForm, record) : [],
      changed: publication ? [] : changedFigures(db, model, notedFigures(db, report), languageOf(req)),
      ...publicationModel(db, asked, shown, languageOf(req)),
      notedAt: report?.figuresNotedAt ? momentOf(report.figuresNotedAt) : null,
      submissionId: crypto.randomUUID(),
      beside: periodsBeside(asked),
      addresses: {
        own: reportAt(asked),
        edit: reportAt(asked, '/edit'),
        figures: reportAt(asked, '/figures'),
        docx: reportAt(asked, '.docx', { layout: layout === 'party' ? ['party'] : [] }),
        xlsx: reportAt(asked, '.xlsx'),
        json: reportAt(asked, '.json'),
        party: reportAt(asked, '', { layout: ['party'] }),
      },
      layout,
      layouts,
      sheet,
      drawnRows: await drawnRows(sheet, (block, rows) => drawn(res, 'paper/_rows', { sheet, block, rows })),
      moreOf: model.annexes.map(({ more, table }) =>
        more
          ? {
              words: 'Trang này hiện {shown} dòng đầu, còn {more} dòng.',
              gaps: { shown: table.rows.length, more },
              href: all,
            }
          : null,
      ),
      asOf: model.asOf,
      history: record ? lastActsTold(db, record.table, record.id, languageOf(req)) : null,
    })
  })

  publicationRoutes(db, routes, open, openToWrite, withSaved)

  function showForm(res: Response, asked: AskedReport, typed: Typed, conflict?: DrawConflict) {
    const report = findYearlyReport(db, asked, asked.period.name)
    const signed = standingPublication(db, report)
    const form: typeof publishedReportForm = signed ? publishedReportForm : yearlyReportForm
    // What was not asked for when the form was opened stands as it is stored.
    const stored = report && formValues(report, undefined)
    const fields = fieldsOf(form, { ...typed, values: { ...stored, ...typed.values } })
    const summary = summaryOf(form, typed)
    const { sections } = reportModel(db, asked, undefined, { most: 1 })
    const counted = (section: YearlySection) => sections[section].flatMap(sentencesOf)
    page(res, 'yearly-reports/edit', {
      asked,
      title: titleOf(asked),
      fields,
      signed,
      summary,
      conflict: conflict ? conflict(fields) : null,
      hasErrors: summary.length > 0 || conflict !== undefined,
      parts: yearlyParts.map(([number, , inside]) => ({
        number,
        title: inside.length > 1 ? 'Kết quả' : sectionTitle(inside[0]!, asked.period),
        sections: inside.map((section, index) => ({
          name: section,
          words:
            inside.length > 1
              ? `${index + 1}. ${sectionTitle(section, asked.period)}`
              : `${number}. ${sectionTitle(section, asked.period)}`,
          counted: counted(section),
        })),
      })),
      action: reportAt(asked),
      back: reportAt(asked),
      unitName: unitTitle(asked.unit, languageOf(res.req)),
    })
  }

  const titleOf = ({ period }: AskedReport) => ({
    text: 'Báo cáo {period}',
    gaps: { period: periodWords(period) },
  })

  function whoseModel(whose: Whose, req: Request) {
    const language = languageOf(req)
    return {
      whose,
      unitName: unitTitle(whose.unit, language),
      scopes: reportScopes,
      units: unitOptions(db, language),
      hasOtherUnits: listUnits(db).length > 1,
    }
  }

  /** Whose report an address asks for, and how; what it does not understand is left aside and named. */
  function read(req: Request) {
    const query = Object.fromEntries(Object.entries(req.query).filter(([name]) => !ofSaving.has(name)))
    const { filters, ignored } = readFilters(filterKinds, query)
    const { whose, ignored: strange } = whoseAsked(db, filters)
    return {
      whose: found(whose),
      layout: filters.layout[0] ?? 'state',
      annexes: filters.annexes[0] ?? null,
      ignored: [...ignored, ...strange] as Ignored[],
    }
  }

  function open(req: Request) {
    const period = found(readPeriod(String(req.params.period)))
    const asked = read(req)
    return { ...asked, asked: askedOf(asked.whose, period) }
  }

  /** The same where something is written: of a unit that is not in sight there is nothing to write. */
  function openToWrite(req: Request) {
    const opened = open(req)
    found(opened.ignored.some(({ name }) => name === 'unit' || name === 'scope') ? undefined : opened)
    return opened
  }

  return routes
}

// `savedAt` says it of a path: of an address that asks for something already, it goes on asking.
const withSaved = (asked: AskedReport, saved: string): string => {
  const at = reportAt(asked)
  return `${at}${at.includes('?') ? saved.replace('?', '&') : saved}`
}

function textsOf({ submissionId: _submissionId, version: _version, ...texts }: YearlyReportInput) {
  return texts
}

const savedWords: Record<string, string> = {
  '1': 'Đã lưu báo cáo.',
  figures: 'Đã ghi nhận số mới.',
  published: 'Đã phát hành. Số liệu của báo cáo từ nay giữ nguyên.',
  withdrawn: 'Đã thu hồi. Báo cáo lại lấy số liệu mới từ sổ.',
}
