import type { Router } from 'express'
import type { Db } from '../db/open.ts'
import { DOCX_TYPE } from '../paper/docx.ts'
import { noteOf, type NotePart } from '../paper/note.ts'
import { findOwnUnit, unitTitle } from '../units/queries.ts'
import { found, idOf } from '../web/errors.ts'
import { stream } from '../web/export.ts'
import { languageOf, type Speech, speechOf } from '../web/language.ts'
import { page } from '../web/page.ts'
import { type Brief, briefOf } from './brief.ts'
import { type BriefPart, briefTitle, rowsOf, whoTheyAre } from './brief-told.ts'
import { findPartnerFile } from './queries.ts'

/** One page about a partner, for whoever is about to meet them: to read, to print, and as a Word file. */
export function briefRoutes(db: Db, routes: Router) {
  const briefAt = (id: string | string[] | undefined) => briefOf(db, found(findPartnerFile(db, idOf(id))))

  routes.get('/partners/:id/brief', (req, res) => {
    const brief = briefAt(req.params.id)
    const speech = speechOf(languageOf(req))
    page(res, 'partners/brief', {
      partner: brief.partner,
      title: briefTitle(brief, speech),
      about: whoTheyAre(brief, speech),
      rows: rowsOf(brief, speech),
      asOf: brief.asOf,
    })
  })

  routes.get('/partners/:id/brief.docx', async (req, res) => {
    const brief = briefAt(req.params.id)
    const speech = speechOf(languageOf(req))
    const name = speech.t('Tóm tắt {name} {date}.docx', {
      name: (brief.partner.abbreviation ?? briefTitle(brief, speech)).slice(0, 80),
      date: brief.asOf,
    })
    await stream(res, DOCX_TYPE, name, [await noteOf(noteAbout(brief, speech))])
  })

  function noteAbout(brief: Brief, speech: Speech) {
    const own = findOwnUnit(db)
    return {
      from: own ? unitTitle(own, speech.language) : '',
      kind: speech.t('Tóm tắt về đối tác'),
      subject: briefTitle(brief, speech),
      about: whoTheyAre(brief, speech),
      rows: rowsOf(brief, speech).map((cells) => cells.map((parts) => parts.map(partOfNote))),
      foot: speech.t('Số liệu tính đến {date}.', { date: speech.date(brief.asOf) }),
    }
  }
}

function partOfNote({ heading, count, lines, note }: BriefPart): NotePart {
  return {
    heading: count ? `${heading} (${count.text})` : heading,
    lines: [
      ...lines.map(({ text, small }) => [
        { text: `- ${text}` },
        ...(small ? [{ text: ` (${small})`, italic: true }] : []),
      ]),
      ...(note ? [[{ text: note, italic: true }]] : []),
    ],
  }
}
