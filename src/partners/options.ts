import { exchangesBy } from '../counting.ts'
import { countryName, namesOfCountry } from '../countries/names.ts'
import type { Db } from '../db/open.ts'
import { folded, toned } from '../vietnamese.ts'
import type { Language } from '../web/language.ts'
import { partnerTitle } from './partner.ts'
import { hasWords, partnerRegister, partnerWords, type RegisteredPartner } from './queries.ts'

/** One line of a list to choose from: what it puts into the field, and how it reads. */
export interface Option {
  value: string
  name: string
  small: string
}

const MOST_OPTIONS = 12

/** The partners that typed words may mean, as a list to choose from. */
export const suggestPartners = (db: Db, typed: string, language: Language): Option[] =>
  partnersLike(db, typed).map((partner) => optionOf(partner, partnerRegister(db), language))

/** The partners that typed words may mean, the likeliest first; while nothing is typed, those met most recently. */
export function partnersLike(db: Db, typed: string): RegisteredPartner[] {
  const exchanges = exchangesBy(db, 'partner', { unit: [], scope: ['all'] })
  const lastOn = ({ id }: RegisteredPartner) => exchanges.get(String(id))?.lastOn ?? ''
  const words = folded(typed).split(' ').filter(Boolean)
  const known = partnerWords(db)
  return partnerRegister(db)
    .filter((partner) => (words.length ? hasWords(known.get(partner.id), words) : lastOn(partner) !== ''))
    .map((partner) => ({
      partner,
      likeness: words.length ? likenessOf(partner, typed) : 0,
      lastOn: lastOn(partner),
    }))
    .toSorted(
      (one, other) =>
        one.likeness - other.likeness ||
        Number(one.lastOn < other.lastOn) - Number(one.lastOn > other.lastOn) ||
        one.partner.rank - other.partner.rank,
    )
    .slice(0, MOST_OPTIONS)
    .map(({ partner }) => partner)
}

/** 0 for what was typed to the letter, more the less it is like it. */
function likenessOf(partner: RegisteredPartner, typed: string): number {
  const key = folded(typed)
  const names = [partner.name, partner.nameEn, partner.nameLocal, ...partner.aliases].flatMap(
    (name) => name ?? [],
  )
  if (partner.abbreviation && folded(partner.abbreviation) === key) return 0
  if (names.some((name) => folded(name) === key)) return 1
  if (partner.country && namesOfCountry(partner.country).some((name) => folded(name) === key)) return 2
  if (toned(partner.name).startsWith(toned(typed))) return 3
  if ([...names, partner.abbreviation ?? ''].some((name) => folded(name).startsWith(key))) return 4
  return ` ${names.map(folded).join(' | ')}`.includes(` ${key}`) ? 5 : 6
}

function optionOf(partner: RegisteredPartner, register: RegisteredPartner[], language: Language): Option {
  const name = partnerTitle(partner, language)
  // Two bodies of one name are told apart by their abbreviations.
  const hasNamesake = register.some(
    (other) => other.id !== partner.id && partnerTitle(other, language) === name,
  )
  const country = partner.country && countryName(partner.country, language)
  return {
    value: hasNamesake && partner.abbreviation ? `${partner.name} (${partner.abbreviation})` : name,
    name,
    small: [country, partner.abbreviation].filter(Boolean).join(' · '),
  }
}
