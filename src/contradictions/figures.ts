import { createHash } from 'node:crypto'
import { countPartners, isNothing } from '../counting.ts'
import { firstDay, isBefore, lastDay, type PartialDate, writeDate } from '../dates.ts'
import { type Db, rememberedCounts } from '../db/open.ts'
import { wholeOf } from '../db/scope.ts'
import { type Indicator, indicators, type Qualifier } from '../opening-figures/opening-figure.ts'
import { listOpeningFigures, type OpeningFigure } from '../opening-figures/queries.ts'
import { associationKinds } from '../partners/partner.ts'
import { partnerRegister } from '../partners/queries.ts'
import { ownUnitIds } from '../units/queries.ts'
import type { Message } from '../web/language.ts'
import type { Found } from './found.ts'
import {
  ABOUT_WITHIN,
  atMost,
  type Clash,
  clashesAmong,
  leastOf,
  mostOf,
  type StatedFigure,
} from './figure-rules.ts'

export const figurePath = (id: number) => `/opening-figures/${id}`

/** What published figures contradict: each other, the visits that were entered, the partners that are listed. */
export const figureContradictions = (db: Db): Found[] =>
  rememberedCounts(db, 'contradictions of figures', () => {
    const figures = listOpeningFigures(db, undefined)
    return [
      ...clashesAmong(figures).map((clash) => clashFound(clash)),
      ...figures.flatMap((figure) => belowVisits(figure) ?? []),
      // Whom the house exchanges with is the house's own list: no unit has one of its own.
      ...(db === wholeOf(db) ? figures.flatMap((figure) => otherThanListed(db, figure) ?? []) : []),
    ].toSorted((one, other) => (one.to! > other.to! ? -1 : one.to! < other.to! ? 1 : 0))
  })

/** As a figure stands: what an acceptance is bound to. */
export const factsOfFigure = ({ unitId, indicator, startsOn, endsOn, qualifier, value }: StatedFigure) =>
  [unitId, indicator, startsOn, endsOn, qualifier, value].join(' ')

export function clashFound(clash: Clash): Found {
  const figures = [...clash.wholes, ...clash.parts]
  const byId = figures.toSorted((one, other) => one.id - other.id)
  const [about] = clash.wholes as [StatedFigure]
  return {
    kind: 'figuresClash',
    key: keyOf(byId),
    unitId: about.unitId,
    from: earliestOf(figures),
    to: figures
      .map(({ endsOn }) => endsOn)
      .toSorted((one, other) => (lastDay(one) < lastDay(other) ? -1 : 1))
      .at(-1)!,
    acceptance: null,
    tell: () => ({
      said: clashWords(clash),
      about: aboutFigure(about),
      fixes: figures.slice(0, 4).map((figure) => ({
        words: { text: 'Sửa số {period}', gaps: { period: periodName(figure) } },
        href: `${figurePath(figure.id)}#value`,
        right: 'approve',
      })),
      facts: byId.map(factsOfFigure).join('; '),
    }),
  }
}

const KEY_MOST = 300

function keyOf(figures: StatedFigure[]): string {
  const ids = figures.map(({ id }) => id).join()
  return `figuresClash:${ids.length > KEY_MOST ? createHash('sha256').update(ids).digest('hex') : ids}`
}

function earliestOf(figures: StatedFigure[]): PartialDate | null {
  const starts = figures.flatMap(({ startsOn }) => startsOn ?? [])
  return starts.toSorted((one, other) => (firstDay(one) < firstDay(other) ? -1 : 1))[0] ?? null
}

export const aboutFigure = (figure: StatedFigure) => ({
  words: figureTitle(figure),
  href: `/opening-figures?unit=${figure.unitId}#figure-${figure.id}`,
})

/** "hơn 1.200 lượt người ra, 2005 – 20/09/2022". */
export const figureTitle = (figure: StatedFigure): Message => ({
  text: '{value} {indicator}, {period}',
  gaps: {
    value: valueWords(figure),
    indicator: { text: indicators[figure.indicator] },
    period: periodName(figure),
  },
})

const qualified: Record<Qualifier, string> = {
  exact: '{number}',
  more_than: 'hơn {number}',
  about: 'khoảng {number}',
}
const valueWords = ({ qualifier, value }: StatedFigure): Message => ({
  text: qualified[qualifier],
  gaps: { number: value },
})

