import { today } from '../dates.ts'
import { type Db, remembered } from '../db/open.ts'
import { type Direction, directions } from '../delegations/delegation.ts'
import { askingFor } from '../delegations/filters.ts'
import { listChangedSince } from '../history/since.ts'
import { countedFrom } from '../db/kept-then.ts'
import { type Cause, causeOf, pageOfCause } from '../restatements/causes.ts'
import { type Difference, differencesIn } from '../restatements/differences.ts'
import { type Language, type Message, speechOf } from '../web/language.ts'
import type { AskedReport } from './asked.ts'
import { rowLabel } from './changes.ts'
import { derivedIn } from './derived.ts'
import { isAsPublished, isUntold, openingFigureOf, type ReportFigure, wordsOf } from './figures.ts'
import { storedLabel } from './labels.ts'
import { reportModel, type ReportModel } from './model.ts'
import { yearsBefore } from './period.ts'
import { type Publication, publishedModel } from './publications.ts'
import { toldByAnother, toldWithItsPart } from './quality.ts'
import { changesOfFigure, firstChanged, namesBeside, whyTold } from './why.ts'

// What became of the figures of a published report (C15): each that is another one now, and the visits that made it so.

/** A figure of an edition that is another one now. */
export interface RestatedFigure {
  name: string
  label: Message
  published: string
  now: string
  /** The list of what it counts now. */
  href: string | null
  /** In the words of the paper, which is in Vietnamese. */
  isQuoted?: boolean
  /** What made it another one, the first changed first. */
  by: Cause[]
  /** The same in short; null where nothing that was written did it. */
  why: string | null
}

/** What changed the published figures, with those it changed: each visit goes on where the last one left them. */
export interface Restatement extends Omit<Cause, 'weight'> {
  moves: { label: Message; was: string; is: string }[]
}

export interface Restated {
  figures: Map<string, RestatedFigure>
  changes: Restatement[]
}

/** More visits than this are listed, but no longer traced into every country and partner. */
const MOST_TRACED = 300

/** What of an edition is another figure now, and why; nothing of one that still holds. */
export const restatedOf = (
  db: Db,
  asked: AskedReport,
  publication: Publication,
  language: Language = 'vi',
): Restated =>
  // Reports fall due while nobody writes.
  remembered(db, `restated ${publication.id} ${language} ${today()}`, () => {
    const { figures: published, sections } = publishedModel(db, publication, { most: 0 })
    const counted = reportModel(db, asked, undefined, { most: 1 })
    const live = counted.figures
    const at = publication.publishedAt
    const touched = listChangedSince(db, at, 'delegations', countedFrom)
    const { t } = speechOf(language)
    const hrefsOf = (name: string) =>
      namesBeside(name).flatMap((one) => live.get(one)?.href ?? published.get(one)?.href ?? [])
    const isTraced = touched.length <= MOST_TRACED
    const figures = differingFigures(published, live).map(({ name, was, is }): RestatedFigure => {
      const figure = (is ?? was)!
      const by =
        isTraced || openingFigureOf(name)
          ? changesOfFigure(db, asked, { name, hrefs: hrefsOf(name) }, at, language)
          : []
      return {
        name,
        label: rowLabel(db, name, language) ?? figure.label,
        published: was?.words ?? absentWords(name, t('chưa có')),
        now: is?.words ?? absentWords(name, t('không còn')),
        href: is?.href ?? null,
        by,
        why:
          whyTold({ by }, language) ??
          (isTraced && isOfDay.test(name) ? t('đến hạn từ khi phát hành') : null),
      }
    })
    const derived = differingWords(sections, counted.sections, figures, language)
    return {
      figures: new Map([...figures, ...derived].map((figure) => [figure.name, figure])),
      changes:
        touched.length || figures.some(({ by }) => by.length)
          ? changesThatMoved(db, asked, at, language, published, figures)
          : [],
    }
  })

const nothing = { value: 0, unknown: 0 }

// What visits count of is 0 where there are none. An opening figure that is not there was never said to be 0.
const absentWords = (name: string, words: string) => (openingFigureOf(name) ? words : wordsOf(nothing))

// How reports and follow-ups stand against their deadline is another matter each day, while nobody writes.
const isOfDay = /^quality\.(reports|followUps)/

// Of a period that was running, what had passed of it then: no other day can be put beside it.
const isOfThen = (name: string) => /^(now|before)\./.test(name)

