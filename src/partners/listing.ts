import { associationKinds, partnerKinds, partnerTitle } from './partner.ts'
import { countPartners, type Exchanges } from '../counting.ts'
import { countryName } from '../countries/names.ts'
import { writeDate, yearOf } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { findStanding } from '../deletions/marks.ts'
import { scopes } from '../delegations/filters.ts'
import type { Language, Message } from '../web/language.ts'
import { addressOf, changed, type Chip, chip } from '../web/listing.ts'
import { asAsked, type ListedPartner, type PartnerFilters, partnerRegions, quietAmong } from './filters.ts'
import { partnersFollowed } from './following.ts'
import { partnersByIds } from './queries.ts'
import { QUIET_MONTHS } from './silence.ts'

export const PATH = '/partners'

/** The three figures of the partners listed, and of the journalists' associations among them (C18). */
export function figuresOf(partners: ListedPartner[]): Message {
  const { organisations, countries, multilateral } = countPartners(partners)
  const associations = countPartners(
    partners.filter(({ kind }) => (associationKinds as readonly string[]).includes(kind)),
  )
  return {
    text: '{organisations} tổ chức ở {countries} nước và {multilateral} tổ chức đa phương; trong đó {associations} hội, câu lạc bộ, liên đoàn nhà báo của {associationCountries} nước.',
    gaps: {
      organisations,
      countries,
      multilateral,
      associations: associations.organisations,
      associationCountries: associations.countries,
    },
  }
}

/** All partners, the ones that fell quiet, and those with no exchange yet, all other filters kept. */
export function tabsOf(filters: PartnerFilters, countWith: (filters: PartnerFilters) => number) {
  const tab = (words: string, quiet: PartnerFilters['quiet'], gaps?: Message['gaps']) => ({
    words: { text: words, gaps },
    href: changed(PATH, asAsked(filters), { quiet }),
    count: countWith({ ...filters, quiet }),
    isCurrent: filters.quiet.join() === quiet.join(),
  })
  return [
    tab('Tất cả', []),
    tab('Ít nhất 2 năm chưa trao đổi', [QUIET_MONTHS]),
    tab('Chưa có đoàn nào trong sổ', ['never']),
  ]
}

/** What the list is filtered by, each with the address without it. */
export function chipsOf(filters: PartnerFilters, language: Language): Chip[] {
  const asked = asAsked(filters)
  const chips: Chip[] = []
  const each = <Name extends keyof PartnerFilters>(
    name: Name,
    say: (value: PartnerFilters[Name][number]) => Message,
  ) => {
    const values: readonly PartnerFilters[Name][number][] = filters[name]
    for (const value of values) {
      const { text, gaps } = say(value)
      chips.push(
        chip(text, changed(PATH, asked, { [name]: values.filter((other) => other !== value) }), gaps),
      )
    }
  }
  each('q', (q) => ({ text: 'Có chữ “{words}”', gaps: { words: q } }))
  each('region', (region) => ({ text: partnerRegions[region] }))
  each('country', (iso2) => ({ text: '{name}', gaps: { name: countryName(iso2, language) } }))
  each('kind', (kind) => ({ text: partnerKinds[kind] }))
  each('scope', (scope) => ({ text: scopes[scope] }))
  each('quiet', (months) =>
    months === 'never'
      ? { text: 'Chưa có đoàn nào trong sổ' }
      : { text: 'Ít nhất {months} tháng chưa trao đổi', gaps: { months } },
  )
  each('on', (on) => ({ text: 'Đã có quan hệ đến {date}', gaps: { date: writeDate(on) } }))
  return chips
}

/** The rows of one page by region, as the table draws them. */
export function groupsOf(
  db: Db,
  rows: ListedPartner[],
  everyListed: ListedPartner[],
  filters: PartnerFilters,
  language: Language,
  today: string,
) {
  const quiet = new Set(quietAmong(db, filters, rows, QUIET_MONTHS, today))
  const drawn = rows.map((partner, index) => ({
    ...partner,
    title: partnerTitle(partner, language),
    countryName: partner.country ? countryName(partner.country, language) : null,
    // A country is printed once, beside the first of its partners.
    isSameCountry: partner.country !== null && rows[index - 1]?.country === partner.country,
    isQuiet: quiet.has(partner),
    rhythm: rhythmOf(partner.exchanges, yearOf(today)),
    outbound: figureOf(partner, 'outbound', filters),
    inbound: figureOf(partner, 'inbound', filters),
  }))
  const regions = [...new Set(drawn.map(({ region }) => region))]
  return regions.map((region) => ({
    region,
    words: partnerRegions[region],
    count: everyListed.filter((partner) => partner.region === region).length,
    rows: drawn.filter((partner) => partner.region === region),
  }))
}

function figureOf(
  { id, exchanges }: ListedPartner,
  direction: 'outbound' | 'inbound',
  filters: PartnerFilters,
) {
  return {
    count: exchanges[direction].delegations,
    href: addressOf('/delegations', {
      direction: [direction],
      partner: [id],
      scope: filters.scope,
      counted: ['delegations'],
    }),
  }
}

const RHYTHM_YEARS = 8

/** The last eight years with one partner: whether we sent (above) and received (below), drawn and in words. */
export function rhythmOf(exchanges: Exchanges, thisYear: string) {
  const years = rhythmYears(thisYear)
  const cells = years.map((year, index) => ({
    year,
    outbound: exchanges.byYear.get(year)?.outbound.delegations ?? 0,
    inbound: exchanges.byYear.get(year)?.inbound.delegations ?? 0,
    x: 1 + index * 19,
  }))
  const words: Message[] = cells
    .filter(({ outbound, inbound }) => outbound || inbound)
    .map(({ year, outbound, inbound }) => ({
      text: '{year}: {outbound} ra, {inbound} vào',
      gaps: { year, outbound, inbound },
    }))
  const none: Message = {
    text: 'Không có đoàn nào từ {from} đến {to}',
    gaps: { from: years[0]!, to: thisYear },
  }
  return { cells, words: words.length ? words : [none] }
}

/** Oldest first, this year last. */
export const rhythmYears = (thisYear: string) =>
  Array.from({ length: RHYTHM_YEARS }, (_, index) => String(Number(thisYear) - RHYTHM_YEARS + 1 + index))

/** What a partner that an address asks for is called; of one that was merged, what it is called now. */
export function followedWords(db: Db, id: number, language: Language): Message {
  const [now] = partnersFollowed(db, [id]) as [number]
  const [known] = partnersByIds(db, [now])
  const name = known ? partnerTitle(known, language) : String(id)
  if (now === id) return { text: '{name}', gaps: { name } }
  const old = findStanding(db, 'partners', id)?.title ?? String(id)
  return { text: '{name} (đã gộp {old})', gaps: { name, old } }
}
