import type { Request, Response } from 'express'
import { note } from '../accounts/security-log.ts'
import { addDays, today, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { type DrawConflict, keepEditForm, meanwhileTold } from '../history/edit-form.ts'
import { lastActsTold } from '../history/told.ts'
import { legalBasisOptions } from '../legal-bases/queries.ts'
import { found, idOf } from '../web/errors.ts'
import { textOf, type Typed } from '../web/form.ts'
import { keepForm, removed } from '../web/keeping.ts'
import { languageOf, type Message } from '../web/language.ts'
import { id as idIn } from '../web/listing.ts'
import { addFiles, filesAt } from '../web/list-files.ts'
import { page } from '../web/page.ts'
import { recordForm } from '../web/record-form.ts'
import { inWords, settingAsJson, settingList, settingsByGroup } from './export.ts'
import { formValues, readSetting, settingFormOf, type SettingInput } from './form.ts'
import { isSettingKey, type KnownSetting, knownSettings, type SettingKey } from './known-settings.ts'
import {
  addSettingValue,
  findSettingValue,
  listSettingValues,
  removeSettingValue,
  settingAt,
  type SettingValue,
  updateSettingValue,
} from './queries.ts'
import { Router } from '../web/router.ts'
import { savedActOf, savedAt } from '../web/saved.ts'
import { whoAsks } from '../web/who.ts'

const ROOM = '/admin/settings'
const frame = { room: ROOM, roomWords: 'Thời hạn và mức nhắc' }

/** What deadlines and limits are, since when and on which basis; what they were stays for the visits of then. */
export function settingRoutes(db: Db) {
  const routes = Router()

  routes.get(ROOM, (_req, res) => {
    page(res, 'settings/index', { ...frame, groups: settingsByGroup(db), downloads: filesAt(ROOM) })
  })

  addFiles(routes, ROOM, (speech) => settingList(db, speech), settingAsJson)

  routes.get(`${ROOM}/:key`, (req, res) => {
    const key = keyOf(req.params.key)
    const { label, meaning }: KnownSetting = knownSettings[key]
    const now = settingAt(db, key, today())
    const values = listSettingValues(db, key)
    page(res, 'settings/show', {
      ...frame,
      key,
      label,
      meaning,
      isSaved: req.query.saved === '1',
      isRemoved: req.query.saved === 'removed',
      savedAct: savedActOf(req),
      meanwhile: meanwhileTold(db, req, settingFormOf(key), {
        table: 'setting_values',
        id: idIn(textOf(req.query.value)) ?? 0,
      }),
      values: values
        .map((value, index) => ({
          ...inWords(key, value),
          isNow: value === now,
          until: values[index + 1] ? addDays(values[index + 1]!.sinceOn!, -1) : null,
        }))
        .toReversed(),
    })
  })

  routes.get(`${ROOM}/:key/new`, (req, res) => {
    const key = keyOf(req.params.key)
    const { value, dayKind } = settingAt(db, key, today())
    const values = { value, dayKind: dayKind ?? '', sinceOn: writeDate(today()) }
    showValue(res, key, undefined, { values })
  })

  routes.post(`${ROOM}/:key`, (req, res) => {
    const key = keyOf(req.params.key)
    const typed = readSetting(db, key, req.body)
    keepForm(db, req, res, typed, {
      show: (res, typed) => showValue(res, key, undefined, typed),
      keep: (write, input) => {
        addSettingValue(write, key, input)
        noteOfAccess(req, key, input.value)
        return savedAt(`${ROOM}/${key}`, 1, write)
      },
    })
  })

  routes.get(`${ROOM}/:key/:id`, (req, res) => {
    const key = keyOf(req.params.key)
    const value = valueOf(key, req.params.id)
    showValue(res, key, value, { values: formValues(value) })
  })

  routes.post(`${ROOM}/:key/:id`, (req, res) => {
    const key = keyOf(req.params.key)
    const stored = valueOf(key, req.params.id)
    keepEditForm<SettingInput>(db, req, res, {
      table: 'setting_values',
      id: stored.id,
      form: settingFormOf(key),
      stored: (register) => formValues(found(findSettingValue(register, key, stored.id))),
      read: (body) => readSetting(db, key, body, stored),
      show: (res, typed, conflict) => showValue(res, key, stored, typed, conflict),
      keep: (write, input) => {
        updateSettingValue(write, stored.id, input)
        noteOfAccess(req, key, input.value)
        return savedAt(`${ROOM}/${key}`, 1, write, { value: String(stored.id) })
      },
    })
  })

  routes.post(`${ROOM}/:key/:id/removal`, (req, res) => {
    const key = keyOf(req.params.key)
    const { id } = valueOf(key, req.params.id)
    const location = removed(db, req, `${ROOM}/${key}`, (write) => removeSettingValue(write, id))
    res.redirect(303, found(location))
  })

  const keyOf = (text: string): SettingKey => found(isSettingKey(text) ? text : undefined)

  // A value somebody set: what the program comes with cannot be edited, only followed by another.
  function valueOf(key: SettingKey, text: string): SettingValue & { id: number } {
    const id = idOf(text)
    const value = found(findSettingValue(db, key, id))
    return { ...value, id }
  }

  function showValue(
    res: Response,
    key: SettingKey,
    value: (SettingValue & { id: number }) | undefined,
    typed: Typed,
    conflict?: DrawConflict,
  ) {
    const language = languageOf(res.req)
    const { label, meaning }: KnownSetting = knownSettings[key]
    const lede: Message = {
      text: '{label}, {meaning}',
      gaps: { label: { text: label }, meaning: { text: meaning } },
    }
    page(res, 'admin/form', {
      ...frame,
      ...recordForm(settingFormOf(key), typed, {
        conflict,
        options: { legalBasisId: legalBasisOptions(db, language, today()) },
      }),
      crumbs: [{ href: `${ROOM}/${key}`, words: { text: label } }],
      title: { text: value ? 'Sửa giá trị đã đặt' : 'Đặt giá trị mới' },
      lede,
      action: value ? `${ROOM}/${key}/${value.id}` : `${ROOM}/${key}`,
      back: `${ROOM}/${key}`,
      verb: 'Lưu giá trị',
      removal: value && {
        used: null,
        action: `${ROOM}/${key}/${value.id}/removal`,
        verb: 'Bỏ giá trị này',
        note: 'Giá trị đặt trước đó lại áp dụng.',
      },
      record: value && `setting_values-${value.id}`,
      history: value && lastActsTold(db, 'setting_values', value.id, language),
    })
  }

  // What decides who comes in, and how long papers are kept, is written down beside the rights.
  function noteOfAccess(req: Request, key: SettingKey, value: string) {
    if (knownSettings[key].group === 'access') note(db, 'rights_changed', whoAsks(req), `${key}: ${value}`)
  }

  return routes
}
