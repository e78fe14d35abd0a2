import type { Db } from '../db/open.ts'

// Every figure that triggers keep, worked out plainly from the visits and their people, in another language than that of
// the triggers, so that a mistake of one is not a mistake of both.

interface Visit {
  id: number
  unitId: number
  direction: string
  status: string
  countsAs: string
  startsOn: string
  purpose: string | null
  headCount: number | null
  isListComplete: number
  personTripCount: number | null
  partnerCount: number
}

interface Figures {
  delegations: number
  personTrips: number
  unknown: number
  first: string | null
  last: string | null
}

const tookPlace = new Set(['underway', 'returned', 'reported'])

/** Where what is kept differs from a recount, each told in a line, and how many figures were compared. */
export function differencesIn(db: Db): { differences: string[]; compared: number } {
  const rows = <Row>(sql: string) => db.$client.prepare<[], Row>(sql).all()
  const visits = rows<Visit>(
    `select id, unit_id unitId, direction, status, counts_as countsAs, starts_on startsOn, purpose_kind purpose,
       head_count headCount, is_list_complete isListComplete, person_trip_count personTripCount,
       partner_count partnerCount
     from delegations order by id`,
  )
  const of = <Link extends { visit: number }>(sql: string) =>
    Map.groupBy(rows<Link>(sql), ({ visit }) => visit)
  const countries = of<{ visit: number; key: string }>(
    'select delegation_id visit, country key from delegation_countries order by country',
  )
  const partners = of<{ visit: number; key: number }>(
    'select delegation_id visit, partner_id key from delegation_partners order by partner_id',
  )
  const people = of<{ visit: number; person: number; hasTravelled: number }>(
    `select delegation_id visit, person_id person, has_travelled hasTravelled from participants
     where side = 'delegation' order by person_id`,
  )

  const cells = new Map<string, Figures>()
  const sums = new Map<string, Figures>()
  const named = new Map<string, unknown[]>()
  const differences: string[] = []
  let compared = 0
  const compare = (what: string, kept: unknown, recounted: unknown) => {
    compared++
    const [is, ought] = [JSON.stringify(kept), JSON.stringify(recounted)]
    if (is !== ought) differences.push(`${what}: kept ${is}, recounted ${ought}`)
  }

  for (const visit of visits) {
    const listed = people.get(visit.id) ?? []
    const travelled = listed.filter(({ hasTravelled }) => hasTravelled).map(({ person }) => person)
    const isNamed =
      listed.length > 0 &&
      (visit.isListComplete === 1 || (visit.headCount !== null && travelled.length >= visit.headCount))
    const personTrips = isNamed ? travelled.length : visit.headCount
    const withPartners = (partners.get(visit.id) ?? []).map(({ key }) => key)
    const inCountries = (countries.get(visit.id) ?? []).map(({ key }) => key)
    compare(`visit ${visit.id}: person-trips`, visit.personTripCount, personTrips)
    compare(`visit ${visit.id}: partners`, visit.partnerCount, withPartners.length)

    const period = visit.startsOn.slice(0, 7)
    const isAway = tookPlace.has(visit.status)
    const why = whyLeftOut(visit)
    if (why) count('left_out', why, visit, period, { delegations: 1, personTrips: 0, unknown: 0 })
    if (!isAway || visit.countsAs === 'nothing') continue
    const figures = {
      delegations: visit.countsAs === 'delegation_and_people' ? 1 : 0,
      personTrips: personTrips ?? 0,
      unknown: personTrips === null ? 1 : 0,
    }
    count('all', '', visit, period, figures)
    count('purpose', visit.purpose ?? '', visit, period, figures)
    for (const country of inCountries.length ? inCountries : [''])
      count('country', country, visit, period, figures)
    for (const partner of withPartners.length ? withPartners : [''])
      count('partner', String(partner), visit, period, figures)
    if (!isNamed || !travelled.length) continue
    const key = `${visit.unitId} ${visit.direction} ${period}`
    const day = Number(visit.startsOn.slice(8))
    const told = [day, visit.purpose ?? '', inCountries, withPartners, travelled]
    const before = named.get(key)
    if (before) before.push(told)
    else named.set(key, [told])
  }

  function count(
    dimension: string,
    key: string,
    { unitId, direction }: Visit,
    period: string,
    figures: Pick<Figures, 'delegations' | 'personTrips' | 'unknown'>,
  ) {
    const year = period.slice(0, 4)
    add(cells, [dimension, unitId, key, direction, period])
    add(sums, [dimension, unitId, 'year', key, direction, year])
    add(sums, [dimension, unitId, 'ever', key, direction, ''])
    add(sums, [dimension, 0, 'month', key, direction, period])
    add(sums, [dimension, 0, 'year', key, direction, year])
    add(sums, [dimension, 0, 'ever', key, direction, ''])

    function add(to: Map<string, Figures>, at: (string | number)[]) {
      const name = at.join(' ')
      let sum = to.get(name)
      if (!sum) to.set(name, (sum = { delegations: 0, personTrips: 0, unknown: 0, first: null, last: null }))
      sum.delegations += figures.delegations
      sum.personTrips += figures.personTrips
      sum.unknown += figures.unknown
      if (!figures.delegations) return
      // A start known to the year only had surely come by its December.
      const surely = period.length === 4 ? `${period}-12` : period
      if (!sum.first || surely < sum.first) sum.first = surely
      if (!sum.last || period > sum.last) sum.last = period
    }
  }

  const keptCells = rows<Omit<Figures, 'first' | 'last'> & { name: string }>(
    `select dimension || ' ' || unit_id || ' ' || key || ' ' || direction || ' ' || period name,
       delegation_count delegations, person_trip_count personTrips, unknown_people_count unknown from count_cells`,
  )
  compareAll('cell', keptCells, cells, ({ delegations, personTrips, unknown }) => ({
    delegations,
    personTrips,
    unknown,
  }))
  const keptSums = rows<Figures & { name: string }>(
    `select dimension || ' ' || unit_id || ' ' || grain || ' ' || key || ' ' || direction || ' ' || period name,
       delegation_count delegations, person_trip_count personTrips, unknown_people_count unknown,
       first_on first, last_on last
     from count_sums where dimension <> 'changes'`,
  )
  compareAll('sum', keptSums, sums, ({ delegations, personTrips, unknown, first, last }, name) => ({
    delegations,
    personTrips,
    unknown,
    // Of months there is nothing to look for.
    ...(name.split(' ')[2] !== 'month' && { first, last }),
  }))
  const keptPeople = rows<{ name: string; visits: string | null }>(
    `select unit_id || ' ' || direction || ' ' || period name, visits from people_cells`,
  )
  const seen = new Set(keptPeople.map(({ name }) => name))
  for (const { name, visits } of keptPeople) {
    // What a program touched and did not fill is worked out when it is read.
    if (visits !== null) compare(`people of ${name}`, JSON.parse(visits), named.get(name) ?? [])
  }
  for (const [name, people] of named) if (!seen.has(name)) compare(`people of ${name}`, null, people)
  return { differences, compared }

  function compareAll<Kept extends { name: string }>(
    what: string,
    kept: Kept[],
    recounted: Map<string, Figures>,
    told: (figures: Kept | Figures, name: string) => object,
  ) {
    const nothing: Figures = { delegations: 0, personTrips: 0, unknown: 0, first: null, last: null }
    const left = new Map(recounted)
    for (const row of kept) {
      compare(`${what} ${row.name}`, told(row, row.name), told(left.get(row.name) ?? nothing, row.name))
      left.delete(row.name)
    }
    for (const [name, figures] of left) compare(`${what} ${name}`, null, told(figures, name))
  }
}

function whyLeftOut({ status, countsAs }: Visit): string | undefined {
  if (status === 'postponed' || status === 'cancelled') return status
  if (countsAs === 'nothing') return 'excluded'
  if (!tookPlace.has(status)) return 'ahead'
  return countsAs === 'people_only' ? 'peopleOnly' : undefined
}
