import { countryName } from '../countries/names.ts'
import type { Db } from '../db/open.ts'
import { partnersById } from '../partners/queries.ts'
import type { Message } from '../web/language.ts'
import { type Noted, type ReportFigure, wordsOf } from './figures.ts'
import { counters, labelOf } from './labels.ts'

/** A figure that is another one now than when the figures of the report were written down. */
export interface ChangedFigure {
  label: Message
  was: string
  is: string
  /** The rows it counts now. Why it changed has its place here, once src/restatements tells it. */
  href: string | null
}

/** The figures that differ from those written down, and those of countries and partners that are no more. */
export function changedFigures(
  db: Db,
  figures: Map<string, ReportFigure>,
  noted: Noted | undefined,
): ChangedFigure[] {
  if (!noted) return []
  const changed = [...figures.values()].flatMap(({ label, was, words, href }) =>
    was === null ? [] : [{ label, was, is: words, href }],
  )
  const gone = [...noted]
    .filter(([name, { value }]) => !figures.has(name) && value !== 0)
    .map(([name, then]) => ({ label: goneLabel(db, name), was: wordsOf(then), is: '0', href: null }))
  return [...changed, ...gone]
}

function goneLabel(db: Db, name: string): Message {
  const [subject, key = '', direction, counter] = name.split('.')
  const named = subject === 'country' ? countryName(key) : partnersById(db).get(Number(key))?.name
  if (!named || (direction !== 'outbound' && direction !== 'inbound'))
    return { text: 'Một số không còn trong báo cáo' }
  return labelOf([named], counters[direction][counter === 'personTrips' ? 'personTrips' : 'delegations'])
}
