import { countryName } from '../countries/names.ts'
import type { Db } from '../db/open.ts'
import { partnersById } from '../partners/queries.ts'
import type { Language, Message } from '../web/language.ts'
import { derivedIn } from './derived.ts'
import { type Noted, wordsOf } from './figures.ts'
import { counters, labelOf } from './labels.ts'
import type { ReportModel } from './model.ts'
import { toldByAnother } from './quality.ts'

/** A figure that is another one now than when the figures of the report were written down. */
export interface ChangedFigure {
  label: Message
  was: string
  is: string
  /** The rows it counts now. Why it changed has its place here, once src/restatements tells it. */
  href: string | null
  /** In the words of the paper, which is in Vietnamese. */
  isQuoted?: boolean
}

/** The figures that read otherwise than those written down, and those of countries and partners that are no more. */
export function changedFigures(
  db: Db,
  { figures, sections }: Pick<ReportModel, 'figures' | 'sections'>,
  noted: Noted | undefined,
  language: Language,
): ChangedFigure[] {
  if (!noted) return []
  const changed = [...figures.values()].flatMap(({ name, label, was, words, href }) =>
    was === null || toldByAnother.has(name)
      ? []
      : [{ label: rowLabel(db, name, language) ?? label, was, is: words, href }],
  )
  const gone = [...noted]
    .filter(([name, { value }]) => !figures.has(name) && value !== 0 && !toldByAnother.has(name))
    .map(([name, then]) => ({
      label: rowLabel(db, name, language) ?? { text: 'Một số không còn trong báo cáo' },
      was: then.words ?? wordsOf(then),
      is: '0',
      href: null,
    }))
  const derived = [...derivedIn(sections).values()].flatMap(
    ({ derived: { label }, was, text, href = null }) =>
      was ? [{ label, was, is: text, href, isQuoted: true }] : [],
  )
  return [...changed, ...gone, ...derived]
}

/** What a figure in the row of a country or partner is called, in the reader's language; undefined of any other. */
export function rowLabel(db: Db, name: string, language: Language): Message | undefined {
  const [subject, key = '', direction, counter] = name.split('.')
  if (direction !== 'outbound' && direction !== 'inbound') return undefined
  if (counter !== 'delegations' && counter !== 'personTrips' && counter !== 'persons') return undefined
  if (subject === 'country' && key !== 'none')
    return labelOf([countryName(key, language)], counters[direction][counter])
  const partner = subject === 'partner' ? partnersById(db).get(Number(key)) : undefined
  const called = partner && ((language === 'en' && partner.nameEn) || partner.name)
  return called ? labelOf([called], counters[direction][counter]) : undefined
}
