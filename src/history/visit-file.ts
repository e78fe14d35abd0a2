import { anchors, checklistStates, meanings } from '../checklists/checklist-line.ts'
import { coverageLanguages } from '../coverage/coverage-item.ts'
import { titleOf } from '../checklists/words.ts'
import { writeDate } from '../dates.ts'
import { type Db, prepared } from '../db/open.ts'
import { directions } from '../delegations/delegation.ts'
import { documentKinds, secrecies } from '../documents/document.ts'
import { followUpOutcomes, followUpSides } from '../follow-ups/follow-up.ts'
import { payers } from '../funding/funding.ts'
import { programmeOutcomes } from '../programmes/programme-item.ts'
import { dayKinds } from '../settings/setting-value.ts'
import { shortened } from '../vietnamese.ts'
import type { Message } from '../web/language.ts'
import type { RecordedChange } from './queries.ts'

// How what was changed of a visit's file is told: its papers, programme, checklist, follow-ups and coverage.

const checklistLine = {
  title: 'Việc chuẩn bị',
  anchor: 'Tính từ',
  offset: 'Số ngày',
  day_kind: 'Tính theo',
  settled_by: 'Tự xong khi hồ sơ',
}

export const fileLabels: Record<string, Record<string, string>> = {
  documents: {
    kind: 'Loại giấy tờ',
    number: 'Số văn bản',
    issued_on: 'Ngày văn bản',
    issuer: 'Cơ quan ban hành',
    signer: 'Người ký',
    subject: 'Trích yếu',
    secrecy: 'Độ mật',
    file_name: 'Tệp',
  },
  fundings: {
    estimate: 'Dự toán',
    actual: 'Thực chi',
    source: 'Nguồn kinh phí',
    travel_paid_by: 'Ai chịu tiền đi lại',
    stay_paid_by: 'Ai chịu tiền ăn ở',
    note: 'Ghi chú kinh phí',
  },
  press_works: {
    permit_number: 'Số giấy phép',
    permitted_on: 'Ngày cấp phép',
    visa_kind: 'Loại thị thực',
    places: 'Địa bàn tác nghiệp',
    guide: 'Người hướng dẫn',
  },
  programme_items: {
    day_number: 'Ngày thứ',
    held_on: 'Ngày',
    starts_at: 'Từ giờ',
    ends_at: 'Đến giờ',
    place: 'Nơi',
    content: 'Nội dung',
    met: 'Gặp ai',
    partner_id: 'Đối tác',
    outcome: 'Thực hiện',
    outcome_reason: 'Lý do đổi',
  },
  checklist_steps: { ...checklistLine, direction: 'Chiều', legal_basis_id: 'Căn cứ', is_in_use: 'Đang dùng' },
  checklist_items: { ...checklistLine, owner: 'Người phụ trách', state: 'Trạng thái', done_on: 'Xong ngày' },
  report_extensions: {
    due_on: 'Gia hạn đến',
    reason: 'Lý do gia hạn',
    granted_by: 'Người cho gia hạn',
    granted_on: 'Ngày cho gia hạn',
  },
  follow_ups: {
    partner_id: 'Đối tác',
    content: 'Việc tiếp theo',
    side: 'Bên chịu trách nhiệm',
    lead: 'Đơn vị đầu mối',
    owner: 'Người phụ trách',
    due_on: 'Hạn',
    outcome: 'Kết quả',
    closed_on: 'Xong ngày',
    evidence: 'Minh chứng',
  },
  coverage_items: {
    title: 'Tin bài',
    outlet: 'Cơ quan báo chí',
    language: 'Ngôn ngữ',
    published_on: 'Ngày đăng',
    url: 'Đường dẫn',
  },
}

export const fileVocabularies: Record<string, Record<string, string>> = {
  'documents.kind': documentKinds,
  'documents.secrecy': secrecies,
  'fundings.travel_paid_by': payers,
  'fundings.stay_paid_by': payers,
  'programme_items.outcome': programmeOutcomes,
  'checklist_steps.direction': directions,
  'checklist_steps.anchor': anchors,
  'checklist_steps.day_kind': dayKinds,
  'checklist_steps.settled_by': meanings,
  'checklist_items.settled_by': meanings,
  'checklist_items.anchor': anchors,
  'checklist_items.day_kind': dayKinds,
  'checklist_items.state': checklistStates,
  'follow_ups.side': followUpSides,
  'follow_ups.outcome': followUpOutcomes,
  'coverage_items.language': coverageLanguages,
}

