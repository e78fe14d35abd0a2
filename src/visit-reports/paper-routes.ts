import type { Request, Router } from 'express'
import type { Db } from '../db/open.ts'
import { DOCX_TYPE, paperOf } from '../paper/docx.ts'
import { stream } from '../web/export.ts'
import { signedInAt } from '../web/who.ts'
import { findDraft } from './drafts.ts'
import { layoutNamed, type Opened } from './editor-page.ts'
import { fileNameOf } from './paper.ts'
import { listRecommendations } from './recommendations.ts'
import { sourcesOf } from './sources.ts'
import { paperShown } from './standing.ts'
import { valuesFor } from './values.ts'

/** The report as a Word file: as it stands, and for whoever is writing it as they have typed it so far. */
export function reportPaperRoutes(db: Db, routes: Router, open: (req: Request) => Opened) {
  routes.get('/delegations/:id/report.docx', async (req, res) => {
    const { visit, report } = open(req)
    const draft = findDraft(db, report.id, signedInAt(res).accountId)
    const paper = paperShown(db, {
      visit,
      report,
      values: valuesFor(db, visit, report, draft),
      closed: listRecommendations(db, visit.id).filter(({ outcome }) => outcome !== null),
      sources: sourcesOf(db, visit),
    })
    const file = await paperOf(layoutNamed(req.query.layout), paper)
    await stream(res, DOCX_TYPE, fileNameOf(visit), [file])
  })
}
