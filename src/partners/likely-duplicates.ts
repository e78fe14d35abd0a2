import { type Db, rememberedCatalogue } from '../db/open.ts'
import { alsoCalled, emptyWords, isSameWord, soundOf, wordsOf } from '../imports/values/partners.ts'
import { bodyInFull } from '../imports/values/words.ts'
import { folded } from '../vietnamese.ts'
import type { Message } from '../web/language.ts'
import { isToldApart } from './distinctions.ts'
import { partnerRegister, type RegisteredPartner } from './queries.ts'

/** Two records that may be of one partner, and what speaks for it. */
export interface LikelyPair {
  one: RegisteredPartner
  other: RegisteredPartner
  reason: Message
}

/**
 * Partners that may have been typed twice, by country and name: of one country, or one of them of none, that share a name
 * or an abbreviation, or whose names say the same words, sound alike or differ by a letter. Not those that somebody told
 * apart.
 */
export const likelyDuplicatePartners = (db: Db): LikelyPair[] =>
  rememberedCatalogue(db, 'likely duplicate partners', () => {
    const areApart = isToldApart(db)
    const register = partnerRegister(db)
    const known = new Map(register.map((partner) => [partner.id, partner]))
    return [...alikeIn(db, register)]
      .flatMap(([, { ids, reason }]) => {
        const [one, other] = ids.map((id) => known.get(id)!) as [RegisteredPartner, RegisteredPartner]
        if (areApart(one.id, other.id)) return []
        return one.rank < other.rank ? [{ one, other, reason }] : [{ one: other, other: one, reason }]
      })
      .toSorted((one, other) => one.one.rank - other.one.rank || one.other.rank - other.other.rank)
  })

interface Alike {
  ids: [number, number]
  reason: Message
}

/** What was compared when somebody last asked: how each partner was written, and what that has in common with others. */
interface Compared {
  written: Map<number, { forms: string; keys: Int32Array }>
  alike: Map<string, Alike>
}

const compared = new WeakMap<Db, Compared>()
/** Partners written another way since, of which more are not worth comparing one by one. */
const MOST_CHANGED = 50

/** Compares partners a few at a time, where nobody has asked yet. */
export function* comparingPartners(db: Db): Generator<void> {
  if (compared.has(db)) return
  const register = partnerRegister(db)
  yield
  const written: Compared['written'] = new Map()
  for (const [at, partner] of register.entries()) {
    written.set(partner.id, { forms: formsOf(partner), keys: keysOf(partner) })
    if (at % A_STEP === 0) yield
  }
  const alike = yield* comparisons(register)
  // Those written another way meanwhile are compared anew by whoever asks.
  if (!compared.has(db)) compared.set(db, { written, alike })
}

const A_STEP = 20

/** Who is like whom: only those written another way than when somebody last asked are compared anew. */
function alikeIn(db: Db, register: RegisteredPartner[]): Map<string, Alike> {
  const before = compared.get(db)
  const written: Compared['written'] = new Map()
  const changed = new Set<number>()
  for (const partner of register) {
    const forms = formsOf(partner)
    const was = before?.written.get(partner.id)
    if (was?.forms !== forms) changed.add(partner.id)
    written.set(partner.id, was?.forms === forms ? was : { forms, keys: keysOf(partner) })
  }
  let alike: Compared['alike']
  if (!before || changed.size > MOST_CHANGED) alike = pairsAmong(register)
  else {
    const isAsBefore = ({ ids }: Alike) => ids.every((id) => written.has(id) && !changed.has(id))
    alike = new Map([...before.alike].filter(([, pair]) => isAsBefore(pair)))
    const keys = new Set([...changed].flatMap((id) => [...written.get(id)!.keys]))
    const near = changed.size
      ? register.filter(({ id }) => written.get(id)!.keys.some((key) => keys.has(key)))
      : []
    for (const [key, pair] of pairsAmong(near)) if (!isAsBefore(pair)) alike.set(key, pair)
  }
  compared.set(db, { written, alike })
  return alike
}

