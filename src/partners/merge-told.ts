import { desc, eq, sql } from 'drizzle-orm'
import { exchangesWith, isNothing } from '../counting.ts'
import { countryName } from '../countries/names.ts'
import { writeDate, yearOf } from '../dates.ts'
import { type Db, prepared } from '../db/open.ts'
import { countCoverageWith, listCoverageWith } from '../coverage/queries.ts'
import { delegations } from '../delegations/delegation.ts'
import { askingFor } from '../follow-ups/filters.ts'
import { countFollowUps } from '../follow-ups/queries.ts'
import { programmeItems } from '../programmes/programme-item.ts'
import { textOf, type Values } from '../web/form.ts'
import type { Message, Speech } from '../web/language.ts'
import { addressOf } from '../web/listing.ts'
import { countsWords, listVisitsWithPartner } from './exchanges.ts'
import { doBothNotesFit, mergeForm, sides } from './merge-form.ts'
import { usualChoices } from './merging.ts'
import { partnerKinds, partnerNameKinds } from './partner.ts'
import type { PartnerFile } from './queries.ts'

// Two records of one partner side by side: what each is, which of it can be chosen, and all that points at it.

/** Visits, meetings and articles of each that are named; the rest are behind links. */
const SHOWN = 8

interface Told {
  text: string | Message
  href?: string
  small?: string
}

/** What stands in one place of the table: a value, perhaps to choose, or a list. */
export interface Cell {
  text?: string | Message
  href?: string
  choice?: { value: string; isChosen: boolean }
  list?: Told[]
  more?: Told
}

export interface Row {
  /** The field of the form, where there is something to choose. */
  field: string | null
  label: string
  cells: Cell[]
  /** Neither side's value alone. */
  both?: { value: string; isChosen: boolean }
}

/** The rows of the table; `values` as they were typed, the usual choices at first. */
export function rowsBeside(
  db: Db,
  kept: PartnerFile,
  other: PartnerFile,
  values: Values,
  { t, language }: Speech,
): Row[] {
  const usual = usualChoices(kept, other)
  const standing = ({ kind, country }: PartnerFile) =>
    [t(partnerKinds[kind]), country ? countryName(country, language) : t('đa phương')].join(' · ')
  const fields: [keyof typeof usual & keyof typeof mergeForm.shape, string, (one: PartnerFile) => string][] =
    [
      ['name', 'Tên tiếng Việt', ({ name }) => name],
      ['nameEn', 'Tên tiếng Anh', ({ nameEn }) => nameEn ?? ''],
      ['nameLocal', 'Tên bản ngữ', ({ nameLocal }) => nameLocal ?? ''],
      ['abbreviation', 'Tên viết tắt', ({ abbreviation }) => abbreviation ?? ''],
      ['standing', 'Loại và nước', standing],
      ['relationSince', 'Quan hệ từ', ({ relationSince }) => (relationSince ? writeDate(relationSince) : '')],
      ['source', 'Nguồn trên mạng', ({ sourceUrl }) => sourceUrl ?? ''],
      ['note', 'Ghi chú', ({ note }) => note ?? ''],
    ]
  const chosen = fields.map(([field, label, read]): Row => {
    const [mine, theirs] = [read(kept), read(other)]
    if (!mine || !theirs || mine === theirs)
      return { field: null, label, cells: [{ text: mine }, { text: theirs }] }
    const choice = textOf(values[field] ?? usual[field])
    const cells = Object.keys(sides).map((value, side) => ({
      text: side ? theirs : mine,
      choice: { value, isChosen: choice === value },
    }))
    const isNote = field === 'note' && doBothNotesFit(kept, other)
    return { field, label, cells, ...(isNote && { both: { value: 'both', isChosen: choice === 'both' } }) }
  })
  const [mine, theirs] = [kept, other].map((one) => pointingAt(db, one, t))
  return [
    ...chosen,
    ...mine!.map(([label, cell], at): Row => ({ field: null, label, cells: [cell, theirs![at]![1]] })),
  ]
}

