import { readDate } from '../dates.ts'
import { countings, directions, statuses } from '../delegations/delegation.ts'
import { cleaned } from '../vietnamese.ts'
import type { Message } from '../web/language.ts'
import type { Line } from './line.ts'
import type { Repair } from './reading-options.ts'
import { readCountries, whyNone } from './values/countries.ts'
import { readCount } from './values/counts.ts'
import { readDates } from './values/dates.ts'
import type { PartnerFinder } from './values/partners.ts'
import type { LineField } from './values/problem.ts'

/** What a person typed instead of what was read goes through the same reading. */
export function applyRepair(line: Line, typed: NonNullable<Repair['values']>, finder: PartnerFinder) {
  const { values } = line
  const put = (
    field: LineField,
    text: string,
    reading: (said?: string) => Message | Message[] | undefined,
  ) => {
    const said = line.problems.find((problem) => problem.field === field)?.text
    line.problems = line.problems.filter((problem) => problem.field !== field)
    for (const reason of [reading(said) ?? []].flat()) line.problems.push({ field, text, reason })
  }
  for (const [name, given] of Object.entries(typed)) {
    const field = name as LineField
    const text = cleaned(given)
    put(field, text, (said) => {
      switch (field) {
        case 'direction':
          values.direction = text in directions ? (text as typeof values.direction) : null
          return values.direction ? undefined : { text: 'Chưa rõ đoàn ra hay đoàn vào' }
        case 'title':
          values.title = text.slice(0, 300) || null
          return text ? undefined : { text: 'Không có tên đoàn' }
        case 'startsOn':
        case 'endsOn': {
          const read = readDate(text) ?? readDates(text, '', { year: null, order: 'dayFirst' }).startsOn
          values[field] = read
          if (text && !read) return { text: 'Không có ngày {text}', gaps: { text } }
          return text || field === 'endsOn' ? undefined : { text: 'Ô ngày trống' }
        }
        case 'headCount': {
          const { count, problem } = readCount(text)
          values.headCount = count
          // Who types a number means it.
          return count === null ? problem : undefined
        }
        case 'countries': {
          const read = readCountries(text)
          values.countries = read.countries
          line.unknownCountries = read.unknown
          const reasons = whyNone(read).map(({ reason }) => reason)
          return reasons.length || read.countries.length ? reasons : { text: 'Chưa ghi nước' }
        }
        case 'partners': {
          line.found = finder
            .findAll(text, values.countries)
            .map((found) => ({ ...found, problem: undefined }))
          values.partners = line.found.map(({ partner, inFull }) => partner?.name ?? inFull)
          const unknown = line.found.filter(({ partner }) => !partner)
          return unknown.length
            ? {
                text: 'Chưa có đối tác “{text}” trong sổ',
                gaps: { text: unknown.map((one) => one.typed).join('; ') },
              }
            : undefined
        }
        case 'status':
          if (!(text in statuses)) return undefined
          values.status = text as typeof values.status
          line.isStatusSaid = true
          line.statusReason = statusReasonOf(line, text)
          return undefined
        case 'countsAs':
          if (!(text in countings)) return undefined
          values.countsAs = text as typeof values.countsAs
          line.countsAsReason =
            text === 'delegation_and_people' ? null : (said ?? line.note ?? countings[values.countsAs!])
          return undefined
        case 'headName':
          line.head = null
          values.headName = text.slice(0, 120) || null
          return undefined
        case 'headPosition':
          values.headPosition = text.slice(0, 300) || null
          return undefined
      }
    })
  }
  if (typed.startsOn !== undefined || typed.endsOn !== undefined) {
    const ends = typed.endsOn ?? values.endsOn ?? ''
    const check = readDates(values.startsOn ?? '', ends, { year: null, order: 'dayFirst' })
    line.isImpossible = check.isImpossible
    values.endsOn = check.endsOn
    line.problems = line.problems.filter(({ field }) => field !== 'endsOn')
    line.problems.push(...check.problems.filter(({ field }) => field === 'endsOn'))
    if (typed.endsOn === '') line.isImpossible = false
  }
}

// What is cancelled or postponed needs its reason; what took place after all has none.
const statusReasonOf = ({ statusReason, note }: Line, status: string): string | null =>
  status === 'cancelled' || status === 'postponed' ? (statusReason ?? note ?? statuses[status]) : null
