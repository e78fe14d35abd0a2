import type { Response } from 'express'
import { openCountOfFigures } from '../contradictions/counts.ts'
import { figureTitle } from '../contradictions/figures.ts'
import { DESK_PATH } from '../contradictions/queries.ts'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { type DrawConflict, keepEditForm, meanwhileTold } from '../history/edit-form.ts'
import { lastActsTold } from '../history/told.ts'
import { periodWords, sourceOf, valueInWords } from '../totals/opening.ts'
import { listUnits, unitTitle } from '../units/queries.ts'
import { found, idOf } from '../web/errors.ts'
import { batchesOf, sendCsv, sendList } from '../web/export.ts'
import type { Values } from '../web/form.ts'
import { keepForm, removed } from '../web/keeping.ts'
import { languageOf, speechOf } from '../web/language.ts'
import { addressOf, id } from '../web/listing.ts'
import { page } from '../web/page.ts'
import { recordForm } from '../web/record-form.ts'
import { Router } from '../web/router.ts'
import { savedActOf, savedAt } from '../web/saved.ts'
import { sendXlsx } from '../web/workbook.ts'
import { acceptFigure } from './checks.ts'
import { asJson, chipsOf, csvColumns, sheetOf } from './export.ts'
import { asAsked, figuresAsked, PATH, readFigureFilters } from './filters.ts'
import {
  type FigureInput,
  formValues,
  openingFigureForm,
  readOpeningFigure,
  type TypedFigure,
  valuesAfter,
} from './form.ts'
import { indicators } from './opening-figure.ts'
import {
  addOpeningFigure,
  findOpeningFigure,
  removeOpeningFigure,
  type StoredFigure,
  updateOpeningFigure,
} from './queries.ts'

const frame = {
  home: { href: '/totals', words: 'Số liệu' },
  room: PATH,
  roomWords: 'Số liệu tổng hợp đã công bố',
  section: '/totals',
}

interface Showing {
  conflict?: DrawConflict
  isSaved?: boolean
  /** The figure that was kept just before, of which this is another. */
  last?: StoredFigure
}

