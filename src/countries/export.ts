import { countryTotals, type ListedCountry } from './queries.ts'
import { type BothWays, knownPersonTrips, together } from '../counting.ts'
import { today } from '../dates.ts'
import { scopes } from '../delegations/filters.ts'
import { differenceOf } from '../partners/exchanges.ts'
import type { Cell, Column, Sheet } from '../web/export.ts'
import type { Speech } from '../web/language.ts'
import { regions } from './country.ts'
import { countryName } from './names.ts'

type Scope = (keyof typeof scopes)[]

/** A country as other programs read it. */
export const asJson = ({ iso2, name, nameEn, region, partnerCount, exchanges }: ListedCountry) => ({
  iso2,
  name,
  nameEn,
  region,
  partners: partnerCount,
  outbound: figuresOf(exchanges.outbound),
  inbound: figuresOf(exchanges.inbound),
  lastExchangeOn: exchanges.lastOn,
})

/** What was exchanged one way, in the shape of the totals. */
export const figuresOf = (counts: ListedCountry['exchanges']['outbound']) => ({
  delegations: counts.delegations,
  personTrips: knownPersonTrips(counts),
  personTripsUnknownIn: counts.unknownPeople,
})

/** Who exchanged more, as a number to sort by: more than nothing where more came than went. */
function differenceCell({ outbound, inbound }: BothWays, say: Speech['say']): Cell {
  const words = say(differenceOf({ outbound, inbound }))
  const isNone = !outbound.delegations && !inbound.delegations
  return isNone ? words : { value: inbound.delegations - outbound.delegations, words }
}

/** The list's columns as a download, in the reader's words. */
export function csvColumns({ t, say, language }: Speech): Column<ListedCountry>[] {
  return [
    { heading: t('Khu vực'), value: ({ region }) => t(regions[region]), width: 22 },
    { heading: t('Nước'), value: ({ iso2 }) => countryName(iso2, language), width: 24 },
    { heading: t('Mã nước'), value: ({ iso2 }) => iso2, width: 9 },
    { heading: t('Đoàn ra'), value: ({ exchanges }) => exchanges.outbound.delegations, kind: 'number' },
    { heading: t('Đoàn vào'), value: ({ exchanges }) => exchanges.inbound.delegations, kind: 'number' },
    { heading: t('Cân bằng'), value: ({ exchanges }) => differenceCell(exchanges, say), width: 16 },
    { heading: t('Đối tác'), value: ({ partnerCount }) => partnerCount, kind: 'number' },
    { heading: t('Gần nhất'), value: ({ exchanges }) => exchanges.lastOn, kind: 'date' },
  ]
}

/** The list as a workbook, with each visit once in its total (C8). */
export function sheetOf(
  countries: ListedCountry[],
  { total, without }: ReturnType<typeof countryTotals>,
  scope: Scope,
  speech: Speech,
): Sheet<ListedCountry> {
  const { t, say } = speech
  return {
    title: t('Các nước'),
    about: [
      t('Gồm: {filters}', { filters: t(scopes[scope[0] ?? 'own']) }),
      t('Số đoàn được tính của mọi năm. Số liệu tính đến {date}.', { date: speech.date(today()) }),
    ],
    columns: csvColumns(speech),
    batches: [countries],
    closing: [
      ...(without && together(without).delegations
        ? [
            {
              kind: 'row' as const,
              cells: [
                null,
                t('Chưa ghi nước'),
                null,
                without.outbound.delegations,
                without.inbound.delegations,
              ],
            },
          ]
        : []),
      {
        kind: 'total',
        cells: [
          t('TỔNG CỘNG'),
          null,
          null,
          total.outbound.delegations,
          total.inbound.delegations,
          differenceCell(total, say),
        ],
      },
    ],
  }
}
