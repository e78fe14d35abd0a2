import { z } from 'zod'
import { writeDate } from '../dates.ts'
import {
  check,
  choice,
  date,
  optional,
  readForm,
  submissionId,
  text,
  textOf,
  type Typed,
  type Values,
  version,
} from '../web/form.ts'
import type { Message } from '../web/language.ts'
import { documentKinds, secrecies } from './document.ts'
import type { PaperOfVisit } from './queries.ts'

export const documentForm = z.object({
  submissionId: submissionId(),
  version: version(),
  kind: choice('Loại giấy tờ', documentKinds),
  number: optional(
    text('Số văn bản', { max: 60, hint: 'Ghi như trên giấy, ví dụ 177/HD-HNBVN hoặc 399-QĐ/TW.' }),
  ),
  issuedOn: optional(date('Ngày văn bản', { hint: 'Chỉ biết tháng hoặc năm thì ghi 9/2024, 2024.' })),
  issuer: optional(text('Cơ quan ban hành', { hint: 'Với thư mời là bên mời.' })),
  signer: optional(text('Người ký')),
  subject: optional(text('Trích yếu', { max: 500 })),
  secrecy: choice('Độ mật', secrecies, {
    hint: 'Văn bản Mật, Tối mật, Tuyệt mật chỉ ghi số và ngày; không đưa tệp, không ghi trích yếu.',
  }),
  removeFile: check('Bỏ tệp đang có'),
})
export type DocumentInput = z.output<typeof documentForm>

/** What else a form of a paper goes by: the file it has, and whether another came with it. */
interface FilesOf {
  stored?: PaperOfVisit
  hasNewFile: boolean
}

/** What was typed into the form of a paper. A paper with a mark of secrecy brings nothing of what it says. */
export function readDocument(body: unknown, { stored, hasNewFile }: FilesOf): Typed<DocumentInput> {
  const typed = readForm(documentForm, body)
  const errors: Record<string, Message[]> = { ...typed.errors }
  const refuse = (field: string, text: string, gaps?: Message['gaps']) =>
    (errors[field] ??= []).push({ text, gaps })
  const { kind, secrecy } = documentForm.shape
  const isKnown = kind.safeParse(typed.values?.kind).success
  const mark = secrecy.safeParse(typed.values?.secrecy ?? '')
  const data = typed.data
  const hasFile = hasNewFile || (stored?.file != null && !data?.removeFile)
  if (mark.success && mark.data !== 'normal') {
    const gaps = { mark: { text: secrecies[mark.data] } }
    if (hasFile) refuse('file', 'Văn bản {mark}: sổ không nhận tệp, chỉ ghi số và ngày', gaps)
    if (textOf(typed.values?.subject).trim())
      refuse('subject', 'Văn bản {mark}: để trống trích yếu, chỉ ghi số và ngày', gaps)
  }
  if (isKnown && data && !hasFile && !data.number && !data.issuedOn && !data.issuer && !data.subject)
    refuse('number', 'Ghi ít nhất số, ngày, cơ quan ban hành hoặc trích yếu, hoặc chọn tệp')
  return Object.keys(errors).length ? { errors, values: typed.values } : typed
}

/** A stored paper as its form shows it. */
export const formValues = (paper: PaperOfVisit, visit: { version: number }): Values => ({
  version: String(visit.version),
  kind: paper.kind,
  number: paper.number ?? '',
  issuedOn: paper.issuedOn ? writeDate(paper.issuedOn) : '',
  issuer: paper.issuer ?? '',
  signer: paper.signer ?? '',
  subject: paper.subject ?? '',
  secrecy: paper.secrecy,
})
