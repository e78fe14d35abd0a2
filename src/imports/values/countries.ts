import { countriesAbroad, countryNamed, HOME, namesOfCountry } from '../../countries/names.ts'
import { isHome, whyNoCountry, whyNotHome } from '../../countries/unknown.ts'
import { cleaned, folded } from '../../vietnamese.ts'
import type { Message } from '../../web/language.ts'
import { citiesOf, noCountries, shortCountries } from './words.ts'

/** The countries of a cell, and what of it is none. */
export interface ReadCountries {
  countries: string[]
  /** Parts that name no country anybody knows. */
  unknown: string[]
  /** Parts that name a region, or say only that there were several. */
  regions: string[]
  /** Parts that name the country of the house. */
  home: string[]
  notes: Message[]
}

const squeezed = (text: string) => folded(text).replaceAll(' ', '')

// Names without their spaces and hyphens: "Cu Ba", "Bêlarut". One that two countries share means neither.
const bySqueezed = new Map<string, string | undefined>()
for (const { iso2 } of countriesAbroad) {
  for (const name of namesOfCountry(iso2).filter((name) => name.length > 2)) {
    const key = squeezed(name)
    bySqueezed.set(key, bySqueezed.has(key) && bySqueezed.get(key) !== iso2 ? undefined : iso2)
  }
}
const byCity = new Map(
  Object.entries(citiesOf).flatMap(([iso2, cities]) =>
    cities.split(',').map((city) => [squeezed(city), iso2]),
  ),
)

/** The country abroad that one name means, in whatever spelling; undefined where it is none, or might be two. */
export function countryOf(typed: string): string | undefined {
  const name = cleaned(typed)
    .replace(/^(?:nước|đất nước|quốc gia|vương quốc|cộng hòa|CH)\s+(?=\p{Lu})/u, '')
    .replace(/[.,:;?]+$/, '')
  if (!name) return undefined
  const known = countryNamed(name) ?? countryNamed(typed)
  if (known && known !== HOME) return known
  return shortCountries[folded(name)] ?? bySqueezed.get(squeezed(name))
}

/** The country whose city or province this is. */
export const countryOfCity = (typed: string): string | undefined => byCity.get(squeezed(typed))

/** Every country of a cell: "LB Nga, Bê-la-rút", "Viêng Chăn (Lào)", "Bangkok - Thái Lan". */
export function readCountries(typed: string): ReadCountries {
  const read: ReadCountries = { countries: [], unknown: [], regions: [], home: [], notes: [] }
  // "Liên Xô (cũ)" is one name.
  const text = withoutTransit(cleaned(typed, { lines: true }), read.notes).replace(/ \( ?(cũ) ?\)/giu, ' $1')
  if (!text) return read
  const whole = countryOf(text)
  if (whole) return { ...read, countries: [whole] }
  const parts = text
    .split(/\s*(?:[;,/+&()]|\s[-–]\s|\s(?:và|and|rồi|đến)\s)\s*/u)
    .filter(Boolean)
    // A line may end within a name.
    .flatMap((part) => (knows(part) ? [part] : part.split('\n')))
    .map((part) => part.replace(/^(?:\d+[.)]|[-–•*+])\s*/u, ''))
    .filter(Boolean)
    .flatMap((part) => (knows(part) ? [part] : partsWithin(part)))
  const cities: [string, string][] = []
  for (const part of parts) {
    const country = countryOf(part)
    const ofCity = country
      ? undefined
      : countryOfCity(part.replace(/^(?:thủ đô|thành phố|tp\.?|tỉnh)\s+/iu, ''))
    if (country && !read.countries.includes(country)) read.countries.push(country)
    else if (ofCity) cities.push([part, ofCity])
    else if (!country && isHome(part)) read.home.push(part)
    else if (!country && isRegion(part)) read.regions.push(part)
    else if (!country && !/^\d+$/.test(part)) read.unknown.push(part)
  }
  for (const [city, country] of cities) {
    if (read.countries.includes(country)) continue
    read.countries.push(country)
    read.notes.push({ text: 'Ô Nước ghi nơi đến “{city}”', gaps: { city } })
  }
  return read
}

/** Why parts of a cell are no country, in the words of the forms. */
export const whyNone = ({ unknown, regions, home }: Omit<ReadCountries, 'countries' | 'notes'>) => [
  ...regions.map((text) => ({
    text,
    reason: { text: '“{text}” không phải một nước. Cần danh sách nước', gaps: { text } },
  })),
  ...home.map((text) => ({ text, reason: whyNotHome })),
  ...unknown.map((text) => ({ text, reason: whyNoCountry(text) })),
]

/** Where they only changed planes was not visited (C7): "Lào (quá cảnh Thái Lan)", "Thái Lan (quá cảnh)". */
function withoutTransit(text: string, notes: Message[]): string {
  return text
    .replace(transit, (written: string) => {
      notes.push({
        text: '“{text}” chỉ là quá cảnh, không tính là nước đến',
        gaps: { text: cleaned(written) },
      })
      return ' '
    })
    .replace(/\(\s*\)/g, ' ')
    .replace(/^[\s,;]+|[\s,;]+$/g, '')
}
const transit =
  /[^(),;\n]+\(\s*(?:quá cảnh|qua cảnh|qua canh|transit|nối chuyến)\s*\)|(?:quá cảnh|qua cảnh|qua canh|transit|nối chuyến)(?: (?:tại|ở|qua|at|in|via))? [^(),;\n]+/giu

const isRegion = (part: string) =>
  noCountries.has(folded(part)) || /\b(?:\d+|nhieu|cac|mot so) (?:nuoc|quoc gia)\b/.test(folded(part))
const knows = (part: string) =>
  countryOf(part) !== undefined || countryOfCity(part) !== undefined || isRegion(part) || isHome(part)

// "Trung Quốc - Lào" without spaces around the hyphen, where both halves are countries.
function partsWithin(part: string): string[] {
  const halves = part.split(/\s*[-–]\s*/)
  return halves.length > 1 && halves.every(knows) ? halves : [part]
}

// Words that begin as a country does, and forms of address before a name that is one: "Ấn phẩm", "bà Nga".
const otherWords = new Set(
  'an hanh,an pham,an tuong,anh em,anh hung,ao dai,my pham,my thuat,nhat bao,nhat ky,phap che,phap luat,phap ly,y kien,y nghia,y tuong'.split(
    ',',
  ),
)
const addressed = new Set(['anh', 'ba', 'chi', 'co', 'ong'])

function isOtherWord(before: string | undefined, word: string, after: string | undefined): boolean {
  if (after !== undefined && otherWords.has(folded(`${word} ${after}`))) return true
  if (before !== undefined && addressed.has(folded(before))) return true
  return folded(word) === 'anh' && /^\p{Lu}/u.test(after ?? '') && countryOf(after!) === undefined
}

/** The countries whose names stand within other words, each written as a name: "HNBVN thăm Hàn Quốc". */
export function countriesWithin(text: string): string[] {
  const words = cleaned(text).split(/[\s,;]+/)
  const found: string[] = []
  let endOfLast = 0
  for (let at = 0; at < words.length; at++) {
    for (let length = Math.min(4, words.length - at); length >= 1; length--) {
      const name = words.slice(at, at + length).join(' ')
      if (!/^\p{Lu}/u.test(name)) break
      const country = countryOf(name)
      if (!country) continue
      if (length === 1 && isOtherWord(endOfLast === at ? undefined : words[at - 1], name, words[at + 1]))
        break
      endOfLast = at + length
      if (!found.includes(country)) found.push(country)
      at += length - 1
      break
    }
  }
  return found
}
