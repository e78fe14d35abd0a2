import { count, eq } from 'drizzle-orm'
import { HOME } from '../countries/names.ts'
import type { Write } from '../db/write.ts'
import { people } from '../people/person.ts'
import { addPerson, findPersonNamed, isNameOf, renamePerson } from '../people/queries.ts'
import { participants } from './participant.ts'

/** One line of a visit's list as a form gives it; `id` where the line was there before. */
export interface Member {
  id: number | null
  name: string
  role: typeof participants.$inferSelect.role
  post: string | null
  organisation: string | null
  hasTravelled: boolean
  /** Left as it is where nothing is said. */
  isAdded?: boolean
}

/**
 * Makes a visit's list say exactly this: lines keep their row, new ones are added, missing ones removed. Own people
 * get Vietnamese nationality, guests none that we would have to guess.
 */
export function saveParticipants(
  write: Write,
  delegationId: number,
  input: { direction: 'outbound' | 'inbound'; participants: Member[]; hosts: Member[] },
) {
  const had = write.db
    .select({ row: participants, name: people.name })
    .from(participants)
    .innerJoin(people, eq(people.id, participants.personId))
    .where(eq(participants.delegationId, delegationId))
    .all()
  const wanted = [
    ...input.participants.map((member, position) => ({ member, position, side: 'delegation' as const })),
    ...input.hosts.map((member, position) => ({ member, position, side: 'host' as const })),
  ].map(({ member, position, side }) => {
    const known = had.find(({ row }) => row.id === member.id)
    const isOurs = (input.direction === 'outbound') === (side === 'delegation')
    const row = {
      delegationId,
      position,
      side,
      personId: personOf(write, member.name, known && { id: known.row.personId, name: known.name }, isOurs),
      role: member.role,
      post: member.post,
      organisation: member.organisation,
      hasTravelled: member.hasTravelled,
      isAdded: member.isAdded ?? known?.row.isAdded ?? false,
    }
    return { known: known?.row, row }
  })
  for (const { row } of had) {
    if (!wanted.some(({ known }) => known?.id === row.id)) write.remove(participants, row.id)
  }
  // A new head is written last, when the old one has stepped down: there is never more than one.
  const isHead = ({ row }: { row: { role: string } }) => Number(row.role === 'head')
  for (const { known, row } of wanted.toSorted((one, other) => isHead(one) - isHead(other))) {
    if (!known) write.insert(participants, row)
    else if (Object.entries(row).some(([name, value]) => known[name as keyof typeof known] !== value))
      write.update(participants, known.id, row)
  }
}

// A line whose name stays means the person it meant. A name corrected on the only visit somebody has corrects that
// person, unless it is the name of somebody else already known.
function personOf(
  write: Write,
  name: string,
  known: { id: number; name: string } | undefined,
  isOurs: boolean,
): number {
  if (known && isNameOf(write.db, known, name)) return known.id
  const named = findPersonNamed(write.db, name)
  if (named) return named
  const isOnlyVisit =
    known &&
    write.db.select({ visits: count() }).from(participants).where(eq(participants.personId, known.id)).get()
      ?.visits === 1
  if (known && isOnlyVisit) {
    renamePerson(write, known.id, name)
    return known.id
  }
  return addPerson(write, name, isOurs ? HOME : null)
}
