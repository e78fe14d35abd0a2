import { exchangesBy, type Exchanges, noExchanges } from '../counting.ts'
import { regions } from '../countries/country.ts'
import { findCountry } from '../countries/names.ts'
import { firstDay, lastDay, type PartialDate, readDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { scopes } from '../delegations/filters.ts'
import { folded } from '../vietnamese.ts'
import { type Asked, cursor, type FilterKind, oneOf, readCursor, words, writeCursor } from '../web/listing.ts'
import { partnerKinds } from './partner.ts'
import { hasWords, partnerRegister, partnerWords, type RegisteredPartner } from './queries.ts'
import { silentAmong } from './silence.ts'

/** Where partners are, as the list groups them: the regions, then what belongs to no country. */
export const partnerRegions = { ...regions, multilateral: 'Đa phương' } as const

const country: FilterKind<string> = (text) => findCountry(text.toUpperCase())?.iso2
const quiet: FilterKind<number | 'never'> = (text) => {
  if (text === 'never') return 'never'
  return /^[1-9]\d{0,2}$/.test(text) ? Number(text) : undefined
}

/** What the address of the list of partners may ask. */
export const partnerFilters = {
  q: words,
  region: oneOf(partnerRegions),
  country,
  kind: oneOf(partnerKinds),
  scope: oneOf(scopes),
  /** Months without an exchange, or 'never': those with no exchange in the register. */
  quiet,
  /** Only relations known to have begun by this day (C18 "at any date"). */
  on: readDate,
  page: cursor,
}

export type PartnerFilters = {
  [Name in keyof typeof partnerFilters]: NonNullable<ReturnType<(typeof partnerFilters)[Name]>>[]
}

/** The filters as an address writes them. */
export const asAsked = (filters: PartnerFilters): Asked => filters

export const PAGE_SIZE = 200

export interface ListedPartner extends RegisteredPartner {
  exchanges: Exchanges
}

export interface ListedPartners {
  partners: ListedPartner[]
  /** Partners that match in all else, but of whom nobody knows whether the relation had begun by the day asked. */
  unknownBeginning: number
}

/** Every partner the filters mean, in the list's order. `today` is what "for n months" is measured from. */
export function listPartners(db: Db, filters: PartnerFilters, today: string): ListedPartners {
  const exchanges = exchangesBy(db, 'partner', { unit: [], scope: filters.scope })
  const typed = filters.q.map((q) => folded(q).split(' '))
  const found = partnerWords(db)
  const alike = partnerRegister(db)
    .filter(
      (partner) =>
        isAny(filters.region, partner.region) &&
        isAny(filters.kind, partner.kind) &&
        (!filters.country.length ||
          (partner.country !== null && filters.country.includes(partner.country))) &&
        typed.every((words) => hasWords(found.get(partner.id), words)),
    )
    .map((partner): ListedPartner => ({
      ...partner,
      exchanges: exchanges.get(String(partner.id)) ?? noExchanges(),
    }))
  const matching = filters.quiet.reduce(
    (partners, months) =>
      months === 'never'
        ? partners.filter(({ exchanges }) => exchanges.lastOn === null)
        : quietAmong(db, filters, partners, months, today),
    alike,
  )
  const [on] = filters.on
  if (!on) return { partners: matching, unknownBeginning: 0 }
  return {
    partners: matching.filter((partner) => hadBegun(partner, on) === true),
    unknownBeginning: matching.filter((partner) => hadBegun(partner, on) === undefined).length,
  }
}

/** Those of some partners with whom nothing was exchanged for so many months. */
export function quietAmong(
  db: Db,
  { scope }: Pick<PartnerFilters, 'scope'>,
  partners: ListedPartner[],
  months: number,
  today: string,
): ListedPartner[] {
  const seen = partners.map(({ id, exchanges }) => ({ key: String(id), lastOn: exchanges.lastOn }))
  const silent = silentAmong(db, { unit: [], scope }, seen, months, today)
  return partners.filter(({ id }) => silent.has(String(id)))
}

const isAny = <T>(values: readonly T[], value: T) => !values.length || values.includes(value)

/**
 * Whether the relation had begun by then: since its stated beginning, or else since the first counted delegation;
 * undefined while nobody knows (C14, C18).
 */
function hadBegun({ relationSince, exchanges }: ListedPartner, on: PartialDate): boolean | undefined {
  const by = lastDay(on)
  if (exchanges.begunBy && lastDay(exchanges.begunBy) <= by) return true
  const since = relationSince ?? exchanges.begunBy
  if (since === null) return undefined
  if (lastDay(since) <= by) return true
  return firstDay(since) > by ? false : undefined
}

/** One page of a list, found by the partner it follows, with the cursors of the pages around it. */
export function pageOf<P extends { id: number; rank: number }>(
  partners: P[],
  everyPartner: { id: number; rank: number }[],
  asked: string | undefined,
  size = PAGE_SIZE,
): { rows: P[]; previous: string | null; next: string | null } {
  const cursor = readCursor(asked)
  const rank = cursor && everyPartner.find(({ id }) => id === cursor.id)?.rank
  let start = 0
  if (cursor && rank !== undefined) {
    const after = partners.findIndex((partner) => partner.rank > rank)
    const before = partners.findIndex((partner) => partner.rank >= rank)
    if (cursor.side === 'after') start = after === -1 ? partners.length : after
    else start = Math.max(0, (before === -1 ? partners.length : before) - size)
  }
  const rows = partners.slice(start, start + size)
  const cursorAt = (side: 'after' | 'before', { id }: P) => writeCursor({ side, value: null, id })
  return {
    rows,
    previous: start > 0 && rows.length ? cursorAt('before', rows[0]!) : null,
    next: start + size < partners.length ? cursorAt('after', rows.at(-1)!) : null,
  }
}
