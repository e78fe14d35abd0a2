import { writeDate, writeRange } from '../dates.ts'
import type { Db } from '../db/open.ts'
import type { Dossier, ListedParticipant } from '../delegations/queries.ts'
import { followUpSides } from '../follow-ups/follow-up.ts'
import { bodiesOf } from '../paper/bodies.ts'
import { type Block, blocksOf, linesOf, type Paper } from '../paper/paper.ts'
import { participantRoles } from '../participants/participant.ts'
import { programmeOutcomes } from '../programmes/programme-item.ts'
import { textOf, type Values } from '../web/form.ts'
import { subjectOf } from './prefill.ts'
import type { VisitReport } from './queries.ts'
import type { Recommendation } from './recommendations.ts'
import { dateOfReport, dayOf, type ProgrammeItem, type Sources } from './sources.ts'
import { isStanding, reportParts, type ReportSection, reportSections } from './visit-report.ts'

// The report of a visit as an official paper.

export interface Given {
  visit: Dossier
  report: VisitReport
  /** Its form, as it stands or is being typed. */
  values: Values
  /** Those that are closed; the open ones are in the form. */
  closed: Recommendation[]
  sources: Sources
}

/** What its Word file is called. */
export const fileNameOf = ({ code }: Dossier) => `Báo cáo kết quả ${code}.docx`

export function reportPaper(db: Db, { visit, report, values, closed, sources }: Given): Paper {
  const written = (name: string) => textOf(values[name]).trim()
  const tables: Partial<Record<ReportSection, Block[]>> = {
    programme: programmeTable(visit, sources.programme),
    proposals: recommendationTable(values.followUps as Values[], closed),
  }
  const body = reportParts.flatMap(([number, title, sections]): Block[] => {
    const blocks = sections.flatMap((section, index): Block[] => {
      const said = [...blocksOf(written(section)), ...(tables[section] ?? [])]
      if (!said.length || sections.length === 1) return said
      return [
        { kind: 'heading', level: 2, text: `${number}.${index + 1}. ${reportSections[section]}` },
        ...said,
      ]
    })
    // What nobody wrote is not said to be none: "Không có" stands only where somebody wrote it.
    const nothing: Block = isStanding(report)
      ? { kind: 'paragraph', words: 'Không ghi.' }
      : { kind: 'note', text: '(Chưa ghi)' }
    return [
      { kind: 'heading', level: 1, text: `${number}. ${title}` },
      ...(blocks.length ? blocks : [nothing]),
    ]
  })
  const members = membersOf(sources)
  return {
    bodies: bodiesOf(db, visit.unitId, dateOfReport(report)),
    number: written('number') || null,
    place: written('writtenAt') || null,
    date: report.submittedOn,
    kind: 'BÁO CÁO',
    subject: `Kết quả ${subjectOf(visit)} (${writeRange(visit.startsOn, visit.endsOn)})`,
    body,
    signature: { signedFor: linesOf(written('signedFor')), signer: written('signer') || null },
    recipients: linesOf(written('recipients')),
    annexes: members.length ? [{ title: 'Danh sách đoàn', body: [memberTable(members)] }] : [],
  }
}

/** Who stands on the list at its end. */
export const membersOf = ({ people }: Sources) => people.filter(({ side }) => side === 'delegation')

function programmeTable(visit: Dossier, items: ProgrammeItem[]): Block[] {
  if (!items.length) return []
  const time = (item: ProgrammeItem) => {
    const day = dayOf(item, visit)
    const hours = [item.startsAt, item.endsAt].filter(Boolean).join('–')
    return [day ? writeDate(day) : `Ngày thứ ${item.dayNumber}`, hours].filter(Boolean).join('\n')
  }
  // That a line was carried out as planned is recorded nowhere: only what was otherwise is told.
  const otherwise = ({ outcome, outcomeReason }: ProgrammeItem) =>
    [outcome === 'planned' ? '' : programmeOutcomes[outcome], outcomeReason].filter(Boolean).join(': ')
  const isOtherwise = items.some(otherwise)
  return [
    {
      kind: 'table',
      columns: [
        { heading: 'Thời gian', width: 18, align: 'center' },
        { heading: 'Nội dung', width: isOtherwise ? 36 : 46 },
        { heading: 'Nơi, thành phần', width: isOtherwise ? 26 : 36 },
        ...(isOtherwise ? [{ heading: 'Thay đổi, lý do', width: 20 }] : []),
      ],
      rows: items.map((item) => [
        time(item),
        item.content,
        [item.place, ...whoIsMet(item)].filter(Boolean).join('; '),
        ...(isOtherwise ? [otherwise(item)] : []),
      ]),
    },
  ]
}

// The partner, unless the words say it already.
const whoIsMet = ({ partnerName, met }: ProgrammeItem) =>
  partnerName && met?.includes(partnerName) ? [met] : [partnerName, met]

function recommendationTable(open: Values[] | undefined, closed: Recommendation[]): Block[] {
  const written = (open ?? []).filter(({ content }) => textOf(content).trim())
  // Closed ones keep their place, so that none gets another number by being closed.
  const rows: Values[] = []
  for (const { content, lead, side, dueOn, owner, position } of closed) {
    rows.push(...written.splice(0, Math.max(0, position - rows.length)))
    rows.push({ content, lead, side, dueOn: writeDate(dueOn), owner: owner ?? '' })
  }
  rows.push(...written)
  if (!rows.length) return []
  const sides: Record<string, string> = followUpSides
  return [
    {
      kind: 'table',
      columns: [
        { heading: 'STT', width: 7, align: 'center' },
        { heading: 'Việc tiếp theo', width: 41 },
        { heading: 'Đầu mối', width: 25 },
        { heading: 'Bên', width: 11, align: 'center' },
        { heading: 'Hạn', width: 16, align: 'center' },
      ],
      rows: rows.map((row, index) => [
        String(index + 1),
        textOf(row.content),
        [textOf(row.lead), textOf(row.owner) && `(${textOf(row.owner)})`].filter(Boolean).join('\n'),
        sides[textOf(row.side)] ?? '',
        textOf(row.dueOn),
      ]),
    },
  ]
}

const memberTable = (members: ListedParticipant[]): Block => ({
  kind: 'table',
  columns: [
    { heading: 'STT', width: 7, align: 'center' },
    { heading: 'Họ và tên', width: 29 },
    { heading: 'Chức vụ, đơn vị', width: 40 },
    { heading: 'Vai trò', width: 24 },
  ],
  rows: members.map(({ name, post, organisation, role, hasTravelled }, index) => [
    String(index + 1),
    name,
    [post, organisation].filter(Boolean).join(', ') || '–',
    `${participantRoles[role]}${hasTravelled ? '' : ' (không đi)'}`,
  ]),
})
