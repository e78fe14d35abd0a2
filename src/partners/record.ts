import { z } from 'zod'
import { type BothWays, type Exchanges, exchangesWith, knownPersonTrips } from '../counting.ts'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { addressOf } from '../web/listing.ts'
import {
  jsonCount,
  jsonCountry,
  jsonDate,
  jsonDay,
  jsonId,
  jsonIgnored,
  jsonNext,
} from '../web/json-schema.ts'
import { partnerKinds, partnerNameKinds } from './partner.ts'
import { listPeopleMet, type PartnerFile } from './queries.ts'

// A partner as programs read it.

const text = z.string().nullable()

const namesShape = {
  en: text,
  local: text,
  abbreviation: text,
  aliases: z.array(z.string()),
}
const listedShape = {
  id: jsonId,
  name: z.string(),
  kind: z.enum(valuesOf(partnerKinds)),
  country: jsonCountry.nullable(),
  relationSince: jsonDate.nullable(),
  lastExchangeOn: jsonDate.nullable(),
  agreement: z
    .strictObject({ status: z.string(), validUntil: jsonDate.nullable() })
    .nullable()
    .describe('null: the register keeps no agreements yet'),
}

export const partnerList = z.strictObject({
  asOf: jsonDay,
  counts: z.strictObject({
    organisations: jsonCount,
    countries: jsonCount,
    multilateral: jsonCount,
    unknownBeginning: jsonCount,
  }),
  next: jsonNext,
  ignored: jsonIgnored,
  items: z.array(z.strictObject({ ...listedShape, names: z.strictObject(namesShape) })),
})

const figures = z.strictObject({
  delegations: jsonCount,
  personTrips: jsonCount.nullable(),
  personTripsUnknownIn: jsonCount,
})

/** What was exchanged with one partner or country, both ways and year by year. */
export const exchangesShape = {
  outbound: figures,
  inbound: figures,
  lastExchangeOn: jsonDate.nullable(),
  byYear: z.array(z.strictObject({ year: z.string(), outbound: figures, inbound: figures })),
  list: z.string().describe('The address of these visits'),
}

export const partnerRecord = z.strictObject({
  asOf: jsonDay,
  version: jsonId,
  ...listedShape,
  names: z.strictObject({
    ...namesShape,
    others: z.array(
      z.strictObject({
        id: jsonId,
        name: z.string(),
        kind: z.enum(valuesOf(partnerNameKinds)),
        sinceOn: jsonDate.nullable(),
        untilOn: jsonDate.nullable(),
      }),
    ),
  }),
  sourceUrl: text,
  note: text,
  exchanges: z.strictObject(exchangesShape),
  peopleMet: z.array(
    z.strictObject({
      id: jsonId,
      name: z.string(),
      post: text,
      organisation: text,
      times: jsonCount,
      lastOn: jsonDate,
    }),
  ),
})

/** A partner's whole file but its visits, which its `exchanges.list` leads to. */
export function recordOf(db: Db, partner: PartnerFile): z.output<typeof partnerRecord> {
  const exchanges = exchangesWith(db, 'partner', String(partner.id))
  return {
    asOf: today(),
    id: partner.id,
    version: partner.version,
    name: partner.name,
    names: {
      en: partner.nameEn,
      local: partner.nameLocal,
      abbreviation: partner.abbreviation,
      aliases: partner.names.map(({ name }) => name),
      others: partner.names.map(({ id, name, kind, sinceOn, untilOn }) => ({
        id,
        name,
        kind,
        sinceOn,
        untilOn,
      })),
    },
    kind: partner.kind,
    country: partner.country,
    relationSince: partner.relationSince,
    lastExchangeOn: exchanges.lastOn,
    agreement: null,
    sourceUrl: partner.sourceUrl,
    note: partner.note,
    exchanges: exchangesOf(
      exchanges,
      addressOf('/delegations.json', { partner: [partner.id], scope: ['all'] }),
    ),
    peopleMet: listPeopleMet(db, partner.id),
  }
}

/** Exchanges in figures; `list` is the address of the visits behind them. */
export const exchangesOf = (exchanges: Exchanges, list: string) => ({
  ...waysOf(exchanges),
  lastExchangeOn: exchanges.lastOn,
  byYear: [...exchanges.byYear]
    .toSorted(([one], [other]) => (one < other ? 1 : -1))
    .map(([year, counts]) => ({ year, ...waysOf(counts) })),
  list,
})

/** The figures of both directions. */
export function waysOf({ outbound, inbound }: BothWays) {
  const figuresOf = (counts: BothWays['outbound']) => ({
    delegations: counts.delegations,
    personTrips: knownPersonTrips(counts),
    personTripsUnknownIn: counts.unknownPeople,
  })
  return { outbound: figuresOf(outbound), inbound: figuresOf(inbound) }
}

export const waysShape = { outbound: figures, inbound: figures }
