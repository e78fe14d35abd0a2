import { lastDay, type PartialDate } from '../../dates.ts'
import type { Status } from '../../delegations/delegation.ts'
import { cleaned, folded, toned } from '../../vietnamese.ts'

const words: [RegExp, Status][] = [
  [/\b(?:da )?(?:nop |co )?bao cao\b|\breported\b/, 'reported'],
  [/\b(?:huy|khong thuc hien|khong di|khong den|cancel\w*)\b/, 'cancelled'],
  [/\b(?:postponed?|lui|doi lich)\b/, 'postponed'],
  [
    /\b(?:da ve|da di|da den|da thuc hien|da to chuc|hoan thanh|hoan tat|xong|ket thuc|da don|done|completed|returned)\b/,
    'returned',
  ],
  [/\b(?:dang di|dang o|dang tham|dang thuc hien|underway|ongoing)\b/, 'underway'],
  [/\b(?:da duyet|duoc duyet|dong y|da co (?:qd|quyet dinh)|approved)\b/, 'approved'],
  [/\b(?:da trinh|dang trinh|cho duyet|xin y kien|submitted)\b/, 'submitted'],
  [/\b(?:du kien|ke hoach|chua di|chua thuc hien|sap|planned)\b/, 'planned'],
]

/** The step of life that words say; undefined where they say none. */
export function statusSaid(typed: string): Status | undefined {
  const text = folded(typed)
  // Hoãn and hoàn fold alike.
  if (/(?:^|\s)(?:tạm )?hoãn(?:\s|$)/u.test(toned(cleaned(typed)))) return 'postponed'
  return words.find(([pattern]) => pattern.test(text))?.[1]
}

/** Whether a note says that a visit did not take place: at its beginning, where notes say so. */
export function statusInNote(note: string): Status | undefined {
  if (/^(?:tạm )?hoãn(?:\s|$)/u.test(toned(note))) return 'postponed'
  return /^(?:da )?(?:huy|khong thuc hien|khong di duoc)\b/.test(folded(note)) ? 'cancelled' : undefined
}

/** A visit whose ledger says nothing has come back once its last possible day is over. */
export function statusByDates(
  startsOn: PartialDate | null,
  endsOn: PartialDate | null,
  today: string,
): Status {
  const last = endsOn ?? startsOn
  return last !== null && lastDay(last) >= today ? 'planned' : 'returned'
}
