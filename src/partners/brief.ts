import { asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { exchangesWith, isNothing, tookPlace } from '../counting.ts'
import { countCoverageWith } from '../coverage/queries.ts'
import { today } from '../dates.ts'
import { type Db, prepared, remembered } from '../db/open.ts'
import { delegationPartners, delegations } from '../delegations/delegation.ts'
import { openWithPartner } from '../follow-ups/queries.ts'
import { participants } from '../participants/participant.ts'
import { people } from '../people/person.ts'
import { programmeItems } from '../programmes/programme-item.ts'
import { addressOf } from '../web/listing.ts'
import { countsWords, listVisitsWithPartner } from './exchanges.ts'
import type { PartnerFile } from './queries.ts'

// Everything that somebody who is about to meet a partner wants on one page: what has no room there is counted.

const LAST_EXCHANGES = 4
const FOLLOW_UPS = 4
const PEOPLE = 7
const MEETINGS = 4

export function briefOf(db: Db, partner: PartnerFile) {
  const exchanges = exchangesWith(db, 'partner', String(partner.id))
  const held = listVisitsWithPartner(db, partner.id).filter(({ status }) =>
    (tookPlace as readonly string[]).includes(status),
  )
  const { met, metCount } = listMet(db, partner.id)
  return {
    partner,
    asOf: today(),
    lastOn: exchanges.lastOn,
    ways: (['outbound', 'inbound'] as const).map((direction) => ({
      direction,
      total: countsWords(exchanges[direction]),
      isNothing: isNothing(exchanges[direction]),
      list: addressOf('/delegations', {
        direction: [direction],
        counted: ['personTrips'],
        partner: [partner.id],
        scope: ['all'],
      }),
      last: held.filter((visit) => visit.direction === direction).slice(0, LAST_EXCHANGES),
    })),
    followUps: openWithPartner(db, partner.id, FOLLOW_UPS),
    met,
    metCount,
    meetings: listMeetings(db, partner.id),
    coverageCount: countCoverageWith(db, partner.id),
  }
}

export type Brief = ReturnType<typeof briefOf>

/** Their people whom we met, with the post at the last meeting: guests of theirs here, and our hosts there. */
function listMet(db: Db, partnerId: number) {
  const lastOn = sql<string>`max(${delegations.startsOn})`
  const rows = remembered(db, `met ${partnerId}`, () =>
    prepared(db, 'met for a brief', () =>
      db
        // Beside a max(), SQLite takes the other columns from the row that holds it.
        .select({
          id: people.id,
          name: people.name,
          post: participants.post,
          organisation: participants.organisation,
          lastOn,
          all: sql<number>`count(*) over ()`,
        })
        .from(delegationPartners)
        .innerJoin(delegations, eq(delegations.id, delegationPartners.delegationId))
        .innerJoin(participants, eq(participants.delegationId, delegations.id))
        .innerJoin(people, eq(people.id, participants.personId))
        .where(
          sql`${delegationPartners.partnerId} = ${sql.placeholder('partnerId')}
          and ${inArray(delegations.status, [...tookPlace])}
          and ${participants.hasTravelled} and ${participants.role} <> 'interpreter'
          and (${delegations.direction} = 'inbound') = (${participants.side} = 'delegation')`,
        )
        .groupBy(people.id)
        .orderBy(
          desc(lastOn),
          sql`case ${participants.role} when 'head' then 0 when 'deputy' then 1 else 2 end`,
          asc(participants.position),
        )
        .limit(sql.placeholder('limit'))
        .prepare(),
    ).all({ partnerId, limit: PEOPLE }),
  )
  return { met: rows, metCount: rows[0]?.all ?? 0 }
}

/** Whom programmes say were met of this partner, as they write it: the last ones. */
const listMeetings = (db: Db, partnerId: number) =>
  remembered(db, `meetings with ${partnerId}`, () =>
    prepared(db, 'meetings with partner', () =>
      db
        .select({
          met: programmeItems.met,
          delegationId: programmeItems.delegationId,
          heldOn: sql<string>`max(coalesce(${programmeItems.heldOn}, ${delegations.startsOn}))`,
        })
        .from(delegationPartners)
        .innerJoin(delegations, eq(delegations.id, delegationPartners.delegationId))
        .innerJoin(programmeItems, eq(programmeItems.delegationId, delegations.id))
        .where(
          sql`${delegationPartners.partnerId} = ${sql.placeholder('partnerId')}
          and ${inArray(delegations.status, [...tookPlace])}
          and ${programmeItems.met} is not null and ${programmeItems.outcome} <> 'dropped'
          and (${programmeItems.partnerId} = ${sql.placeholder('partnerId')}
            or ${programmeItems.partnerId} is null and ${delegations.partnerCount} = 1)`,
        )
        .groupBy(programmeItems.met)
        .orderBy(sql`3 desc`, asc(programmeItems.met))
        .limit(sql.placeholder('limit'))
        .prepare(),
    )
      .all({ partnerId, limit: MEETINGS })
      .map((row) => ({ ...row, met: row.met ?? '' })),
  )
