import { check, integer, snakeCase, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { isDay, isText } from '../db/vocabulary.ts'

/** What cannot all be true, or is missing, in the order it is listed. */
export const kinds = {
  figuresClash: 'Số công bố trái nhau',
  figureBelowVisits: 'Số công bố nhỏ hơn số đã ghi',
  listDiffers: 'Danh sách khác số người',
  heads: 'Không đúng một trưởng đoàn',
  twoPlaces: 'Một người ở hai nơi',
  endsBeforeStart: 'Kết thúc trước khi bắt đầu',
  startsAhead: 'Ghi đã diễn ra khi chưa đến ngày',
  samePartner: 'Một đối tác ghi hai lần',
  partnersDiffer: 'Số đối tác khác danh mục',
  noReport: 'Quá hạn chưa có báo cáo',
  standsStill: 'Đã qua ngày, chưa ghi bước tiếp',
  noCountry: 'Chưa ghi nước',
  unknownPeople: 'Chưa rõ lượt người',
  listIsShort: 'Danh sách còn thiếu tên',
} as const
export type Kind = keyof typeof kinds

/** Not all of it can be true; or something is not known that figures or their proof need. */
export const severities = { wrong: 'Không thể cùng đúng', missing: 'Còn thiếu' } as const
export type Severity = keyof typeof severities

export const severityOf: Record<Kind, Severity> = {
  figuresClash: 'wrong',
  figureBelowVisits: 'wrong',
  listDiffers: 'wrong',
  heads: 'wrong',
  twoPlaces: 'wrong',
  endsBeforeStart: 'wrong',
  startsAhead: 'wrong',
  samePartner: 'wrong',
  partnersDiffer: 'missing',
  noReport: 'missing',
  standsStill: 'missing',
  noCountry: 'missing',
  unknownPeople: 'missing',
  listIsShort: 'missing',
}

/** Why each matters, in a line. */
export const reasons: Record<Kind, string> = {
  figuresClash:
    'Một phần không thể lớn hơn cả kỳ, lũy kế không thể nhỏ hơn từng phần, các tháng cộng lại phải bằng cả năm.',
  figureBelowVisits: 'Số đã công bố của một kỳ không thể ít hơn những đoàn sổ đã ghi trong kỳ ấy.',
  listDiffers: 'Sổ tính lượt người theo danh sách; hai số khác nhau thì một số sai.',
  heads: 'Mỗi đoàn có đúng một trưởng đoàn; danh sách đã ghi đủ thì phải có người ấy.',
  twoPlaces: 'Không ai ở hai đoàn trong cùng một ngày: hoặc danh sách, hoặc ngày đã ghi sai.',
  endsBeforeStart: 'Số ngày của đoàn được tính từ hai ngày này.',
  startsAhead: 'Đoàn đã được tính vào số liệu dù chưa bắt đầu.',
  samePartner: 'Một đối tác ghi thành hai thì số đối tác và bảng theo đối tác đều sai.',
  partnersDiffer: 'Tổ chức, nước và tổ chức đa phương là ba số, tra được trong danh mục đối tác.',
  noReport: 'Đoàn đã về thì có báo cáo kết quả đúng hạn.',
  standsStill: 'Đoàn chưa ghi là đã diễn ra thì không được tính vào số liệu của năm nào.',
  noCountry: 'Bảng theo nước bỏ sót đoàn chưa ghi nước.',
  unknownPeople: 'Chưa biết số người thì tổng lượt người chỉ nói được “ít nhất”.',
  listIsShort: 'Số người chỉ đếm được ở những đoàn có đủ danh sách.',
}

/** A contradiction that somebody looked at and let stand. It holds for the facts it was given for. */
export const acceptedContradictions = snakeCase.table(
  'accepted_contradictions',
  {
    id: integer().primaryKey(),
    version: integer().notNull().default(1),
    /** The kind, and the ids of what contradicts. */
    key: text().notNull().unique(),
    /** What it stood on, in ids, figures and words but no person's name: where that changes, it opens again. */
    facts: text().notNull(),
    /** What it said, as JSON; null where that names people, and of what was accepted before it was kept. */
    said: text(),
    /** Whose it is; none where it is everybody's, as partners are. */
    unitId: integer(),
    /** Whose the other visit is, where that is another unit: then a part has it only where it has both. */
    otherUnitId: integer(),
    reason: text().notNull(),
    acceptedBy: text().notNull(),
    acceptedAt: text().notNull(),
  },
  (accepted) => [
    check('accepted_contradictions_key', isText(accepted.key, 400)),
    check('accepted_contradictions_reason', isText(accepted.reason, 500)),
  ],
)
export type Acceptance = typeof acceptedContradictions.$inferSelect

/** How many contradictions stood open at the end of a day on which somebody looked. */
export const contradictionCounts = snakeCase.table(
  'contradiction_counts',
  {
    id: integer().primaryKey(),
    /** Of which part of the register: a unit's, or (0) of all of it. */
    partUnitId: integer().notNull(),
    countedOn: text().notNull(),
    wrongCount: integer().notNull(),
    missingCount: integer().notNull(),
  },
  (count) => [
    uniqueIndex('contradiction_counts_day').on(count.partUnitId, count.countedOn),
    check('contradiction_counts_counted_on', isDay(count.countedOn)),
  ],
)