/** Published figures without the rows behind them (C13): the list, and the form that keeps one. */
export function openingFigureRoutes(db: Db) {
  const routes = Router()

  routes.get(PATH, (req, res) => {
    const speech = speechOf(languageOf(req))
    const { filters, ignored } = readFigureFilters(db, req.query)
    const figures = figuresAsked(db, filters)
    page(res, 'opening-figures/index', {
      ignored,
      filters,
      all: PATH,
      chips: chipsOf(db, filters, speech.language),
      isRemoved: req.query.saved === 'removed',
      savedAct: savedActOf(req),
      count: figures.length,
      asOf: today(),
      open: openCountOfFigures(db),
      desk: `${DESK_PATH}?scope=all&kind=figuresClash&kind=figureBelowVisits&kind=partnersDiffer`,
      groups: [...Map.groupBy(figures, ({ unitId }) => unitId).values()].map((ofUnit) => ({
        unit: unitTitle({ name: ofUnit[0]!.unit, nameEn: ofUnit[0]!.unitEn }, speech.language),
        figures: ofUnit.map((figure) => ({
          id: figure.id,
          value: valueInWords(figure, speech),
          indicator: indicators[figure.indicator],
          period: periodWords(figure, speech),
          source: sourceOf(figure.source),
          note: figure.note,
        })),
      })),
      indicators,
      units: unitChoices(speech.language),
      downloads: ['xlsx', 'csv', 'json'].map((ending) => ({
        ending,
        href: addressOf(`${PATH}.${ending}`, asAsked(filters)),
      })),
    })
  })

  routes.get(`${PATH}.json`, (req, res) => {
    const { filters, ignored } = readFigureFilters(db, req.query)
    sendList(res, ignored, { asOf: today(), next: null, items: figuresAsked(db, filters).map(asJson) })
  })

  routes.get(`${PATH}.csv`, async (req, res) => {
    const { filters } = readFigureFilters(db, req.query)
    const columns = csvColumns(speechOf(languageOf(req)))
    await sendCsv(res, `so-lieu-tong-hop-${today()}`, columns, batchesOf(figuresAsked(db, filters)))
  })

  routes.get(`${PATH}.xlsx`, async (req, res) => {
    const { filters } = readFigureFilters(db, req.query)
    const speech = speechOf(languageOf(req))
    const sheet = sheetOf(db, figuresAsked(db, filters), filters, speech)
    await sendXlsx(res, `so-lieu-tong-hop-${today()}`, sheet)
  })

  routes.get(`${PATH}/new`, (req, res) => {
    const { saved } = req.query
    const lastId = typeof saved === 'string' ? id(saved) : undefined
    const last = lastId === undefined ? undefined : findOpeningFigure(db, lastId)
    showFigure(res, undefined, { values: last ? valuesAfter(last) : { qualifier: 'exact' } }, { last })
  })

  routes.post(PATH, (req, res) => {
    const typed = readOpeningFigure(db, req.body)
    keepForm(db, req, res, typed, {
      show: (res, again) => showFigure(res, undefined, { ...typed, ...again }),
      keep: (write, input) => {
        const id = addOpeningFigure(write, input)
        if (input.acceptedReason) acceptFigure(write, { ...input, id }, input.acceptedReason)
        const isAnother = (req.body as Values).another === '1'
        return isAnother ? savedAt(`${PATH}/new`, id, write) : savedAt(`${PATH}/${id}`, 1, write)
      },
    })
  })

  routes.get(`${PATH}/:id`, (req, res) => {
    const figure = found(findOpeningFigure(db, idOf(req.params.id)))
    showFigure(res, figure, { values: formValues(figure) }, { isSaved: req.query.saved === '1' })
  })

  routes.post(`${PATH}/:id`, (req, res) => {
    const figure = found(findOpeningFigure(db, idOf(req.params.id)))
    keepEditForm<FigureInput>(db, req, res, {
      table: 'opening_figures',
      id: figure.id,
      form: openingFigureForm,
      stored: (register) => formValues(found(findOpeningFigure(register, figure.id))),
      read: (body) => readOpeningFigure(db, body, figure),
      show: (res, typed, conflict) => showFigure(res, figure, typed, { conflict }),
      keep: (write, input) => {
        updateOpeningFigure(write, figure.id, input)
        if (input.acceptedReason) acceptFigure(write, { ...input, id: figure.id }, input.acceptedReason)
        return savedAt(`${PATH}/${figure.id}`, 1, write)
      },
    })
  })

  routes.post(`${PATH}/:id/removal`, (req, res) => {
    const figure = found(findOpeningFigure(db, idOf(req.params.id)))
    const location = removed(db, req, PATH, (write) => removeOpeningFigure(write, figure.id))
    res.redirect(303, found(location))
  })

  // Bodies that only published a figure are among them.
  const unitChoices = (language: 'vi' | 'en') =>
    listUnits(db).map((unit): [string, string] => [String(unit.id), unitTitle(unit, language)])

  function showFigure(
    res: Response,
    figure: StoredFigure | undefined,
    typed: TypedFigure,
    { conflict, isSaved = false, last }: Showing = {},
  ) {
    const language = languageOf(res.req)
    const form = recordForm(openingFigureForm, typed, {
      options: { unitId: unitChoices(language) },
      conflict,
    })
    // A reason is asked for once there is something to be accepted.
    const asksReason = typed.beside || typed.errors?.acceptedReason || typed.values?.acceptedReason
    page(res, 'admin/form', {
      ...frame,
      ...form,
      lines: form.lines.filter(([field]) => asksReason || field?.name !== 'acceptedReason'),
      meanwhile:
        figure && meanwhileTold(db, res.req, openingFigureForm, { table: 'opening_figures', id: figure.id }),
      title: figure ? figureTitle(figure) : { text: 'Thêm số liệu tổng hợp' },
      lede: figure
        ? undefined
        : {
            text: 'Số đã công bố mà sổ không có từng đoàn phía sau; giữ nguyên chữ “hơn”, “khoảng” và nguồn.',
          },
      action: figure ? `${PATH}/${figure.id}` : PATH,
      verb: 'Lưu số liệu',
      another: figure ? undefined : 'Lưu và thêm số khác',
      beside: typed.beside,
      savedBefore: last && {
        words: 'Đã lưu số liệu.',
        title: speechOf(language).say(figureTitle(last)),
        href: `${PATH}/${last.id}`,
      },
      savedAct: savedActOf(res.req),
      saved: isSaved && 'Đã lưu số liệu.',
      removal: figure && {
        used: null,
        action: `${PATH}/${figure.id}/removal`,
        verb: 'Bỏ số liệu',
        note: 'Số này không còn hiện bên số liệu đã đếm.',
      },
      record: figure && `opening_figures-${figure.id}`,
      history: figure && lastActsTold(db, 'opening_figures', figure.id, language),
    })
  }

  return routes
}
