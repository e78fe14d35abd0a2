import { z } from 'zod'
import { checklistAsJson, checklistRecord } from '../checklists/record.ts'
import { listCoverage } from '../coverage/queries.ts'
import { coverageRecord } from '../coverage/record.ts'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { documentKinds, secrecies } from '../documents/document.ts'
import { listDocuments } from '../documents/queries.ts'
import { fileKinds } from '../documents/stored-file.ts'
import { asJson as followUpAsJson } from '../follow-ups/export.ts'
import { listFollowUpsOfVisit } from '../follow-ups/queries.ts'
import { followUpRecord } from '../follow-ups/record.ts'
import { participantRoles } from '../participants/participant.ts'
import { programmeAsJson, programmeRecord } from '../programmes/record.ts'
import { listExtensions, reportDueOn } from '../visit-reports/deadline.ts'
import { findReport } from '../visit-reports/queries.ts'
import { type ReportSection, reportSections, reportStatuses } from '../visit-reports/visit-report.ts'
import {
  jsonCount,
  jsonCountry,
  jsonDate,
  jsonDay,
  jsonId,
  jsonNamed,
  jsonIgnored,
  jsonNext,
} from '../web/json-schema.ts'
import { countings, directions, purposeKinds, statuses } from './delegation.ts'
import { asJson, withDetails } from './export.ts'
import { type Dossier, listParticipants, type ListedParticipant, listStatusChanges } from './queries.ts'
import { standingChanges } from './steps.ts'

// A visit as programs read it.

const listedShape = {
  id: jsonId,
  version: jsonId,
  code: z.string(),
  direction: z.enum(valuesOf(directions)),
  title: z.string(),
  status: z.enum(valuesOf(statuses)),
  countsAs: z.enum(valuesOf(countings)),
  startsOn: jsonDate,
  endsOn: jsonDate.nullable(),
  headCount: jsonCount.nullable(),
  personTrips: jsonCount
    .nullable()
    .describe('People who travelled; null while nobody knows, or where they are not counted'),
  peopleNotCounted: jsonCount
    .nullable()
    .describe('How many are to go, or went without being counted (C2, C10, C11)'),
  countries: z.array(jsonCountry),
  partners: z.array(jsonNamed),
  unit: jsonNamed,
  head: z.strictObject({ name: z.string(), position: z.string().nullable() }).nullable(),
  purpose: z.string().nullable(),
  purposeKind: z.enum(valuesOf(purposeKinds)).nullable(),
  sourceUrl: z.string().nullable(),
}
const reportShape = { status: z.enum(valuesOf(reportStatuses)), dueOn: jsonDay.nullable() }

export const listedDelegation = z.strictObject({ ...listedShape, report: z.strictObject(reportShape) })

export const delegationList = z.strictObject({
  asOf: jsonDay,
  counts: z.strictObject({
    delegations: jsonCount,
    personTrips: jsonCount.nullable(),
    personTripsUnknownIn: jsonCount,
    persons: jsonCount,
    personsKnownIn: jsonCount,
  }),
  next: jsonNext,
  ignored: jsonIgnored,
  items: z.array(listedDelegation),
})

const line = z.strictObject({
  id: jsonId,
  personId: jsonId,
  name: z.string(),
  role: z.enum(valuesOf(participantRoles)),
  post: z.string().nullable(),
  organisation: z.string().nullable(),
  stayedHome: z.boolean(),
  isAdded: z.boolean().describe('Went in addition to the list decided on'),
})

const text = z.string().nullable()
const sectionNames = valuesOf(reportSections)

