import { inArray } from 'drizzle-orm'
import { countryName } from '../countries/names.ts'
import { readDate, writeDate } from '../dates.ts'
import type { Cells } from '../db/history.ts'
import type { Db } from '../db/open.ts'
import { countings, directions, purposeKinds, statuses } from '../delegations/delegation.ts'
import { erasedPeople } from '../deletions/marks.ts'
import { participantRoles } from '../participants/participant.ts'
import { partnerKinds, partnerNameKinds, partners } from '../partners/partner.ts'
import { people } from '../people/person.ts'
import { sources } from '../sources/source.ts'
import { subjectsOf } from '../contradictions/subject.ts'
import { legalBases } from '../legal-bases/legal-basis.ts'
import { unitKinds, units } from '../units/unit.ts'
import { ownWaivers, reportSections, reportStatuses } from '../visit-reports/visit-report.ts'
import type { Language, Message } from '../web/language.ts'
import { catalogueLabels, catalogueSentence, catalogueVocabularies } from './catalogues.ts'
import { listDeleted, mergedNamed } from './merged.ts'
import type { RecordedChange } from './queries.ts'
import { fileLabels, fileSentence, fileVocabularies, linesNamed } from './visit-file.ts'
import { yearlyReportLabels, yearlyReportSentences } from './yearly-reports.ts'

// What was changed, as people say it: "Ngày kết thúc: từ 24/10/2025 thành 23/10/2025".

const labels: Record<string, Record<string, string>> = {
  delegations: {
    code: 'Số sổ',
    direction: 'Chiều',
    title: 'Tên đoàn',
    status: 'Trạng thái',
    unit_id: 'Đơn vị',
    counts_as: 'Tính vào số liệu',
    counts_as_reason: 'Lý do tính khác',
    capacity: 'Danh nghĩa đoàn',
    place: 'Nơi thăm',
    purpose: 'Nội dung',
    purpose_kind: 'Loại nội dung',
    starts_on: 'Ngày bắt đầu',
    ends_on: 'Ngày kết thúc',
    head_count: 'Số người đi',
    is_list_complete: 'Danh sách trên đã đủ mọi người',
    approval_number: 'Số văn bản',
    approved_on: 'Ngày ký',
    approval_authority: 'Cơ quan ký',
    status_reason: 'Lý do',
    note: 'Ghi chú',
    source_id: 'Nguồn',
  },
  partners: {
    name: 'Tên tiếng Việt',
    name_en: 'Tên tiếng Anh',
    name_local: 'Tên bản ngữ',
    abbreviation: 'Tên viết tắt',
    kind: 'Loại',
    country: 'Nước',
    relation_since: 'Quan hệ từ',
    source_id: 'Nguồn',
    note: 'Ghi chú',
  },
  people: {
    name: 'Họ tên',
    nationality: 'Quốc tịch',
    note: 'Ghi chú',
    erased_on: 'Xóa dữ liệu theo yêu cầu',
  },
  participants: {
    person_id: 'Họ tên',
    role: 'Vai trò',
    post: 'Chức vụ',
    organisation: 'Đơn vị',
    has_travelled: 'Thực đi',
    is_added: 'Đi thêm',
  },
  visit_reports: {
    ...reportSections,
    status: 'Trạng thái báo cáo',
    number: 'Số báo cáo',
    submitted_on: 'Ngày nộp',
    waived_reason: 'Lý do không theo dõi báo cáo',
    decided_on: 'Ngày duyệt',
    remark: 'Ý kiến người duyệt',
    signed_for: 'Thẩm quyền ký',
    signer: 'Người ký',
    written_at: 'Nơi viết',
    recipients: 'Nơi nhận',
  },
  partner_names: { name: 'Tên gọi khác', kind: 'Loại', since_on: 'Từ', until_on: 'Đến' },
  units: {
    name: 'Tên',
    name_en: 'Tên tiếng Anh',
    code: 'Mã',
    kind: 'Loại',
    parent_id: 'Thuộc đơn vị',
    since_on: 'Có từ',
    until_on: 'Kết thúc',
  },
  ...catalogueLabels,
  ...fileLabels,
  ...yearlyReportLabels,
}

const vocabularies: Record<string, Record<string, string>> = {
  'delegations.direction': directions,
  'delegations.status': statuses,
  'delegations.counts_as': countings,
  'delegations.purpose_kind': purposeKinds,
  'participants.role': participantRoles,
  'partners.kind': partnerKinds,
  'partner_names.kind': partnerNameKinds,
  'units.kind': unitKinds,
  ...catalogueVocabularies,
  ...fileVocabularies,
  'visit_reports.status': reportStatuses,
  'visit_reports.waived_reason': Object.fromEntries(
    Object.values(ownWaivers).map((reason) => [reason, reason]),
  ),
}