/** What else is known of a partner: its other names, and whatever would move. */
function pointingAt(db: Db, partner: PartnerFile, t: Speech['t']): [label: string, cell: Cell][] {
  const list = (asked: Record<string, string[]>) =>
    addressOf('/delegations', { ...asked, partner: [partner.id], scope: ['all'] })
  const exchanges = exchangesWith(db, 'partner', String(partner.id))
  const counted = (direction: 'outbound' | 'inbound'): Cell =>
    isNothing(exchanges[direction])
      ? { text: String(0) }
      : {
          text: countsWords(exchanges[direction]),
          href: list({ direction: [direction], counted: ['personTrips'] }),
        }
  const visits = listVisitsWithPartner(db, partner.id)
  const tasks = countFollowUps(db, askingFor({ partner: [partner.id], state: ['all'] }))
  const meetings = listMeetings(db, partner.id)
  const pieces = listCoverageWith(db, partner.id, SHOWN)
  const more = (count: number): Told | undefined =>
    count > SHOWN
      ? { text: { text: 'và {count} mục nữa ở trang từng đoàn', gaps: { count: count - SHOWN } } }
      : undefined
  return [
    [
      'Tên khác và tên cũ',
      {
        list: partner.names.map(({ name, kind, sinceOn, untilOn }) => ({
          text: name,
          small: [
            t(partnerNameKinds[kind]),
            [sinceOn, untilOn].map((date) => date && writeDate(date)).join('–'),
          ]
            .filter((words) => words && words !== '–')
            .join(' · '),
        })),
      },
    ],
    ['Đoàn ra được tính', counted('outbound')],
    ['Đoàn vào được tính', counted('inbound')],
    [
      'Mọi đoàn ghi đối tác này',
      {
        list: visits.slice(0, SHOWN).map(({ id, code, title, startsOn }) => ({
          text: `${code} ${title}`,
          href: `/delegations/${id}`,
          small: writeDate(startsOn),
        })),
        ...(visits.length > SHOWN && { more: { text: { text: 'Xem mọi đoàn' }, href: list({}) } }),
      },
    ],
    [
      'Việc tiếp theo',
      tasks.open + tasks.closed
        ? {
            text: {
              text: '{count} việc, còn mở {open}',
              gaps: { count: tasks.open + tasks.closed, open: tasks.open },
            },
            href: addressOf('/follow-ups', { partner: [partner.id], state: ['all'] }),
          }
        : { text: String(0) },
    ],
    [
      'Gặp trong chương trình',
      {
        list: meetings.slice(0, SHOWN).map(({ delegationId, content, title }) => ({
          text: content,
          href: `/delegations/${delegationId}/programme`,
          small: title,
        })),
        more: more(meetings.length),
      },
    ],
    [
      'Tin bài của các đoàn',
      {
        list: pieces.map(({ delegationId, title, outlet }) => ({
          text: title,
          href: `/delegations/${delegationId}#coverage`,
          small: outlet ?? '',
        })),
        more: more(countCoverageWith(db, partner.id)),
      },
    ],
  ]
}

const listMeetings = (db: Db, partnerId: number) =>
  prepared(db, 'programme items of partner', () =>
    db
      .select({
        delegationId: programmeItems.delegationId,
        content: programmeItems.content,
        title: delegations.title,
      })
      .from(programmeItems)
      .innerJoin(delegations, eq(delegations.id, programmeItems.delegationId))
      .where(eq(programmeItems.partnerId, sql.placeholder('partnerId')))
      .orderBy(desc(delegations.startsOn), desc(programmeItems.id))
      .prepare(),
  ).all({ partnerId })

/**
 * Whether the visits of one partner all lie before those of the other: then it may be the same body under an earlier name,
 * as SNUJ had one. Undefined where nothing speaks for it.
 */
export function earlierOf(db: Db, kept: PartnerFile, other: PartnerFile): 'kept' | 'other' | undefined {
  const [mine, theirs] = [kept, other].map(({ id }) =>
    listVisitsWithPartner(db, id)
      .map(({ startsOn }) => yearOf(startsOn))
      .toSorted(),
  ) as [string[], string[]]
  if (!mine.length || !theirs.length) return undefined
  if (theirs.at(-1)! < mine[0]!) return 'other'
  return mine.at(-1)! < theirs[0]! ? 'kept' : undefined
}
