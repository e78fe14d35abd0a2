import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { partnerTitle } from '../partners/partner.ts'
import { unitNameAt, unitsById, unitTitle } from '../units/queries.ts'
import type { Column, Sheet } from '../web/export.ts'
import type { Speech } from '../web/language.ts'
import { type FollowUpFilters, followUpStates, stateOf } from './filters.ts'
import { followUpOutcomes, followUpSides } from './follow-up.ts'
import { chipsOf, figuresOf } from './listing.ts'
import { countFollowUps, type FollowUp, listFollowUps } from './queries.ts'

/** A follow-up as other programs read it. */
export const asJson = (row: FollowUp) => ({
  id: row.id,
  version: row.version,
  delegation: { id: row.delegationId, name: row.visitTitle },
  code: row.visitCode,
  partners: row.partners.map(({ id, name }) => ({ id, name })),
  content: row.content,
  side: row.side,
  lead: row.lead,
  owner: row.owner,
  dueOn: row.dueOn,
  isFromReport: row.isFromReport,
  outcome: row.outcome,
  closedOn: row.closedOn,
  evidence: row.evidence,
})

/** The columns of the list as a table to download, in the reader's words. */
export function csvColumns(db: Db, { t, language }: Speech): Column<FollowUp>[] {
  const unitOf = ({ unitId, startsOn }: FollowUp) => {
    const unit = unitsById(db).get(unitId)
    return unit ? unitTitle(unitNameAt(unit, startsOn), language) : null
  }
  return [
    { heading: t('Hạn'), value: (row) => row.dueOn, kind: 'date', width: 11 },
    { heading: t('Việc tiếp theo'), value: (row) => row.content, width: 46 },
    { heading: t('Bên'), value: (row) => t(followUpSides[row.side]), width: 9 },
    { heading: t('Đơn vị đầu mối'), value: (row) => row.lead, width: 22 },
    { heading: t('Người phụ trách'), value: (row) => row.owner, width: 18 },
    {
      heading: t('Đối tác'),
      value: (row) => row.partners.map((partner) => partnerTitle(partner, language)).join('; '),
      width: 28,
    },
    { heading: t('Số sổ'), value: (row) => row.visitCode, width: 13 },
    {
      heading: t('Kết quả'),
      value: (row) => t(row.outcome ? followUpOutcomes[row.outcome] : 'Còn mở'),
      width: 13,
    },
    { heading: t('Xong ngày'), value: (row) => row.closedOn, kind: 'date', width: 11 },
    { heading: t('Minh chứng'), value: (row) => row.evidence, width: 34 },
    { heading: t('Tên đoàn'), value: (row) => row.visitTitle, width: 40, isOffPaper: true },
    { heading: t('Đơn vị'), value: unitOf, width: 28 },
  ]
}

/** The list as a workbook: what it is of in words, the line above the list on screen, its rows. */
export function sheetOf(db: Db, filters: FollowUpFilters, speech: Speech): Sheet<FollowUp> {
  const { t, say, language } = speech
  const words = [
    t(followUpStates[stateOf(filters)]),
    ...chipsOf(db, filters, language).map((chip) => say(chip.words)),
  ]
  return {
    title: t('Việc tiếp theo'),
    about: [
      t('Gồm: {filters}', { filters: words.join(' · ') }),
      figuresOf(filters, countFollowUps(db, filters)).map(say).join('; '),
      t('Số liệu tính đến {date}.', { date: speech.date(today()) }),
    ],
    columns: csvColumns(db, speech),
    batches: batchesOf(db, filters),
    counted: '{count} việc',
  }
}

/** Every follow-up that the filters mean, in the list's order, some hundred at a time. */
export function* batchesOf(db: Db, filters: FollowUpFilters): Generator<FollowUp[]> {
  let page: FollowUpFilters['page'] = []
  for (;;) {
    const { rows, next } = listFollowUps(db, { ...filters, page }, 500)
    if (rows.length) yield rows
    if (!next) return
    page = [next]
  }
}
