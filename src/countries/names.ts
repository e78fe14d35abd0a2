import { cleaned, folded, sortKey, toned } from '../vietnamese.ts'
import type { Region } from './country.ts'
import { severalCountries, spellings } from './spellings.ts'

// Which region each country lies in: UN M49 sub-regions, grouped as the office groups its partners.
const codesOfRegion: Record<Region, string> = {
  'south-east-asia': 'BN ID KH LA MM MY PH SG TH TL VN',
  'east-asia': 'CN HK JP KP KR MN MO TW',
  'south-asia': 'AF BD BT IN IR KG KZ LK MV NP PK TJ TM UZ',
  'west-asia': 'AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE',
  europe:
    'AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA',
  americas:
    'AG AI AR AW BB BL BM BO BQ BR BS BV BZ CA CL CO CR CU CW DM DO EC FK GD GF GL GP GS GT GY HN HT JM KN KY LC MF MQ MS MX NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI',
  africa:
    'AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TN TZ UG YT ZA ZM ZW',
  oceania: 'AQ AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS',
}

// What people type beside the official name, and a search finds in every record of the country; more of it, which is
// understood where it is typed, is in `spellings`.
const spokenNames: Record<string, string[]> = {
  AU: ['Ô-xtrây-li-a', 'Australia'],
  BY: ['Bê-la-rút'],
  CH: ['Thuỵ Sĩ', 'Thụy Sỹ', 'Switzerland'],
  CN: ['CHND Trung Hoa', 'Trung Hoa'],
  CZ: ['Cộng hòa Séc'],
  DE: ['CHLB Đức'],
  FR: ['Pháp quốc'],
  GB: ['Anh', 'Anh quốc', 'UK'],
  ID: ['In-đô-nê-xi-a', 'Nam Dương'],
  IN: ['Ấn'],
  JP: ['Nhật'],
  KH: ['Cam-pu-chia', 'Kampuchea'],
  KP: ['CHDCND Triều Tiên', 'Bắc Triều Tiên', 'DPRK'],
  KR: ['Đại Hàn Dân Quốc', 'Nam Hàn', 'Korea', 'ROK'],
  LA: ['CHDCND Lào', 'Lao PDR'],
  MM: ['Miến Điện', 'Mi-an-ma'],
  MN: ['Mông-gô-li'],
  NL: ['Hòa Lan'],
  PH: ['Phi-líp-pin', 'Phi Luật Tân'],
  RU: ['LB Nga', 'Liên bang Nga'],
  SE: ['Thuỵ Điển', 'Sweden'],
  SG: ['Xinh-ga-po'],
  TR: ['Thổ Nhĩ Kỳ', 'Türkiye'],
  TW: ['Đài Bắc Trung Hoa'],
  US: ['Mỹ', 'Hoa Kì', 'USA', 'Hợp chúng quốc Hoa Kỳ'],
}

export interface CountryRow {
  iso2: string
  name: string
  nameEn: string
  region: Region
  sortKey: string
}

const inVietnamese = new Intl.DisplayNames('vi', { type: 'region' })
const inEnglish = new Intl.DisplayNames('en', { type: 'region' })

/** Every ISO 3166-1 country, as the runtime's own data (CLDR) names it in both languages, in Vietnamese order. */
export const allCountries: CountryRow[] = Object.entries(codesOfRegion)
  .flatMap(([region, codes]) =>
    codes.split(' ').map((iso2) => {
      const name = inVietnamese.of(iso2)!
      return { iso2, name, nameEn: inEnglish.of(iso2)!, region: region as Region, sortKey: sortKey(name) }
    }),
  )
  .toSorted((one, other) => (one.sortKey < other.sortKey ? -1 : 1))

/** The country of the house. */
export const HOME = 'VN'

/** Where one may go to, and guests may come from. */
export const countriesAbroad = allCountries.filter(({ iso2 }) => iso2 !== HOME)

const byCode = new Map(allCountries.map((country) => [country.iso2, country]))

export const findCountry = (iso2: string): CountryRow | undefined => byCode.get(iso2)

