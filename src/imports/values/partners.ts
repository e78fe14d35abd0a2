import { HOME } from '../../countries/names.ts'
import { isHome } from '../../countries/unknown.ts'
import { cleaned, folded, toned } from '../../vietnamese.ts'
import type { Message } from '../../web/language.ts'
import { countryOf, countryOfCity } from './countries.ts'
import { bodyInFull } from './words.ts'

/** A partner of the register with everything it is called. */
export interface KnownPartner {
  id: number
  name: string
  abbreviation: string | null
  country: string | null
  kind: string
  /** Every name, the own one first. */
  names: string[]
}

/** What a written partner means. Without a partner, `candidates` may still be offered. */
export interface FoundPartner {
  /** As it is written in the file. */
  typed: string
  /** The name with its abbreviations written out: how it would be entered if it is new. */
  inFull: string
  partner?: KnownPartner
  candidates: KnownPartner[]
  /** Found only because it is like it: somebody should look. */
  problem?: Message
  note?: Message
}

interface Named {
  partner: KnownPartner
  /** Words of one of its names, countries as @KR. */
  words: string[]
  key: string
}

// Words that tell no body from another.
export const emptyWords = new Set('cac nhung nguoi lam va cua tai ve the of and for in de du y'.split(' '))

/** Finds partners by name, other names, abbreviation and likeness. Each written name is worked out once. */
export class PartnerFinder {
  private readonly named: Named[]
  private readonly byKey = new Map<string, Set<KnownPartner>>()
  /** Names as a Vietnamese ear writes them; null where two sound alike. */
  private readonly bySound = new Map<string, KnownPartner | null>()
  private readonly keys = new Map<KnownPartner, string[]>()
  private readonly extended = new Map<KnownPartner, boolean>()
  private readonly weights = new Map<string, number>()
  private readonly found = new Map<string, FoundPartner>()
  private readonly inText: { key: string; partner: KnownPartner }[]
  readonly byId: Map<number, KnownPartner>

  constructor(partners: KnownPartner[]) {
    this.byId = new Map(partners.map((partner) => [partner.id, partner]))
    this.named = partners.flatMap((partner) =>
      [...partner.names, ...(partner.abbreviation ? [partner.abbreviation] : [])]
        .flatMap(alsoCalled)
        .map((name) => {
          const words = wordsOf(name)
          return { partner, words, key: words.join(' ') }
        }),
    )
    for (const { key, partner } of this.named) this.addKey(key, partner)
    for (const partner of partners) {
      for (const name of partner.names)
        this.bySound.set(soundOf(name), this.bySound.has(soundOf(name)) ? null : partner)
    }
    for (const partner of partners)
      if (partner.abbreviation) this.addKey(folded(partner.abbreviation), partner)
    const count = new Map<string, number>()
    for (const { words } of this.named)
      for (const word of new Set(words)) count.set(word, (count.get(word) ?? 0) + 1)
    for (const [word, times] of count) this.weights.set(word, Math.log(1 + this.named.length / times))
    this.inText = partners
      .flatMap((partner) =>
        [
          ...partner.names.flatMap(alsoCalled).filter((name) => folded(name).includes(' ')),
          ...(partner.abbreviation && partner.abbreviation.length > 2 ? [partner.abbreviation] : []),
        ].map((name) => ({ key: ` ${folded(name)} `, partner })),
      )
      .filter(({ key }) => key.length >= 5)
      .toSorted((one, other) => other.key.length - one.key.length)
  }

  isAbbreviation(text: string): boolean {
    return this.byKey.has(folded(text))
  }

  private addKey(key: string, partner: KnownPartner) {
    const known = this.byKey.get(key)
    if (known) known.add(partner)
    else this.byKey.set(key, new Set([partner]))
  }

