import { createHash } from 'node:crypto'
import type { Response, Router } from 'express'
import { z } from 'zod'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { type Write, write } from '../db/write.ts'
import { found, idOf } from '../web/errors.ts'
import { opened, prose, readForm, submissionId, type Typed, textOf } from '../web/form.ts'
import { keepForm } from '../web/keeping.ts'
import { page } from '../web/page.ts'
import { recordForm } from '../web/record-form.ts'
import { whoAsks } from '../web/who.ts'
import { accept, findAcceptance, takeBack } from './accepting.ts'
import { kinds, reasons } from './contradiction.ts'
import type { Found } from './found.ts'
import { readDeskFilters, rowsAsked } from './filters.ts'
import { placeOnDesk } from './place.ts'
import { allContradictions, DESK_PATH } from './queries.ts'

const acceptanceForm = z.object({
  submissionId: submissionId(),
  /** What the desk was asked for, and which of it is meant: the `key` of one, or the kind of `all`. */
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
    if (!about.length) return res.redirect(303, onDesk(asked))
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
      show: (res, typed) => showForm(res, asked, about, typed),
      keep: (write, { reason }) => {
        for (const one of about) accept(write, one, reason)
        return onDesk(asked, { saved: ['accepted'], act: actOf(write) })
      },
    })
  })

  routes.post(`${DESK_PATH}/acceptance/:id/removal`, (req, res) => {
    const acceptance = found(findAcceptance(db, idOf(req.params.id)))
    const asked = (req.body as { asked?: unknown } | undefined)?.asked
    const location = write(db, whoAsks(req), (write) => {
      takeBack(write, acceptance.id)
      const place = typeof asked === 'string' ? asked : `scope=all&state=accepted`
      return onDesk(place, { saved: ['reopened'], act: actOf(write) })
    })
    res.redirect(303, location)
  })

  /** The open contradictions that are to be accepted: the one with this key, or all of one kind among those asked. */
  function openAsked(asked: string): Found[] {
    const { key: keys, all, ...query } = queryOf(asked)
    const [key] = keys ?? []
    if (key) return allContradictions(db).open.filter((one) => one.key === key)
    const { filters } = readDeskFilters(db, query)
    const [kind] = readDeskFilters(db, { kind: all }).filters.kind
    return kind ? rowsAsked(db, { ...filters, kind: [kind], severity: [], state: [] }) : []
  }

  /** The desk as it was asked for when somebody chose what to accept. */
  function onDesk(asked: string, said?: { saved: string[]; act: number[] }) {
    const { key, next, all: _all, ...query } = queryOf(asked)
    const { filters } = readDeskFilters(db, query)
    return placeOnDesk(filters, { done: key?.[0] ?? null, next: next?.[0] ?? null }, said)
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
      back: onDesk(asked),
      count: about.length,
      kind: first ? kinds[first.kind] : null,
      rule: first ? reasons[first.kind] : null,
      told: about.slice(0, 5).map((one) => one.tell()),
    })
  }
}

const actOf = (write: Write) => (write.changeCount ? [write.actId] : [])

/** What a query asks, each name with all of its values. */
function queryOf(asked: string): Partial<Record<string, string[]>> {
  const params = new URLSearchParams(asked)
  return Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name)]))
}
