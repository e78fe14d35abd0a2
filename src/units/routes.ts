import type { Response } from 'express'
import type { Db } from '../db/open.ts'
import { type RenamingInput, renamingValues, rowsOf, withAnotherName } from '../former-names.ts'
import { type DrawConflict, keepEditForm, meanwhileTold } from '../history/edit-form.ts'
import { lastActsTold } from '../history/told.ts'
import { found, idOf } from '../web/errors.ts'
import type { Typed } from '../web/form.ts'
import { keepForm, removed } from '../web/keeping.ts'
import { type Language, languageOf, type Message } from '../web/language.ts'
import { addFiles, filesAt } from '../web/list-files.ts'
import { page } from '../web/page.ts'
import { recordForm } from '../web/record-form.ts'
import { unitAsJson, unitGroups, unitList } from './export.ts'
import { formValues, readRenaming, readUnit, renaming, unitForm, unitFormOf, type UnitInput } from './form.ts'
import {
  createUnit,
  findUnit,
  removeUnit,
  renameUnit,
  type UnitFile,
  unitsFrom,
  unitTitle,
  unitTree,
  unitUse,
  updateUnit,
} from './queries.ts'
import { unitKinds } from './unit.ts'
import { Router } from '../web/router.ts'
import { savedActOf, savedAt } from '../web/saved.ts'

const ROOM = '/admin/units'
const frame = { room: ROOM, roomWords: 'Đơn vị' }

const saved: Record<string, string> = { '1': 'Đã lưu đơn vị.', renamed: 'Đã đổi tên. Đoàn cũ giữ tên cũ.' }

