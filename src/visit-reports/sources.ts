import { and, asc, desc, eq, getColumns, isNotNull } from 'drizzle-orm'
import { isKnownToTheDay, today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { delegations } from '../delegations/delegation.ts'
import { type Dossier, listParticipants } from '../delegations/queries.ts'
import { documents } from '../documents/document.ts'
import { fundings } from '../funding/funding.ts'
import { partners } from '../partners/partner.ts'
import { programmeItems } from '../programmes/programme-item.ts'
import { visitReports } from './visit-report.ts'

// What the register knows of a visit that its report says again.

export type ProgrammeItem = typeof programmeItems.$inferSelect & { partnerName: string | null }
export type Funding = typeof fundings.$inferSelect

export function sourcesOf(db: Db, visit: Dossier) {
  return {
    people: listParticipants(db, visit.id),
    programme: db
      .select({ ...getColumns(programmeItems), partnerName: partners.name })
      .from(programmeItems)
      .leftJoin(partners, eq(partners.id, programmeItems.partnerId))
      .where(eq(programmeItems.delegationId, visit.id))
      .orderBy(asc(programmeItems.dayNumber), asc(programmeItems.position), asc(programmeItems.id))
      .all(),
    funding: db.select().from(fundings).where(eq(fundings.delegationId, visit.id)).get(),
    /** The paper by which the visit was decided on. */
    decision: db
      .select({ number: documents.number, issuedOn: documents.issuedOn, issuer: documents.issuer })
      .from(documents)
      .where(
        and(
          eq(documents.delegationId, visit.id),
          eq(documents.kind, 'decision'),
          isNotNull(documents.number),
        ),
      )
      .orderBy(desc(documents.issuedOn), desc(documents.id))
      .limit(1)
      .get(),
    foot: lastFoot(db, visit.unitId),
  }
}

export type Sources = ReturnType<typeof sourcesOf>

/** How the unit's last report was signed, from where and to whom. */
function lastFoot(db: Db, unitId: number) {
  const { signedFor, signer, writtenAt, recipients } = visitReports
  return db
    .select({ signedFor, signer, writtenAt, recipients })
    .from(visitReports)
    .innerJoin(delegations, eq(delegations.id, visitReports.delegationId))
    .where(and(eq(delegations.unitId, unitId), isNotNull(visitReports.recipients)))
    .orderBy(desc(visitReports.submittedOn), desc(visitReports.id))
    .limit(1)
    .get()
}

/** The day of a line of the programme, as far as it is known. */
export function dayOf({ heldOn, dayNumber }: ProgrammeItem, { startsOn }: Dossier): string | null {
  if (heldOn) return heldOn
  if (!isKnownToTheDay(startsOn)) return null
  const day = new Date(`${startsOn}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + dayNumber - 1)
  return day.toISOString().slice(0, 10)
}

/** The date whose names of bodies a report bears. */
export const dateOfReport = ({ submittedOn }: { submittedOn: string | null }): string =>
  submittedOn ?? today()
