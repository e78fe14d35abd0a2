import { z } from 'zod'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { jsonDay, jsonId, jsonList } from '../web/json-schema.ts'
import type { Speech } from '../web/language.ts'
import type { ShortList } from '../web/list-files.ts'
import type { Operation } from '../web/operation.ts'
import {
  type KnownSetting,
  knownSettings,
  settingGroups,
  type SettingKey,
  valueWords,
} from './known-settings.ts'
import { listSettingValues, settingAt, type SettingValue } from './queries.ts'
import { dayKinds } from './setting-value.ts'

/** A value with its words. */
export const inWords = (key: SettingKey, value: SettingValue) => ({ ...value, words: valueWords(key, value) })

/** The settings as they are listed: what each is today, and what it will be. */
export function settingsByGroup(db: Db) {
  const day = today()
  const all = Object.entries(knownSettings) as [SettingKey, KnownSetting][]
  return valuesOf(settingGroups).map((group) => ({
    title: settingGroups[group],
    settings: all
      .filter(([, known]) => known.group === group)
      .map(([key, { label, meaning }]) => {
        const now = settingAt(db, key, day)
        const next = listSettingValues(db, key).find(({ sinceOn }) => sinceOn && sinceOn > day)
        return {
          key,
          group,
          label,
          meaning,
          now: inWords(key, now),
          next: next ? inWords(key, next) : null,
        }
      }),
  }))
}

type ListedSetting = ReturnType<typeof settingsByGroup>[number]['settings'][number]

/** The settings to take along. */
export function settingList(db: Db, { t, say, date }: Speech): ShortList<ListedSetting> {
  const rows = settingsByGroup(db).flatMap(({ settings }) => settings)
  return {
    file: 'thoi-han-muc-nhac',
    title: t('Thời hạn và mức nhắc'),
    columns: [
      { heading: t('Phần'), value: ({ group }) => t(settingGroups[group]), width: 28 },
      { heading: t('Đang áp dụng'), value: ({ now }) => say(now.words), width: 24 },
      { heading: t('Mục'), value: ({ label }) => t(label), width: 36 },
      { heading: t('Cách hiểu'), value: ({ meaning }) => t(meaning), width: 36 },
      { heading: t('Căn cứ'), value: ({ now }) => now.basisWords && say(now.basisWords), width: 26 },
      { heading: t('Từ ngày'), value: ({ now }) => now.sinceOn, kind: 'date', width: 12 },
      {
        heading: t('Sắp đổi'),
        value: ({ next }) =>
          next && t('từ {date}: {value}', { date: date(next.sinceOn), value: say(next.words) }),
        width: 28,
      },
      {
        heading: t('Ghi chú'),
        value: ({ now }) => (now.sinceOn === null ? t(now.id === null ? 'mặc định của sổ' : 'từ đầu') : null),
        width: 18,
      },
    ],
    rows,
    counted: '{count} mục',
  }
}

const valueAsJson = ({ sinceOn, value, dayKind, basis, legalBasisId }: SettingValue) => ({
  sinceOn,
  value,
  dayKind,
  basis,
  legalBasisId,
})

export const settingAsJson = ({ key, now, next }: ListedSetting): z.output<typeof settingShape> => ({
  key,
  now: valueAsJson(now),
  next: next && valueAsJson(next),
})

const valueShape = z.strictObject({
  sinceOn: jsonDay.nullable().describe('null: from the beginning'),
  value: z.string(),
  dayKind: z.enum(valuesOf(dayKinds)).nullable(),
  basis: z.string().nullable(),
  legalBasisId: jsonId.nullable(),
})

const settingShape = z.strictObject({
  key: z.string(),
  now: valueShape,
  next: valueShape.nullable().describe('From a day to come'),
})

export const settingOperations: Operation[] = [
  {
    route: 'GET /admin/settings.json',
    summary: 'Thời hạn và mức nhắc đang áp dụng',
    answer: jsonList(settingShape),
  },
]
