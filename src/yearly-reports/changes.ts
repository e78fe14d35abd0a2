import { countryName } from '../countries/names.ts'
import type { Db } from '../db/open.ts'
import { partnersById } from '../partners/queries.ts'
import type { Language, Message } from '../web/language.ts'
import { derivedIn } from './derived.ts'
import { type Noted, wordsOf } from './figures.ts'
import { counters, labelOf } from './labels.ts'
import type { ReportModel } from './model.ts'
import { toldByAnother, toldWithItsPart } from './quality.ts'

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
  const names = [...new Set([...figures.keys(), ...noted.keys()])].filter((name) => !toldByAnother.has(name))
  const changed = names.flatMap((name): ChangedFigure[] => {
    const [is, then] = [figures.get(name), noted.get(name)]
    const inRow = () => rowLabel(db, name, language)
    if (is)
      return is.was === null ? [] : [{ label: inRow() ?? is.label, was: is.was, is: is.words, href: is.href }]
    if (!then || then.value === 0 || toldWithItsPart.has(name)) return []
    return [{ label: inRow() ?? gone, was: wordsOf(then), is: '0', href: null }]
  })
  const derived = [...derivedIn(sections).values()].flatMap(
    ({ derived: { label }, was, text, href = null }) =>
      was ? [{ label, was, is: text, href, isQuoted: true }] : [],
  )
  return [...changed, ...derived]
}

const gone = { text: 'Một số không còn trong báo cáo' }

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
