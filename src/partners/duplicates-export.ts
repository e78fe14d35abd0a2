import { z } from 'zod'
import { exchangesBy, noExchanges, together } from '../counting.ts'
import { countryName } from '../countries/names.ts'
import type { Db } from '../db/open.ts'
import { jsonCount, jsonCountry, jsonId, jsonList } from '../web/json-schema.ts'
import type { Message, Speech } from '../web/language.ts'
import type { ShortList } from '../web/list-files.ts'
import type { Operation } from '../web/operation.ts'
import { likelyDuplicatePartners } from './likely-duplicates.ts'
import { partnerTitle } from './partner.ts'
import type { PartnerName } from './queries.ts'

// Partners that may be one, to go through away from the screen.

/** How many visits each partner is counted with, in the whole system. */
export function visitsOfPartners(db: Db): (id: number) => number {
  const exchanges = exchangesBy(db, 'partner', { unit: [], scope: ['all'] })
  return (id) => together(exchanges.get(String(id)) ?? noExchanges()).delegations
}

type CountedPartner = PartnerName & { delegations: number }
interface Pair {
  one: CountedPartner
  other: CountedPartner
  reason: Message
}

export function duplicateList(db: Db, { t, say, language }: Speech): ShortList<Pair> {
  const count = visitsOfPartners(db)
  const counted = (partner: PartnerName) => ({ ...partner, delegations: count(partner.id) })
  const rows = likelyDuplicatePartners(db).map(({ one, other, reason }) => ({
    one: counted(one),
    other: counted(other),
    reason,
  }))
  const columnsOf = (side: 'one' | 'other', heading: string) => [
    { heading, value: (pair: Pair) => partnerTitle(pair[side], language), width: 38 },
    {
      heading: t('Nước'),
      value: ({ [side]: { country } }: Pair) => country && countryName(country, language),
      width: 16,
    },
    {
      heading: t('Đoàn'),
      value: ({ [side]: { delegations } }: Pair) => delegations,
      kind: 'number' as const,
      width: 8,
    },
  ]
  return {
    file: 'doi-tac-co-the-trung',
    title: t('Đối tác có thể ghi trùng'),
    columns: [
      ...columnsOf('one', t('Đối tác')),
      ...columnsOf('other', t('Có thể trùng với')),
      { heading: t('Vì sao'), value: ({ reason }) => say(reason), width: 44 },
    ],
    rows,
    counted: '{count} cặp',
  }
}

const partnerAsJson = ({ id, name, country, delegations }: CountedPartner) => ({
  id,
  name,
  country,
  delegations,
})

export const pairAsJson = ({ one, other, reason }: Pair, { say }: Speech): z.output<typeof pairShape> => ({
  one: partnerAsJson(one),
  other: partnerAsJson(other),
  reason: say(reason),
})

const partnerShape = z.strictObject({
  id: jsonId,
  name: z.string(),
  country: jsonCountry.nullable(),
  delegations: jsonCount.describe('Those that count, in the whole system'),
})
const pairShape = z.strictObject({ one: partnerShape, other: partnerShape, reason: z.string() })

export const duplicateOperations: Operation[] = [
  {
    route: 'GET /partners/duplicates.json',
    summary: 'Các cặp đối tác có thể là một',
    answer: jsonList(pairShape),
  },
]