// Told by something else of the same act: a step by the status it leads to, an empty report by its visit.
const untold = new Set(['status_changes', 'sources'])
/** Text longer than this is told by its length only. */
const SHOWN = 120

/** Names of the records that changes point at, read at once. */
export function namesFor(db: Db, changes: RecordedChange[]) {
  const cells = changes.flatMap(({ before, after }) => [before, after]).filter((side) => side !== null)
  const idsIn = (column: string) =>
    [...new Set(cells.map((side) => side[column]))].filter((id) => typeof id === 'number')
  const named = (ids: number[], rows: (ids: number[]) => { id: number; name: string }[]) =>
    new Map(ids.length ? rows(ids).map(({ id, name }) => [id, name]) : [])
  const unitsIn = (ids: number[]) =>
    db.select({ id: units.id, name: units.name }).from(units).where(inArray(units.id, ids)).all()
  return {
    lines: linesNamed(db, changes),
    person_id: named(idsIn('person_id'), (ids) => [
      // Who was merged into somebody is named as they were.
      ...listDeleted(db, 'people', ids).filter(({ id }) => !erasedPeople(db).has(id)),
      ...db.select({ id: people.id, name: people.name }).from(people).where(inArray(people.id, ids)).all(),
    ]),
    partner_id: named([...idsIn('partner_id'), ...idsIn('one_id'), ...idsIn('other_id')], (ids) => [
      ...listDeleted(db, 'partners', ids),
      ...db
        .select({ id: partners.id, name: partners.name })
        .from(partners)
        .where(inArray(partners.id, ids))
        .all(),
    ]),
    merged: mergedNamed(db, changes),
    accepted: subjectsOf(db, acceptedIn(changes)),
    unit_id: named(idsIn('unit_id'), unitsIn),
    parent_id: named(idsIn('parent_id'), unitsIn),
    legal_basis_id: named(idsIn('legal_basis_id'), (ids) =>
      db
        .select({ id: legalBases.id, name: legalBases.number })
        .from(legalBases)
        .where(inArray(legalBases.id, ids))
        .all(),
    ),
    source_id: named(idsIn('source_id'), (ids) =>
      db.select({ id: sources.id, name: sources.url }).from(sources).where(inArray(sources.id, ids)).all(),
    ),
  }
}

/** The keys of the contradictions that were accepted, or opened again. */
const acceptedIn = (changes: RecordedChange[]): string[] => [
  ...new Set(
    changes
      .filter(({ tableName }) => tableName === 'accepted_contradictions')
      .map(({ before, after }) => String((after ?? before)?.key)),
  ),
]

export type Names = ReturnType<typeof namesFor>

