import { tookPlace } from '../counting.ts'
import { firstDay, lastDay, type PartialDate } from '../dates.ts'
import { countings, type Status, statuses } from '../delegations/delegation.ts'
import { folded, shortened } from '../vietnamese.ts'
import type { Line } from './line.ts'
import type { Problem } from './values/problem.ts'
import { readRemarks, type Remark, remarksInTitle, type Said } from './values/remarks.ts'
import { isOpenByDates, statusByDates, statusSaid } from './values/statuses.ts'

// Whether a visit of a ledger took place, and whether it is one that counts (C9, C10, C11).

/** What a line says of its visit beside what was done there, each cell as it is written. */
export interface Telling {
  status: string
  counting: string
  note: string
  title: string
  purpose: string
  /** Cells of dates, place and country: they may say it too. */
  others: string[]
  /** Cells of columns nothing is taken from. */
  unread: string[]
}

export type Standing = Pick<Line, 'statusReason' | 'countsAsReason' | 'isStatusSaid' | 'problems'> &
  Pick<Line['values'], 'status' | 'countsAs'>

interface ToldRemark extends Remark {
  text: string
  isNote: boolean
}

/** Where the line stands, by its cells first and its dates last. */
export function readStanding(
  telling: Telling,
  { startsOn, endsOn }: { startsOn: PartialDate | null; endsOn: PartialDate | null },
  isOutbound: boolean,
  today: string,
): Standing {
  const problems: Problem[] = []
  const problem = (field: 'status' | 'countsAs', text: string, reason: string) =>
    problems.push({ field, text, reason: { text: reason, gaps: { text } } })
  const remarks = remarksOf(telling)
  const byDates = startsOn ? statusByDates(startsOn, endsOn, today) : null

  let status = statusSaid(telling.status) ?? null
  let statusReason = status === 'cancelled' || status === 'postponed' ? telling.status : null
  const doubts = (['cancelled', 'postponed', 'planned'] as const).flatMap((says) =>
    remarks.filter((remark) => remark.says === says && remark.text !== telling.status),
  )
  const sure = doubts.find(({ isSure }) => isSure)
  if (telling.status && !status) problem('status', telling.status, 'Chưa hiểu trạng thái “{text}”')
  if (!status && sure) {
    status = sure.says as Status
    if (status !== 'planned') statusReason = sure.text
    if (status !== byDates)
      problem(
        'status',
        sure.text,
        sure.isNote
          ? 'Ghi chú nói “{text}”. Xem lại trạng thái'
          : 'Dòng này ghi “{text}”. Xem lại trạng thái',
      )
  } else {
    const taken = status ?? byDates
    const [doubt] = doubts
    if (doubt && taken && tookPlace.includes(taken))
      problem('status', doubt.text, 'Có ghi “{text}”: chưa rõ đoàn có đi hay không. Xem lại trạng thái')
  }
  const isStatusSaid = status !== null

  const { countsAs, countsAsReason } = readCounting()
  return {
    status: status ?? byDates,
    statusReason,
    isStatusSaid,
    countsAs,
    countsAsReason,
    problems,
  }

  function readCounting(): Pick<Standing, 'countsAs' | 'countsAsReason'> {
    const own = remarks.filter(({ says }) => says in uncounted && (says !== 'joined' || isOutbound))
    const said = countingSaid(telling.counting)
    if (said && said !== 'delegation_and_people')
      return { countsAs: said, countsAsReason: shortened(own[0]?.text ?? telling.counting, 300) }
    const remark = own.find(({ isSure }) => isSure)
    if (remark && !said) {
      problem('countsAs', remark.text, uncounted[remark.says as keyof typeof uncounted])
      return {
        countsAs: remark.says === 'joined' ? 'people_only' : 'nothing',
        countsAsReason: shortened(remark.text, 300),
      }
    }
    const [doubt] = own
    if (doubt && !said) problem('countsAs', doubt.text, maybeUncounted[doubt.says as keyof typeof uncounted])
    return { countsAs: 'delegation_and_people', countsAsReason: null }
  }
}

const uncounted = {
  online: '“{text}”: làm việc trực tuyến là hoạt động, không phải đoàn, nên không tính vào số liệu',
  private: '“{text}”: đi việc riêng nên không tính vào số liệu',
  joined: '“{text}”: đi trong đoàn của cơ quan khác nên chỉ tính lượt người',
} as const satisfies Partial<Record<Said, string>>
const maybeUncounted = {
  online: 'Có ghi “{text}”: nếu chỉ làm việc trực tuyến thì không tính. Xem lại',
  private: 'Có ghi “{text}”: nếu là việc riêng thì không tính. Xem lại',
  joined: 'Có ghi “{text}”: nếu đi trong đoàn của cơ quan khác thì chỉ tính lượt người. Xem lại',
} as const

function remarksOf({ status, note, title, purpose, others, unread }: Telling): ToldRemark[] {
  const told = (text: string, remarks: Remark[], isNote = false) =>
    remarks.map((remark) => ({ ...remark, text: shortened(text, 200), isNote }))
  return [
    ...told(note, readRemarks(note), true),
    ...told(status, readRemarks(status)),
    ...others.flatMap((text) => told(text, readRemarks(text))),
    ...told(title, remarksInTitle(title)),
    ...told(purpose, remarksInTitle(purpose)),
    ...unread.flatMap((text) =>
      told(
        text,
        readRemarks(text).map((remark) => ({ ...remark, isSure: false })),
      ),
    ),
  ]
}

function countingSaid(typed: string): Line['values']['countsAs'] {
  const text = folded(typed)
  const words = Object.entries(countings) as [keyof typeof countings, string][]
  return words.find(([, label]) => text !== '' && folded(label) === text)?.[0] ?? null
}

/**
 * What the dates have to say once everything is read and corrected. Who has not left yet has not come back, and is
 * approved by whoever may approve, not by a ledger.
 */
export function settleStanding(
  line: Line,
  { today, mayApprove, isChosen }: { today: string; mayApprove: boolean; isChosen: boolean },
) {
  const { values, problems } = line
  const { startsOn, endsOn } = values
  if (!startsOn) return
  const doubt = (reason: string, said: Status | null = null) => {
    const text = said ? statuses[said] : ''
    problems.push({ field: 'status', text, reason: { text: reason, gaps: { text: { text } } } })
  }
  if (!line.isStatusSaid) {
    values.status = statusByDates(startsOn, endsOn, today)
    if (isOpenByDates(startsOn, endsOn, today))
      doubt('Chưa rõ đoàn đã đi hay chưa; ghi “Dự kiến”, chưa tính vào số liệu. Xem lại trạng thái')
    return
  }
  const { status } = values
  const hasNotBegun = firstDay(startsOn) > today
  if (status && hasNotBegun && tookPlace.includes(status)) {
    values.status = 'planned'
    doubt('Ghi “{text}” mà chưa đến ngày đi; ghi “Dự kiến”. Xem lại trạng thái', status)
  } else if (status === 'approved' && !mayApprove && lastDay(startsOn) > today) {
    values.status = 'submitted'
    doubt('Đoàn chưa đi, chỉ người có quyền duyệt mới ghi là “Đã duyệt”; ghi “Đã trình”', status)
  } else if (
    status &&
    !isChosen &&
    ['planned', 'submitted', 'approved', 'underway'].includes(status) &&
    lastDay(endsOn ?? startsOn) < today &&
    !problems.some(({ field }) => field === 'status')
  )
    doubt('Ghi “{text}” mà ngày về đã qua. Xem lại trạng thái', status)
}
