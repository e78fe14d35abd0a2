import { eq } from 'drizzle-orm'
import { authorities } from '../authorities/authority.ts'
import { checklistSteps } from '../checklists/checklist-line.ts'
import { titleOf } from '../checklists/words.ts'
import { figureTitle } from '../contradictions/figures.ts'
import { kinds } from '../contradictions/contradiction.ts'
import { DESK_PATH } from '../contradictions/queries.ts'
import { writeDate } from '../dates.ts'
import type { Cells } from '../db/history.ts'
import type { Db } from '../db/open.ts'
import { holidayKinds, holidays } from '../holidays/holiday.ts'
import { legalBases, legalBasisKinds } from '../legal-bases/legal-basis.ts'
import { type Indicator, indicators, type Qualifier, qualifiers } from '../opening-figures/opening-figure.ts'
import { findOpeningFigure } from '../opening-figures/queries.ts'
import { isSettingKey, knownSettings, valueWords } from '../settings/known-settings.ts'
import { type DayKind, dayKinds, settingValues } from '../settings/setting-value.ts'
import { type Language, type Message, speechOf } from '../web/language.ts'
import type { RecordedChange } from './queries.ts'

// How what was changed of the catalogues and settings is told.

const formerName = { name: 'Tên cũ', name_en: 'Tên tiếng Anh', since_on: 'Dùng từ', until_on: 'Dùng đến' }

export const catalogueLabels: Record<string, Record<string, string>> = {
  unit_names: formerName,
  authorities: {
    name: 'Tên',
    name_en: 'Tên tiếng Anh',
    since_on: 'Có từ',
    until_on: 'Kết thúc',
    note: 'Ghi chú',
  },
  authority_names: formerName,
  legal_bases: {
    number: 'Số văn bản',
    kind: 'Loại văn bản',
    title: 'Trích yếu',
    issuer: 'Cơ quan ban hành',
    issued_on: 'Ngày ban hành',
    since_on: 'Hiệu lực từ',
    until_on: 'Hiệu lực đến',
    url: 'Nguồn trên mạng',
    note: 'Ghi chú',
  },
  setting_values: {
    value: 'Giá trị',
    day_kind: 'Tính theo',
    since_on: 'Áp dụng từ ngày',
    legal_basis_id: 'Căn cứ trong danh mục',
    basis: 'Căn cứ khác',
  },
  holidays: { falls_on: 'Ngày', name: 'Tên ngày', kind: 'Loại' },
  opening_figures: {
    unit_id: 'Đơn vị',
    indicator: 'Chỉ tiêu',
    starts_on: 'Từ',
    ends_on: 'Đến',
    value: 'Số',
    qualifier: 'Mức chắc chắn',
    source_id: 'Nguồn',
    note: 'Ghi chú',
  },
  accepted_contradictions: { reason: 'Lý do chấp nhận' },
}

export const catalogueVocabularies: Record<string, Record<string, string>> = {
  'legal_bases.kind': legalBasisKinds,
  'setting_values.day_kind': dayKinds,
  'holidays.kind': holidayKinds,
  'opening_figures.indicator': indicators,
  'opening_figures.qualifier': qualifiers,
}

