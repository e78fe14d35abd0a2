import { lastDay, yearOf } from '../dates.ts'
import { namesOfCountry } from '../countries/names.ts'
import type { Write } from '../db/write.ts'
import {
  delegationCountries,
  delegationPartners,
  delegations,
  type Direction,
  type Status,
  statusChanges,
} from '../delegations/delegation.ts'
import { nextCode } from '../delegations/queries.ts'
import { participants } from '../participants/participant.ts'
import { partnerRegister } from '../partners/queries.ts'
import { people } from '../people/person.ts'
import { findPersonNamed } from '../people/queries.ts'
import { addEntry, type Words, wordsOf, wordsOfDelegation } from '../search/indexing.ts'
import { cleaned, folded, personSortKey, sortKey } from '../vietnamese.ts'
import { visitReports } from '../visit-reports/visit-report.ts'
import type { JudgedLine } from './judging.ts'
import { noteFor, waivedReason } from './values/words.ts'

/** Everything of a visit, or only its row: all that the totals of years count. */
export type Extent = 'whole' | 'counted'

/**
 * Adds the visits of a file one after the other. What they share (partners, countries, people, numbers) is looked up once
 * for all of them: visit by visit, as a form does it, twenty thousand would take minutes. Where what triggers keep is
 * counted for all of them later, a row is added with what that will come to, so that it need not be written twice.
 */
export function visitAdder(
  write: Write,
  day: string,
  extent: Extent,
  isCountedLater: boolean,
): (line: JudgedLine, partnerIds: number[]) => number {
  const { db } = write
  const partnerWords = new Map<number, Words>()
  const countryWords = new Map<string, Words>()
  const persons = new Map<string, number>()
  const codes = new Map<string, { prefix: string; last: number }>()

  return (line, partnerIds) => {
    const { values, visit } = line
    const status: Status = values.status ?? 'returned'
    const startsOn = values.startsOn!
    const direction = values.direction!
    const row = {
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
      note: noteFor(line),
      sortKey: sortKey(values.title!),
    }
    const counted = isCountedLater && { personTripCount: values.headCount, partnerCount: partnerIds.length }
    const id = write.insert(delegations, { ...row, status, ...counted })
    if (extent === 'counted') return id
    values.countries.forEach((country, position) =>
      write.insert(delegationCountries, { delegationId: id, position, country }),
    )
    partnerIds.forEach((partnerId, position) =>
      write.insert(delegationPartners, { delegationId: id, position, partnerId }),
    )
    if (values.headName) {
      write.insert(participants, {
        delegationId: id,
        position: 0,
        personId: personOf(values.headName, direction),
        side: 'delegation',
        role: 'head',
        post: values.headPosition,
      })
    }
    write.insert(statusChanges, {
      delegationId: id,
      toStatus: status,
      happenedOn: happenedOn(status, startsOn, values.endsOn, day),
    })
    // Nobody is chased for the report of a visit of former years.
    const isPast =
      ['returned', 'reported'].includes(status) &&
      lastDay(values.endsOn ?? startsOn) < `${day.slice(0, 4)}-01-01`
    write.insert(visitReports, { delegationId: id, ...(isPast && { status: 'waived', waivedReason }) })
    const words = wordsOfDelegation({
      ...row,
      partners: partnerIds.map(wordsOfPartner),
      countries: values.countries.map((iso2) =>
        known(countryWords, iso2, () => wordsOf(namesOfCountry(iso2))),
      ),
      members: values.headName ? [wordsOf([values.headName, values.headPosition])] : [],
    })
    addEntry(write, 'delegation', String(id), startsOn, words)
    return id
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
      const nationality = direction === 'outbound' ? 'VN' : null
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
