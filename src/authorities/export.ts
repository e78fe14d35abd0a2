import { z } from 'zod'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { jsonNames, namesAsJson, namesColumns, namesTold } from '../former-names.ts'
import { jsonDate, jsonId, jsonList } from '../web/json-schema.ts'
import type { Language, Speech } from '../web/language.ts'
import type { ShortList } from '../web/list-files.ts'
import type { Operation } from '../web/operation.ts'
import { type AuthorityFile, listAuthorities } from './queries.ts'

/** The authorities as they are listed. */
export function authorityRows(db: Db, language: Language) {
  const day = today()
  return listAuthorities(db).map((authority) => ({
    ...authority,
    ...namesTold(authority, day, language),
    hasEnded: authority.untilOn !== null && authority.untilOn < day,
  }))
}

type ListedAuthority = ReturnType<typeof authorityRows>[number]

/** The authorities to take along. */
export function authorityList(db: Db, speech: Speech): ShortList<ListedAuthority> {
  const { t } = speech
  const rows = authorityRows(db, speech.language)
  return {
    file: 'co-quan-phe-duyet',
    title: t('Cơ quan phê duyệt'),
    columns: [
      { heading: t('Có từ'), value: ({ sinceOn }) => sinceOn, kind: 'date', width: 14 },
      { heading: t('Kết thúc'), value: ({ untilOn }) => untilOn, kind: 'date', width: 12 },
      { heading: t('Cơ quan'), value: ({ title }) => title, width: 44 },
      { heading: t('Ghi chú'), value: ({ note }) => note, width: 40 },
      ...namesColumns(speech),
    ],
    rows,
    counted: '{count} cơ quan',
  }
}

export const authorityAsJson = (authority: AuthorityFile): z.output<typeof authorityShape> => ({
  id: authority.id,
  ...namesAsJson(authority, today()),
  sinceOn: authority.sinceOn,
  untilOn: authority.untilOn,
  note: authority.note,
})

const authorityShape = z.strictObject({
  id: jsonId,
  ...jsonNames,
  sinceOn: jsonDate.nullable(),
  untilOn: jsonDate.nullable(),
  note: z.string().nullable(),
})

export const authorityOperations: Operation[] = [
  {
    route: 'GET /admin/authorities.json',
    summary: 'Các cơ quan phê duyệt',
    answer: jsonList(authorityShape),
  },
]
