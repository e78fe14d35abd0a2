import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { scopes } from '../delegations/filters.ts'
import { unitsById, unitTitle } from '../units/queries.ts'
import { batchesOf, type Column, type Sheet } from '../web/export.ts'
import { type Speech, speechOf } from '../web/language.ts'
import { kinds, severities, severityOf } from './contradiction.ts'
import type { Found, Told } from './found.ts'
import { chipsOf, type DeskFilters, stateOf, states } from './filters.ts'

export type ToldRow = Found & Told & { isAccepted: boolean }

/** A contradiction with its words. */
export function toldRow(found: Found): ToldRow {
  const told = found.tell()
  return { ...found, ...told, isAccepted: found.acceptance?.facts === told.facts }
}

/** A contradiction as other programs read it, in Vietnamese. */
export function asJson({ kind, key, unitId, from, to, acceptance, isAccepted, said, about, fixes }: ToldRow) {
  const { say } = speechOf('vi')
  return {
    key,
    kind,
    severity: severityOf[kind],
    unitId,
    from,
    to,
    about: { words: say(about.words), href: about.href },
    said: say(said),
    fixes: fixes.map(({ words, href }) => ({ words: say(words), href })),
    accepted:
      acceptance && isAccepted
        ? {
            id: acceptance.id,
            reason: acceptance.reason,
            by: acceptance.acceptedBy,
            at: acceptance.acceptedAt,
          }
        : null,
  }
}

/** The list's columns as a download, in the reader's words. */
export function csvColumns(db: Db, { t, say, language }: Speech): Column<ToldRow>[] {
  return [
    { heading: t('Mức'), value: ({ kind }) => t(severities[severityOf[kind]]), width: 18 },
    { heading: t('Loại'), value: ({ kind }) => t(kinds[kind]), width: 28 },
    { heading: t('Ở đâu'), value: ({ about }) => say(about.words), width: 44 },
    { heading: t('Vì sao'), value: ({ said }) => say(said), width: 60 },
    {
      heading: t('Đơn vị'),
      value: ({ unitId }) => {
        const unit = unitId === null ? undefined : unitsById(db).get(unitId)
        return unit ? unitTitle(unit, language) : null
      },
      width: 28,
    },
    {
      heading: t('Lý do chấp nhận'),
      value: ({ acceptance, isAccepted }) => (isAccepted ? acceptance!.reason : null),
      width: 34,
    },
    {
      heading: t('Người chấp nhận'),
      value: ({ acceptance, isAccepted }) => (isAccepted ? acceptance!.acceptedBy : null),
      width: 20,
    },
    {
      heading: t('Lúc'),
      value: ({ acceptance, isAccepted }) => (isAccepted ? acceptance!.acceptedAt : null),
      kind: 'moment',
      width: 16,
    },
  ]
}

/** Rows with their words, some at a time: there may be tens of thousands. */
export function* toldBatches(rows: Found[]): Generator<ToldRow[]> {
  for (const batch of batchesOf(rows)) yield batch.map(toldRow)
}

/** The list as a workbook. */
export function sheetOf(db: Db, rows: Found[], filters: DeskFilters, speech: Speech): Sheet<ToldRow> {
  const { t, say, language } = speech
  const words = [
    t(states[stateOf(filters)]),
    ...(filters.scope.length || filters.unit.length ? [] : [t(scopes.own)]),
    ...chipsOf(db, filters, language).map((one) => say(one.words)),
  ]
  return {
    title: t('Số liệu cần soát'),
    about: [
      t('Gồm: {filters}', { filters: words.join(' · ') }),
      t('{count} chỗ', { count: rows.length }),
      t('Số liệu tính đến {date}.', { date: speech.date(today()) }),
    ],
    columns: csvColumns(db, speech),
    batches: toldBatches(rows),
    counted: '{count} chỗ',
  }
}
