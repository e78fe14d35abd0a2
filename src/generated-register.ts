// A register of any size for trials and measurements: plausible, made up, and the same for the same size.
import { ne } from 'drizzle-orm'
import { countryName, HOME, namesOfCountry } from './countries/names.ts'
import { addDays, firstDay, isKnownToTheDay, lastDay, yearOf } from './dates.ts'
import type { Db } from './db/open.ts'
import { fill, type Write } from './db/write.ts'
import {
  delegationCountries,
  delegationPartners,
  delegations,
  type Direction,
  type Status,
  statusChanges,
} from './delegations/delegation.ts'
import { addingMany } from './delegations/adding-many.ts'
import { nextCode as nextCodeIn } from './delegations/writing.ts'
import {
  achievements,
  authorities,
  bodies,
  capacities,
  chapters,
  cities,
  givenNames,
  middleNames,
  ongoing,
  organisations,
  placesAbroad,
  postsOfGuests,
  postsOfOurs,
  proposals,
  provinces,
  purposes,
  reasonsForNothing,
  reasonsForPeopleOnly,
  reasonsToCancel,
  reasonsToPostpone,
  surnames,
  syllables,
  topics,
  waivers,
} from './generated-words.ts'
import { participants } from './participants/participant.ts'
import { partnerNames, partners } from './partners/partner.ts'
import { people } from './people/person.ts'
import { isEmpty } from './open-register.ts'
import { addPublishedCatalogue } from './published-register.ts'
import { addEntry, indexPartner, type Words, wordsOf, wordsOfDelegation } from './search/indexing.ts'
import { units } from './units/unit.ts'
import { folded, personSortKey, sortKey } from './vietnamese.ts'
import { visitReports } from './visit-reports/visit-report.ts'
import { firstReport } from './visit-reports/waiver.ts'

/** The day a generated register is of: what lies before it has happened. Fixed, so that the rows never change. */
const AS_OF = '2026-11-22'
const FIRST_YEAR = 2006
const LAST_YEAR = 2026
/** Years with hardly any travel. */
const quietYears: Record<number, number> = { 2020: 0.35, 2021: 0.2 }

const GENERATED = 'dữ liệu sinh để thử'

export interface Generated {
  delegations: number
  partners: number
  people: number
  units: number
}

/**
 * What the register then holds: `size` visits with partners, people, units and reports in proportion, beside the
 * published partners and figures. The same size makes the same rows. Undefined, with nothing changed, when the
 * register already held something.
 */
export function generateRegister(db: Db, size: number): Generated | undefined {
  const isFilled = fill(db, { name: GENERATED }, (write) => {
    if (!isEmpty(db)) return false
    const dice = diceOf(20_050_922)
    addPublishedCatalogue(write)
    const world: World = {
      units: addUnits(write),
      partners: addPartners(write, Math.round(size / 200)),
      ...addPeople(write, dice, Math.max(20, Math.round(size / 10))),
    }
    const nextCode = codes(write)
    addingMany(write, () => {
      for (const startsOn of startsOf(dice, size)) addVisit(write, dice, world, startsOn, nextCode)
    })
    return true
  })
  if (!isFilled) return undefined
  db.$client.exec('analyze')
  return db.$client
    .prepare<[], Generated>(
      `select (select count(*) from delegations) delegations, (select count(*) from partners) partners,
         (select count(*) from people) people, (select count(*) from units) units`,
    )
    .get()
}

// ── Chance ────────────────────────────────────────────────────────────────

/** Numbers that look drawn by lot and are the same each time (mulberry32). */
function diceOf(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    chance: (share: number) => next() < share,
    /** Both ends included. */
    between: (low: number, high: number) => low + below(high - low + 1),
    pick: <T>(from: readonly T[]): T => from[below(from.length)]!,
    /** The first ones far more often than the last. */
    pickEarly: <T>(from: readonly T[], bias = 2.5): T => from[Math.floor(next() ** bias * from.length)]!,
  }
}

type Dice = ReturnType<typeof diceOf>