/** The name of a country by its code, in the reader's language. */
export function countryName(iso2: string, language: 'vi' | 'en' = 'vi'): string {
  const country = byCode.get(iso2)
  if (!country) throw new RangeError(`no country ${iso2}`)
  return language === 'en' ? country.nameEn : country.name
}

/** What a country is called for a search to find it by, its code included. */
export function namesOfCountry(iso2: string): string[] {
  const country = byCode.get(iso2)!
  return [country.name, country.nameEn, iso2, ...(spokenNames[iso2] ?? [])]
}

/** Everything a country is called, in every spelling, its code left out. */
export const everyNameOf = (iso2: string): string[] => [
  ...namesOfCountry(iso2).filter((name) => name !== iso2),
  ...(spellings[iso2]?.split(', ') ?? []),
]

/** Ways of reading a name, the strictest first. */
const readings = [
  toned,
  folded,
  // Without its spaces and hyphens, i and y alike, a letter said once: "Xin ga po", "Phillipines".
  (name: string) => {
    const letters = folded(name)
      .replaceAll(' ', '')
      .replaceAll('y', 'i')
      .replace(/(.)\1+/g, '$1')
    return letters.length > 3 ? letters : ''
  },
]
type Reading = (typeof readings)[number]

/**
 * The country a typed name means: its code in capitals, or one of its names, be it with the very tones, without them, or
 * with other hyphens and spaces, the form of its State before it or not, where only one country's name reads so. "Mỹ" is
 * not MY, and "MY" is not Mỹ. A name of several countries of today means none of them.
 */
export function countryNamed(typed: string): string | undefined {
  const name = cleaned(typed)
  if (/^[A-Z]{2}$/.test(name) && byCode.has(name)) return name
  return withoutForm(name, (left) => {
    if (isOfSeveral(left)) return null
    for (const reading of readings) {
      const iso2 = codesBy(reading).get(reading(left))
      if (iso2) return iso2
    }
    return undefined
  })
}

/** The countries of today that a typed name may mean, where it is the name of several. */
export const severalNamed = (typed: string): string[] =>
  withoutForm(cleaned(typed).replace(/ \(?cũ\)?$/iu, ''), (left) => isOfSeveral(left)?.split(' ')) ?? []

// "Cộng hòa", "CHDCND", "Vương quốc", "Republic of": what kind of State it is says nothing of which.
const formOfState =
  /^(?:(?:nuoc|dat nuoc|nha nuoc|quoc gia|vuong quoc|dai cong quoc|cong quoc|tieu vuong quoc|lien bang|lb|cong hoa a rap|cong hoa|ch|chnd|chdc|chdcnd|chlb|chxhcn|xa hoi chu nghia|dan chu|nhan dan|hoi giao|thong nhat|hop tac)|(?:the|federal|people s|islamic|democratic|socialist|plurinational)|(?:republic|kingdom|state|federation|commonwealth) of(?: the)?) (?=\S)/

// Asks of the name as it is, then without one form of State after another, until there is an answer (null: none).
function withoutForm<T>(name: string, ask: (left: string) => T | null | undefined): T | undefined {
  const asIs = ask(name)
  if (asIs !== undefined) return asIs ?? undefined
  for (let left = folded(name); formOfState.test(left);) {
    left = left.replace(formOfState, '')
    const answer = ask(left)
    if (answer !== undefined) return answer ?? undefined
  }
  return undefined
}

const ofSeveral = new Map(Object.entries(severalCountries).map(([name, codes]) => [folded(name), codes]))
const isOfSeveral = (name: string) => ofSeveral.get(folded(name))

const namings = new Map<Reading, Map<string, string>>()

// Names that two countries share, read so, mean neither.
function codesBy(reading: Reading): Map<string, string> {
  let codes = namings.get(reading)
  if (codes) return codes
  codes = new Map()
  const shared = new Set<string>([''])
  for (const { iso2 } of allCountries) {
    for (const key of everyNameOf(iso2).map(reading)) {
      if (codes.has(key) && codes.get(key) !== iso2) shared.add(key)
      codes.set(key, iso2)
    }
  }
  for (const key of shared) codes.delete(key)
  namings.set(reading, codes)
  return codes
}

export const countryOptions = (language: 'vi' | 'en') =>
  countriesAbroad.map(({ iso2 }) => countryName(iso2, language))
