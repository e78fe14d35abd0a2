import { sql } from 'drizzle-orm'
import { check, index, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { isDay, isFlag, isOneOf, isText, valuesOf } from '../db/vocabulary.ts'
import { delegations, directions } from '../delegations/delegation.ts'
import { legalBases } from '../legal-bases/legal-basis.ts'
import { dayKinds } from '../settings/setting-value.ts'

/** What a line's day is counted from. */
export const anchors = { start: 'ngày bắt đầu', end: 'ngày kết thúc' } as const

export const checklistStates = { open: 'Chưa xong', done: 'Đã xong', not_needed: 'Không cần' } as const

/** What of a visit's file settles a line of its checklist, so that nobody has to tick it as well. */
export const meanings = {
  invitation: 'có thư mời',
  members: 'có danh sách đoàn',
  estimate: 'có dự toán',
  members_and_estimate: 'có danh sách đoàn và dự toán',
  programme: 'có chương trình',
  submission: 'đã trình',
  approval: 'có quyết định hoặc văn bản đồng ý',
  press_permit: 'có giấy phép báo chí',
  report: 'đã nộp báo cáo',
  costs: 'đã ghi thực chi',
} as const
export type Meaning = keyof typeof meanings

/** What the house does for each visit of a direction: the catalogue that a visit's checklist is made from. */
export const checklistSteps = snakeCase.table(
  'checklist_steps',
  {
    id: integer().primaryKey(),
    version: integer().notNull().default(1),
    direction: text({ enum: valuesOf(directions) }).notNull(),
    title: text().notNull(),
    anchor: text({ enum: valuesOf(anchors) })
      .notNull()
      .default('start'),
    /** Days after the anchor; before it where negative. */
    offset: integer().notNull(),
    dayKind: text({ enum: valuesOf(dayKinds) }).notNull(),
    legalBasisId: integer().references(() => legalBases.id),
    position: integer().notNull(),
    isInUse: integer({ mode: 'boolean' }).notNull().default(true),
    settledBy: text({ enum: valuesOf(meanings) }),
  },
  (step) => [
    check('checklist_steps_direction', isOneOf(step.direction, directions)),
    check('checklist_steps_title', isText(step.title, 300)),
    check('checklist_steps_anchor', isOneOf(step.anchor, anchors)),
    check('checklist_steps_offset', sql`"offset" between -730 and 730`),
    check('checklist_steps_day_kind', isOneOf(step.dayKind, dayKinds)),
    check('checklist_steps_is_in_use', isFlag(step.isInUse)),
  ],
)

/** A line that may come due once its visit has begun: its index is found by these very words. */
export const isAfterwards = sql`(anchor = 'end' or "offset" >= 0)`

/** Việc chuẩn bị: one line of a visit's checklist. Its day follows the visit's dates. */
export const checklistItems = snakeCase.table(
  'checklist_items',
  {
    id: integer().primaryKey(),
    delegationId: integer()
      .notNull()
      .references(() => delegations.id),
    title: text().notNull(),
    anchor: text({ enum: valuesOf(anchors) })
      .notNull()
      .default('start'),
    /** Days after the anchor, before it where negative; null where the line has no day. */
    offset: integer(),
    dayKind: text({ enum: valuesOf(dayKinds) })
      .notNull()
      .default('calendar'),
    /** Who sees to it. */
    owner: text(),
    state: text({ enum: valuesOf(checklistStates) })
      .notNull()
      .default('open'),
    doneOn: text(),
    position: integer().notNull(),
    settledBy: text({ enum: valuesOf(meanings) }),
  },
  (item) => [
    index('checklist_items_delegation').on(item.delegationId, item.position),
    index('checklist_items_state').on(item.state, item.delegationId),
    // Of visits that have left, hardly a line is still open and still wanted: only those that come due afterwards.
    index('checklist_items_afterwards').on(item.state, item.delegationId, item.position).where(isAfterwards),
    check('checklist_items_title', isText(item.title, 300)),
    check('checklist_items_anchor', isOneOf(item.anchor, anchors)),
    check('checklist_items_offset', sql`"offset" between -730 and 730`),
    check('checklist_items_day_kind', isOneOf(item.dayKind, dayKinds)),
    check('checklist_items_owner', isText(item.owner, 200)),
    check('checklist_items_state', isOneOf(item.state, checklistStates)),
    check('checklist_items_done_on', isDay(item.doneOn)),
  ],
)
