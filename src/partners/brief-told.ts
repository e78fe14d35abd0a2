import { countryName } from '../countries/names.ts'
import { directions } from '../delegations/delegation.ts'
import { followUpSides } from '../follow-ups/follow-up.ts'
import { shortened } from '../vietnamese.ts'
import { unitTitle } from '../units/queries.ts'
import type { Speech } from '../web/language.ts'
import type { Brief } from './brief.ts'
import { partnerKinds, partnerNameKinds, partnerTitle } from './partner.ts'

// A brief in the reader's words: the same on screen, on paper and in the Word file.

export interface BriefLine {
  text: string
  small: string
  href: string | null
  isLate?: boolean
}

export interface BriefPart {
  /** Names the part in its page. */
  id: string
  heading: string
  /** What stands beside the heading of a part, and leads to all of it. */
  count?: { text: string; href: string | null }
  lines: BriefLine[]
  /** Said where there are no lines, or after them. */
  note: string | null
}

export const briefTitle = ({ partner }: Brief, { language }: Speech) => partnerTitle(partner, language)

/** Who they are in one line: kind, country, since when. */
export const whoTheyAre = ({ partner }: Brief, { t, date, language }: Speech): string =>
  [
    t(partnerKinds[partner.kind]),
    partner.country && countryName(partner.country, language),
    partner.relationSince
      ? t('quan hệ từ {date}', { date: date(partner.relationSince) })
      : t('chưa ghi quan hệ từ bao giờ'),
  ]
    .filter(Boolean)
    .join(' · ')

/** The parts in rows of two cells: both ways beside each other, both sides, people beside programmes. */
export function rowsOf(brief: Brief, speech: Speech): [left: BriefPart[], right: BriefPart[]][] {
  const [outbound, inbound] = brief.ways.map((way) => wayOf(way, speech))
  const [ours, theirs] = brief.followUps.map((side) => followUpsOf(brief, side, speech))
  return [
    [[namesOf(brief, speech)], [agreementsOf(speech), coverageOf(brief, speech)]],
    [[outbound!], [inbound!]],
    [[ours!], [theirs!]],
    [[peopleOf(brief, speech)], [meetingsOf(brief, speech)]],
  ]
}

function namesOf({ partner }: Brief, { t, date, range, language }: Speech): BriefPart {
  const title = partnerTitle(partner, language)
  const own: [string, string | null][] = [
    [t('Tên tiếng Việt'), partner.name],
    [t('Tên tiếng Anh'), partner.nameEn],
    [t('Tên bản ngữ'), partner.nameLocal],
    [t('Tên viết tắt'), partner.abbreviation],
  ]
  const others = partner.names.map(({ name, kind, sinceOn, untilOn }) => {
    const period =
      sinceOn && untilOn
        ? range(sinceOn, untilOn)
        : sinceOn
          ? t('từ {date}', { date: date(sinceOn) })
          : untilOn && t('đến {date}', { date: date(untilOn) })
    return line(name, [t(partnerNameKinds[kind]), period].filter(Boolean).join(' · '))
  })
  return {
    id: 'names',
    heading: t('Tên gọi, nay và trước'),
    lines: [...own.flatMap(([label, name]) => (name && name !== title ? line(name, label) : [])), ...others],
    note: others.length ? null : t('Chưa ghi tên khác hay tên cũ nào.'),
  }
}

const agreementsOf = ({ t }: Speech): BriefPart => ({
  id: 'agreements',
  heading: t('Thỏa thuận'),
  lines: [],
  note: t('Chưa ghi thỏa thuận nào trong sổ.'),
})

function wayOf(way: Brief['ways'][number], { t, say, range, language }: Speech): BriefPart {
  return {
    id: way.direction,
    heading: t(directions[way.direction]),
    count: { text: say(way.total), href: way.isNothing ? null : way.list },
    lines: way.last.map((visit) => {
      const people =
        visit.personTripCount === null
          ? t('chưa rõ số người')
          : t('{count} người', { count: visit.personTripCount })
      const small = [
        range(visit.startsOn, visit.endsOn),
        people,
        visit.unitKind !== 'own_body' && unitTitle(visit.unit, language),
      ]
      return line(shortened(visit.title, 100), small.filter(Boolean).join(' · '), `/delegations/${visit.id}`)
    }),
    note: way.last.length ? null : t('Chưa có đoàn nào đã đi.'),
  }
}

function followUpsOf(
  { partner, asOf }: Brief,
  { side, count, rows }: Brief['followUps'][number],
  { t, date }: Speech,
): BriefPart {
  const left = count - rows.length
  return {
    id: side,
    heading: t('Việc còn mở, {side}', { side: { text: followUpSides[side] } }),
    count: count
      ? { text: t('{count} việc', { count }), href: `/follow-ups?partner=${partner.id}&side=${side}` }
      : undefined,
    lines: rows.map((row) => {
      const isLate = row.dueOn < asOf
      const due = t(isLate ? 'quá hạn {date}' : 'hạn {date}', { date: date(row.dueOn) })
      return {
        ...line(shortened(row.content, 120), `${row.lead} · ${due}`, `/delegations/${row.delegationId}`),
        isLate,
      }
    }),
    note: count
      ? left > 0
        ? t('và {count} việc nữa', { count: left })
        : null
      : t('Không có việc nào còn mở.'),
  }
}

function peopleOf({ met, metCount, partner }: Brief, { t, date }: Speech): BriefPart {
  const left = metCount - met.length
  return {
    id: 'people',
    heading: t('Người phía bạn đã gặp'),
    count: metCount
      ? { text: t('{count} người', { count: metCount }), href: `/partners/${partner.id}#met` }
      : undefined,
    lines: met.map(({ id, name, post, organisation, lastOn }) =>
      line(
        [name, post].filter(Boolean).join(', '),
        [organisation, date(lastOn)].filter(Boolean).join(' · '),
        `/people/${id}`,
      ),
    ),
    note: metCount
      ? left > 0
        ? t('và {count} người nữa', { count: left })
        : null
      : t('Chưa ghi tên ai phía bạn.'),
  }
}

const meetingsOf = ({ meetings }: Brief, { t, date }: Speech): BriefPart => ({
  id: 'meetings',
  heading: t('Gặp ai theo chương trình'),
  lines: meetings.map(({ met, heldOn, delegationId }) =>
    line(shortened(met, 100), date(heldOn), `/delegations/${delegationId}`),
  ),
  note: meetings.length ? null : t('Chưa chương trình nào ghi gặp ai.'),
})

const coverageOf = ({ coverageCount }: Brief, { t }: Speech): BriefPart => ({
  id: 'coverage',
  heading: t('Tin bài'),
  lines: [],
  note: coverageCount
    ? t('{count} tin bài về các đoàn với đối tác này.', { count: coverageCount })
    : t('Chưa ghi tin bài nào về các đoàn với đối tác này.'),
})

const line = (text: string, small: string, href: string | null = null): BriefLine => ({ text, small, href })
