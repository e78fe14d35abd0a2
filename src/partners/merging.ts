import { and, eq, sql } from 'drizzle-orm'
import { type Db, prepared } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import { delegationPartners, delegations } from '../delegations/delegation.ts'
import { markDeleted } from '../deletions/marks.ts'
import { movePointers } from '../deletions/merging.ts'
import { forgetEntry, indexDelegationsOfPartner, indexPartner } from '../search/indexing.ts'
import { sortKey, toned } from '../vietnamese.ts'
import { bothNotes, doBothNotesFit, type Merging } from './merge-form.ts'
import { partnerNames, partners } from './partner.ts'
import { findPartnerFile, type PartnerFile } from './queries.ts'

/** As many as the form of a partner holds. */
export const MOST_NAMES = 30

type Choices = Pick<
  Merging,
  | 'name'
  | 'nameEn'
  | 'nameLocal'
  | 'abbreviation'
  | 'standing'
  | 'relationSince'
  | 'source'
  | 'note'
  | 'leftName'
  | 'sinceOn'
  | 'untilOn'
>
type NameRow = Pick<typeof partnerNames.$inferInsert, 'name' | 'kind' | 'sinceOn' | 'untilOn'>

const nameColumns = ['name', 'nameEn', 'nameLocal', 'abbreviation'] as const

/**
 * What stays where nobody chose: the kept one's own, what it lacks from the other, the earlier beginning, both notes. Of
 * notes too long for one, somebody has to choose.
 */
export function usualChoices(kept: PartnerFile, other: PartnerFile): Choices {
  const startedBefore = Boolean(
    other.relationSince && kept.relationSince && other.relationSince < kept.relationSince,
  )
  return {
    name: 'kept',
    nameEn: kept.nameEn ? 'kept' : 'other',
    nameLocal: kept.nameLocal ? 'kept' : 'other',
    abbreviation: kept.abbreviation ? 'kept' : 'other',
    standing: 'kept',
    relationSince: !kept.relationSince || startedBefore ? 'other' : 'kept',
    source: kept.sourceId ? 'kept' : 'other',
    note: doBothNotesFit(kept, other) ? 'both' : null,
    leftName: 'alias',
    sinceOn: null,
    untilOn: null,
  }
}

/** The partner that comes of two: its columns, and all its other names, whoever had them. */
export function mergedPartner(kept: PartnerFile, other: PartnerFile, chosen: Choices) {
  const usual = usualChoices(kept, other)
  const from = (field: Exclude<keyof Choices, 'note' | 'leftName' | 'sinceOn' | 'untilOn'>) =>
    (chosen[field] ?? usual[field]) === 'other' ? other : kept
  const note = chosen.note ?? usual.note
  const columns = {
    name: from('name').name,
    nameEn: from('nameEn').nameEn,
    nameLocal: from('nameLocal').nameLocal,
    abbreviation: from('abbreviation').abbreviation,
    kind: from('standing').kind,
    country: from('standing').country,
    relationSince: from('relationSince').relationSince,
    sourceId: from('source').sourceId,
    note: (note === 'both' ? bothNotes(kept, other) : (note === 'other' ? other : kept).note) || null,
    sortKey: sortKey(from('name').name),
  }
  return {
    columns,
    names: namesOf(
      kept,
      other,
      chosen,
      nameColumns.flatMap((column) => columns[column] ?? []),
    ),
  }
}

// Every name that either has or had, once, but for those that stand in the columns. What is told of one name twice is
// told by the row that dates it.
function namesOf(kept: PartnerFile, other: PartnerFile, chosen: Choices, standing: string[]): NameRow[] {
  const { sinceOn, untilOn } = chosen
  const left = [kept, other].flatMap((side) => nameColumns.flatMap((column) => side[column] ?? []))
  const rows = [
    ...kept.names,
    ...other.names,
    ...left.map((name): NameRow => ({ name, kind: chosen.leftName ?? 'alias', sinceOn, untilOn })),
  ]
  const found = new Map<string, NameRow>()
  for (const { name, kind, sinceOn = null, untilOn = null } of rows) {
    const key = keyOf(name)
    const known = found.get(key)
    const isTold = known && (known.kind === 'former' || known.sinceOn || known.untilOn)
    const tellsMore = kind === 'former' || sinceOn || untilOn
    if (!known || (!isTold && tellsMore)) found.set(key, { name, kind, sinceOn, untilOn })
  }
  for (const name of standing) found.delete(keyOf(name))
  return [...found.values()]
}

const keyOf = (name: string) => toned(name) || name

/**
 * Makes two records of one partner one: whatever points at the other points at the kept one, names that do not stay in
 * their place become other or former names. The other leaves the mark of a deletion that says where it went.
 */
export function mergePartners(write: Write, keptId: number, otherId: number, chosen: Choices) {
  const { db } = write
  const kept = findPartnerFile(db, keptId)!
  const other = findPartnerFile(db, otherId)!
  const { columns, names } = mergedPartner(kept, other, chosen)
  movePointers(write, 'partners', otherId, keptId)
  for (const row of kept.names) {
    const stays = names.find(({ name }) => name === row.name)
    if (stays) write.update(partnerNames, row.id, stays)
    else write.remove(partnerNames, row.id)
  }
  for (const row of names)
    if (!kept.names.some(({ name }) => name === row.name))
      write.insert(partnerNames, { partnerId: keptId, ...row })
  write.update(partners, keptId, columns)
  markDeleted(write, 'partners', otherId, {
    reason: 'Gộp hai bản ghi của một đối tác',
    mergedIntoId: keptId,
  })
  for (const { id } of other.names) write.remove(partnerNames, id)
  // Last, so that an undo brings it back first: the visits are given back to somebody who is there.
  write.remove(partners, otherId)
  forgetEntry(write, 'partner', String(otherId))
  indexPartner(write, keptId)
  indexDelegationsOfPartner(write, keptId)
}

/** Visits that list both: they will list one. */
export const listVisitsWithBoth = (db: Db, one: number, other: number) =>
  prepared(db, 'visits with both partners', () =>
    db
      .select({ id: delegations.id, code: delegations.code, title: delegations.title })
      .from(delegationPartners)
      .innerJoin(delegations, eq(delegations.id, delegationPartners.delegationId))
      .where(
        and(
          eq(delegationPartners.partnerId, sql.placeholder('one')),
          sql`${delegations.id} in (select delegation_id from delegation_partners where partner_id = ${sql.placeholder('other')})`,
        ),
      )
      .orderBy(delegations.startsOn)
      .prepare(),
  ).all({ one, other })