/** What one change did, as sentences; none for what another sentence of the act tells. */
export function sentencesOf(change: RecordedChange, names: Names, language: Language): Message[] {
  const { tableName, action, before, after } = change
  if (untold.has(tableName)) return []
  const comingOrGoing = catalogueSentence(change, names.accepted) ?? fileSentence(change)
  if (comingOrGoing) return [comingOrGoing]
  const ofReport = yearlyReportSentences(change)
  if (ofReport) return ofReport
  const row = after ?? before!
  const into = action === 'remove' && names.merged.get(`${change.actId} ${tableName} ${change.rowId}`)
  if (into) return [{ text: 'Gộp {name} vào {kept}', gaps: { name: String(row.name), kept: into } }]
  const name = (column: Exclude<keyof Names, 'lines' | 'merged' | 'accepted'>) =>
    names[column].get(Number(row[column])) ?? '?'
  switch (tableName) {
    case 'delegations':
      if (action === 'insert')
        return [{ text: 'Ghi đoàn vào sổ: {title}', gaps: { title: String(row.title) } }]
      if (action === 'remove')
        return [{ text: 'Bỏ đoàn khỏi sổ: {title}', gaps: { title: String(row.title) } }]
      break
    case 'partners':
      if (action === 'insert') return [{ text: 'Thêm đối tác: {name}', gaps: { name: String(row.name) } }]
      if (action === 'remove') return [{ text: 'Bỏ đối tác: {name}', gaps: { name: String(row.name) } }]
      break
    case 'people':
      if (action === 'insert') return [{ text: 'Thêm nhân sự: {name}', gaps: { name: String(row.name) } }]
      if (action === 'remove') return [{ text: 'Bỏ nhân sự: {name}', gaps: { name: String(row.name) } }]
      break
    case 'units':
      if (action === 'insert') return [{ text: 'Thêm đơn vị: {name}', gaps: { name: String(row.name) } }]
      if (action === 'remove') return [{ text: 'Bỏ đơn vị: {name}', gaps: { name: String(row.name) } }]
      break
    case 'visit_reports':
      if (action !== 'update') return []
      break
    case 'yearly_reports':
      break
    case 'delegation_partners':
      if (action === 'update') return [{ text: 'Đổi thứ tự đối tác' }]
      return [
        {
          text: action === 'insert' ? 'Thêm đối tác: {name}' : 'Bỏ đối tác: {name}',
          gaps: { name: name('partner_id') },
        },
      ]
    case 'delegation_countries':
      if (action === 'update') return [{ text: 'Đổi thứ tự nước' }]
      return [
        {
          text: action === 'insert' ? 'Thêm nước: {name}' : 'Bỏ nước: {name}',
          gaps: { name: countryName(String(row.country), language) },
        },
      ]
    case 'participants':
      if (action === 'update') break
      return [
        {
          text: action === 'insert' ? 'Thêm người: {name}, {role}' : 'Bỏ người: {name}, {role}',
          gaps: {
            name: name('person_id'),
            role: { text: participantRoles[row.role as keyof typeof participantRoles] },
          },
        },
      ]
    case 'partner_distinctions': {
      const gaps = {
        one: names.partner_id.get(Number(row.one_id)) ?? '?',
        other: names.partner_id.get(Number(row.other_id)) ?? '?',
      }
      return [
        {
          text: action === 'insert' ? 'Không phải một: {one} và {other}' : 'Xét lại: {one} và {other}',
          gaps,
        },
      ]
    }
    case 'partner_names':
    case 'person_names':
    case 'unit_names':
    case 'authority_names':
      if (action === 'update') break
      return [
        {
          text: action === 'insert' ? 'Thêm tên gọi: {name}' : 'Bỏ tên gọi: {name}',
          gaps: { name: String(row.name) },
        },
      ]
    default:
      if (action !== 'update') {
        return [
          {
            text: action === 'insert' ? 'Thêm một dòng ở bảng {table}' : 'Bỏ một dòng ở bảng {table}',
            gaps: { table: tableName },
          },
        ]
      }
  }
  const told = Object.keys(after!).flatMap((column) =>
    columnSentence(tableName, column, before!, after!, names, language),
  )
  // Of many lines alike, which one.
  const line = names.lines.get(`${tableName} ${change.rowId}`)
  return line
    ? told.map((sentence) => ({ text: '{name}: {change}', gaps: { name: line, change: sentence } }))
    : told
}

function columnSentence(
  table: string,
  column: string,
  before: Cells,
  after: Cells,
  names: Names,
  language: Language,
): Message[] {
  if (column === 'position') return [{ text: 'Đổi thứ tự trong danh sách' }]
  const label = labels[table]?.[column]
  if (!label) return []
  const field = { text: label }
  const [was, is] = [before[column] ?? null, after[column] ?? null]
  if (is === '') return [{ text: '{field}: để trống', gaps: { field } }]
  if (isLong(was) || isLong(is)) return [{ text: 'Sửa {field}', gaps: { field } }]
  const gaps = {
    field,
    before: said(table, column, was, names, language),
    after: said(table, column, is, names, language),
  }
  if (was === null || was === '') return [{ text: '{field}: ghi “{after}”', gaps }]
  if (is === null) return [{ text: '{field}: bỏ “{before}”', gaps }]
  return [{ text: '{field}: từ “{before}” thành “{after}”', gaps }]
}

const isLong = (value: Cells[string]) =>
  typeof value === 'string' && (value.length > SHOWN || value.includes('\n'))

function said(
  table: string,
  column: string,
  value: Cells[string],
  names: Names,
  language: Language,
): string | number | Message {
  if (value === null) return ''
  const words = vocabularies[`${table}.${column}`]?.[value]
  if (words) return { text: words }
  if (column in names)
    return (
      names[column as Exclude<keyof Names, 'lines' | 'merged' | 'accepted'>].get(Number(value)) ??
      String(value)
    )
  if (column === 'country' || column === 'nationality') return countryName(String(value), language)
  if (/^(is|has|are)_/.test(column)) return { text: value ? 'có' : 'không' }
  if (column.endsWith('_on') || column === 'relation_since')
    return writeDate(readDate(String(value)) ?? String(value))
  return typeof value === 'number' ? value : value
}
