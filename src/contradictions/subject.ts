import { inArray } from 'drizzle-orm'
import type { Db } from '../db/open.ts'
import { delegations } from '../delegations/delegation.ts'
import { findOpeningFigure } from '../opening-figures/queries.ts'
import { partners } from '../partners/partner.ts'
import type { Message } from '../web/language.ts'
import { type Kind, kinds } from './contradiction.ts'
import { figureTitle } from './figures.ts'

/** Of what a contradiction names several, so many are told. */
const TOLD = 3

/**
 * What contradictions are about, by their keys, as far as it is still there and in sight: "ĐR-2024-002 Đoàn báo chí…",
 * "hơn 1.200 lượt người ra, đến 20/09/2022".
 */
export function subjectsOf(db: Db, keys: string[]): Map<string, Message> {
  const told = keys.map((key) => {
    const [kind, ids = ''] = key.split(':') as [Kind, string?]
    return [key, subjectOf(db, kind, ids.split(',').map(Number).filter(Number.isInteger))] as const
  })
  return new Map(told.flatMap(([key, subject]) => (subject ? [[key, subject]] : [])))
}

function subjectOf(db: Db, kind: Kind, ids: number[]): Message | undefined {
  if (!Object.hasOwn(kinds, kind)) return undefined
  const named = ofFigures.has(kind)
    ? ids.slice(0, TOLD).flatMap((id) => {
        const figure = findOpeningFigure(db, id)
        return figure ? [figureTitle(figure)] : []
      })
    : kind === 'samePartner'
      ? db.select({ name: partners.name }).from(partners).where(inArray(partners.id, ids)).all().map(asWords)
      : db
          .select({ code: delegations.code, title: delegations.title })
          .from(delegations)
          .where(inArray(delegations.id, ids))
          .all()
          .map(({ code, title }) => asWords({ name: `${code} ${title}` }))
  return named.length
    ? named.reduceRight((rest, one) => ({ text: '{one}; {other}', gaps: { one, other: rest } }))
    : undefined
}

const asWords = ({ name }: { name: string }): Message => ({ text: '{name}', gaps: { name } })

const ofFigures: ReadonlySet<Kind> = new Set<Kind>(['figuresClash', 'figureBelowVisits', 'partnersDiffer'])
