import { asc, desc, eq, sql } from 'drizzle-orm'
import { mayLieIn, type PartialDate, writeDate } from '../dates.ts'
import { type Db, rememberedCatalogue } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import { settingValues } from '../settings/setting-value.ts'
import { type Language, type Message, speechOf } from '../web/language.ts'
import type { LegalBasisInput } from './form.ts'
import { type LegalBasisKind, legalBasisKinds, legalBases } from './legal-basis.ts'

/** Every paper, the newest first, those of unknown date last. */
export const listLegalBases = (db: Db) =>
  rememberedCatalogue(db, 'legal bases', () =>
    db.select().from(legalBases).orderBy(desc(legalBases.issuedOn), asc(legalBases.number)).all(),
  )

export type LegalBasis = ReturnType<typeof listLegalBases>[number]

/** A paper as one names it: "Chỉ thị 12-CT/TW". */
export const legalBasisWords = ({ kind, number }: { kind: LegalBasisKind; number: string }): Message =>
  kind === 'other'
    ? { text: '{name}', gaps: { name: number } }
    : { text: '{kind} {number}', gaps: { kind: { text: legalBasisKinds[kind] }, number } }

/** The papers to choose from, those no longer in force on that date with the day they ended. */
export function legalBasisOptions(db: Db, language: Language, on: PartialDate): [string, string][] {
  const { say, t } = speechOf(language)
  return listLegalBases(db).map((basis) => {
    const name = say(legalBasisWords(basis))
    const hasEnded = basis.untilOn && !mayLieIn(basis, on)
    const words = hasEnded ? t('{name} (đến {date})', { name, date: writeDate(basis.untilOn!) }) : name
    return [String(basis.id), words]
  })
}

export const findLegalBasis = (db: Db, id: number) =>
  db.select().from(legalBases).where(eq(legalBases.id, id)).get()

/** How many values of settings rest on each paper. */
export const legalBasisUse = (db: Db) =>
  rememberedCatalogue(
    db,
    'legal basis use',
    () =>
      new Map(
        db
          .select({ id: settingValues.legalBasisId, count: sql<number>`count(*)` })
          .from(settingValues)
          .groupBy(settingValues.legalBasisId)
          .all()
          .map(({ id, count }) => [id, count]),
      ),
  )

const columnsOf = ({ submissionId: _submissionId, version: _version, ...columns }: LegalBasisInput) => columns

export const addLegalBasis = (write: Write, input: LegalBasisInput): number =>
  write.insert(legalBases, columnsOf(input))

export const updateLegalBasis = (write: Write, id: number, input: LegalBasisInput) =>
  write.update(legalBases, id, columnsOf(input))

export const removeLegalBasis = (write: Write, id: number) => write.remove(legalBases, id)
