import type { Response } from 'express'
import { titleOf } from '../checklists/words.ts'
import { today, writeDate, yearOf } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { type DrawConflict, keepEditForm, meanwhileTold } from '../history/edit-form.ts'
import { lastActsTold } from '../history/told.ts'
import { found, idOf } from '../web/errors.ts'
import type { Typed } from '../web/form.ts'
import { keepForm, removed } from '../web/keeping.ts'
import { languageOf } from '../web/language.ts'
import { addFiles, filesAt } from '../web/list-files.ts'
import { page } from '../web/page.ts'
import { recordForm } from '../web/record-form.ts'
import { holidayAsJson, holidayList, holidayYears } from './export.ts'
import { formValues, holidayForm, type HolidayInput, readHoliday } from './form.ts'
import { holidayKinds } from './holiday.ts'
import {
  addHoliday,
  findHoliday,
  hasHolidays,
  type Holiday,
  removeHoliday,
  updateHoliday,
} from './queries.ts'
import { Router } from '../web/router.ts'
import { savedActOf, savedAt } from '../web/saved.ts'

const ROOM = '/admin/holidays'
const frame = { room: ROOM, roomWords: 'Ngày nghỉ' }

/** Days off and days made up for, which deadlines in working days go by. */
export function holidayRoutes(db: Db) {
  const routes = Router()

  routes.get(ROOM, (req, res) => {
    const years = holidayYears(db)
    const thisYear = Number(yearOf(today()))
    page(res, 'holidays/index', {
      ...frame,
      kinds: holidayKinds,
      isRemoved: req.query.saved === 'removed',
      savedAct: savedActOf(req),
      yearsWithout: years.length
        ? [thisYear, thisYear + 1].filter((year) => !hasHolidays(db, year)).map(String)
        : [],
      years,
      downloads: filesAt(ROOM),
    })
  })

  addFiles(routes, ROOM, (speech) => holidayList(db, speech), holidayAsJson)

  routes.get(`${ROOM}/new`, (_req, res) => showHoliday(res, undefined, { values: {} }))

  routes.post(ROOM, (req, res) => {
    const typed = readHoliday(db, req.body)
    keepForm(db, req, res, typed, {
      show: (res, typed) => showHoliday(res, undefined, typed),
      keep: (write, input) => savedAt(`${ROOM}/${addHoliday(write, input)}`, 1, write),
    })
  })

  routes.get(`${ROOM}/:id`, (req, res) => {
    const holiday = found(findHoliday(db, idOf(req.params.id)))
    showHoliday(res, holiday, { values: formValues(holiday) }, { isSaved: req.query.saved === '1' })
  })

  routes.post(`${ROOM}/:id`, (req, res) => {
    const holiday = found(findHoliday(db, idOf(req.params.id)))
    keepEditForm<HolidayInput>(db, req, res, {
      table: 'holidays',
      id: holiday.id,
      form: holidayForm,
      stored: (register) => formValues(found(findHoliday(register, holiday.id))),
      read: (body) => readHoliday(db, body, holiday),
      show: (res, typed, conflict) => showHoliday(res, holiday, typed, { conflict }),
      keep: (write, input) => {
        updateHoliday(write, holiday.id, input)
        return savedAt(`${ROOM}/${holiday.id}`, 1, write)
      },
    })
  })

  routes.post(`${ROOM}/:id/removal`, (req, res) => {
    const holiday = found(findHoliday(db, idOf(req.params.id)))
    const location = removed(db, req, ROOM, (write) => removeHoliday(write, holiday.id))
    res.redirect(303, found(location))
  })

  function showHoliday(
    res: Response,
    holiday: Holiday | undefined,
    typed: Typed,
    { conflict, isSaved = false }: { conflict?: DrawConflict; isSaved?: boolean } = {},
  ) {
    page(res, 'admin/form', {
      ...frame,
      ...recordForm(holidayForm, typed, { conflict }),
      meanwhile: holiday && meanwhileTold(db, res.req, holidayForm, { table: 'holidays', id: holiday.id }),
      title: holiday
        ? { text: '{name}, {date}', gaps: { name: titleOf(holiday.name), date: writeDate(holiday.fallsOn) } }
        : { text: 'Thêm ngày' },
      action: holiday ? `${ROOM}/${holiday.id}` : ROOM,
      verb: 'Lưu ngày',
      saved: isSaved && 'Đã lưu ngày.',
      removal: holiday && {
        used: null,
        action: `${ROOM}/${holiday.id}/removal`,
        verb: 'Bỏ ngày',
        note: 'Hạn tính bằng ngày làm việc sẽ tính lại.',
      },
      record: holiday && `holidays-${holiday.id}`,
      history: holiday && lastActsTold(db, 'holidays', holiday.id, languageOf(res.req)),
    })
  }

  return routes
}
