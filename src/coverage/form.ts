import { z } from 'zod'
import { today, writeDate } from '../dates.ts'
import {
  choice,
  date,
  link,
  optional,
  readForm,
  rows,
  submissionId,
  text,
  type Typed,
  type Values,
  version,
} from '../web/form.ts'
import { coverageLanguages } from './coverage-item.ts'
import { keptLink } from './links.ts'
import type { CoverageItem } from './queries.ts'

const piece = {
  title: text('Tên tin bài', { max: 500 }),
  url: optional(
    link('Đường dẫn', { hint: 'Địa chỉ đầy đủ, bắt đầu bằng https://. Sổ không tự mở đường dẫn này.' }),
  ),
  outlet: optional(text('Cơ quan báo chí', { max: 200 })),
  language: optional(choice('Ngôn ngữ', coverageLanguages)),
  publishedOn: optional(date('Ngày đăng')),
}

export const coverageForm = z.object({ submissionId: submissionId(), version: version(), ...piece })
export type CoverageFormInput = z.output<typeof coverageForm>

/** The most pieces of one paste. */
export const MOST = 200

/** A pasted list, once it was read: a row for each piece. */
export const pasteForm = z.object({
  submissionId: submissionId(),
  items: rows('Tin bài', z.object(piece), { most: MOST }),
})
export type PasteInput = z.output<typeof pasteForm>

/** One piece as it was typed. */
export function readCoverage(body: unknown): Typed<CoverageFormInput> {
  const typed = readForm(coverageForm, body)
  if (!typed.data) return typed
  const errors = errorsOf(typed.data)
  return Object.keys(errors).length
    ? { values: typed.values, errors }
    : { data: { ...typed.data, url: linkOf(typed.data) }, values: typed.values }
}

/** The rows of a pasted list as they were corrected. */
export function readPasteForm(body: unknown): Typed<PasteInput> {
  const typed = readForm(pasteForm, body)
  if (!typed.data) return typed
  const errors = Object.assign(
    {},
    ...typed.data.items.map((item, index) =>
      Object.fromEntries(
        Object.entries(errorsOf(item)).map(([name, reasons]) => [`items.${index}.${name}`, reasons]),
      ),
    ),
  ) as NonNullable<Typed['errors']>
  if (Object.keys(errors).length) return { values: typed.values, errors }
  const items = typed.data.items.map((item) => ({ ...item, url: linkOf(item) }))
  return { data: { ...typed.data, items }, values: typed.values }
}

type Piece = z.output<typeof pasteForm>['items'][number]

function errorsOf({ url, publishedOn }: Piece): NonNullable<Typed['errors']> {
  const errors: NonNullable<Typed['errors']> = {}
  if (url && !keptLink(url)) errors.url = [{ text: 'Ghi địa chỉ đầy đủ, bắt đầu bằng https:// hoặc http://' }]
  if (publishedOn && publishedOn > today().slice(0, publishedOn.length)) {
    const gaps = { date: writeDate(publishedOn) }
    errors.publishedOn = [{ text: '{date} chưa đến. Ghi ngày đã đăng', gaps }]
  }
  return errors
}

const linkOf = ({ url }: Piece): string | null => (url ? (keptLink(url) ?? null) : null)

/** A stored piece as its form shows it. */
export const formValues = (item: CoverageItem): Values => ({
  title: item.title,
  url: item.url ?? '',
  outlet: item.outlet ?? '',
  language: item.language ?? '',
  publishedOn: item.publishedOn ? writeDate(item.publishedOn) : '',
})