/** A period as one says it: "năm 2023", "tháng 7/2023", "lũy kế 7 tháng năm 2023", "đến 20/09/2022". */
export function periodName({ startsOn, endsOn }: Pick<StatedFigure, 'startsOn' | 'endsOn'>): Message {
  const year = endsOn.slice(0, 4)
  const to = writeDate(endsOn)
  if (!startsOn) return { text: 'Đến {date}', gaps: { date: to } }
  const isToMonth = endsOn.length === 7 || (endsOn.length === 10 && lastDay(endsOn.slice(0, 7)) === endsOn)
  const isFromYear = firstDay(startsOn) === `${year}-01-01`
  if (isFromYear && lastDay(endsOn) === `${year}-12-31`) return { text: 'Năm {year}', gaps: { year } }
  if (isToMonth && firstDay(startsOn) === `${endsOn.slice(0, 7)}-01`)
    return { text: 'Tháng {date}', gaps: { date: writeDate(endsOn.slice(0, 7)) } }
  if (isFromYear && isToMonth)
    return { text: 'Lũy kế {count} tháng năm {year}', gaps: { count: Number(endsOn.slice(5, 7)), year } }
  if (startsOn === endsOn) return { text: 'Ngày {date}', gaps: { date: to } }
  return { text: '{from} – {to}', gaps: { from: writeDate(startsOn), to } }
}

/** Why a clash cannot be, naming every figure of it. */
export function clashWords(clash: Clash): Message {
  const said = whyOf(clash)
  return [...clash.parts, ...clash.wholes].some(({ qualifier }) => qualifier === 'about')
    ? {
        text: '{said} “Khoảng” được hiểu là lệch không quá {percent}%.',
        gaps: { said, percent: ABOUT_WITHIN },
      }
    : said
}

/** A period at the head of a sentence: "năm 2023", "kỳ 2005 – 20/09/2022", "lũy kế đến 7/1990". */
function periodIn(figure: StatedFigure): Message {
  if (!figure.startsOn) return { text: 'Lũy kế đến {date}', gaps: { date: writeDate(figure.endsOn) } }
  const name = periodName(figure)
  return name.text === '{from} – {to}' ? { ...name, text: 'Kỳ {from} – {to}' } : name
}

function whyOf({ parts, wholes }: Clash): Message {
  const [part] = parts as [StatedFigure]
  const [whole] = wholes as [StatedFigure]
  const gaps = {
    indicator: { text: indicators[part.indicator] },
    period: periodIn(whole),
    whole: periodIn(whole),
    part: periodIn(part),
    wholeValue: valueWords(whole),
    partValue: valueWords(part),
    wholes: listed(wholes),
    parts: listed(parts),
    sumOfWholes: mostOf(wholes),
    sumOfParts: leastOf(parts),
  }
  if (parts.length === 1 && wholes.length === 1) {
    const isOnePeriod = part.startsOn === whole.startsOn && part.endsOn === whole.endsOn
    return {
      text: isOnePeriod
        ? 'Cùng {period} mà công bố hai số {indicator} khác nhau: {wholeValue} và {partValue}.'
        : '{whole} công bố {wholeValue} {indicator}, ít hơn riêng {part} là {partValue}: một phần không thể lớn hơn cả kỳ.',
      gaps,
    }
  }
  if (wholes.length === 1)
    return {
      text: '{whole} công bố {wholeValue} {indicator}, ít hơn các kỳ nằm trong đó cộng lại là {sumOfParts}: {parts}.',
      gaps,
    }
  if (parts.length === 1)
    return {
      text: '{part} công bố {partValue} {indicator}, trong khi các kỳ ghép lại phủ trọn thời gian ấy mới được {sumOfWholes}: {wholes}.',
      gaps,
    }
  return {
    text: 'Cộng các kỳ nhỏ được {sumOfParts} {indicator} ({parts}), nhiều hơn tổng {sumOfWholes} của các kỳ chứa chúng ({wholes}).',
    gaps,
  }
}

/** "tháng 1/2023 là 4; tháng 2/2023 là 5", however many there are. */
const listed = (figures: StatedFigure[]): Message =>
  figures
    .map((figure): Message => ({
      text: '{period} là {value}',
      gaps: { period: periodIn(figure), value: valueWords(figure) },
    }))
    .reduceRight((rest, one) => ({ text: '{one}; {other}', gaps: { one, other: rest } }))

