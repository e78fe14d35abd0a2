import { MOTTO, NATION } from './measures.ts'
import type { Layout } from './layout.ts'
import {
  annexHeading,
  annexNote,
  columnNumbers,
  groupAt,
  numberLine,
  type Paper,
  placeAndDate,
  plain,
  recipientLines,
  runsOf,
  signatureLine,
  startsOf,
} from './paper.ts'

/** How a cell is set, by where its words begin in its column: its classes. */
const aligned = { start: 'nowrap', center: 'c nowrap', end: 'n' } as const

/** A paper as views/paper/_sheet.eta draws it on the screen and for the printer. */
export const sheetOf = (layout: Layout, paper: Paper) => ({
  layout,
  isDraft: paper.isDraft ?? false,
  nation: NATION[layout],
  motto: layout === 'state' ? MOTTO : null,
  parent: paper.bodies.parent?.toLocaleUpperCase('vi') ?? null,
  issuing: paper.bodies.issuing.toLocaleUpperCase('vi'),
  number: numberLine(layout, paper.number),
  placeAndDate: placeAndDate(paper.place, paper.date),
  kind: paper.kind.toLocaleUpperCase('vi'),
  subject: paper.subject,
  body: paper.body,
  recipientsHead: 'Nơi nhận:',
  recipients: recipientLines(paper.recipients),
  signedFor: paper.signature.signedFor.map((line) => signatureLine(layout, line)),
  signer: paper.signature.signer,
  annexes: paper.annexes.map(({ id, title, body, isWide = false }, index) => ({
    id: id ?? `annex-${index + 1}`,
    heading: annexHeading(index, paper.annexes.length),
    title: title.toLocaleUpperCase('vi'),
    body,
    isWide,
    note: annexNote(paper, layout),
  })),
  runsOf,
  plain,
  groupAt,
  startsOf,
  columnNumbers,
  aligned,
})

export type Sheet = ReturnType<typeof sheetOf>
