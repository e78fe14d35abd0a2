import { type Db, prepared, remembered } from '../db/open.ts'
import { settings } from './setting.ts'

/** What each setting is when nobody has set it. */
const defaults = {
  report_days_outbound: '15',
  report_days_inbound: '7',
  second_factor: 'approvers',
  identity_months: '12',
}
export type SettingKey = keyof typeof defaults

export interface Setting {
  value: string
  basis: string | null
}

export function findSetting(db: Db, key: SettingKey): Setting {
  const all = remembered(db, 'settings', () =>
    prepared(db, 'settings', () =>
      db.select({ key: settings.key, value: settings.value, basis: settings.basis }).from(settings).prepare(),
    ).all(),
  )
  return all.find((setting) => setting.key === key) ?? { value: defaults[key], basis: null }
}

/** A setting that is a whole number. */
export const numberSetting = (db: Db, key: SettingKey) => Number(findSetting(db, key).value)
