import type { Db } from '../db/open.ts'
import { wholeOf } from '../db/scope.ts'
import { type LikelyPair, likelyDuplicatePartners } from '../partners/likely-duplicates.ts'
import type { Found } from './found.ts'

/** Partners that look like one, typed twice, which nobody has merged or told apart yet. */
export const partnersTypedTwice = (db: Db): Found[] =>
  // The catalogue is the centre's to mend.
  db === wholeOf(db) ? likelyDuplicatePartners(db).map(foundOf) : []

function foundOf({ one, other, reason }: LikelyPair): Found {
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
        text: '“{name}” và “{other}” có thể là một: {reason}.',
        gaps: { name: first.name, other: second.name, reason },
      },
      about: { words: { text: '{name}', gaps: { name: first.name } }, href: `/partners/${first.id}` },
      fixes: [
        {
          words: { text: 'Gộp…' },
          href: `/partners/${first.id}/merge?with=${second.id}`,
          right: 'enterAtCentre',
        },
        { words: { text: 'Không phải một' }, href: '/partners/duplicates', right: 'enterAtCentre' },
        {
          words: { text: 'Xem đối tác kia' },
          href: `/partners/${second.id}`,
          right: 'read',
          isOnlyShown: true,
        },
      ],
      facts: `${first.name} | ${second.name} | ${first.country ?? ''}`,
    }),
  }
}