function differingFigures(published: Map<string, ReportFigure>, live: Map<string, ReportFigure>) {
  const names = new Set([...published.keys(), ...live.keys()])
  return [...names].flatMap((name) => {
    const [was, is] = [published.get(name), live.get(name)]
    const [then, now] = [was ?? nothing, is ?? nothing]
    if (isOfThen(name) || isUntold(name, published) || toldByAnother.has(name)) return []
    if (toldWithItsPart.has(name) && !(was && is)) return []
    const isOther = openingFigureOf(name) ? !was || !is : false
    if (!isOther && isAsPublished(name, then, now)) return []
    return [{ name, was, is }]
  })
}

// Percentages and the like, where what they are worked out of is another figure.
function differingWords(
  published: ReportModel['sections'],
  live: ReportModel['sections'],
  restated: RestatedFigure[],
  language: Language,
): RestatedFigure[] {
  const now = derivedIn(live)
  return [...derivedIn(published)].flatMap(
    ([
      name,
      {
        text,
        derived: { label, of },
      },
    ]) => {
      const is = now.get(name)
      // Of two periods without visits nothing is said.
      const said = is?.text ?? (name.startsWith('growth.') ? 'không so sánh' : 'không còn')
      if (said === text) return []
      const causes = restated.flatMap((figure) => (of.includes(figure.name) ? figure.by : []))
      const by = [...new Map(causes.map((cause) => [pageOfCause(cause), cause])).values()]
      return [
        {
          name,
          label: is?.derived.label ?? storedLabel(name, label),
          published: text,
          now: said,
          href: is?.href ?? null,
          isQuoted: true,
          by,
          why: whyTold({ by }, language),
        },
      ]
    },
  )
}

/** The years of the tables of a report: its own, and those before it. */
const PERIODS = 3

// What was changed, in that order; visits with the đoàn and lượt người before them and after them.
function changesThatMoved(
  db: Db,
  asked: AskedReport,
  at: string,
  language: Language,
  published: Map<string, ReportFigure>,
  restated: RestatedFigure[],
): Restatement[] {
  const found = new Map<string, Restatement>()
  const told = ({ weight: _weight, ...cause }: Cause) => {
    const key = pageOfCause(cause)
    const known = found.get(key) ?? { ...cause, moves: [] }
    found.set(key, known)
    return known
  }
  for (let years = 0; years < PERIODS; years++) {
    const period = yearsBefore(asked.period, years)
    const { unit, scope } = asked.counted
    const within = { from: [period.from], to: [period.to], unit, scope, counted: ['personTrips' as const] }
    for (const direction of Object.keys(directions) as Direction[]) {
      const name = `${years ? `${period.name}.` : ''}${direction}`
      const running = runningFrom(published, name)
      const differences = differencesIn(db, askingFor({ ...within, direction: [direction] }), at, language)
      for (const difference of differences.toSorted(firstChanged)) {
        told(causeOf(difference, 0)).moves.push(...running(difference))
      }
    }
  }
  // What moved no đoàn and no lượt người, but a country or a partner.
  for (const figure of restated) {
    for (const cause of figure.by) {
      const isNew = !found.has(pageOfCause(cause))
      const restatement = told(cause)
      if (isNew || restatement.moves.length === 0)
        restatement.moves.push({ label: figure.label, was: figure.published, is: figure.now })
    }
  }
  return [...found.values()].toSorted(firstChanged)
}

function runningFrom(published: Map<string, ReportFigure>, name: string) {
  const delegations = published.get(`${name}.delegations`)
  const people = published.get(`${name}.personTrips`)
  let count = delegations?.value ?? 0
  let trips = people?.value ?? 0
  let unknown = people?.unknown ?? 0
  const peopleWords = () => wordsOf({ value: trips === 0 && unknown > 0 ? null : trips, unknown })
  return ({ delegations: moved, personTrips: { was, is } }: Difference) => {
    const moves: Restatement['moves'] = []
    const before = { count, people: peopleWords() }
    count += moved
    trips += (is ?? 0) - (was ?? 0)
    unknown += Number(is === null) - Number(was === null)
    if (moved && delegations)
      moves.push({
        label: delegations.label,
        was: wordsOf({ value: before.count, unknown: 0 }),
        is: wordsOf({ value: count, unknown: 0 }),
      })
    if (people && before.people !== peopleWords())
      moves.push({ label: people.label, was: before.people, is: peopleWords() })
    return moves
  }
}
