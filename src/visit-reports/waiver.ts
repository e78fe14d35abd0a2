import type { Message } from '../web/language.ts'
import { ownWaivers } from './visit-report.ts'

/** Why no report is awaited: the program's own sentence in the reader's language, or what somebody wrote. */
export const waiverWords = (reason: string | null): Message =>
  Object.values<string | null>(ownWaivers).includes(reason)
    ? { text: reason! }
    : { text: '{name}', gaps: { name: reason ?? '' } }
