import type { Message } from '../web/language.ts'

/** Something about a visit that somebody should look at; it is said beside and never blocks. */
export interface Warning extends Message {
  /** The other visit it is about. */
  other?: { href: string; words: string }
}