  /**
   * The partners a cell names: on a line each, or apart by a semicolon, a comma, "và" where they are known. What a cell
   * names exactly as a whole is one, whatever stands in it.
   */
  findAll(typed: string, countries: string[]): FoundPartner[] {
    const text = cleaned(typed, { lines: true })
    if (!text) return []
    const isExact = (one: FoundPartner) => one.partner !== undefined && !one.problem
    const whole = this.find(text, countries)
    if (isExact(whole)) return [whole]
    const listed = text.split(/\s*[;+]\s*/).filter(Boolean)
    if (listed.length > 1) return listed.flatMap((part) => this.findAll(part, countries))
    for (const mark of [/\s*\n\s*/, /\s*,\s*/, /\s+(?:và|and|&)\s+/u, /\s*\/\s*/]) {
      const parts = text
        .split(mark)
        .map((part) => part.replace(/^(?:\d+[.)]|[-–•*])\s*/u, ''))
        .filter((part) => part && !isPlace(part))
      if (!parts.length || parts[0] === text) continue
      const found = parts.map((part) => this.findAll(part, countries))
      const named = found.flat().filter(isExact)
      // A line may end, and a comma stand, within one name: several are several where most are known for themselves.
      if (
        named.length * 2 >= parts.length &&
        new Set(named.map(({ partner }) => partner)).size === named.length
      )
        return found.flat()
    }
    return [whole]
  }

  find(typed: string, countries: string[]): FoundPartner {
    const key = `${countries.join()} ${toned(typed)}`
    let found = this.found.get(key)
    if (!found) this.found.set(key, (found = this.look(cleaned(typed), countries)))
    return found
  }

  private look(typed: string, countries: string[]): FoundPartner {
    const inFull = bodyInFull(typed)
    const as = (partner: KnownPartner, text?: string): FoundPartner => ({
      typed,
      inFull,
      partner,
      candidates: [],
      ...(text && { problem: { text, gaps: { text: typed, name: partner.name } } }),
      ...(!text &&
        toned(typed) !== toned(partner.name) && {
          note: { text: '“{text}” là {name}', gaps: { text: typed, name: partner.name } },
        }),
    })
    const written = alsoCalled(typed).flatMap((name) => [folded(name), wordsOf(bodyInFull(name)).join(' ')])
    for (const key of new Set(written)) {
      const known = inCountry([...(this.byKey.get(key) ?? [])], countries)
      if (known.length === 1) return as(known[0]!)
      if (known.length > 1) {
        const exact = known.filter(({ name }) => toned(name) === toned(typed))
        return exact.length === 1 ? as(exact[0]!) : { typed, inFull, candidates: known }
      }
    }
    const sounding = this.bySound.get(soundOf(inFull))
    if (sounding && (!countries.length || !sounding.country || countries.includes(sounding.country))) {
      return as(sounding, '“{text}” giống {name} nhất. Xem lại')
    }
    const liked = this.alike(wordsOf(inFull), countries)
    if (liked.length === 1 || (liked[0] && liked[0].likeness > liked[1]!.likeness + 0.08)) {
      return as(liked[0]!.partner, '“{text}” giống {name} nhất. Xem lại')
    }
    return { typed, inFull, candidates: liked.slice(0, 5).map(({ partner }) => partner) }
  }

  private alike(words: string[], countries: string[]) {
    const withCountry = words.some((word) => word.startsWith('@'))
      ? words
      : [...words, ...countries.map((iso2) => `@${iso2}`)]
    const best = new Map<KnownPartner, number>()
    for (const named of this.named) {
      const { partner } = named
      if (partner.country && countries.length && !countries.includes(partner.country)) continue
      const likeness = Math.max(this.likeness(words, named.words), this.likeness(withCountry, named.words))
      if (likeness >= 0.6 && likeness > (best.get(partner) ?? 0)) best.set(partner, likeness)
    }
    return [...best]
      .map(([partner, likeness]) => ({ partner, likeness }))
      .toSorted((one, other) => other.likeness - one.likeness)
  }

  /** From 0 to 1: how much of what either says the other says too; all of a shorter name within a longer counts high. */
  private likeness(typed: string[], known: string[]): number {
    const mine = typed.filter((word) => !emptyWords.has(word))
    const theirs = known.filter((word) => !emptyWords.has(word))
    const weigh = (words: string[]) => words.reduce((sum, word) => sum + this.weightOf(word), 0)
    const shared = mine.filter((word) => theirs.some((other) => isSameWord(word, other)))
    const sharedWeight = weigh(shared)
    if (!sharedWeight) return 0
    // A country in common is not yet a name in common.
    if (shared.every((word) => word.startsWith('@') || this.weightOf(word) < 1.2)) {
      if (shared.length < mine.length) return 0
    }
    const both = (2 * sharedWeight) / (weigh(mine) + weigh(theirs))
    const isWithin = shared.length === mine.length && mine.some((word) => !word.startsWith('@'))
    const isAround =
      theirs.every((word) => mine.some((other) => isSameWord(word, other))) &&
      theirs.some((word) => word.length >= 4 && this.weightOf(word) >= 3)
    if (isAround && !isWithin) return Math.max(both, 0.6 + 0.3 * (sharedWeight / weigh(mine)))
    return isWithin
      ? Math.max(both, 0.62 + 0.3 * (sharedWeight / weigh(theirs)))
      : both >= 0.8
        ? both * 0.95
        : both * 0.7
  }

  private weightOf(word: string): number {
    return this.weights.get(word) ?? Math.log(1 + this.named.length)
  }

  /** A partner whose name stands within other words, the longest name first: of "Đoàn UPEC sang ký kết". */
  findWithin(text: string, isFor: (partner: KnownPartner) => boolean): KnownPartner | undefined {
    const within = ` ${folded(bodyInFull(text))} `
    const raw = ` ${folded(text)} `
    return this.inText.find(
      ({ key, partner }) => (within.includes(key) || raw.includes(key)) && isFor(partner),
    )?.partner
  }

  /** A partner whose name says the same as this one's and more: "PWI Riau" where "PWI" is written. */
  moreExact(partner: KnownPartner, text: string): KnownPartner | undefined {
    if (!this.hasMoreExact(partner)) return undefined
    const own = this.keysOf(partner)
    const within = ` ${folded(text)} `
    return this.findWithin(
      text,
      (other) =>
        other.id !== partner.id &&
        other.country === partner.country &&
        this.keysOf(other).some(
          (key) => own.some((mine) => key.startsWith(`${mine} `)) && within.includes(` ${key} `),
        ),
    )
  }

  /** Whether some other partner's name begins with this one's at all. */
  private hasMoreExact(partner: KnownPartner): boolean {
    let has = this.extended.get(partner)
    if (has === undefined) {
      const own = this.keysOf(partner)
      has = [...this.byId.values()].some(
        (other) =>
          other.id !== partner.id &&
          this.keysOf(other).some((key) => own.some((mine) => key.startsWith(`${mine} `))),
      )
      this.extended.set(partner, has)
    }
    return has
  }

  private keysOf(partner: KnownPartner): string[] {
    let keys = this.keys.get(partner)
    if (!keys) {
      keys = [...partner.names, partner.abbreviation ?? ''].map(folded).filter(Boolean)
      this.keys.set(partner, keys)
    }
    return keys
  }
}

