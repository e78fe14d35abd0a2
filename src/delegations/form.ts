import { z } from 'zod'
import { countryNamed, HOME } from '../countries/names.ts'
import { isHome, whyNoCountry, whyNotHome } from '../countries/unknown.ts'
import { isBefore, isKnownToTheDay, mayLieIn, type Period, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { participantRoles } from '../participants/participant.ts'
import type { Member } from '../participants/queries.ts'
import { findPersonNamed } from '../people/queries.ts'
import { suggestPartners } from '../partners/options.ts'
import { partnersNamed } from '../partners/queries.ts'
import { listUnits } from '../units/queries.ts'
import { toned } from '../vietnamese.ts'
import {
  type Typed,
  check,
  choice,
  date,
  day,
  link,
  list,
  number,
  opened,
  optional,
  prose,
  readForm,
  reference,
  rows,
  submissionId,
  text,
  textOf,
  version,
} from '../web/form.ts'
import type { Message } from '../web/language.ts'
import type { Means } from '../web/merge.ts'
import { countings, directions, purposeKinds, statuses } from './delegation.ts'

const memberForm = z.object({
  id: optional(reference('')),
  name: text('Họ tên', { max: 120 }),
  openedName: opened(),
  role: choice('Vai trò', participantRoles),
  post: optional(text('Chức vụ', { max: 300 })),
  organisation: optional(text('Đơn vị', { max: 300 })),
  stayedHome: check('Không đi'),
  isAdded: check('Đi thêm'),
})

/** The steps a visit may be at when it is first written down: whatever it has reached by then. */
export const firstStatuses = {
  planned: statuses.planned,
  submitted: statuses.submitted,
  approved: statuses.approved,
  underway: statuses.underway,
  returned: statuses.returned,
} as const

export const delegationForm = z.object({
  submissionId: submissionId(),
  version: version(),
  direction: choice('Chiều', directions),
  title: text('Tên đoàn', {
    max: 300,
    hint: 'Nói ai đi hoặc ai đến, để làm gì. Không cần bắt đầu bằng chữ “Đoàn”.',
  }),
  partners: list('Đối tác', { hint: 'Gõ tên, tên viết tắt hoặc tên nước, không cần dấu.' }),
  countries: list('Nước', { hint: 'Nước đến làm việc, hoặc nước của khách. Không ghi nước quá cảnh.' }),
  place: optional(
    text('Nơi thăm', { max: 300, hint: 'Thành phố, địa phương; nhiều nơi thì cách nhau bằng dấu phẩy.' }),
  ),
  startsOn: date('Ngày bắt đầu'),
  endsOn: optional(date('Ngày kết thúc')),
  status: optional(choice('Bước hiện tại', firstStatuses)),
  participants: rows('Người trong đoàn', memberForm),
  hosts: rows('Phía đón tiếp', memberForm),
  headCount: optional(number('Số người đi', { hint: 'Để trống thì đếm theo danh sách đã đủ tên.' })),
  isListComplete: check('Danh sách trên đã đủ mọi người'),
  unitId: reference('Đơn vị'),
  capacity: optional(text('Danh nghĩa đoàn', { max: 300 })),
  approvalNumber: optional(text('Số văn bản', { max: 60 })),
  approvedOn: optional(day('Ngày ký')),
  approvalAuthority: optional(text('Cơ quan ký', { max: 200 })),
  purposeKind: optional(choice('Loại nội dung', purposeKinds)),
  purpose: optional(prose('Nội dung', { max: 2000 })),
  countsAs: choice('Tính vào số liệu', countings),
  countsAsReason: optional(text('Lý do tính khác', { max: 300 })),
  sourceUrl: optional(link('Nguồn trên mạng')),
  note: optional(prose('Ghi chú', { max: 4000 })),
  notDuplicate: check('Đây là đoàn khác, vẫn ghi thêm'),
})

/** A visit as a form gives it, with its partners and countries found. */
export interface DelegationInput extends Omit<
  z.output<typeof delegationForm>,
  'partners' | 'countries' | 'participants' | 'hosts' | 'status'
> {
  partnerIds: number[]
  countries: string[]
  participants: Member[]
  hosts: Member[]
}

/** The partners that typed names mean for sure, in their order. */
export const partnersTyped = (db: Db, typed: unknown) =>
  listOf(typed).flatMap((name) => {
    const found = partnersNamed(db, name)
    return found.length === 1 ? found : []
  })

/** What was typed into the form of a visit, with every reason against keeping it. */
export function readDelegation(
  db: Db,
  body: unknown,
): Typed<DelegationInput & { status: z.output<typeof delegationForm>['status'] }> {
  const typed = readForm(delegationForm, body)
  const names = listOf(typed.values?.countries).flatMap(countriesWritten)
  if (typed.values?.countries !== undefined) typed.values = { ...typed.values, countries: names }
  const errors: Record<string, Message[]> = { ...typed.errors }
  const refuse = (field: string, text: string, gaps?: Message['gaps']) => {
    ;(errors[field] ??= []).push({ text, gaps })
  }
  // Fields that were read are checked together even while others were not.
  const partners = listOf(typed.values?.partners).map((name) => ({ name, found: partnersNamed(db, name) }))
  for (const { name, found } of partners) {
    if (!found.length) {
      const close = suggestPartners(db, name, 'vi').slice(0, 3)
      if (!close.length) refuse('partners', 'Chưa có đối tác “{name}” trong sổ', { name })
      else {
        const names = close.map(({ value }) => value).join('; ')
        refuse('partners', 'Chưa có đối tác “{name}” trong sổ. Có phải: {names}?', { name, names })
      }
    }
    if (found.length > 1) {
      const names = found.map((partner) => partner.name).join('; ')
      refuse('partners', '“{name}” có thể là: {names}. Ghi đủ tên', { name, names })
    }
  }
  const countries = names.map((name) => ({ name, iso2: countryNamed(name) }))
  for (const { name, iso2 } of countries) {
    if (!iso2) (errors.countries ??= []).push(whyNoCountry(name))
    if (isHome(name)) (errors.countries ??= []).push(whyNotHome)
  }
  const partnerIds = [...new Set(partners.flatMap(({ found }) => (found.length === 1 ? found[0]!.id : [])))]
  let codes = [...new Set(countries.flatMap(({ iso2 }) => iso2 ?? []))]
  // A visit to or from partners of known countries is to or from those countries.
  if (!countries.length) {
    const ofPartners = partners.flatMap(({ found }) => (found.length === 1 ? (found[0]!.country ?? []) : []))
    codes = [...new Set(ofPartners)].filter((iso2) => iso2 !== HOME)
    if (!codes.length) refuse('countries', 'Chưa ghi {field}', { field: { text: 'Nước' } })
  }

  const dates = readForm(delegationForm.pick({ startsOn: true, endsOn: true }), typed.values)
  if (dates.data?.endsOn && isBefore(dates.data.endsOn, dates.data.startsOn)) {
    refuse('endsOn', ...earlierEnd(dates.data.startsOn, dates.data.endsOn))
  }
  const unitId = delegationForm.shape.unitId.safeParse(typed.values?.unitId ?? '')
  const unit = listUnits(db).find(({ id }) => id === unitId.data)
  if (unitId.success && !unit) refuse('unitId', 'Chọn một mục trong danh sách')
  if (unit && dates.data && !mayLieIn(unit, dates.data.startsOn))
    refuse('unitId', ...outsideItsTime(unit, dates.data.startsOn))
  const counting = delegationForm.shape.countsAs.safeParse(typed.values?.countsAs)
  const reason = textOf(typed.values?.countsAsReason).trim()
  if (counting.success && counting.data !== 'delegation_and_people' && !reason) {
    refuse('countsAsReason', 'Ghi lý do đoàn này không được tính như thường lệ')
  }
  for (const side of ['participants', 'hosts'] as const) {
    const rows = rowsOf(typed.values?.[side])
    const names = rows.map(({ name }) => toned(textOf(name)))
    names.forEach((name, index) => {
      const line = names.indexOf(name) + 1
      if (name && line <= index) {
        refuse(`${side}.${index}.name`, 'Trùng tên dòng {line}. Nếu là hai người, ghi thêm để phân biệt', {
          line,
        })
      }
    })
    rows.forEach((row, index) => {
      if (row.stayedHome && row.isAdded)
        refuse(`${side}.${index}.stayedHome`, 'Người đi thêm thì đã đi: chỉ đánh dấu một trong hai')
    })
    // Two names of one person, as spellings of a name are.
    const persons = rows
      .map(({ name }) => textOf(name).trim())
      .map((name) => name && findPersonNamed(db, name))
    persons.forEach((person, index) => {
      const first = persons.indexOf(person)
      if (person && first < index && names[first] !== names[index]) {
        const gaps = { line: first + 1, name: textOf(rows[first]!.name) }
        refuse(`${side}.${index}.name`, 'Là cùng một người với dòng {line}, “{name}”. Bỏ một dòng', gaps)
      }
    })
    const roles = rows.map(({ role }) => role)
    roles.forEach((role, index) => {
      if (side === 'participants' && role === 'head' && roles.indexOf('head') < index) {
        refuse(`${side}.${index}.role`, 'Mỗi đoàn một trưởng đoàn; dòng {line} đã là trưởng đoàn', {
          line: roles.indexOf('head') + 1,
        })
      }
    })
  }
  if (Object.keys(errors).length || !typed.data) return { errors, values: typed.values }
  const { partners: _partners, countries: _countries, participants, hosts, ...rest } = typed.data
  const asMember = ({
    stayedHome,
    openedName: _openedName,
    ...member
  }: (typeof participants)[number]): Member => ({
    ...member,
    hasTravelled: !stayedHome,
  })
  return {
    data: {
      ...rest,
      partnerIds,
      countries: codes,
      participants: participants.map(asMember),
      hosts: hosts.map(asMember),
    },
    values: typed.values,
  }
}

/** What names in the form of a visit stand for, whichever way they are written. */
export function meansInDelegation(db: Db): Means {
  // Asked again and again of a few names, within a transaction, where nothing else remembers partners by name.
  const partners = new Map<string, number | undefined>()
  return (field, text) => {
    if (field === 'countries') return countryNamed(text)
    if (field !== 'partners') return undefined
    if (!partners.has(text)) {
      const found = partnersNamed(db, text)
      partners.set(text, found.length === 1 ? found[0]!.id : undefined)
    }
    return partners.get(text)
  }
}

// Why a unit had no visit that day: it had ended, or was yet to be.
export function outsideItsTime(
  { sinceOn, untilOn }: Period,
  startsOn: string,
): [text: string, gaps: Message['gaps']] {
  return untilOn && isBefore(untilOn, startsOn)
    ? [
        'Đơn vị này chỉ có đến {date}. Chọn đơn vị khác, hoặc xem lại ngày bắt đầu',
        { date: writeDate(untilOn) },
      ]
    : ['Đơn vị này có từ {date}. Chọn đơn vị khác, hoặc xem lại ngày bắt đầu', { date: writeDate(sinceOn!) }]
}

// "Lào, Campuchia" typed into one box: both; and one name where the whole is one, or nothing of it is.
function countriesWritten(text: string): string[] {
  if (countryNamed(text)) return [text]
  const names = text.split(/\s*[,;+&/\n]\s*|\s+(?:[-–]|và|and|rồi|đến)\s+/u).filter(Boolean)
  return names.some((name) => countryNamed(name)) ? names : [text]
}

const listOf = (typed: unknown) =>
  (Array.isArray(typed) ? typed : typed === undefined ? [] : [typed])
    .map((text) => String(text).trim())
    .filter(Boolean)
    .slice(0, 30)

const rowsOf = (typed: unknown) => (Array.isArray(typed) ? (typed as Record<string, unknown>[]) : [])

// The end before the start: likely the wrong month or year was typed; propose the first such day after the start.
function earlierEnd(startsOn: string, endsOn: string): [string, Message['gaps']?] {
  if (!isKnownToTheDay(endsOn) || !isKnownToTheDay(startsOn)) return ['Trước ngày bắt đầu']
  const [, , day] = endsOn.split('-')
  const inSameMonth = `${startsOn.slice(0, 7)}-${day}`
  const inNextYear = `${Number(endsOn.slice(0, 4)) + 1}${endsOn.slice(4)}`
  const likely = inSameMonth >= startsOn ? inSameMonth : inNextYear
  return ['Trước ngày bắt đầu. Có phải {date}?', { date: writeDate(likely) }]
}
