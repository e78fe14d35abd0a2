import { today, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { unitTitleOf, unitTitle } from '../units/queries.ts'
import { batchesOf, type Column, type Sheet } from '../web/export.ts'
import type { Language, Speech } from '../web/language.ts'
import { changed, type Chip, chip } from '../web/listing.ts'
import { asAsked, type FigureFilters, PATH } from './filters.ts'
import { indicators, qualifiers } from './opening-figure.ts'
import type { OpeningFigure } from './queries.ts'

/** What the list is filtered by, each with the address without it. */
export function chipsOf(db: Db, filters: FigureFilters, language: Language): Chip[] {
  return [
    ...filters.indicator.map((indicator) =>
      chip(
        indicators[indicator],
        changed(PATH, asAsked(filters), { indicator: filters.indicator.filter((one) => one !== indicator) }),
      ),
    ),
    ...filters.unit.map((id) => {
      const without = changed(PATH, asAsked(filters), { unit: filters.unit.filter((one) => one !== id) })
      return chip('{name}', without, { name: unitTitleOf(db, id, language) })
    }),
  ]
}

/** A published figure as other programs read it. */
export const asJson = (figure: OpeningFigure) => ({
  id: figure.id,
  version: figure.version,
  unit: { id: figure.unitId, name: figure.unit },
  indicator: figure.indicator,
  from: figure.startsOn,
  to: figure.endsOn,
  qualifier: figure.qualifier,
  value: figure.value,
  source: figure.source,
  note: figure.note,
})

/** The list's columns as a download, in the reader's words. */
export function csvColumns({ t, language }: Speech): Column<OpeningFigure>[] {
  return [
    {
      heading: t('Đơn vị'),
      value: (figure) => unitTitle({ name: figure.unit, nameEn: figure.unitEn }, language),
      width: 32,
    },
    { heading: t('Chỉ tiêu'), value: ({ indicator }) => t(indicators[indicator]), width: 26 },
    { heading: t('Từ'), value: ({ startsOn }) => startsOn, kind: 'date', width: 11 },
    { heading: t('Đến'), value: ({ endsOn }) => endsOn, kind: 'date', width: 11 },
    { heading: t('Mức chắc chắn'), value: ({ qualifier }) => t(qualifiers[qualifier]), width: 12 },
    { heading: t('Số'), value: ({ value }) => value, kind: 'number', width: 14 },
    { heading: t('Nguồn'), value: ({ source }) => source, width: 50 },
    { heading: t('Ghi chú'), value: ({ note }) => note, width: 40, isOffPaper: true },
  ]
}

/** The list as a workbook. */
export function sheetOf(
  db: Db,
  figures: OpeningFigure[],
  filters: FigureFilters,
  speech: Speech,
): Sheet<OpeningFigure> {
  const { t, say, language } = speech
  const words = chipsOf(db, filters, language).map((one) => say(one.words))
  return {
    title: t('Số liệu tổng hợp đã công bố'),
    about: [
      t('Gồm: {filters}', { filters: words.join(' · ') || t('mọi đơn vị, mọi chỉ tiêu') }),
      t('{count} số liệu', { count: figures.length }),
      t('Số liệu tính đến {date}.', { date: writeDate(today()) }),
    ],
    columns: csvColumns(speech),
    batches: batchesOf(figures),
    counted: '{count} số liệu',
  }
}
