import type { Request, Response } from 'express'
import type { Db } from '../db/open.ts'
import { findSubmission } from '../db/write.ts'
import { withChoices } from '../web/clash.ts'
import { type DrawnField, submissionId, type Typed } from '../web/form.ts'
import { languageOf, type Message, speechOf } from '../web/language.ts'
import { editKey } from '../web/submission.ts'
import { ledBack } from '../web/way-back.ts'
import { whoAsks } from '../web/who.ts'
import { type Edit, keepEdit, labelsOf, meanwhileOf, type ShownConflict, shownConflict } from './edits.ts'

/** What others changed meanwhile, as the form that comes back shows it; `fields` are the form's, as drawn. */
export type DrawConflict = (fields: Record<string, DrawnField>) => ShownConflict

interface EditForm<Data extends { version?: number | null }> extends Omit<Edit<Data>, 'typed' | 'read'> {
  read: (body: unknown) => Typed<Data>
  /** Hands the form back: with its reasons (422), or because others changed the same (409). */
  show: (res: Response, typed: Typed, conflict?: DrawConflict) => void
}

/** Keeps the form of a record that is there, with what others changed of it meanwhile, and leads on; or hands it back. */
export function keepEditForm<Data extends { version?: number | null }>(
  db: Db,
  req: Request,
  res: Response,
  { show, ...edit }: EditForm<Data>,
) {
  const typed = edit.read(withChoices(edit.form, req.body))
  const key = editKey(req, submissionId().safeParse(typed.values?.submissionId).data)
  const again = key && findSubmission(db, key)
  if (again) return res.redirect(303, ledBack(req, again))
  if (!typed.data) return show(res.status(422), typed)
  const sent = { data: typed.data, values: typed.values! }
  const kept = keepEdit(db, whoAsks(req), key, { ...edit, typed: sent })
  if (typeof kept === 'string') return res.redirect(303, ledBack(req, kept))
  const { conflict } = kept
  show(res.status(conflict.clashes.length ? 409 : 422), kept.typed, (fields) =>
    shownConflict(edit.form, fields, conflict, speechOf(languageOf(req))),
  )
}

/** What others changed of a record while its form was open, told on the page that keeping the form led to. */
export const meanwhileTold = (
  db: Db,
  req: Request,
  form: Edit<{ version?: number | null }>['form'],
  record: { table: string; id: number },
): Message[] => meanwhileOf(db, labelsOf(form), record, req.query, speechOf(languageOf(req)))