/** A figure that is less than what was entered visit by visit for its own period. */
export function belowVisits(
  figure: StatedFigure & Pick<OpeningFigure, 'counts' | 'coverage'>,
): Found | undefined {
  const { counts, coverage, qualifier, value, startsOn, endsOn } = figure
  // Of an unknown beginning, visits before it would be counted too.
  if (!counts || !coverage || !startsOn || isNothing(coverage.covered)) return undefined
  const covered = coverage.covered[counts.unit]
  if (covered <= (atMost(figure) ?? value)) return undefined
  return {
    kind: 'figureBelowVisits',
    key: `figureBelowVisits:${figure.id}`,
    unitId: figure.unitId,
    from: startsOn,
    to: endsOn,
    acceptance: null,
    tell: () => ({
      said: {
        text:
          qualifier !== 'more_than'
            ? '{period} công bố {value} {indicator}, trong khi sổ đã ghi từng đoàn được {covered}.'
            : '{period} công bố {value} {indicator}, trong khi sổ đã ghi từng đoàn được {covered}: số công bố nay quá thấp.',
        gaps: {
          period: periodIn(figure),
          value: valueWords(figure),
          indicator: { text: indicators[figure.indicator] },
          covered,
        },
      },
      about: aboutFigure(figure),
      fixes: [
        { words: { text: 'Sửa số công bố' }, href: `${figurePath(figure.id)}#value`, right: 'approve' },
        {
          words: { text: 'Xem các đoàn sổ đã đếm' },
          href: `/delegations?direction=${counts.direction}&from=${startsOn}&to=${endsOn}&unit=${figure.unitId}&counted=${counts.unit}`,
          right: 'read',
          isOnlyShown: true,
        },
      ],
      facts: `${factsOfFigure(figure)}; ${covered}`,
    }),
  }
}

const counted: Partial<Record<Indicator, keyof ReturnType<typeof countPartners>>> = {
  partner_organisations: 'organisations',
  partner_countries: 'countries',
  multilateral_bodies: 'multilateral',
}

/** Partners stated by number against those listed (C18): associations, their countries, multilateral bodies. */
function otherThanListed(db: Db, figure: OpeningFigure): Found | undefined {
  const indicator = counted[figure.indicator]
  if (!indicator || figure.qualifier === 'about' || !ownUnitIds(db).includes(figure.unitId)) return undefined
  const kinds: readonly string[] = indicator === 'multilateral' ? ['international_body'] : associationKinds
  const listed = partnerRegister(db).filter(
    ({ kind, country, relationSince }) =>
      kinds.includes(kind) &&
      (country === null) === (indicator === 'multilateral') &&
      !(relationSince && isBefore(figure.endsOn, relationSince)),
  )
  const count = countPartners(listed)[indicator]
  const undated = listed.filter(({ relationSince }) => relationSince === null).length
  if (count === figure.value || (figure.qualifier === 'more_than' && count > figure.value)) return undefined
  return {
    kind: 'partnersDiffer',
    key: `partnersDiffer:${figure.id}`,
    unitId: figure.unitId,
    from: figure.startsOn,
    to: figure.endsOn,
    acceptance: null,
    tell: () => ({
      said: {
        text: undated
          ? '{period} công bố {value} {indicator}; danh mục đối tác tính được {count}. Có {undated} đối tác chưa ghi năm bắt đầu quan hệ nên chưa rõ đã tính vào kỳ ấy hay chưa.'
          : '{period} công bố {value} {indicator}; danh mục đối tác tính được {count}.',
        gaps: {
          period: periodName(figure),
          value: valueWords(figure),
          indicator: { text: indicators[figure.indicator] },
          count,
          undated,
        },
      },
      about: aboutFigure(figure),
      fixes: [
        {
          words: { text: 'Xem danh mục đối tác' },
          href: `/partners?${kinds.map((kind) => `kind=${kind}`).join('&')}`,
          right: 'read',
          isOnlyShown: true,
        },
        { words: { text: 'Sửa số công bố' }, href: `${figurePath(figure.id)}#value`, right: 'approve' },
      ],
      facts: `${factsOfFigure(figure)}; ${count} ${undated}`,
    }),
  }
}
