import { createHash } from 'node:crypto'
import type { Response, Router } from 'express'
import { z } from 'zod'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { write } from '../db/write.ts'
import { found, idOf } from '../web/errors.ts'
import { opened, prose, readForm, submissionId, type Typed, textOf } from '../web/form.ts'
import { keepForm } from '../web/keeping.ts'
import { addressOf } from '../web/listing.ts'
import { page } from '../web/page.ts'
import { recordForm } from '../web/record-form.ts'
import { savedAt } from '../web/saved.ts'
import { whoAsks } from '../web/who.ts'
import { accept, findAcceptance, takeBack } from './accepting.ts'
import { kinds, reasons } from './contradiction.ts'
import type { Found } from './found.ts'
import { asAsked, readDeskFilters, rowsAsked } from './filters.ts'
import { allContradictions, DESK_PATH } from './queries.ts'

const acceptanceForm = z.object({
  submissionId: submissionId(),
  /** What it is about: one contradiction, or (as filters) all open ones of a kind. */
  asked: opened(),
  /** What it stood on when the form was opened. */
  stand: opened(),
  reason: prose('Lý do chấp nhận', {
    max: 500,
    hint: 'Vì sao để nguyên như vậy, ví dụ: nguồn công bố như thế, không còn hồ sơ để tra.',
  }),
})

/** How contradictions stand, in a few letters: another word for their facts. */
const standOf = (found: Found[]) =>
  createHash('sha256')
    .update(found.map(({ key, tell }) => `${key} ${tell().facts}`).join('\n'))
    .digest('base64url')

/** Letting a contradiction stand, with a reason; and taking that back. */
export function acceptanceRoutes(db: Db, routes: Router) {
  routes.get(`${DESK_PATH}/acceptance`, (req, res) => {
    const asked = new URLSearchParams(req.url.split('?')[1] ?? '').toString()
    const about = openAsked(asked)
    if (!about.length) return res.redirect(303, DESK_PATH)
    showForm(res, asked, about, { values: { asked, stand: standOf(about) } })
  })

  routes.post(`${DESK_PATH}/acceptance`, (req, res) => {
    const typed = readForm(acceptanceForm, req.body)
    const asked = textOf(typed.values?.asked)
    const about = openAsked(asked)
    // What was true when the form was opened is what the reason is given for.
    const isAsItWas = standOf(about) === textOf(typed.values?.stand)
    const checked: typeof typed =
      typed.data && !isAsItWas
        ? {
            values: { ...typed.values, stand: standOf(about) },
            errors: { reason: [{ text: 'Số liệu đã đổi từ khi mở trang này. Xem lại rồi gửi lại.' }] },
          }
        : typed
    keepForm(db, req, res, checked, {
      show: (res) => showForm(res, asked, about, checked),
      keep: (write, { reason }) => {
        for (const one of about) accept(write, one, reason)
        return savedAt(DESK_PATH, 'accepted', write, paramsOf(backTo(db, asked, about)))
      },
    })
  })

  routes.post(`${DESK_PATH}/acceptance/:id/removal`, (req, res) => {
    const acceptance = found(findAcceptance(db, idOf(req.params.id)))
    const location = write(db, whoAsks(req), (write) => {
      takeBack(write, acceptance.id)
      return savedAt(DESK_PATH, 'reopened', write, { scope: 'all', kind: acceptance.key.split(':')[0]! })
    })
    res.redirect(303, location)
  })

  /** The open contradictions that are to be accepted: the one with this key, or all of one kind in a scope. */
  function openAsked(asked: string): Found[] {
    const query = Object.fromEntries(
      [...new Set(new URLSearchParams(asked).keys())].map((name) => [
        name,
        new URLSearchParams(asked).getAll(name),
      ]),
    )
    const [key] = query.key ?? []
    if (key) return allContradictions(db).open.filter((one) => one.key === key)
    const { filters } = readDeskFilters(db, query)
    return filters.kind.length === 1 ? rowsAsked(db, { ...filters, state: [] }) : []
  }

  function showForm(res: Response, asked: string, about: Found[], typed: Typed) {
    const [first] = about
    const form = recordForm(acceptanceForm, typed)
    page(res, 'contradictions/accept', {
      ...form,
      asked,
      stand: textOf(typed.values?.stand),
      day: today(),
      action: `${DESK_PATH}/acceptance`,
      back: backTo(db, asked, about),
      count: about.length,
      kind: first ? kinds[first.kind] : null,
      rule: first ? reasons[first.kind] : null,
      told: about.slice(0, 5).map((one) => one.tell()),
    })
  }
}

const paramsOf = (url: string) => Object.fromEntries(new URLSearchParams(url.split('?')[1]))

/** The list one came from: of the same scope, of the kind. */
function backTo(db: Db, asked: string, about: Found[]): string {
  const { filters } = readDeskFilters(
    db,
    Object.fromEntries([...new URLSearchParams(asked)].filter(([name]) => name !== 'key')),
  )
  const [first] = about
  return new URLSearchParams(asked).has('key')
    ? addressOf(DESK_PATH, { scope: ['all'], kind: first ? [first.kind] : [] })
    : addressOf(DESK_PATH, asAsked(filters))
}
