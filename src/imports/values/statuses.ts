import { firstDay, isKnownToTheDay, lastDay, type PartialDate } from '../../dates.ts'
import type { Status } from '../../delegations/delegation.ts'
import { folded } from '../../vietnamese.ts'
import { readRemarks } from './remarks.ts'

const words: [RegExp, Status][] = [
  [/(?<!\b(?:chua|khong) (?:co |nop |da )?)\bbao cao\b|\breported\b/, 'reported'],
  [
    /\b(?<!chua |khong )(?:da ve|da di|da den|da thuc hien|da to chuc|hoan thanh|hoan tat|xong|ket thuc|da don|done|completed|returned)\b/,
    'returned',
  ],
  [/\b(?:dang di|dang o|dang tham|dang thuc hien|underway|ongoing)\b/, 'underway'],
  [/\b(?<!chua |khong )(?:da duyet|duoc duyet|dong y|da co (?:qd|quyet dinh)|approved)\b/, 'approved'],
  [/\b(?:da trinh|dang trinh|cho duyet|xin y kien|submitted)\b/, 'submitted'],
  [/\b(?:du kien|ke hoach|sap|planned)\b/, 'planned'],
]

/** The step of life that words say; undefined where they say none. */
export function statusSaid(typed: string): Status | undefined {
  const remark = readRemarks(typed).find(({ says, isSure }) => isSure && isStatus(says))
  if (remark) return remark.says as Status
  const text = folded(typed)
  return words.find(([pattern]) => pattern.test(text))?.[1]
}

const isStatus = (says: string) => ['cancelled', 'postponed', 'planned'].includes(says)

/** A visit whose ledger says nothing is where its dates put it. */
export function statusByDates(startsOn: PartialDate, endsOn: PartialDate | null, today: string): Status {
  if (lastDay(endsOn ?? startsOn) < today) return 'returned'
  return lastDay(startsOn) <= today ? 'underway' : 'planned'
}

/** Of a visit known to the month or year only, that is not over yet, nobody can tell whether it has begun. */
export const isOpenByDates = (startsOn: PartialDate, endsOn: PartialDate | null, today: string): boolean =>
  !isKnownToTheDay(startsOn) &&
  firstDay(startsOn) <= today &&
  lastDay(startsOn) > today &&
  lastDay(endsOn ?? startsOn) >= today
