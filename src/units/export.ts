import { z } from 'zod'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { jsonNames, namesAsJson, namesColumns, namesTold } from '../former-names.ts'
import { jsonCount, jsonDate, jsonId, jsonList } from '../web/json-schema.ts'
import type { Language, Speech } from '../web/language.ts'
import type { ShortList } from '../web/list-files.ts'
import type { Operation } from '../web/operation.ts'
import { unitsById, unitTitle, unitTree, unitUse } from './queries.ts'
import { unitKinds } from './unit.ts'

/** The units as they are listed: the house's own by its tree, then other bodies. */
export function unitGroups(db: Db, language: Language) {
  const [day, use] = [today(), unitUse(db)]
  const rows = unitTree(db).map((unit) => ({
    ...unit,
    ...namesTold(unit.names, day, language),
    hasEnded: unit.untilOn !== null && unit.untilOn < day,
    visits: use.get(unit.id)?.visits ?? 0,
  }))
  const isOurs = new Set(rows.filter(({ kind }) => kind !== 'other_body').map(({ id }) => id))
  return [
    { title: 'Cơ quan của sổ và các đơn vị', units: rows.filter(({ id }) => isOurs.has(id)) },
    { title: 'Cơ quan khác', units: rows.filter(({ id }) => !isOurs.has(id)) },
  ].filter(({ units }) => units.length)
}

type ListedUnit = ReturnType<typeof unitGroups>[number]['units'][number]

/** The units to take along. */
export function unitList(db: Db, speech: Speech): ShortList<ListedUnit> {
  const { t, language } = speech
  const byId = unitsById(db)
  const above = ({ parentId }: ListedUnit) => {
    const parent = parentId === null ? undefined : byId.get(parentId)
    return parent ? unitTitle(parent, language) : null
  }
  const rows = unitGroups(db, language).flatMap(({ units }) => units)
  return {
    file: 'don-vi',
    title: t('Đơn vị'),
    columns: [
      { heading: t('Mã'), value: ({ code }) => code, width: 14 },
      { heading: t('Đơn vị'), value: ({ title }) => title, width: 40 },
      { heading: t('Thuộc đơn vị'), value: above, width: 32 },
      { heading: t('Loại'), value: ({ kind }) => t(unitKinds[kind]), width: 26 },
      { heading: t('Có từ'), value: ({ sinceOn }) => sinceOn, kind: 'date', width: 11 },
      { heading: t('Kết thúc'), value: ({ untilOn }) => untilOn, kind: 'date', width: 11 },
      { heading: t('Đoàn trong sổ'), value: ({ visits }) => visits, kind: 'number', width: 14 },
      ...namesColumns(speech),
    ],
    rows,
    counted: '{count} đơn vị',
  }
}

export const unitAsJson = ({ id, names, ...unit }: ListedUnit): z.output<typeof unitShape> => ({
  id,
  ...namesAsJson(names, today()),
  code: unit.code,
  kind: unit.kind,
  parentId: unit.parentId,
  sinceOn: unit.sinceOn,
  untilOn: unit.untilOn,
  delegations: unit.visits,
})

const unitShape = z.strictObject({
  id: jsonId,
  ...jsonNames,
  code: z.string().nullable(),
  kind: z.enum(valuesOf(unitKinds)),
  parentId: jsonId.nullable(),
  sinceOn: jsonDate.nullable(),
  untilOn: jsonDate.nullable(),
  delegations: jsonCount.describe('Of any status'),
})

export const unitOperations: Operation[] = [
  { route: 'GET /admin/units.json', summary: 'Các đơn vị, theo cấp', answer: jsonList(unitShape) },
]