/** When each visit starts, in order: to the day mostly, some to the month or the year only. */
function startsOf(dice: Dice, size: number): string[] {
  const years: number[] = []
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    const share = (quietYears[year] ?? 1) * (60 + 2 * (year - FIRST_YEAR))
    for (let times = 0; times < share; times++) years.push(year)
  }
  const starts = Array.from({ length: size }, () => {
    const year = dice.pick(years)
    const month = two(dice.between(1, 12))
    const day = two(dice.between(1, 28))
    const precision = dice.next()
    if (precision < 0.03) return String(year)
    if (precision < 0.14) return `${year}-${month}`
    return `${year}-${month}-${day}`
  })
  return starts.toSorted()
}

const two = (number: number) => String(number).padStart(2, '0')

// ── The cast ──────────────────────────────────────────────────────────────

interface Partner {
  id: number
  name: string
  country: string | null
  words: Words
}

interface Person {
  id: number
  words: Words
}

interface World {
  units: { own: number[]; local: number[]; chapters: number[] }
  /** The ones that most visits are with come first. */
  partners: Partner[]
  ours: Person[]
  guests: Map<string, Person[]>
}

function addUnits(write: Write): World['units'] {
  const known = new Map(
    write.db
      .select({ name: units.name, id: units.id })
      .from(units)
      .all()
      .map(({ name, id }) => [name, id]),
  )
  const own = known.get('Hội Nhà báo Việt Nam')!
  const unitOf = (name: string, kind: 'local_association' | 'chapter') =>
    known.get(name) ?? write.insert(units, { name, kind, parentId: own, sortKey: sortKey(name) })
  return {
    own: [own],
    local: [
      ...provinces.map((place) => `Hội Nhà báo tỉnh ${place}`),
      ...cities.map((place) => `Hội Nhà báo TP ${place}`),
    ].map((name) => unitOf(name, 'local_association')),
    chapters: chapters.map((field) => unitOf(`Liên chi hội Nhà báo khối ${field}`, 'chapter')),
  }
}

function addPartners(write: Write, count: number): Partner[] {
  const sites = Object.entries(placesAbroad).flatMap(([country, places]) =>
    places.map((place) => ({ country, place })),
  )
  for (let index = 0; index < count; index++) {
    const { country, place } = sites[index % sites.length]!
    const round = Math.floor(index / sites.length)
    const body = bodies[round % bodies.length]!
    const edition = Math.floor(round / bodies.length)
    const named = (pattern: string) => filled(pattern, { place }) + (edition ? ` ${edition + 1}` : '')
    const id = write.insert(partners, {
      name: named(body.name),
      nameEn: named(body.nameEn),
      kind: body.kind,
      country,
      note: GENERATED,
      sortKey: sortKey(named(body.name)),
    })
    indexPartner(write, id)
  }
  const others = new Map<number, string[]>()
  for (const { partnerId, name } of write.db.select().from(partnerNames).all()) {
    others.set(partnerId, [...(others.get(partnerId) ?? []), name])
  }
  return (
    write.db
      .select()
      .from(partners)
      // Nobody travels to see an embassy.
      .where(ne(partners.kind, 'embassy'))
      .all()
      .map(({ id, name, abbreviation, nameEn, nameLocal, country }) => ({
        id,
        name,
        country,
        words: wordsOf([name, abbreviation, nameEn, nameLocal, ...(others.get(id) ?? [])]),
      }))
  )
}

function addPeople(write: Write, dice: Dice, count: number): Pick<World, 'ours' | 'guests'> {
  const add = (name: string, nationality: string): Person => {
    const id = write.insert(people, {
      name,
      nationality,
      note: GENERATED,
      matchKey: folded(name),
      sortKey: personSortKey(name),
    })
    const words = wordsOf([name])
    addEntry(write, 'person', String(id), '', words)
    return { id, words }
  }
  const ours = Array.from({ length: Math.ceil(count / 2) }, () =>
    add(`${dice.pick(surnames)} ${dice.pick(middleNames)} ${dice.pick(givenNames)}`, HOME),
  )
  const guests = new Map<string, Person[]>()
  const countries = Object.keys(placesAbroad)
  for (let index = 0; index < Math.floor(count / 2); index++) {
    const country = index < countries.length ? countries[index]! : dice.pickEarly(countries)
    const name = `${inventedName(dice, 2)} ${inventedName(dice, 3)}`
    const known = guests.get(country)
    if (known) known.push(add(name, country))
    else guests.set(country, [add(name, country)])
  }
  return { ours, guests }
}

