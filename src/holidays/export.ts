import { z } from 'zod'
import { titleOf } from '../checklists/words.ts'
import { weekdayOf, yearOf } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { jsonDay, jsonId, jsonList } from '../web/json-schema.ts'
import type { Speech } from '../web/language.ts'
import type { ShortList } from '../web/list-files.ts'
import type { Operation } from '../web/operation.ts'
import { holidayKinds } from './holiday.ts'
import { listHolidays } from './queries.ts'

const weekdays = ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật']

/** The days as they are listed: year by year, the newest first. */
export function holidayYears(db: Db) {
  const days = listHolidays(db).map((day) => ({
    ...day,
    weekday: weekdays[weekdayOf(day.fallsOn)]!,
    words: titleOf(day.name),
  }))
  return [...Map.groupBy(days, ({ fallsOn }) => yearOf(fallsOn))].toReversed()
}

type ListedDay = ReturnType<typeof holidayYears>[number][1][number]

/** The days to take along. */
export function holidayList(db: Db, { t, say }: Speech): ShortList<ListedDay> {
  const rows = holidayYears(db).flatMap(([, days]) => days)
  return {
    file: 'ngay-nghi',
    title: t('Ngày nghỉ và ngày làm bù'),
    columns: [
      { heading: t('Ngày'), value: ({ fallsOn }) => fallsOn, kind: 'date', width: 14 },
      { heading: t('Thứ'), value: ({ weekday }) => t(weekday), width: 12 },
      { heading: t('Tên ngày'), value: ({ words }) => say(words), width: 44 },
      { heading: t('Loại'), value: ({ kind }) => t(holidayKinds[kind]), width: 14 },
    ],
    rows,
    counted: '{count} ngày',
  }
}

export const holidayAsJson = ({ id, fallsOn, name, kind }: ListedDay): z.output<typeof dayShape> => ({
  id,
  fallsOn,
  name,
  kind,
})

const dayShape = z.strictObject({
  id: jsonId,
  fallsOn: jsonDay,
  name: z.string(),
  kind: z.enum(valuesOf(holidayKinds)).describe('A day made up for (made_up) is a working day'),
})

export const holidayOperations: Operation[] = [
  { route: 'GET /admin/holidays.json', summary: 'Ngày nghỉ và ngày làm bù', answer: jsonList(dayShape) },
]
