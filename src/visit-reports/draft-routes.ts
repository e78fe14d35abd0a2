import type { Request, Response, Router } from 'express'
import type { Db } from '../db/open.ts'
import { hasSecrecyMark, refusedForSecrecy } from '../secrecy.ts'
import { textOf, type Values } from '../web/form.ts'
import type { Message } from '../web/language.ts'
import { signedInAt, whoAsks } from '../web/who.ts'
import { dropDraft, findDraft, putBy, typedValues } from './drafts.ts'
import type { Autosave, Opened } from './editor-page.ts'
import { ofUntouched, prefilled, withoutPrefilled } from './prefill.ts'
import type { ShowReport } from './routes.ts'
import { sourcesOf } from './sources.ts'

/** What is typed into a report, put by as it is typed; and thrown away. */
export function draftRoutes(db: Db, routes: Router, open: (req: Request) => Opened, showReport: ShowReport) {
  routes.post('/delegations/:id/report/draft', (req, res) => {
    const opened = open(req)
    const { accountId } = signedInAt(res)
    const sent = (req.body ?? {}) as Values
    const values = typedValues(sent)
    const known = findDraft(db, opened.report.id, accountId)
    const refuse = (status: number, refused: Message) =>
      answer(res.status(status), { revision: known?.revision ?? 0, savedAt: null, refused })
    // Another account has signed in since the form was opened: what the one typed is not the other's.
    if (textOf(sent.writer) !== String(accountId))
      return refuse(409, { text: 'Trang này do tài khoản khác mở. Mở lại trang để viết tiếp' })
    if (textsIn(values).some(hasSecrecyMark)) return refuse(422, { text: refusedForSecrecy })
    const first = prefilled(opened.visit, sourcesOf(db, opened.visit))
    const draft = putBy(
      db,
      { ...whoAsks(req), accountId },
      opened.report.id,
      withoutPrefilled(sent, ofUntouched(opened.report, first)),
      Number(sent.draftRevision),
    )
    if (!draft) {
      return refuse(409, {
        text: 'Báo cáo này cũng đang được anh chị viết ở cửa sổ khác. Bấm Lưu nháp để gộp hai nơi',
      })
    }
    answer(res, { revision: draft.revision, savedAt: draft.savedAt })

    function answer(res: Response, autosave: Autosave) {
      showReport(res, opened, { values: { ...values, version: textOf(sent.version) } }, { autosave })
    }
  })

  routes.post('/delegations/:id/report/draft/removal', (req, res) => {
    const { visit, report } = open(req)
    dropDraft(db, { ...whoAsks(req), accountId: signedInAt(res).accountId }, report.id)
    res.redirect(303, `/delegations/${visit.id}/report?saved=dropped`)
  })
}

const textsIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [textOf(value)]
