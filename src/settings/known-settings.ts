import type { Vocabulary } from '../db/vocabulary.ts'
import type { Message } from '../web/language.ts'
import type { DayKind } from './setting-value.ts'

/** Which part of the page a setting stands in. */
export const settingGroups = {
  deadlines: 'Thời hạn',
  limits: 'Mức nhắc với đoàn ra',
  access: 'Đăng nhập và giấy tờ tùy thân',
  files: 'Tệp đính kèm',
} as const

export interface KnownSetting {
  group: keyof typeof settingGroups
  label: string
  /**
   * A value in words: '{count} người'; of a deadline, by how its days are counted; of a choice, the words of each.
   */
  words: string | Readonly<Record<DayKind, string>> | { choices: Vocabulary }
  /** What follows the number: when a deadline begins, what a limit does. */
  meaning: string
  /** What holds where nobody has set anything. */
  value: string
  dayKind: DayKind | null
}

const daysInWords = { calendar: '{count} ngày', working: '{count} ngày làm việc' }

const deadline = (label: string, value: number, dayKind: DayKind, meaning: string): KnownSetting => ({
  group: 'deadlines',
  label,
  words: daysInWords,
  meaning,
  value: String(value),
  dayKind,
})

/** A limit warns and never blocks. */
const limit = (label: string, value: number, words: string): KnownSetting => ({
  group: 'limits',
  label,
  words,
  meaning: 'quá mức thì nhắc, không chặn',
  value: String(value),
  dayKind: null,
})

/** A step of a ladder, so many days from a deadline; never counted in working days. */
const step = (label: string, value: number, meaning: string): KnownSetting => ({
  group: 'deadlines',
  label,
  words: daysInWords.calendar,
  meaning,
  value: String(value),
  dayKind: null,
})

/** Every setting that the program reads. A room that needs another adds its line here, and reads it by its key. */
export const knownSettings = {
  report_days_outbound: deadline('Báo cáo kết quả đoàn ra', 15, 'calendar', 'sau ngày về'),
  report_days_inbound: deadline('Báo cáo kết quả đoàn vào', 7, 'calendar', 'sau ngày khách rời đi'),
  file_days_outbound: deadline('Trình hồ sơ đoàn ra', 20, 'working', 'trước ngày đi'),
  consent_days_inbound: deadline('Văn bản đồng ý đón đoàn vào', 5, 'working', 'trước ngày khách đến'),
  permit_days_press: deadline('Giấy phép hoạt động báo chí của khách', 10, 'working', 'trước ngày khách đến'),
  report_soon_days: step('Nhắc báo cáo sắp đến hạn', 7, 'trước ngày đến hạn'),
  report_escalated_days: step('Báo lên lãnh đạo báo cáo quá hạn', 10, 'quá hạn trở lên'),
  most_people: limit('Số người một đoàn', 10, '{count} người'),
  most_days: limit('Số ngày một đoàn', 10, '{count} ngày'),
  most_countries: limit('Số nước một đoàn', 3, '{count} nước'),
  most_trips_as_head: limit('Số chuyến trong năm của một trưởng đoàn', 2, '{count} chuyến'),
  second_factor: {
    group: 'access',
    label: 'Bắt buộc xác nhận hai bước',
    words: {
      choices: {
        approvers: 'người duyệt và quản trị',
        everybody: 'mọi người',
        nobody: 'không ai',
      },
    },
    meaning: 'ai cũng bật được nếu muốn',
    value: 'approvers',
    dayKind: null,
  },
  identity_months: {
    group: 'access',
    label: 'Xóa giấy tờ tùy thân sau',
    words: '{count} tháng',
    meaning: 'tính từ ngày đoàn kết thúc',
    value: '12',
    dayKind: null,
  },
  most_megabytes: {
    group: 'files',
    label: 'Cỡ một tệp giấy tờ',
    words: '{count} MB',
    meaning: 'lớn hơn thì không nhận',
    value: '25',
    dayKind: null,
  },
} as const satisfies Record<string, KnownSetting>

export type SettingKey = keyof typeof knownSettings

export const isSettingKey = (text: string): text is SettingKey => Object.hasOwn(knownSettings, text)

/** The words to choose from, where a setting is no number. */
export function choicesOf(key: SettingKey): Vocabulary | undefined {
  const { words }: KnownSetting = knownSettings[key]
  return typeof words === 'object' && 'choices' in words ? words.choices : undefined
}

/** A value of a setting, as people say it: "15 ngày", "20 ngày làm việc", "10 người". */
export function valueWords(
  key: SettingKey,
  { value, dayKind }: { value: string; dayKind: DayKind | null },
): Message {
  const { words }: KnownSetting = knownSettings[key]
  const gaps = { count: Number(value) }
  if (typeof words === 'string') return { text: words, gaps }
  return 'choices' in words
    ? { text: words.choices[value] ?? value }
    : { text: words[dayKind ?? 'calendar'], gaps }
}
