import { english } from '../english.ts'
import type { Message } from '../web/language.ts'
import { anchors } from './checklist-line.ts'
import type { Timing } from './dating.ts'

/** A title as a reader is told it: one the register came with in their language, one the office wrote as it stands. */
export const titleOf = (title: string): Message =>
  Object.hasOwn(english, title) ? { text: title } : { text: '{name}', gaps: { name: title } }

/** A timing in words: "20 ngày làm việc trước ngày bắt đầu"; null where there is none. */
export function timingWords({ anchor, offset, dayKind }: Timing): Message | null {
  if (offset === null) return null
  const gaps = { count: Math.abs(offset), anchor: { text: anchors[anchor] } }
  if (offset === 0) return { text: 'đúng {anchor}', gaps }
  if (dayKind === 'working')
    return {
      text: offset < 0 ? '{count} ngày làm việc trước {anchor}' : '{count} ngày làm việc sau {anchor}',
      gaps,
    }
  return { text: offset < 0 ? '{count} ngày trước {anchor}' : '{count} ngày sau {anchor}', gaps }
}