/** Whose visits the register holds: the tree of units, each with its names over time. */
export function unitRoutes(db: Db) {
  const routes = Router()

  routes.get(ROOM, (req, res) => {
    page(res, 'units/index', {
      ...frame,
      kinds: unitKinds,
      isRemoved: req.query.saved === 'removed',
      savedAct: savedActOf(req),
      groups: unitGroups(db, languageOf(req)),
      downloads: filesAt(ROOM),
    })
  })

  addFiles(routes, ROOM, (speech) => unitList(db, speech), unitAsJson)

  routes.get(`${ROOM}/new`, (_req, res) => showUnit(res, undefined, { values: {} }))

  routes.post(ROOM, (req, res) => {
    const more = withAnotherName(unitForm, req.body)
    if (more) return showUnit(res, undefined, more)
    keepForm(db, req, res, readUnit(db, req.body), {
      show: (res, typed) => showUnit(res, undefined, typed),
      keep: (write, input) => savedAt(`${ROOM}/${createUnit(write, input)}`, 1, write),
    })
  })

  routes.get(`${ROOM}/:id`, (req, res) => {
    const unit = found(findUnit(db, idOf(req.params.id)))
    const said = typeof req.query.saved === 'string' ? saved[req.query.saved] : undefined
    showUnit(res, unit, { values: formValues(unit) }, { said })
  })

  routes.post(`${ROOM}/:id`, (req, res) => {
    const unit = found(findUnit(db, idOf(req.params.id)))
    const more = withAnotherName(unitFormOf(unit), req.body)
    if (more) return showUnit(res, unit, more)
    keepEditForm<UnitInput>(db, req, res, {
      table: 'units',
      id: unit.id,
      form: unitFormOf(unit),
      stored: (register) => formValues(found(findUnit(register, unit.id))),
      read: (body) => readUnit(db, body, found(findUnit(db, unit.id))),
      show: (res, typed, conflict) => showUnit(res, unit, typed, { conflict }),
      keep: (write, input) => {
        updateUnit(write, found(findUnit(write.db, unit.id)), input)
        return savedAt(`${ROOM}/${unit.id}`, 1, write)
      },
    })
  })

  routes.get(`${ROOM}/:id/renaming`, (req, res) => {
    const unit = found(findUnit(db, idOf(req.params.id)))
    showRenaming(res, unit, { values: { version: String(unit.version) } })
  })

  routes.post(`${ROOM}/:id/renaming`, (req, res) => {
    const unit = found(findUnit(db, idOf(req.params.id)))
    keepEditForm<RenamingInput>(db, req, res, {
      table: 'units',
      id: unit.id,
      form: renaming,
      stored: (register) => renamingValues(found(findUnit(register, unit.id))),
      read: (body) => readRenaming(db, body, found(findUnit(db, unit.id))),
      show: (res, typed, conflict) => showRenaming(res, unit, typed, conflict),
      keep: (write, input) => {
        renameUnit(write, found(findUnit(write.db, unit.id)), input)
        return savedAt(`${ROOM}/${unit.id}`, 'renamed', write)
      },
    })
  })

  routes.post(`${ROOM}/:id/removal`, (req, res) => {
    const unit = found(findUnit(db, idOf(req.params.id)))
    const used = whatUses(unit)
    const location = used ? undefined : removed(db, req, ROOM, (write) => removeUnit(write, unit))
    if (location) return res.redirect(303, location)
    showUnit(res.status(409), unit, { values: formValues(unit) }, { refused: used ?? inUse })
  })

  const inUse: Message = { text: 'Chưa bỏ: sổ còn ghi đơn vị này ở nơi khác.' }

  // Why a unit cannot be removed; null where nothing keeps it.
  function whatUses(unit: UnitFile): Message | null {
    if (unit.kind === 'own_body') return { text: 'Cơ quan của sổ không bỏ được.' }
    const { visits = 0, figures = 0, below = 0 } = unitUse(db).get(unit.id) ?? {}
    if (visits) return { text: 'Không bỏ được: sổ có {count} đoàn của đơn vị này.', gaps: { count: visits } }
    if (figures)
      return { text: 'Không bỏ được: sổ có {count} số liệu đơn vị này công bố.', gaps: { count: figures } }
    return below
      ? { text: 'Không bỏ được: có {count} đơn vị thuộc đơn vị này.', gaps: { count: below } }
      : null
  }

  function showUnit(
    res: Response,
    unit: UnitFile | undefined,
    typed: Typed,
    { conflict, said, refused }: { conflict?: DrawConflict; said?: string; refused?: Message } = {},
  ) {
    const language = languageOf(res.req)
    page(res, 'admin/form', {
      ...frame,
      ...recordForm(unitFormOf(unit), typed, {
        conflict,
        options: { parentId: parentOptions(unit, language) },
      }),
      meanwhile: unit && meanwhileTold(db, res.req, unitFormOf(unit), { table: 'units', id: unit.id }),
      title: unit ? { text: '{name}', gaps: { name: unitTitle(unit, language) } } : { text: 'Thêm đơn vị' },
      lede: unit && { text: unitKinds[unit.kind] },
      action: unit ? `${ROOM}/${unit.id}` : ROOM,
      verb: 'Lưu đơn vị',
      emptyWords: unit ? 'Không thuộc đơn vị nào' : undefined,
      nameRows: rowsOf(typed.values ?? {}),
      saved: said,
      refused,
      deeds: unit && deedsOf(unit),
      removal: unit && {
        used: whatUses(unit),
        action: `${ROOM}/${unit.id}/removal`,
        verb: 'Bỏ đơn vị',
        note: 'Chưa nơi nào dùng mục này.',
      },
      record: unit && `units-${unit.id}`,
      history: unit && lastActsTold(db, 'units', unit.id, language),
    })
  }

  function deedsOf(unit: UnitFile) {
    const visits = unitUse(db).get(unit.id)?.visits ?? 0
    return [
      { href: `${ROOM}/${unit.id}/renaming`, icon: 'edit', words: { text: 'Đổi tên' } },
      ...(visits
        ? [
            {
              href: `/delegations?unit=${unit.id}`,
              icon: 'list',
              words: { text: 'Xem {count} đoàn', gaps: { count: visits } },
            },
          ]
        : []),
    ]
  }

  // No unit is below itself: what is not offered is refused as well.
  function parentOptions(unit: UnitFile | undefined, language: Language) {
    const below = unit ? unitsFrom(db, unit.id) : new Set<number>()
    return unitTree(db)
      .filter(({ id }) => !below.has(id))
      .map((other): [string, string] => [String(other.id), unitTitle(other, language)])
  }

  function showRenaming(res: Response, unit: UnitFile, typed: Typed, conflict?: DrawConflict) {
    const language = languageOf(res.req)
    const name = unitTitle(unit, language)
    page(res, 'admin/form', {
      ...frame,
      ...recordForm(renaming, typed, { conflict }),
      crumbs: [{ href: `${ROOM}/${unit.id}`, words: { text: '{name}', gaps: { name } } }],
      title: { text: 'Đổi tên' },
      lede: { text: 'Đang dùng: {name}', gaps: { name } },
      action: `${ROOM}/${unit.id}/renaming`,
      back: `${ROOM}/${unit.id}`,
      verb: 'Ghi tên mới',
    })
  }

  return routes
}
