import { z } from 'zod'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { jsonCount, jsonDate, jsonId, jsonList } from '../web/json-schema.ts'
import type { Speech } from '../web/language.ts'
import type { ShortList } from '../web/list-files.ts'
import type { Operation } from '../web/operation.ts'
import { legalBasisKinds } from './legal-basis.ts'
import { legalBasisUse, legalBasisWords, listLegalBases } from './queries.ts'

/** The papers as they are listed, with how many settings rest on each. */
export function legalBasisRows(db: Db) {
  const [day, use] = [today(), legalBasisUse(db)]
  return listLegalBases(db).map((basis) => ({
    ...basis,
    words: legalBasisWords(basis),
    hasEnded: basis.untilOn !== null && basis.untilOn < day,
    settings: use.get(basis.id) ?? 0,
  }))
}

type ListedBasis = ReturnType<typeof legalBasisRows>[number]

/** The papers to take along. */
export function legalBasisList(db: Db, { t, say }: Speech): ShortList<ListedBasis> {
  const rows = legalBasisRows(db)
  return {
    file: 'can-cu-phap-ly',
    title: t('Căn cứ pháp lý'),
    columns: [
      { heading: t('Ngày ban hành'), value: ({ issuedOn }) => issuedOn, kind: 'date', width: 14 },
      { heading: t('Văn bản'), value: ({ words }) => say(words), width: 26 },
      { heading: t('Trích yếu'), value: ({ title }) => title, width: 48 },
      { heading: t('Cơ quan ban hành'), value: ({ issuer }) => issuer, width: 28 },
      { heading: t('Hiệu lực từ'), value: ({ sinceOn }) => sinceOn, kind: 'date', width: 12 },
      { heading: t('Hiệu lực đến'), value: ({ untilOn }) => untilOn, kind: 'date', width: 12 },
      { heading: t('Mục dẫn'), value: ({ settings }) => settings, kind: 'number', width: 9 },
    ],
    rows,
    counted: '{count} văn bản',
  }
}

export const legalBasisAsJson = (basis: ListedBasis): z.output<typeof basisShape> => ({
  id: basis.id,
  kind: basis.kind,
  number: basis.number,
  title: basis.title,
  issuer: basis.issuer,
  issuedOn: basis.issuedOn,
  sinceOn: basis.sinceOn,
  untilOn: basis.untilOn,
  url: basis.url,
  note: basis.note,
  settings: basis.settings,
})

const basisShape = z.strictObject({
  id: jsonId,
  kind: z.enum(valuesOf(legalBasisKinds)),
  number: z.string(),
  title: z.string().nullable(),
  issuer: z.string().nullable(),
  issuedOn: jsonDate.nullable(),
  sinceOn: jsonDate.nullable(),
  untilOn: jsonDate.nullable(),
  url: z.string().nullable(),
  note: z.string().nullable(),
  settings: jsonCount.describe('How many values of settings rest on it'),
})

export const legalBasisOperations: Operation[] = [
  {
    route: 'GET /admin/legal-bases.json',
    summary: 'Văn bản làm căn cứ, mới ban hành trước',
    answer: jsonList(basisShape),
  },
]
