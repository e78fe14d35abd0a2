import type { Db } from '../db/open.ts'
import { directions, statuses } from '../delegations/delegation.ts'
import type { Dossier } from '../delegations/queries.ts'
import { stepsFrom, steps } from '../delegations/steps.ts'
import { listChanges } from '../history/queries.ts'
import { namesFor, sentencesOf } from '../history/sentences.ts'
import { momentOf } from '../dates.ts'
import { byWhom } from '../history/told.ts'
import type { Language, Message } from '../web/language.ts'
import { type Deletable, deletable } from './deletion.ts'
import type { Deletion } from './queries.ts'

/** What deleting each kind of record is called, and what there is to know before. */
export const deletionWords: Record<Deletable, { act: string; purpose: string }> = {
  delegations: {
    act: 'Xóa đoàn khỏi sổ',
    purpose:
      'Chỉ xóa đoàn ghi nhầm hoặc ghi trùng. Đoàn có thật mà không đi, hoặc chưa đi được, thì ghi hủy hoặc hoãn: đoàn ở lại trong sổ với lý do và không tính vào số liệu.',
  },
  partners: {
    act: 'Xóa đối tác khỏi sổ',
    purpose: 'Chỉ xóa đối tác ghi nhầm hoặc ghi trùng, không còn đoàn nào ghi.',
  },
  people: {
    act: 'Xóa nhân sự khỏi sổ',
    purpose: 'Chỉ xóa người ghi nhầm hoặc ghi trùng, không còn đoàn nào ghi tên.',
  },
}

const rowWords: Record<string, string> = {
  delegation_countries: '{count} nước',
  delegation_partners: '{count} đối tác trong danh sách của đoàn',
  participants: '{count} người trong danh sách của đoàn',
  status_changes: '{count} bước đã ghi',
  visit_reports: '{count} báo cáo kết quả',
  report_extensions: '{count} lần gia hạn báo cáo',
  documents: '{count} giấy tờ',
  fundings: '{count} bản ghi kinh phí',
  press_works: '{count} bản ghi hoạt động báo chí',
  programme_items: '{count} dòng chương trình',
  checklist_items: '{count} việc chuẩn bị',
  follow_ups: '{count} việc tiếp theo',
  coverage_items: '{count} tin bài',
  partner_names: '{count} tên khác, tên cũ',
  partner_distinctions: '{count} lần ghi là không phải một',
  person_names: '{count} cách viết tên',
}

/** Rows by their table in the office's words. */
export const rowsTold = (counts: Map<string, number>): Message[] =>
  [...counts].map(([table, count]) => ({
    text: rowWords[table] ?? '{count} dòng ở bảng {table}',
    gaps: { count, table },
  }))

/** What there is to know before a visit is deleted: which steps would do instead, and what the totals lose. */
export function visitTold(visit: Dossier) {
  const instead = stepsFrom(visit.status).filter((step) => step === 'cancellation' || step === 'postponement')
  return {
    instead: instead.map((step) => ({
      verb: steps[step].verb,
      href: `/delegations/${visit.id}/${step}`,
    })),
    isCancelled: visit.status === 'cancelled',
    loss: lossOf(visit),
  }
}

function lossOf({ isCounted, arePeopleCounted, personTripCount, startsOn }: Dossier): Message | null {
  const gaps = { year: startsOn.slice(0, 4), people: personTripCount ?? 0 }
  const people = arePeopleCounted && personTripCount
  if (isCounted && people)
    return { text: 'Đoàn đang được tính: số liệu năm {year} sẽ bớt 1 đoàn và {people} lượt người.', gaps }
  if (isCounted) return { text: 'Đoàn đang được tính: số liệu năm {year} sẽ bớt 1 đoàn.', gaps }
  return people
    ? { text: 'Người trong đoàn đang được tính: số liệu năm {year} sẽ bớt {people} lượt người.', gaps }
    : null
}

/** Why a record went: the reason somebody gave, or that an undo took it away. */
export const whyTold = ({
  reason,
  mergedIntoId,
  subjectTable,
}: Pick<Deletion, 'reason' | 'mergedIntoId' | 'subjectTable'>): Message =>
  mergedIntoId !== null
    ? {
        text:
          subjectTable === 'partners' ? 'Gộp hai bản ghi của một đối tác' : 'Gộp hai bản ghi của một người',
      }
    : reason === null
      ? { text: 'Hoàn tác thao tác đã ghi mục này vào sổ' }
      : { text: '{name}', gaps: { name: reason } }

/** A deletion as lists and pages tell it. */
export function deletionTold(deletion: Deletion) {
  return {
    ...deletion,
    kind: deletable[deletion.subjectTable],
    name: [deletion.code, deletion.title].filter(Boolean).join(' '),
    moment: momentOf(deletion.deletedAt),
    by: byWhom(deletion.deletedBy),
    why: whyTold(deletion),
    restoredMoment: deletion.restoredAt && momentOf(deletion.restoredAt),
    restoredByWhom: deletion.restoredBy === null ? null : byWhom(deletion.restoredBy),
    mergedHref: deletion.mergedIntoId === null ? null : `/${deletion.subjectTable}/${deletion.mergedIntoId}`,
    recordHref: `/${deletion.subjectTable}/${deletion.subjectId}`,
  }
}

/** What went, as history keeps it: a visit's own facts, and a sentence for each thing that went with the record. */
export function removedTold(db: Db, { actId, subjectTable, subjectId }: Deletion, language: Language) {
  const changes = listChanges(db, [actId], { table: subjectTable, id: subjectId })
  const names = namesFor(db, changes)
  const own = changes.find(({ tableName }) => tableName === subjectTable)?.before
  return {
    visit:
      subjectTable === 'delegations' && own
        ? {
            direction: directions[own.direction as keyof typeof directions],
            status: statuses[own.status as keyof typeof statuses],
            startsOn: String(own.starts_on),
            endsOn: own.ends_on === null ? null : String(own.ends_on),
          }
        : null,
    sentences: changes
      .filter(({ tableName }) => tableName !== subjectTable)
      .flatMap((change) => sentencesOf(change, names, language)),
  }
}