function inventedName(dice: Dice, length: number): string {
  const name = Array.from({ length }, () => dice.pick(syllables)).join('')
  return `${name[0]!.toUpperCase()}${name.slice(1)}`
}

/** The text with each {gap} filled, as in the patterns of generated-words.ts. */
function filled(pattern: string, gaps: Record<string, string>): string {
  const text = pattern.replace(/\{(\w+)\}/g, (_, gap: string) => gaps[gap]!)
  return `${text[0]!.toUpperCase()}${text.slice(1)}`
}

// ── The visits ────────────────────────────────────────────────────────────

type NextCode = (direction: Direction, year: string) => string

/** The register's numbers: its own next one, and from there on one after the other. */
function codes(write: Write): NextCode {
  const runs = new Map<string, { prefix: string; last: number }>()
  return (direction, year) => {
    const key = `${direction} ${year}`
    const run = runs.get(key)
    if (run) return `${run.prefix}${String(++run.last).padStart(3, '0')}`
    const first = nextCodeIn(write.db, direction, year)
    const [prefix, number] = [first.slice(0, -3), Number(first.slice(-3))]
    runs.set(key, { prefix, last: number })
    return first
  }
}

function addVisit(write: Write, dice: Dice, world: World, startsOn: string, nextCode: NextCode) {
  const direction: Direction = dice.chance(0.48) ? 'outbound' : 'inbound'
  const counterparts = partnersOf(dice, world)
  const countries = countriesOf(dice, counterparts)
  const listed = membersOf(dice, world, direction, countries[0]!)
  const stated = dice.chance(0.6) ? Math.max(dice.between(2, 18), listed.length) : null
  const headCount = listed.length && dice.chance(0.3) ? listed.length : stated
  const endsOn = endOf(dice, startsOn)
  const life = lifeOf(dice, startsOn, endsOn)
  const visit = {
    code: nextCode(direction, yearOf(startsOn)),
    direction,
    startsOn,
    endsOn,
    headCount,
    isListComplete: listed.length > 0 && dice.chance(0.4),
    unitId: unitOf(dice, world),
    capacity: dice.chance(0.3) ? dice.pick(capacities) : null,
    ...textsOf(dice, direction, counterparts[0], countries[0]!),
    ...countingOf(dice),
    ...life.columns,
  }
  const id = write.insert(delegations, { ...visit, status: life.status, sortKey: titleKey(visit.title) })
  countries.forEach((country, position) =>
    write.insert(delegationCountries, { delegationId: id, position, country }),
  )
  counterparts.forEach((partner, position) =>
    write.insert(delegationPartners, { delegationId: id, position, partnerId: partner.id }),
  )
  listed.forEach(({ person: _person, ...member }) =>
    write.insert(participants, { delegationId: id, ...member }),
  )
  for (const step of life.steps) write.insert(statusChanges, { delegationId: id, ...step })
  write.insert(visitReports, {
    delegationId: id,
    ...(life.report.status ? life.report : firstReport(visit.countsAs)),
  })
  const words = wordsOfDelegation({
    ...visit,
    partners: counterparts.map(({ words }) => words),
    countries: countries.map((country) => wordsOfCountry(country)),
    members: listed.flatMap(({ person, post, organisation }) => [
      person.words,
      wordsOf([post, organisation]),
    ]),
  })
  addEntry(write, 'delegation', String(id), startsOn, words)
}

const wordsOfCountry = knownOnce((iso2) => wordsOf(namesOfCountry(iso2)))
const titleKey = knownOnce(sortKey)

/** The same function, worked out once for each text: titles and countries come again and again. */
function knownOnce<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const found = compute(text)
    known.set(text, found)
    return found
  }
}

function unitOf(dice: Dice, { units }: World): number {
  const drawn = dice.next()
  return dice.pick(drawn < 0.62 ? units.own : drawn < 0.9 ? units.local : units.chapters)
}

