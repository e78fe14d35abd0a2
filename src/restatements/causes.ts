import { inArray } from 'drizzle-orm'
import { countryName } from '../countries/names.ts'
import { type Db } from '../db/open.ts'
import { registerAt } from '../db/past-register.ts'
import { figureTitle } from '../contradictions/figures.ts'
import { type ActSince, lastActsSince, listChangedSince } from '../history/since.ts'
import { findOpeningFigure } from '../opening-figures/queries.ts'
import { partnerKinds, partners } from '../partners/partner.ts'
import { type Language, type Message, speechOf } from '../web/language.ts'
import type { Difference } from './differences.ts'

// Visits are not all that figures are made of: a partner may be of another country, a published figure another one.

/** What made a figure another one. */
export interface Cause {
  subject: 'delegations' | 'partners' | 'opening_figures'
  id: number
  /** What it is called where there is little room: "ĐV-2024-014", the name of a partner. */
  code: string
  title: string
  what: Message[]
  act: ActSince | null
  /** By how much it moved the figure; 0 where that is not said of one record alone. */
  weight: number
}

/** Where it is to be seen. */
export const pageOfCause = ({ subject, id }: Pick<Cause, 'subject' | 'id'>): string =>
  ({
    delegations: `/delegations/${id}`,
    partners: `/partners/${id}`,
    // It may be gone.
    opening_figures: `/opening-figures#figure-${id}`,
  })[subject]

export const causeOf = ({ id, code, title, what, act }: Difference, weight: number): Cause => ({
  subject: 'delegations',
  id,
  code,
  title,
  what,
  act,
  weight,
})

/** The partners of these that are of another country or kind since an instant. */
export function partnersChanged(db: Db, ids: ReadonlySet<number>, at: string, language: Language): Cause[] {
  const changed = listChangedSince(db, at, 'partners', ['partners']).filter((id) => ids.has(id))
  if (!changed.length) return []
  const [then, now] = [registerAt(db, at), db].map((register) => kindsOf(register, changed)) as [Kinds, Kinds]
  const acts = lastActsSince(db, at, { table: 'partners', of: 'records' }, changed)
  const country = (iso2: string | null) => (iso2 ? countryName(iso2, language) : { text: 'không nước nào' })
  return changed.flatMap((id): Cause[] => {
    const [was, is] = [then.get(id), now.get(id)]
    if (!was || !is) return []
    const what: Message[] = []
    if (was.kind !== is.kind)
      what.push({
        text: 'loại đối tác {was} → {is}',
        gaps: { was: { text: partnerKinds[was.kind] }, is: { text: partnerKinds[is.kind] } },
      })
    if (was.country !== is.country)
      what.push({
        text: 'nước {was} → {is}',
        gaps: { was: country(was.country), is: country(is.country) },
      })
    const code = (language === 'en' && is.nameEn) || is.name
    return what.length
      ? [{ subject: 'partners', id, code, title: '', what, act: acts.get(id) ?? null, weight: 0 }]
      : []
  })
}

const kindsOf = (db: Db, ids: number[]) =>
  new Map(
    db
      .select()
      .from(partners)
      .where(inArray(partners.id, ids))
      .all()
      .map((partner) => [partner.id, partner]),
  )
type Kinds = ReturnType<typeof kindsOf>

/**
 * Whether such a figure sums up other visits than at an instant: it came or went, or is of another time, unit or kind.
 * How many of them the register has is then no matter of the visits alone.
 */
export function sumsUpOthers(db: Db, id: number, at: string): boolean {
  const [was, is] = [findOpeningFigure(registerAt(db, at), id), findOpeningFigure(db, id)]
  return (['startsOn', 'endsOn', 'unitId', 'indicator'] as const).some((of) => was?.[of] !== is?.[of])
}

/** What became of a figure that was published without its rows (C13). */
export function openingFigureChanged(db: Db, id: number, at: string, language: Language): Cause[] {
  if (!listChangedSince(db, at, 'opening_figures').includes(id)) return []
  const [was, is] = [findOpeningFigure(registerAt(db, at), id), findOpeningFigure(db, id)]
  const stands = is ?? was
  if (!stands) return []
  const { say, t } = speechOf(language)
  const what: Message[] = []
  if (!was) what.push({ text: 'ghi muộn' })
  else if (!is) what.push({ text: 'đã bỏ' })
  else {
    const [then, now] = [say(figureTitle(was)), say(figureTitle(is))]
    if (then !== now) what.push({ text: '{was} → {is}', gaps: { was: then, is: now } })
    if (was.source !== is.source) what.push({ text: 'đổi nguồn' })
  }
  if (!what.length) return []
  const act = lastActsSince(db, at, { table: 'opening_figures', of: 'records' }, [id]).get(id) ?? null
  return [
    {
      subject: 'opening_figures',
      id,
      code: t('Số liệu tổng hợp'),
      title: say(figureTitle(stands)),
      what,
      act,
      weight: 0,
    },
  ]
}