/** What came into a catalogue or went out of it; undefined where the change is of something else. */
export function catalogueSentence(
  { tableName, action, before, after }: RecordedChange,
  accepted: Map<string, Message>,
): Message | undefined {
  const row = after ?? before!
  const isNew = action === 'insert'
  if (action === 'update') return undefined
  switch (tableName) {
    case 'authorities':
      return { text: isNew ? 'Thêm cơ quan: {name}' : 'Bỏ cơ quan: {name}', gaps: { name: String(row.name) } }
    case 'legal_bases':
      return {
        text: isNew ? 'Thêm văn bản: {name}' : 'Bỏ văn bản: {name}',
        gaps: { name: String(row.number) },
      }
    case 'holidays': {
      const kind = { text: holidayKinds[row.kind as keyof typeof holidayKinds] }
      const gaps = { kind, date: writeDate(String(row.falls_on)), name: String(row.name) }
      return { text: isNew ? 'Thêm {kind} {date}: {name}' : 'Bỏ {kind} {date}: {name}', gaps }
    }
    case 'opening_figures': {
      const figure = figureTitle({
        id: 0,
        unitId: Number(row.unit_id),
        indicator: row.indicator as Indicator,
        startsOn: row.starts_on === null ? null : String(row.starts_on),
        endsOn: String(row.ends_on),
        value: Number(row.value),
        qualifier: row.qualifier as Qualifier,
      })
      const gaps = { figure }
      return { text: isNew ? 'Thêm số liệu tổng hợp: {figure}' : 'Bỏ số liệu tổng hợp: {figure}', gaps }
    }
    case 'accepted_contradictions': {
      const kind = kinds[String(row.key).split(':')[0] as keyof typeof kinds]
      const about = accepted.get(String(row.key))
      const said = row.said ? (JSON.parse(String(row.said)) as Message) : null
      const gaps = {
        kind: { text: kind },
        reason: String(row.reason),
        ...(about && { about }),
        ...(said && { said }),
      }
      // What it was about may be gone since.
      if (!about)
        return {
          text: isNew
            ? said
              ? 'Chấp nhận một chỗ “{kind}”: {said} Lý do: {reason}'
              : 'Chấp nhận một chỗ “{kind}”. Lý do: {reason}'
            : 'Mở lại chỗ “{kind}” đã chấp nhận vì: {reason}',
          gaps,
        }
      return {
        text: isNew
          ? said
            ? 'Chấp nhận “{kind}” của {about}: {said} Lý do: {reason}'
            : 'Chấp nhận “{kind}” của {about}. Lý do: {reason}'
          : 'Mở lại “{kind}” của {about}, trước đã chấp nhận vì: {reason}',
        gaps,
      }
    }
    case 'setting_values':
      return settingSentence(isNew, row)
    default:
      return undefined
  }
}

function settingSentence(isNew: boolean, row: Cells): Message {
  const key = String(row.key)
  // A setting of a room that is no more.
  if (!isSettingKey(key)) return { text: 'Đổi một mục thời hạn, mức nhắc' }
  const value = valueWords(key, { value: String(row.value), dayKind: row.day_kind as DayKind | null })
  const since = row.since_on
    ? { text: 'từ {date}', gaps: { date: writeDate(String(row.since_on)) } }
    : { text: 'từ đầu' }
  const gaps = { label: { text: knownSettings[key].label }, value, since }
  return { text: isNew ? '{label}: đặt {value}, {since}' : '{label}: bỏ giá trị {value}, {since}', gaps }
}

/** What an entry of a catalogue is called, and its page; undefined where it is none, or is no more. */
export function catalogueSubject(
  db: Db,
  table: string,
  id: number,
  language: Language,
): { title: string; href: string } | undefined {
  if (table === 'authorities') {
    const authority = db.select().from(authorities).where(eq(authorities.id, id)).get()
    return authority && { title: authority.name, href: `/admin/authorities/${id}` }
  }
  if (table === 'legal_bases') {
    const basis = db.select().from(legalBases).where(eq(legalBases.id, id)).get()
    return basis && { title: basis.number, href: `/admin/legal-bases/${id}` }
  }
  if (table === 'holidays') {
    const holiday = db.select().from(holidays).where(eq(holidays.id, id)).get()
    return holiday && { title: speechOf(language).say(titleOf(holiday.name)), href: `/admin/holidays/${id}` }
  }
  if (table === 'checklist_steps') {
    const step = db.select().from(checklistSteps).where(eq(checklistSteps.id, id)).get()
    return step && { title: speechOf(language).say(titleOf(step.title)), href: `/admin/checklists/${id}` }
  }
  if (table === 'opening_figures') {
    const figure = findOpeningFigure(db, id)
    return figure && { title: speechOf(language).say(figureTitle(figure)), href: `/opening-figures/${id}` }
  }
  if (table === 'accepted_contradictions')
    return { title: speechOf(language).t('Số liệu cần soát'), href: `${DESK_PATH}?scope=all&state=accepted` }
  if (table !== 'setting_values') return undefined
  const value = db.select().from(settingValues).where(eq(settingValues.id, id)).get()
  if (!value || !isSettingKey(value.key)) return undefined
  const title = speechOf(language).t(knownSettings[value.key].label)
  return { title, href: `/admin/settings/${value.key}` }
}

/** The tables whose entries have a history of their own to ask for. */
export const catalogueTables = [
  'authorities',
  'legal_bases',
  'setting_values',
  'holidays',
  'checklist_steps',
  'opening_figures',
  'accepted_contradictions',
]
