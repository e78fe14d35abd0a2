import type { Response } from 'express'
import { tookPlace } from '../counting.ts'
import { addDays, daysBetween, isKnownToTheDay, readDate, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { findSubmission, findSubmissionLike, writeOnce } from '../db/write.ts'
import { directions } from '../delegations/delegation.ts'
import { type Dossier, findDelegation, titled } from '../delegations/queries.ts'
import { type Conflict, keepEdit, labelsOf, meanwhileOf, shownConflict } from '../history/edits.ts'
import { withChoices } from '../web/clash.ts'
import { found, idOf } from '../web/errors.ts'
import { stream } from '../web/export.ts'
import { fieldsOf, readForm, summaryOf, textOf, type Typed, type Values } from '../web/form.ts'
import { languageOf, speechOf } from '../web/language.ts'
import { page } from '../web/page.ts'
import { originOf } from '../web/requests.ts'
import { Router } from '../web/router.ts'
import { rowPressIn, rowsPressed, rowsSent } from '../web/row-changes.ts'
import { savedActOf, savedAt, savedWordsOf } from '../web/saved.ts'
import { editKey, submissionKey } from '../web/submission.ts'
import { whoAsks } from '../web/who.ts'
import { programmeCalendar } from './calendar.ts'
import { dayOf } from './days.ts'
import {
  dayWritten,
  formValues,
  programmeForm,
  type ProgrammeInput,
  readProgramme,
  shiftForm,
} from './form.ts'
import { programmeOf } from './of-visit.ts'
import { programmeOutcomes } from './programme-item.ts'
import { listProgramme, saveProgramme, shiftProgramme } from './queries.ts'

/** How many of a visit's days are offered while nobody knows its last one. */
const DAYS_OFFERED = 7
/** How many at most. */
const MOST_OFFERED = 60

/** The programme of a visit: its page, which prints, its form, its calendar. */
export function programmeRoutes(db: Db) {
  const routes = Router()
  const visitOf = (id: string | string[] | undefined) => found(findDelegation(db, idOf(id)))

  routes.get('/delegations/:id/programme', (req, res) => {
    const visit = visitOf(req.params.id)
    showProgramme(res, visit, {})
  })

  routes.get('/delegations/:id/programme.ics', async (req, res) => {
    const visit = visitOf(req.params.id)
    const text = programmeCalendar(db, visit, originOf(req), speechOf(languageOf(req)))
    await stream(res, 'text/calendar; charset=utf-8', `chuong-trinh-${visit.id}.ics`, [text])
  })

  routes.get('/delegations/:id/programme/edit', (req, res) => {
    const visit = visitOf(req.params.id)
    const values = storedValues(db, visit)
    const rows = values.items as Values[]
    // A programme that is still to be written starts with a line to write in.
    const items = rows.length ? rows : [blankRow(visit, undefined, [])]
    showForm(res, visit, { values: { ...values, items, submissionId: crypto.randomUUID() } })
  })

  routes.post('/delegations/:id/programme', (req, res) => {
    const visit = visitOf(req.params.id)
    const body = withChoices(programmeForm, req.body)
    const press = rowPressIn(body, 'items')
    if (press) {
      const { submissionId, version } = body as Values
      const rows = rowsPressed(rowsSent(body, 'items'), press, (last) => blankRow(visit, last, press.more))
      const items = press.deed === 'move' ? withDaysInOrder(rows, press.more) : rows
      return showForm(res, visit, { values: { submissionId, version, items } })
    }
    const key = editKey(req, readForm(programmeForm, body).data?.submissionId)
    const again = key && findSubmission(db, key)
    if (again) return res.redirect(303, again)
    const typed = readProgramme(db, visit, listProgramme(db, visit), body)
    if (!typed.data) return showForm(res.status(422), visit, typed)
    const kept = keepEdit<ProgrammeInput>(db, whoAsks(req), key, {
      table: 'delegations',
      id: visit.id,
      form: programmeForm,
      typed: { data: { ...typed.data, version: typed.data.version ?? visit.version }, values: typed.values! },
      stored: (register) => storedValues(register, found(findDelegation(register, visit.id))),
      read: (values) => {
        const now = found(findDelegation(db, visit.id))
        return readProgramme(db, now, listProgramme(db, now), values)
      },
      keep(write, { items }) {
        saveProgramme(write, found(findDelegation(write.db, visit.id)), items)
        return savedAt(`/delegations/${visit.id}/programme`, 1, write)
      },
    })
    if (typeof kept === 'string') return res.redirect(303, kept)
    const { conflict } = kept
    showForm(res.status(conflict.clashes.length ? 409 : 422), visit, kept.typed, conflict)
  })

  routes.post('/delegations/:id/programme/shift', (req, res) => {
    const visit = visitOf(req.params.id)
    const typed = readForm(shiftForm, req.body)
    if (!typed.data) return showProgramme(res.status(422), visit, typed)
    const { days, submissionId } = typed.data
    const key = editKey(req, submissionId)
    // Sent again by so many other days: whoever did looks at a programme that has moved since.
    const hasMoved =
      key && !findSubmission(db, key) && findSubmissionLike(db, submissionKey(req, submissionId)!)
    if (hasMoved) return showProgramme(res.status(422), visit, { ...typed, errors: { days: [moved] } })
    const location = writeOnce(db, whoAsks(req), key, (write) => {
      shiftProgramme(write, found(findDelegation(write.db, visit.id)), days)
      return savedAt(`/delegations/${visit.id}/programme`, 'shifted', write)
    })
    res.redirect(303, location)
  })

  const storedValues = (register: Db, visit: Dossier) =>
    formValues(register, visit, listProgramme(register, visit))

  function showProgramme(res: Response, visit: Dossier, typed: Typed) {
    const language = languageOf(res.req)
    const record = { table: 'delegations', id: visit.id }
    const programme = programmeOf(db, visit, language)
    const values = typed.values ?? { days: programme.shiftBy === null ? '' : String(programme.shiftBy) }
    const labels = labelsOf(programmeForm)
    page(res, 'programmes/show', {
      visit: titled(visit, language),
      directions,
      programme,
      days: fieldsOf(shiftForm, { ...typed, values }).days,
      summary: summaryOf(shiftForm, typed),
      hasErrors: res.statusCode >= 400,
      submissionId: crypto.randomUUID(),
      saved: savedWordsOf(res.req, savedWords),
      savedAct: savedActOf(res.req),
      meanwhile: meanwhileOf(db, labels, record, res.req.query, speechOf(language)),
    })
  }

  function showForm(res: Response, visit: Dossier, typed: Typed, conflict?: Conflict) {
    const summary = summaryOf(programmeForm, typed)
    const fields = fieldsOf(programmeForm, typed)
    const rows = (typed.values?.items ?? []) as Values[]
    const hasStarted = tookPlace.includes(visit.status)
    page(
      res,
      'programmes/form',
      {
        visit,
        rows: rows.map(asShown),
        days: daysOffered(visit, rows),
        outcomes: programmeOutcomes,
        // What became of a line is asked once it can be known, and where somebody has said so already.
        asksOutcome: hasStarted || rows.some(({ outcome }) => outcome && outcome !== 'planned'),
        version: textOf(typed.values?.version) || String(visit.version),
        submissionId: textOf(typed.values?.submissionId) || crypto.randomUUID(),
        errors: typed.errors ?? {},
        summary,
        conflict: conflict
          ? shownConflict(programmeForm, fields, conflict, speechOf(languageOf(res.req)))
          : null,
        hasErrors: summary.length > 0 || conflict !== undefined,
      },
      ['items'],
    )
  }

  return routes
}

const columns = [
  'id',
  'content',
  'day',
  'startsAt',
  'endsAt',
  'place',
  'met',
  'partner',
  'outcome',
  'outcomeReason',
]

// Of what was sent, any column may be missing.
const asShown = (row: Values): Record<string, string> =>
  Object.fromEntries(columns.map((column) => [column, textOf(row[column])]))

/** A new line on the day of the last one, or on the day after it. */
function blankRow(visit: Dossier, last: Values | undefined, [more]: string[]): Values {
  const day = textOf(last?.day) || dayWritten({ dayNumber: 1, heldOn: null }, visit)
  return { ...asShown({}), outcome: 'planned', day: more === 'next' ? nextDay(day) : day }
}

function nextDay(day: string): string {
  const on = readDate(day)
  if (/^\d{1,3}$/.test(day)) return String(Number(day) + 1)
  return isKnownToTheDay(on ?? null) ? writeDate(addDays(on!, 1)) : day
}

// A line moved past the first or last of its day goes to the other day.
function withDaysInOrder(rows: Values[], [at, way]: string[]): Values[] {
  const moved = Number(at) + (way === 'up' ? -1 : 1)
  const [row, passed] = [rows[moved], rows[Number(at)]]
  return row && passed ? rows.with(moved, { ...row, day: passed.day ?? row.day }) : rows
}

/** The days that a line may be on: the visit's, those its lines are on now, and one more. */
function daysOffered(
  visit: Dossier,
  rows: Values[],
): { value: string; day: string | null; number: number }[] {
  const { startsOn, endsOn } = visit
  const used = rows.map(({ day }) => textOf(day))
  const first = isKnownToTheDay(startsOn) ? startsOn : null
  const usedDays = used.map((day) => readDate(day) ?? '').filter(isKnownToTheDay)
  const usedNumbers = used.filter((day) => /^\d{1,3}$/.test(day)).map(Number)
  const known = first && isKnownToTheDay(endsOn) ? daysBetween(first, endsOn) + 1 : DAYS_OFFERED
  const within = usedDays.flatMap((day) => (first && day >= first ? [daysBetween(first, day) + 2] : []))
  const count = Math.min(Math.max(known, ...usedNumbers.map((number) => number + 1), ...within), MOST_OFFERED)
  const ofVisit = Array.from({ length: count }, (_, index) => index + 1).map((dayNumber) => {
    const line = { dayNumber, heldOn: null }
    return { value: dayWritten(line, visit), day: dayOf(line, visit), number: dayNumber }
  })
  const others = [...new Set(usedDays)]
    .filter((day) => !ofVisit.some((offered) => offered.day === day))
    .map((day) => ({ value: writeDate(day), day, number: 0 }))
  return [
    ...others.filter(({ day }) => !first || day < first),
    ...ofVisit,
    ...others.filter(({ day }) => first && day > first),
  ]
}

const moved = {
  text: 'Chương trình vừa dời từ trang này rồi. Xem lại ngày dưới đây, cần dời tiếp thì bấm lần nữa',
}

const savedWords: Record<string, string> = {
  '1': 'Đã lưu chương trình.',
  shifted: 'Đã dời cả chương trình.',
}
