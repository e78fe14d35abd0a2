import type { Response } from 'express'
import type { Db } from '../db/open.ts'
import { type RenamingInput, renamingValues, rowsOf, titleOf, withAnotherName } from '../former-names.ts'
import { type DrawConflict, keepEditForm, meanwhileTold } from '../history/edit-form.ts'
import { lastActsTold } from '../history/told.ts'
import { found, idOf } from '../web/errors.ts'
import type { Typed } from '../web/form.ts'
import { keepForm, removed } from '../web/keeping.ts'
import { languageOf } from '../web/language.ts'
import { addFiles, filesAt } from '../web/list-files.ts'
import { page } from '../web/page.ts'
import { recordForm } from '../web/record-form.ts'
import { authorityAsJson, authorityList, authorityRows } from './export.ts'
import {
  authorityForm,
  type AuthorityInput,
  formValues,
  readAuthority,
  readRenaming,
  renaming,
} from './form.ts'
import {
  type AuthorityFile,
  createAuthority,
  findAuthority,
  removeAuthority,
  renameAuthority,
  updateAuthority,
} from './queries.ts'
import { Router } from '../web/router.ts'
import { savedActOf, savedAt } from '../web/saved.ts'

const ROOM = '/admin/authorities'
const frame = { room: ROOM, roomWords: 'Cơ quan phê duyệt' }

const saved: Record<string, string> = {
  '1': 'Đã lưu cơ quan.',
  renamed: 'Đã đổi tên. Văn bản cũ giữ tên cũ.',
}

/** Who signs decisions: the catalogue that a visit's form offers from. */
export function authorityRoutes(db: Db) {
  const routes = Router()

  routes.get(ROOM, (req, res) => {
    const language = languageOf(req)
    page(res, 'authorities/index', {
      ...frame,
      isRemoved: req.query.saved === 'removed',
      savedAct: savedActOf(req),
      authorities: authorityRows(db, language),
      downloads: filesAt(ROOM),
    })
  })

  addFiles(routes, ROOM, (speech) => authorityList(db, speech), authorityAsJson)

  routes.get(`${ROOM}/new`, (_req, res) => showAuthority(res, undefined, { values: {} }))

  routes.post(ROOM, (req, res) => {
    const more = withAnotherName(authorityForm, req.body)
    if (more) return showAuthority(res, undefined, more)
    const typed = readAuthority(db, req.body)
    keepForm(db, req, res, typed, {
      show: (res, typed) => showAuthority(res, undefined, typed),
      keep: (write, input) => savedAt(`${ROOM}/${createAuthority(write, input)}`, 1, write),
    })
  })

  routes.get(`${ROOM}/:id`, (req, res) => {
    const authority = found(findAuthority(db, idOf(req.params.id)))
    const said = typeof req.query.saved === 'string' ? saved[req.query.saved] : undefined
    showAuthority(res, authority, { values: formValues(authority) }, { said })
  })

  routes.post(`${ROOM}/:id`, (req, res) => {
    const authority = found(findAuthority(db, idOf(req.params.id)))
    const more = withAnotherName(authorityForm, req.body)
    if (more) return showAuthority(res, authority, more)
    keepEditForm<AuthorityInput>(db, req, res, {
      table: 'authorities',
      id: authority.id,
      form: authorityForm,
      stored: (register) => formValues(found(findAuthority(register, authority.id))),
      read: (body) => readAuthority(db, body, found(findAuthority(db, authority.id))),
      show: (res, typed, conflict) => showAuthority(res, authority, typed, { conflict }),
      keep: (write, input) => {
        updateAuthority(write, found(findAuthority(write.db, authority.id)), input)
        return savedAt(`${ROOM}/${authority.id}`, 1, write)
      },
    })
  })

  routes.get(`${ROOM}/:id/renaming`, (req, res) => {
    const authority = found(findAuthority(db, idOf(req.params.id)))
    showRenaming(res, authority, { values: { version: String(authority.version) } })
  })

  routes.post(`${ROOM}/:id/renaming`, (req, res) => {
    const authority = found(findAuthority(db, idOf(req.params.id)))
    keepEditForm<RenamingInput>(db, req, res, {
      table: 'authorities',
      id: authority.id,
      form: renaming,
      stored: (register) => renamingValues(found(findAuthority(register, authority.id))),
      read: (body) => readRenaming(db, body, found(findAuthority(db, authority.id))),
      show: (res, typed, conflict) => showRenaming(res, authority, typed, conflict),
      keep: (write, input) => {
        renameAuthority(write, found(findAuthority(write.db, authority.id)), input)
        return savedAt(`${ROOM}/${authority.id}`, 'renamed', write)
      },
    })
  })

  // Visits keep the words of their paper, so no visit relies on a row of this catalogue.
  routes.post(`${ROOM}/:id/removal`, (req, res) => {
    const authority = found(findAuthority(db, idOf(req.params.id)))
    const location = removed(db, req, ROOM, (write) => removeAuthority(write, authority))
    res.redirect(303, found(location))
  })

  function showAuthority(
    res: Response,
    authority: AuthorityFile | undefined,
    typed: Typed,
    { conflict, said }: { conflict?: DrawConflict; said?: string } = {},
  ) {
    const language = languageOf(res.req)
    page(res, 'admin/form', {
      ...frame,
      ...recordForm(authorityForm, typed, { conflict }),
      meanwhile:
        authority && meanwhileTold(db, res.req, authorityForm, { table: 'authorities', id: authority.id }),
      title: authority
        ? { text: '{name}', gaps: { name: titleOf(authority, language) } }
        : { text: 'Thêm cơ quan phê duyệt' },
      action: authority ? `${ROOM}/${authority.id}` : ROOM,
      verb: 'Lưu cơ quan',
      nameRows: rowsOf(typed.values ?? {}),
      saved: said,
      deeds: authority && [
        { href: `${ROOM}/${authority.id}/renaming`, icon: 'edit', words: { text: 'Đổi tên' } },
      ],
      removal: authority && {
        used: null,
        action: `${ROOM}/${authority.id}/removal`,
        verb: 'Bỏ cơ quan',
        note: 'Đoàn giữ nguyên tên cơ quan đã ghi.',
      },
      record: authority && `authorities-${authority.id}`,
      history: authority && lastActsTold(db, 'authorities', authority.id, language),
    })
  }

  function showRenaming(res: Response, authority: AuthorityFile, typed: Typed, conflict?: DrawConflict) {
    const name = titleOf(authority, languageOf(res.req))
    page(res, 'admin/form', {
      ...frame,
      ...recordForm(renaming, typed, { conflict }),
      crumbs: [{ href: `${ROOM}/${authority.id}`, words: { text: '{name}', gaps: { name } } }],
      title: { text: 'Đổi tên' },
      lede: { text: 'Đang dùng: {name}', gaps: { name } },
      action: `${ROOM}/${authority.id}/renaming`,
      back: `${ROOM}/${authority.id}`,
      verb: 'Ghi tên mới',
    })
  }

  return routes
}