/** All of a partner that is compared. */
const formsOf = ({ name, nameEn, nameLocal, abbreviation, aliases, country }: RegisteredPartner): string =>
  JSON.stringify([name, nameEn, nameLocal, abbreviation, aliases, country])

/** The keys of all signs, each as a number: what two share by chance, the signs themselves take for nothing. */
const keysOf = (partner: RegisteredPartner): Int32Array => {
  const names = namesOf(partner)
  const keys = signs.flatMap((sign) => [...sign.keysOf(partner, names)].map(([key]) => numberOf(key)))
  return Int32Array.from(new Set(keys))
}

// FNV-1a.
function numberOf(key: string): number {
  let number = 0x811c9dc5
  for (let at = 0; at < key.length; at++) number = Math.imul(number ^ key.charCodeAt(at), 0x01000193)
  return number | 0
}

function pairsAmong(register: RegisteredPartner[]): Map<string, Alike> {
  const steps = comparisons(register)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Goes through partners once, by what names have in common, so that thousands of them are no matter. */
function* comparisons(register: RegisteredPartner[]): Generator<void, Map<string, Alike>> {
  const pairs = new Map<string, Alike>()
  const names = new Map(register.map((partner) => [partner.id, namesOf(partner)]))
  // The strongest reason comes first, and stays.
  for (const sign of signs) {
    const byKey = new Map<string, Written[]>()
    for (const [at, partner] of register.entries()) {
      for (const [key, written] of sign.keysOf(partner, names.get(partner.id)!)) {
        const known = byKey.get(key)
        if (!known) byKey.set(key, [{ partner, written }])
        else if (known.at(-1)!.partner !== partner) known.push({ partner, written })
      }
      if (at % A_STEP === 0) yield
    }
    let compared = 0
    for (const alike of byKey.values()) {
      if (alike.length > 1 && (compared += alike.length) > A_STEP) {
        compared = 0
        yield
      }
      for (const [one, other] of pairsOf(alike)) {
        const ids: [number, number] = [one.partner.id, other.partner.id]
        const key = ids.toSorted((a, b) => a - b).join(' ')
        if (pairs.has(key) || !mayBeOne(one.partner, other.partner)) continue
        const reason = sign.reason(one, other)
        if (reason) pairs.set(key, { ids, reason })
      }
    }
  }
  return pairs
}

/** Who may be this partner typed another way, and why. */
export const likelyTwinsOf = (db: Db, partnerId: number): { other: RegisteredPartner; reason: Message }[] =>
  likelyDuplicatePartners(db).flatMap(({ one, other, reason }) =>
    one.id === partnerId ? [{ other, reason }] : other.id === partnerId ? [{ other: one, reason }] : [],
  )

/** Bodies of two countries may share a name, as NPC does: they are never taken for one. */
const mayBeOne = (one: RegisteredPartner, other: RegisteredPartner) =>
  one.country === null || other.country === null || one.country === other.country

interface Written {
  partner: RegisteredPartner
  /** The name that has the key. */
  written: string
}

interface Sign {
  keysOf: (partner: RegisteredPartner, names: string[]) => Iterable<[key: string, written: string]>
  /** Undefined where the key was only a hint. */
  reason: (one: Written, other: Written) => Message | undefined
}

const bothSaid =
  (text: string) =>
  (one: Written, other: Written): Message => ({ text, gaps: { one: one.written, other: other.written } })

const signs: Sign[] = [
  {
    *keysOf(_partner, names) {
      for (const name of names) yield [folded(name), name]
    },
    reason: ({ written }) => ({ text: 'cùng mang tên “{name}”', gaps: { name: written } }),
  },
  {
    *keysOf({ abbreviation, country }, names) {
      // Of the world's thousands of abbreviations, many mean several bodies.
      const place = country ?? ''
      if (abbreviation) yield [`${place} ${folded(abbreviation)}`, abbreviation]
      for (const name of names) if (!name.includes(' ')) yield [`${place} ${folded(name)}`, name]
    },
    reason: ({ written }) => ({ text: 'cùng tên viết tắt {name}', gaps: { name: written } }),
  },
  {
    *keysOf({ country }, names) {
      for (const name of names) {
        const words = contentOf(name, country)
        if (words.some((word) => !word.startsWith('@'))) yield [words.toSorted().join(' '), name]
      }
    },
    reason: bothSaid('tên gồm cùng những chữ: “{one}”, “{other}”'),
  },
  {
    *keysOf(_partner, names) {
      for (const name of names) {
        const sound = soundOf(bodyInFull(name))
        // Letters said twice are one; figures are not.
        if (sound.length >= 5) yield [`${sound} ${name.replace(/\D+/g, ' ')}`, name]
      }
    },
    reason: bothSaid('tên đọc như nhau: “{one}”, “{other}”'),
  },
  {
    *keysOf({ country }, names) {
      for (const name of names) yield* keysBesideAWord(contentOf(name, country).toSorted(), name)
    },
    // The key is of the word without one of its letters: two such words may still be further apart.
    reason: (one, other) =>
      areOneLetterApart(one, other)
        ? bothSaid('tên chỉ khác một chữ cái: “{one}”, “{other}”')(one, other)
        : undefined,
  },
  {
    // An association is hội, hiệp hội or liên hiệp, as whoever translates it likes.
    *keysOf({ country }, names) {
      for (const name of names) {
        const words = contentOf(name, country)
        const plain = ` ${words.join(' ')} `
          .replace(/ (?:lien )?hiep(?: hoi)?(?= )/, ' hoi')
          .replace(/ toan(?: quoc)?(?= )/, '')
        if (words.length > 2) yield [plain.trim().split(' ').toSorted().join(' '), name]
      }
    },
    reason: bothSaid('tên gần giống: “{one}”, “{other}”'),
  },
]

/** A word this long is hardly ever one letter away from another that means something else. */
const LONG = 5

function* keysBesideAWord(words: string[], name: string): Generator<[string, string]> {
  for (const [at, word] of words.entries()) {
    if (word.length < LONG - 1 || /[@\d]/.test(word)) continue
    const others = [...words.slice(0, at), ...words.slice(at + 1)].join(' ')
    yield [`${others}|${word}`, name]
    for (let letter = 0; letter < word.length; letter++)
      yield [`${others}|${word.slice(0, letter)}${word.slice(letter + 1)}`, name]
  }
}

function areOneLetterApart(one: Written, other: Written): boolean {
  const [mine, theirs] = [one, other].map(({ written, partner }) => contentOf(written, partner.country))
  const left = [...theirs!]
  const changed = mine!.filter((word) => {
    const at = left.indexOf(word)
    if (at !== -1) left.splice(at, 1)
    return at === -1
  })
  return changed.length === 1 && left.length === 1 && isSameWord(changed[0]!, left[0]!)
}

/** The words that tell a body from others, its country among them, whether its name says so or not. */
function contentOf(name: string, country: string | null): string[] {
  const key = `${country} ${name}`
  let words = contents.get(key)
  if (!words) {
    words = wordsOf(bodyInFull(name)).filter((word) => !emptyWords.has(word))
    const place = country && `@${country}`
    if (place && !words.includes(place)) words.push(place)
    if (contents.size >= MOST_CONTENTS) contents.clear()
    contents.set(key, words)
  }
  return words
}
// Finding countries in names is most of the work, and names hardly ever change.
const contents = new Map<string, string[]>()
const MOST_CONTENTS = 50_000

const namesOf = ({ name, nameEn, nameLocal, aliases }: RegisteredPartner): string[] => [
  ...new Set([name, nameEn, nameLocal, ...aliases].flatMap((one) => (one ? alsoCalled(one) : []))),
]

/** How many of those that share one key each is paired with: hundreds of one name are no hundred thousand pairs. */
const NEXT = 20

function* pairsOf(alike: Written[]): Generator<[Written, Written]> {
  for (const [at, one] of alike.entries())
    for (const other of alike.slice(at + 1, at + 1 + NEXT))
      if (one.partner !== other.partner) yield [one, other]
}