const words: Record<string, { added: string; removed: string }> = {
  documents: { added: 'Thêm giấy tờ: {name}', removed: 'Bỏ giấy tờ: {name}' },
  fundings: { added: 'Ghi kinh phí', removed: 'Bỏ kinh phí' },
  press_works: { added: 'Ghi hoạt động báo chí', removed: 'Bỏ hoạt động báo chí' },
  programme_items: { added: 'Thêm vào chương trình: {name}', removed: 'Bỏ khỏi chương trình: {name}' },
  checklist_steps: { added: 'Thêm vào danh mục việc: {name}', removed: 'Bỏ khỏi danh mục việc: {name}' },
  checklist_items: { added: 'Thêm việc chuẩn bị: {name}', removed: 'Bỏ việc chuẩn bị: {name}' },
  report_extensions: {
    added: 'Gia hạn báo cáo đến {name}',
    removed: 'Bỏ gia hạn báo cáo đến {name}',
  },
  follow_ups: { added: 'Thêm việc tiếp theo: {name}', removed: 'Bỏ việc tiếp theo: {name}' },
  coverage_items: { added: 'Thêm tin bài: {name}', removed: 'Bỏ tin bài: {name}' },
}

/** What came into a visit's file or went out of it; undefined where the change is of something else. */
export function fileSentence({ tableName, action, before, after }: RecordedChange): Message | undefined {
  const said = words[tableName]
  if (!said || action === 'update') return undefined
  const row = after ?? before!
  const kind = documentKinds[row.kind as keyof typeof documentKinds]
  const name: string | Message =
    tableName === 'documents'
      ? row.number === null
        ? { text: kind }
        : { text: '{kind} {number}', gaps: { kind: { text: kind }, number: String(row.number) } }
      : tableName === 'report_extensions'
        ? writeDate(String(row.due_on))
        : tableName.startsWith('checklist_')
          ? titleOf(String(row.title))
          : String(row.title ?? row.content ?? '')
  return { text: action === 'insert' ? said.added : said.removed, gaps: { name } }
}

/** So many lines of one kind are told one by one. */
const TOLD_SINGLY = 3
const gatherable = new Set(Object.values(words).flatMap(({ added, removed }) => [added, removed]))

/** A checklist or a programme that came as a whole is told in one sentence, by its first line. */
export function gathered(sentences: Message[]): Message[] {
  const groups = Map.groupBy(sentences, ({ text }) => text)
  return sentences.flatMap((sentence) => {
    const alike = groups.get(sentence.text)!
    if (!gatherable.has(sentence.text) || alike.length <= TOLD_SINGLY) return [sentence]
    if (alike[0] !== sentence) return []
    const name = { text: '{name} và {count} mục khác', gaps: { ...sentence.gaps, count: alike.length - 1 } }
    return [{ ...sentence, gaps: { ...sentence.gaps, name } }]
  })
}

// What a line of a visit's file goes by, where it goes by something.
const lineNames: Record<string, string> = {
  checklist_items: 'title',
  coverage_items: 'title',
  documents: 'coalesce(number, subject)',
  follow_ups: 'content',
  programme_items: 'content',
}

/** The names of the lines that changes are of, by table and row, as they are called now. */
export function linesNamed(db: Db, changes: RecordedChange[]): Map<string, string | Message> {
  const found = new Map<string, string | Message>()
  for (const [table, name] of Object.entries(lineNames)) {
    const ids = changes.filter((change) => change.tableName === table).map(({ rowId }) => rowId)
    if (!ids.length) continue
    const rows = prepared(db, `lines named in ${table}`, () =>
      db.$client.prepare<[string], { id: number; name: string | null }>(
        `select id, ${name} as name from "${table}" where id in (select value from json_each(?))`,
      ),
    ).all(JSON.stringify(ids))
    for (const row of rows)
      if (row.name)
        found.set(
          `${table} ${row.id}`,
          table === 'checklist_items' ? titleOf(row.name) : shortened(row.name, 60),
        )
  }
  return found
}