function partnersOf(dice: Dice, world: World): Partner[] {
  if (dice.chance(0.04)) return []
  const first = dice.pickEarly(world.partners)
  if (!dice.chance(0.12)) return [first]
  const second = dice.pickEarly(world.partners)
  return second.id === first.id ? [first] : [first, second]
}

function countriesOf(dice: Dice, counterparts: Partner[]): string[] {
  const known = counterparts.flatMap(({ country }) => country ?? [])
  const others = Object.keys(placesAbroad)
  if (!known.length) known.push(dice.pickEarly(others))
  if (dice.chance(0.08)) known.push(dice.pickEarly(others))
  return [...new Set(known)]
}

function membersOf(dice: Dice, world: World, direction: Direction, country: string) {
  const travellers = direction === 'outbound' ? world.ours : (world.guests.get(country) ?? [])
  const posts = direction === 'outbound' ? postsOfOurs : postsOfGuests
  const wanted = travellers.length && dice.chance(0.36) ? dice.between(1, 8) : 0
  const draws = Array.from({ length: wanted }, () => dice.pickEarly(travellers, 1.3))
  // Two of one name would have to be told apart: the form of the visit would not be kept.
  const drawn = [...new Map(draws.map((person) => [person.words.folded, person])).values()]
  const members = drawn.map((person, position) => ({
    person,
    personId: person.id,
    position,
    side: 'delegation' as const,
    role:
      position === 0
        ? ('head' as const)
        : position === 1 && dice.chance(0.3)
          ? ('deputy' as const)
          : ('member' as const),
    post: dice.pick(posts),
    organisation: direction === 'outbound' && dice.chance(0.6) ? dice.pick(organisations) : null,
    hasTravelled: position === 0 || !dice.chance(0.03),
  }))
  const hosts = (
    direction === 'inbound' && drawn.length && dice.chance(0.2) ? [dice.pick(world.ours)] : []
  ).map((person, position) => ({
    person,
    personId: person.id,
    position,
    side: 'host' as const,
    role: 'head' as const,
    post: dice.pick(postsOfOurs),
    organisation: null,
    hasTravelled: true,
  }))
  return [...members, ...hosts]
}

function endOf(dice: Dice, startsOn: string): string | null {
  const days = dice.between(0, 9)
  if (!isKnownToTheDay(startsOn)) return null
  return dice.chance(0.88) ? addDays(startsOn, days) : null
}

function textsOf(dice: Dice, direction: Direction, partner: Partner | undefined, country: string) {
  const kind = dice.pick([
    'exchange',
    'exchange',
    'exchange',
    'conference',
    'conference',
    'signing',
    'training',
    'training',
    'reporting',
    'commemoration',
    'other',
  ] as const)
  const topic = dice.pick(topics)
  const placeAtHome = dice.chance(0.5) ? dice.pick(cities) : dice.pick(provinces)
  const placeAbroad = dice.pick(placesAbroad[country] ?? [countryName(country)])
  const gaps = {
    topic,
    place: placeAtHome,
    country: countryName(country),
    partner: partner?.name ?? `nhóm nhà báo ${countryName(country)}`,
  }
  return {
    title: filled(purposes[kind][direction], gaps),
    place: dice.chance(0.7) ? (direction === 'outbound' ? placeAbroad : placeAtHome) : null,
    purpose: dice.chance(0.8) ? filled(purposes[kind].purpose, gaps) : null,
    purposeKind: dice.chance(0.92) ? kind : null,
  }
}

function countingOf(dice: Dice) {
  const drawn = dice.next()
  if (drawn < 0.03) {
    return { countsAs: 'people_only' as const, countsAsReason: dice.pick(reasonsForPeopleOnly) }
  }
  if (drawn < 0.04) return { countsAs: 'nothing' as const, countsAsReason: dice.pick(reasonsForNothing) }
  return { countsAs: 'delegation_and_people' as const, countsAsReason: null }
}

interface Life {
  status: Status
  columns: Pick<
    typeof delegations.$inferInsert,
    'statusReason' | 'approvalNumber' | 'approvedOn' | 'approvalAuthority'
  >
  steps: Omit<typeof statusChanges.$inferInsert, 'delegationId'>[]
  report: Omit<typeof visitReports.$inferInsert, 'delegationId'>
}

