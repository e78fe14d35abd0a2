import { textOf, type Values, valuesOfBody } from '../web/form.ts'
import { keptLink } from './links.ts'
import { pasteForm } from './form.ts'
import type { PastedItem } from './pasted.ts'

// The rows of a list that was read, between reading and keeping: sent with the form, one taken out without script by
// sending the form and getting it back.

/** Whether a button was pressed that changes the rows, rather than the one that keeps them. */
export const isOfRows = (body: unknown): boolean => removedFrom(body) !== undefined

const removedFrom = (body: unknown): number | undefined => {
  const [, index] = /^items\.(\d{1,4})$/.exec(textOf((body as Values | undefined)?.remove)) ?? []
  return index === undefined ? undefined : Number(index)
}

/** The rows as they were sent, without the one that was taken out. An address that is none is nobody's double. */
export function rowsTyped(body: unknown): PastedItem[] {
  const { items } = valuesOfBody(pasteForm, body)
  const removed = removedFrom(body)
  return (Array.isArray(items) ? (items as Values[]) : [])
    .filter((_, index) => index !== removed)
    .map((row) => ({
      title: textOf(row.title),
      url: textOf(row.url),
      outlet: textOf(row.outlet),
      language: textOf(row.language),
      publishedOn: textOf(row.publishedOn),
    }))
}

/** A row's address where it is one. */
export const linkTyped = ({ url }: Pick<PastedItem, 'url'>): string | null => keptLink(url) ?? null
