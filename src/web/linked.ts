import type { Gaps, Speech } from './language.ts'

/** Part of a sentence; a number of it may lead to its rows. */
export interface Linked {
  words: string
  href?: string
}

/** A sentence in the reader's language, in parts: those of `links` stand in their gaps, each a link where it leads on. */
export const withLinks = (
  { t }: Speech,
  text: string,
  links: Record<string, Linked>,
  gaps: Gaps = {},
): Linked[] =>
  t(text, { ...gaps, ...Object.fromEntries(Object.keys(links).map((gap) => [gap, `{${gap}}`])) })
    .split(/\{(\w+)\}/)
    .map((part, at) => (at % 2 ? links[part]! : { words: part }))