export const delegationRecord = z.strictObject({
  asOf: jsonDay,
  ...listedShape,
  place: text,
  capacity: text,
  isListComplete: z.boolean(),
  approvalNumber: text,
  approvedOn: jsonDay.nullable(),
  approvalAuthority: text,
  countsAsReason: text,
  statusReason: text,
  note: text,
  participants: z.array(line),
  hosts: z.array(line),
  documents: z
    .array(
      z.strictObject({
        id: jsonId,
        kind: z.enum(valuesOf(documentKinds)),
        number: text,
        issuedOn: jsonDate.nullable(),
        issuer: text,
        signer: text,
        subject: text,
        secrecy: z.enum(valuesOf(secrecies)),
        file: z
          .strictObject({
            name: z.string(),
            kind: z.enum(valuesOf(fileKinds)),
            size: jsonCount,
            href: z.string(),
          })
          .nullable(),
      }),
    )
    .describe('Papers as they were written down; what is in a file is at its href'),
  programme: programmeRecord,
  checklist: checklistRecord,
  steps: z.array(
    z.strictObject({
      status: z.string(),
      from: text,
      happenedOn: jsonDate.nullable(),
      reason: text,
      stands: z.boolean().describe('Neither taken back nor taking another step back'),
    }),
  ),
  report: z.strictObject({
    ...reportShape,
    version: jsonId,
    number: text,
    submittedOn: jsonDay.nullable(),
    waivedReason: text,
    decidedOn: jsonDay.nullable().describe('When it was accepted, or returned'),
    remark: text.describe('What the approver said to it'),
    extensions: z
      .array(z.strictObject({ dueOn: jsonDay, reason: z.string(), grantedBy: text, grantedOn: jsonDay }))
      .describe('Those that stand, the one that holds first'),
    sections: z
      .record(z.enum(sectionNames), text)
      .describe('Null follows the file while the report is awaited; the empty text was cleared by somebody'),
  }),
  followUps: z.array(followUpRecord),
  coverage: z.array(coverageRecord),
})
/** A visit's whole file: its people, steps and report. */
export function recordOf(db: Db, visit: Dossier): z.output<typeof delegationRecord> {
  const [listed] = withDetails(db, [visit])
  const people = listParticipants(db, visit.id)
  const report = findReport(db, visit.id)!
  const changes = listStatusChanges(db, visit.id)
  const standing = new Set(standingChanges(changes).map(({ id }) => id))
  const side = (side: ListedParticipant['side']) =>
    people.filter((one) => one.side === side).map((one) => ({ personId: one.personId, ...lineOf(one) }))
  return {
    asOf: today(),
    ...asJson(listed!),
    place: visit.place,
    capacity: visit.capacity,
    isListComplete: visit.isListComplete,
    approvalNumber: visit.approvalNumber,
    approvedOn: visit.approvedOn,
    approvalAuthority: visit.approvalAuthority,
    countsAsReason: visit.countsAsReason,
    statusReason: visit.statusReason,
    note: visit.note,
    participants: side('delegation'),
    hosts: side('host'),
    documents: listDocuments(db, visit.id).map(({ file, ...paper }) => ({
      ...paper,
      file: file && {
        name: file.name,
        kind: file.kind,
        size: file.size,
        href: `/delegations/${visit.id}/documents/${paper.id}/file`,
      },
    })),
    programme: programmeAsJson(db, visit),
    checklist: checklistAsJson(db, visit),
    steps: changes.map(({ id, fromStatus, toStatus, happenedOn, reason }) => ({
      status: toStatus,
      from: fromStatus,
      happenedOn,
      reason,
      stands: standing.has(id),
    })),
    report: {
      status: report.status,
      dueOn: report.status === 'waived' ? null : reportDueOn(db, visit),
      version: report.version,
      number: report.number,
      submittedOn: report.submittedOn,
      waivedReason: report.waivedReason,
      decidedOn: report.decidedOn,
      remark: report.remark,
      extensions: listExtensions(db, visit.id).map(({ dueOn, reason, grantedBy, grantedOn }) => ({
        dueOn,
        reason,
        grantedBy,
        grantedOn,
      })),
      sections: Object.fromEntries(sectionNames.map((section) => [section, report[section]])) as Record<
        ReportSection,
        string | null
      >,
    },
    followUps: listFollowUpsOfVisit(db, visit.id).map(followUpAsJson),
    coverage: listCoverage(db, visit.id).map(({ delegationId: _delegationId, ...item }) => item),
  }
}

/** A line of a visit's list, as its form has it. */
export const lineOf = ({ id, name, role, post, organisation, hasTravelled, isAdded }: ListedParticipant) => ({
  id,
  name,
  role,
  post,
  organisation,
  stayedHome: !hasTravelled,
  isAdded,
})