// A comma may stand before where a body sits: "Hội Nhà báo Lào, Viêng Chăn".
const isPlace = (part: string) =>
  countryOf(part) !== undefined || countryOfCity(part) !== undefined || isHome(part)

const inCountry = (partners: KnownPartner[], countries: string[]) => {
  const there = partners.filter(({ country }) => country !== null && countries.includes(country))
  return there.length ? there : partners
}

/** A name without spaces and hyphens, letters that stand for one sound alike: "Pa-xa-xổn" is Pasaxon. */
export const soundOf = (name: string) =>
  folded(name)
    .replaceAll(' ', '')
    .replace(/ph/g, 'f')
    .replace(/[xz]/g, 's')
    .replace(/[qk]/g, 'c')
    .replace(/y/g, 'i')
    .replace(/(.)\1+/g, '$1')

/** A name with and without what stands in its brackets, and the brackets alone. */
export function alsoCalled(name: string): string[] {
  const inside = [...name.matchAll(/\(([^)]+)\)/g)].map(([, inside]) => cleaned(inside ?? ''))
  const outside = cleaned(name.replace(/\([^)]*\)/g, ' '))
  return [...new Set([name, outside, ...inside])].filter(Boolean)
}

/** Folded words of a name, every country in it as its code whatever the spelling: 'hoi nha bao @KR'. */
export function wordsOf(name: string): string[] {
  const words = cleaned(name.replace(/[“”"'().,;:/–-]+/g, ' '))
    .split(' ')
    .filter(Boolean)
  const read: string[] = []
  for (let at = 0; at < words.length;) {
    let length = Math.min(4, words.length - at)
    let country: string | undefined
    for (; length >= 1; length--) {
      const text = words.slice(at, at + length).join(' ')
      // A syllable alone is a country's name only where it is written as a name.
      if (length === 1 && !/^\p{Lu}/u.test(text)) continue
      country = isHome(text) ? HOME : countryOf(text)
      if (country) break
    }
    if (country) {
      read.push(`@${country}`)
      at += length
    } else read.push(...folded(words[at++]!).split(' ').filter(Boolean))
  }
  return read
}

/** Whether two words are one, give or take a letter of a long one. */
export function isSameWord(one: string, other: string): boolean {
  if (one === other) return true
  if (
    one.startsWith('@') ||
    other.startsWith('@') ||
    one.length < 5 ||
    Math.abs(one.length - other.length) > 1
  )
    return false
  let start = 0
  while (start < one.length && one[start] === other[start]) start++
  let end = 0
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end++
  return Math.max(one.length, other.length) - start - end <= 1
}