/** How far a visit has come by AS_OF, the steps that led there, and its report. */
function lifeOf(dice: Dice, startsOn: string, endsOn: string | null): Life {
  const starts = firstDay(startsOn)
  const ends = lastDay(endsOn ?? startsOn)
  const status = statusOf(dice, startsOn, ends)
  const plannedOn = addDays(starts, -dice.between(40, 120))
  const steps: Life['steps'] = [{ toStatus: 'planned', happenedOn: plannedOn < AS_OF ? plannedOn : AS_OF }]
  const step = (toStatus: Status, happenedOn: string, reason: string | null = null) =>
    steps.push({
      fromStatus: steps.at(-1)!.toStatus,
      toStatus,
      happenedOn: happenedOn < AS_OF ? happenedOn : AS_OF,
      reason,
    })

  if (status === 'planned') return { status, columns: {}, steps, report: {} }
  if (status === 'postponed' || status === 'cancelled') {
    const reason = dice.pick(status === 'postponed' ? reasonsToPostpone : reasonsToCancel)
    step(status, addDays(starts, -dice.between(1, 30)), reason)
    return { status, columns: { statusReason: reason }, steps, report: {} }
  }
  if (status === 'submitted') {
    step(status, addDays(starts, -dice.between(20, 40)))
    return { status, columns: {}, steps, report: {} }
  }
  const columns: Life['columns'] = {}
  if (status === 'approved' || dice.chance(0.6)) {
    const approvedOn = addDays(starts, -dice.between(5, 35))
    columns.approvalNumber = `${dice.between(1, 900)}-QĐ/HNBVN`
    columns.approvedOn = approvedOn < AS_OF ? approvedOn : AS_OF
    columns.approvalAuthority = dice.pick(authorities)
    step('approved', approvedOn)
  }
  if (status === 'approved') return { status, columns, steps, report: {} }
  step('underway', starts)
  if (status === 'underway') return { status, columns, steps, report: {} }
  step('returned', ends)
  if (status === 'returned') return { status, columns, steps, report: unfinishedReport(dice, ends) }
  const submittedOn = addDays(ends, dice.between(1, 25))
  step('reported', submittedOn)
  return { status, columns, steps, report: finishedReport(dice, submittedOn < AS_OF ? submittedOn : AS_OF) }
}

const RECENT_FROM = addDays(AS_OF, -30)
const isRecent = (ends: string) => ends >= RECENT_FROM

function statusOf(dice: Dice, startsOn: string, ends: string): Status {
  const drawn = dice.next()
  if (drawn < 0.025) return 'cancelled'
  if (drawn < 0.04) return 'postponed'
  if (!isRecent(ends)) return drawn < 0.065 ? 'returned' : 'reported'
  if (ends < AS_OF) return drawn < 0.6 ? 'returned' : 'reported'
  if (isKnownToTheDay(startsOn) && startsOn <= AS_OF) return 'underway'
  return drawn < 0.4 ? 'planned' : drawn < 0.6 ? 'submitted' : 'approved'
}

function unfinishedReport(dice: Dice, ends: string): Life['report'] {
  const drawn = isRecent(ends) ? dice.between(85, 100) / 100 : dice.next()
  if (drawn < 0.8) return { status: 'waived', waivedReason: dice.pick(waivers) }
  if (drawn < 0.9)
    return { status: 'draft', achieved: filled(dice.pick(achievements), { topic: dice.pick(topics) }) }
  return {}
}

/** Days until a report that was handed in is accepted. */
const ACCEPTED_AFTER = 14

function finishedReport(dice: Dice, submittedOn: string): Life['report'] {
  const gaps = { topic: dice.pick(topics) }
  const decidedOn = addDays(submittedOn, ACCEPTED_AFTER)
  return {
    ...(decidedOn <= AS_OF ? { status: 'accepted', decidedOn } : { status: 'submitted' }),
    number: dice.chance(0.8) ? `${dice.between(1, 400)}/BC-HNBVN` : null,
    submittedOn,
    achieved: filled(dice.pick(achievements), gaps),
    ongoing: dice.chance(0.5) ? filled(dice.pick(ongoing), gaps) : null,
    proposals: dice.chance(0.4) ? filled(dice.pick(proposals), gaps) : null,
  }
}
