import { type Db, rememberedCatalogue } from '../db/open.ts'
import { wholeOf } from '../db/scope.ts'
import { partnerRegister, type RegisteredPartner } from '../partners/queries.ts'
import { folded } from '../vietnamese.ts'
import type { Found } from './found.ts'

/** Names shorter than this are not held to be one for being a letter apart. */
const LONG_ENOUGH = 12

/**
 * Partners of one country that look like one, typed twice: a name of one is a name of the other, or a letter from it.
 * What bodies of different countries share (NPC is two) is no reason.
 */
export const partnersTypedTwice = (db: Db): Found[] =>
  // The catalogue is the centre's to mend.
  db === wholeOf(db)
    ? rememberedCatalogue(db, 'partners typed twice', () => findPairs(partnerRegister(db)))
    : []

function findPairs(partners: RegisteredPartner[]): Found[] {
  const ofOneCountry = Map.groupBy(partners, ({ country }) => country)
  return [...ofOneCountry.values()].flatMap((neighbours) => {
    const named = neighbours.map((partner) => ({ partner, names: namesOf(partner) }))
    return named.flatMap((one, index) =>
      named
        .slice(index + 1)
        .filter((other) => one.names.some((name) => other.names.some((theirs) => isAlike(name, theirs))))
        .map((other) => foundOf(one.partner, other.partner)),
    )
  })
}

const namesOf = ({ name, nameEn, nameLocal, abbreviation, aliases }: RegisteredPartner): string[] => [
  ...new Set(
    [name, nameEn, nameLocal, abbreviation, ...aliases].flatMap((name) => (name ? folded(name) : [])),
  ),
]

function isAlike(one: string, other: string): boolean {
  if (one === other) return true
  if (Math.min(one.length, other.length) < LONG_ENOUGH || Math.abs(one.length - other.length) > 1)
    return false
  let at = 0
  while (one[at] === other[at]) at += 1
  const [rest, theirs] = [one.slice(at), other.slice(at)]
  return rest.slice(1) === theirs || rest === theirs.slice(1) || rest.slice(1) === theirs.slice(1)
}

function foundOf(one: RegisteredPartner, other: RegisteredPartner): Found {
  const [first, second] = one.id < other.id ? [one, other] : [other, one]
  return {
    kind: 'samePartner',
    key: `samePartner:${first.id},${second.id}`,
    unitId: null,
    from: null,
    to: null,
    acceptance: null,
    tell: () => ({
      said: {
        text: '“{name}” và “{other}” cùng một nước và gần như cùng tên.',
        gaps: { name: first.name, other: second.name },
      },
      about: { words: { text: '{name}', gaps: { name: first.name } }, href: `/partners/${first.id}` },
      fixes: [
        { words: { text: 'Xem đối tác kia' }, href: `/partners/${second.id}`, right: 'read' },
        { words: { text: 'Sửa tên' }, href: `/partners/${first.id}/edit#name`, right: 'enterAtCentre' },
      ],
      facts: `${first.name} | ${second.name} | ${first.country ?? ''}`,
    }),
  }
}
