import { lastDay, yearOf } from '../dates.ts'
import { HOME, namesOfCountry } from '../countries/names.ts'
import type { Write } from '../db/write.ts'
import {
  delegationCountries,
  delegationPartners,
  delegations,
  type Direction,
  type Status,
  statusChanges,
} from '../delegations/delegation.ts'
import { nextCode } from '../delegations/writing.ts'
import { participants } from '../participants/participant.ts'
import { partnerRegister } from '../partners/queries.ts'
import { people } from '../people/person.ts'
import { findPersonNamed } from '../people/queries.ts'
import { searchEntries } from '../search/entry.ts'
import { addEntry, entryOf, type Words, wordsOf, wordsOfDelegation } from '../search/indexing.ts'
import { cleaned, folded, personSortKey, sortKey } from '../vietnamese.ts'
import { ownWaivers, visitReports } from '../visit-reports/visit-report.ts'
import { firstReport } from '../visit-reports/waiver.ts'
import type { JudgedLine } from './judging.ts'
import { noteFor } from './values/words.ts'

/** Everything of a visit, or only its row: all that the totals of years count. */
export type Extent = 'whole' | 'counted'

export interface NewVisit {
  line: JudgedLine
  partnerIds: number[]
}

/**
 * Adds visits of a file, some at a time, and gives their ids. What they share (partners, countries, people, numbers) is
 * looked up once for all of them: visit by visit, as a form does it, twenty thousand would take minutes. Where what
 * triggers keep is counted for all of them later, a row is added with what that will come to, and not written twice.
 */
export function visitAdder(
  write: Write,
  day: string,
  extent: Extent,
  isCountedLater: boolean,
): (some: NewVisit[]) => number[] {
  const { db } = write
  const partnerWords = new Map<number, Words>()
  const countryWords = new Map<string, Words>()
  const persons = new Map<string, number>()
  const codes = new Map<string, { prefix: string; last: number }>()

  return (some) => {
    const rows = some.map(rowOf)
    const ids = write.insertAll(delegations, rows)
    if (extent === 'counted') return ids
    const each = some.map((visit, at) => ({ ...visit, row: rows[at]!, delegationId: ids[at]! }))
    write.insertAll(
      delegationCountries,
      each.flatMap(({ line, delegationId }) =>
        line.values.countries.map((country, position) => ({ delegationId, position, country })),
      ),
    )
    write.insertAll(
      delegationPartners,
      each.flatMap(({ partnerIds, delegationId }) =>
        partnerIds.map((partnerId, position) => ({ delegationId, position, partnerId })),
      ),
    )
    write.insertAll(
      participants,
      each.flatMap(({ line, delegationId }) => headOf(line, delegationId)),
    )
    write.insertAll(
      statusChanges,
      each.map(({ row, delegationId }) => ({
        delegationId,
        toStatus: row.status,
        happenedOn: happenedOn(row.status, row.startsOn, row.endsOn, day),
      })),
    )
    write.insertAll(
      visitReports,
      each.map(({ row, delegationId }) => ({ delegationId, ...reportOf(row) })),
    )
    write.insertAll(
      searchEntries,
      each.map(({ line, partnerIds, row, delegationId }) =>
        entryOf('delegation', String(delegationId), row.startsOn, wordsOfVisit(line, partnerIds, row)),
      ),
    )
    return ids
  }

  function rowOf({ line, partnerIds }: NewVisit) {
    const { values, visit } = line
    const status: Status = values.status ?? 'returned'
    const startsOn = values.startsOn!
    const direction = values.direction!
    return {
      code: codeOf(direction, yearOf(startsOn)),
      direction,
      title: values.title!,
      unitId: visit!.unitId,
      place: visit!.place,
      purpose: visit!.purpose,
      capacity: null,
      startsOn,
      endsOn: values.endsOn,
      headCount: values.headCount,
      approvalNumber: visit!.approvalNumber,
      statusReason: visit!.statusReason,
      countsAs: values.countsAs ?? 'delegation_and_people',
      countsAsReason: visit!.countsAsReason,
      note: noteFor(line),
      sortKey: sortKey(values.title!),
      status,
      ...(isCountedLater && { personTripCount: values.headCount, partnerCount: partnerIds.length }),
    }
  }

  function headOf({ values }: JudgedLine, delegationId: number) {
    if (!values.headName) return []
    const personId = personOf(values.headName, values.direction!)
    const [side, role] = ['delegation', 'head'] as const
    return { delegationId, position: 0, personId, side, role, post: values.headPosition }
  }

  /** Nobody is chased for the report of a visit of former years. */
  function reportOf({ status, countsAs, startsOn, endsOn }: ReturnType<typeof rowOf>) {
    const isPast =
      ['returned', 'reported'].includes(status) && lastDay(endsOn ?? startsOn) < `${day.slice(0, 4)}-01-01`
    return isPast ? { status: 'waived' as const, waivedReason: ownWaivers.ledger } : firstReport(countsAs)
  }

  function wordsOfVisit({ values }: JudgedLine, partnerIds: number[], row: ReturnType<typeof rowOf>): Words {
    const { countries, headName, headPosition } = values
    return wordsOfDelegation({
      ...row,
      partners: partnerIds.map(wordsOfPartner),
      countries: countries.map((iso2) => known(countryWords, iso2, () => wordsOf(namesOfCountry(iso2)))),
      members: headName ? [wordsOf([headName, headPosition])] : [],
    })
  }

  function codeOf(direction: Direction, year: string): string {
    const key = `${direction} ${year}`
    const run = codes.get(key)
    if (run) return `${run.prefix}${String(++run.last).padStart(3, '0')}`
    const [prefix, number] = /^(.*-)(\d+)$/.exec(nextCode(db, direction, year))!.slice(1) as [string, string]
    codes.set(key, { prefix, last: Number(number) })
    return `${prefix}${number}`
  }

  function personOf(typed: string, direction: Direction): number {
    const name = cleaned(typed)
    return known(persons, name, () => {
      const found = findPersonNamed(db, name)
      if (found !== undefined) return found
      const nationality = direction === 'outbound' ? HOME : null
      const id = write.insert(people, {
        name,
        nationality,
        matchKey: folded(name),
        sortKey: personSortKey(name),
      })
      addEntry(write, 'person', String(id), '', wordsOf([name]))
      return id
    })
  }

  function wordsOfPartner(id: number): Words {
    if (!partnerWords.has(id)) {
      for (const { id, name, abbreviation, nameEn, nameLocal, aliases } of partnerRegister(db)) {
        partnerWords.set(id, wordsOf([name, abbreviation, nameEn, nameLocal, ...aliases]))
      }
    }
    return partnerWords.get(id) ?? wordsOf([])
  }
}

/** What a past visit became, it became when it ended; where only a month or year is known, nobody knows the day. */
function happenedOn(status: Status, startsOn: string, endsOn: string | null, day: string): string {
  if (status !== 'returned' && status !== 'reported') return day
  return endsOn ?? startsOn
}

function known<Key, Value>(map: Map<Key, Value>, key: Key, compute: () => Value): Value {
  let value = map.get(key)
  if (value === undefined) map.set(key, (value = compute()))
  return value
}
