import { readDate, today, writeDate } from '../dates.ts'
import { cleaned, folded, shortened } from '../vietnamese.ts'
import type { Message } from '../web/language.ts'
import { coverageLanguages } from './coverage-item.ts'
import { MOST } from './form.ts'
import { keptLink, linkKey } from './links.ts'
import { isOutlet, outletOf } from './outlets.ts'
import { type CoverageItem, sameLinkIn } from './queries.ts'

// A list of links as it comes out of a browser, a mail, Word, Excel or a page in markdown: addresses alone, a title before
// or after one, rows of a table with or without headings. What a line does not say is left empty, and nothing is asked of
// the address itself.

/** A row of the form, as it would be typed. */
export interface PastedItem {
  title: string
  url: string
  outlet: string
  language: string
  publishedOn: string
}

/** No line of a list is longer; what is, is no line of a list. */
const LONGEST = 5000

type Column = 'title' | 'url' | 'outlet' | 'language' | 'publishedOn'

/** What offices write above the columns of such a list; folded. */
const headings: Record<string, Column> = {
  'tin bai': 'title',
  'ten bai': 'title',
  'ten tin bai': 'title',
  'tieu de': 'title',
  'tua de': 'title',
  title: 'title',
  headline: 'title',
  link: 'url',
  links: 'url',
  'duong dan': 'url',
  'duong link': 'url',
  'dia chi': 'url',
  url: 'url',
  bao: 'outlet',
  'ten bao': 'outlet',
  'co quan': 'outlet',
  'co quan bao chi': 'outlet',
  nguon: 'outlet',
  outlet: 'outlet',
  source: 'outlet',
  'ngon ngu': 'language',
  tieng: 'language',
  language: 'language',
  ngay: 'publishedOn',
  'ngay dang': 'publishedOn',
  'thoi gian': 'publishedOn',
  date: 'publishedOn',
  published: 'publishedOn',
}

/** The pieces of a pasted list that the visit does not have yet, and what is to be told about the reading. */
export function readPasted(pasted: string, had: CoverageItem[]): { rows: PastedItem[]; told: Message[] } {
  const { items, unread } = itemsIn(pasted)
  const rows: PastedItem[] = []
  const seen = new Set<string>()
  const known: string[] = []
  const twice: string[] = []
  for (const item of items) {
    const same = item.url ? sameLinkIn(had, item.url) : undefined
    if (same) known.push(same.title)
    else if (item.url && seen.has(linkKey(item.url))) twice.push(item.title)
    else rows.push(item)
    if (item.url) seen.add(linkKey(item.url))
  }
  const untitled = rows.filter(({ title, url }) => title === titleFrom(url)).length
  const named = (titles: string[]) => titles.map((title) => `“${shortened(title, 80)}”`).join(', ')
  const told: (Message | false)[] = [
    {
      text: 'Đã đọc được {count} tin bài. Xem lại từng dòng rồi lưu.',
      gaps: { count: Math.min(rows.length, MOST) },
    },
    untitled > 0 && {
      text: '{count} dòng chỉ có đường dẫn: sổ tạm lấy đường dẫn làm tên, sửa lại được.',
      gaps: { count: untitled },
    },
    known.length > 0 && {
      text: 'Đã có trong đoàn, không thêm lần nữa: {titles}.',
      gaps: { titles: named(known) },
    },
    twice.length > 0 && {
      text: 'Dán hai lần cùng một đường dẫn, chỉ lấy một: {titles}.',
      gaps: { titles: named(twice) },
    },
    unread.length > 0 && {
      text: '{count} dòng không có đường dẫn nên bỏ qua, dòng đầu là “{line}”.',
      gaps: { count: unread.length, line: shortened(unread[0]!, 80) },
    },
    rows.length > MOST && {
      text: 'Chỉ đọc {most} dòng đầu, còn {left} dòng.',
      gaps: { most: MOST, left: rows.length - MOST },
    },
  ]
  return { rows: rows.slice(0, MOST), told: told.filter((message) => message !== false) }
}

function itemsIn(pasted: string): { items: PastedItem[]; unread: string[] } {
  const items: PastedItem[] = []
  const unread: string[] = []
  let columns: (Column | undefined)[] | undefined
  let waiting = ''
  for (const raw of pasted.split(/\r\n?|\n/)) {
    if (raw.length > LONGEST) {
      unread.push(raw.slice(0, LONGEST))
      continue
    }
    const line = withFieldsRead(raw.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g, ''))
    if (!line.trim()) continue
    const cells = cellsOf(line)
    const headed = cells && columnsOf(cells)
    if (headed) {
      columns = headed
      continue
    }
    if (cells?.every((cell) => /^[\s:-]*$/.test(cell))) continue // the line under the headings of a markdown table
    const found = cells ? fromCells(cells, columns) : fromLine(line)
    // A title may stand on the line above its address.
    const [only, ...others] = found
    if (only && !others.length && waiting && !waiting.endsWith(':') && only.title === titleFrom(only.url))
      only.title = titled(trimmed(waiting)) || only.title
    else if (waiting) unread.push(waiting)
    waiting = found.length ? '' : cleaned(line)
    items.push(...found)
  }
  if (waiting) unread.push(waiting)
  return { items, unread }
}

// ── Rows of a table ──

const cellsOf = (line: string): string[] | undefined => {
  const isMarkdown = /^\s*\|.*\|\s*$/.test(line)
  if (!isMarkdown && !line.includes('\t')) return undefined
  const text = isMarkdown ? line.trim().slice(1, -1) : line
  return text.split(isMarkdown ? '|' : '\t').map((cell) => cleaned(cell))
}

function columnsOf(cells: string[]): (Column | undefined)[] | undefined {
  const columns = cells.map((cell) => headings[folded(cell)])
  const isHead = columns.includes('title') || columns.includes('url')
  return isHead && columns.filter(Boolean).length >= 2 ? columns : undefined
}

function fromCells(cells: string[], columns: (Column | undefined)[] | undefined): PastedItem[] {
  const links = cells.flatMap((cell) => fromLine(cell))
  const [link] = links
  if (links.length > 1) return links
  if (columns) {
    const of = (column: Column) => cells.filter((cell, at) => columns[at] === column && cell).join(', ')
    const title = of('title')
    if (!link && !title) return []
    return [
      itemOf({
        url: link?.url ?? '',
        title: linksIn(title).length ? '' : title,
        outlet: of('outlet'),
        language: languageOf(of('language')),
        publishedOn: dateIn(of('publishedOn')) || (link?.publishedOn ?? ''),
      }),
    ]
  }
  if (!link) return []
  const rest = cells.filter(
    (cell, at) => cell && !linksIn(cell).length && !(at === 0 && /^\d{1,4}[.)]?$/.test(cell)),
  )
  const date = rest.find(isDate)
  const language = rest.find((cell) => languageOf(cell))
  const words = rest.filter((cell) => cell !== date && cell !== language)
  const outletAt = words.findIndex((cell, at) => isOutlet(cell) && (at > 0 || words.length > 1))
  const outlet = words[outletAt === -1 ? 1 : outletAt] ?? ''
  const title = words.find((cell) => cell !== outlet) ?? ''
  return [
    itemOf({
      ...link,
      title: title || (link.title === titleFrom(link.url) ? '' : link.title),
      outlet: outlet || link.outlet,
      language: language ? languageOf(language) : '',
      publishedOn: date ? dateIn(date) : link.publishedOn,
    }),
  ]
}

// ── A line ──

interface Link {
  from: number
  to: number
  url: string
  title?: string
}

// Linear, whatever stands in the line: runs of what may be an address, none of them inside another.
const address = /(?:https?:\/\/|www\.)[^\s<>"“”|[\]]+/gi

/** The addresses in a line, in order, with the words that markdown gives them. */
function linksIn(line: string): Link[] {
  const links: Link[] = []
  for (const match of line.matchAll(address)) {
    const before = line[match.index - 1] ?? ''
    if (/[\p{L}\p{N}]/u.test(before)) continue
    const text = withoutTail(match[0])
    const url = keptLink(/^www\./i.test(text) ? 'https://'.concat(text) : text)
    if (!url) continue
    let [from, to, title] = [match.index, match.index + text.length, undefined as string | undefined]
    const opening = line.slice(0, from).endsWith('](<') ? 3 : line.slice(0, from).endsWith('](') ? 2 : 0
    const start = opening ? line.lastIndexOf('[', from - opening) : -1
    if (start >= 0) {
      title = line.slice(start + 1, from - opening)
      const end = line.indexOf(')', to)
      to = end === -1 ? to : end + 1
      from = start
      // The words of a link may be an address themselves.
      while (links.length && links.at(-1)!.from >= from) links.pop()
      if (linksIn(title).length) title = ''
    }
    links.push({ from, to, url, title })
  }
  return links
}

// What ends a sentence or closes a bracket is no part of an address, unless the address opened the bracket.
function withoutTail(text: string): string {
  let end = text.length
  let unclosed = (text.match(/\)/g)?.length ?? 0) - (text.match(/\(/g)?.length ?? 0)
  for (; end > 0; end--) {
    const last = text[end - 1]!
    if (last === ')' && unclosed > 0) unclosed--
    else if (!".,;:!?'’”»}*".includes(last)) break
  }
  return text.slice(0, end)
}

function fromLine(line: string): PastedItem[] {
  const links = linksIn(line)
  if (!links.length) return []
  if (links.length > 1) {
    return links.map(({ from, url, title }, index) =>
      itemOf({ url, ...wordsOf(title ?? line.slice(links[index - 1]?.to ?? 0, from)) }),
    )
  }
  const { from, to, url, title } = links[0]!
  const before = line.slice(0, from)
  const after = line.slice(to)
  if (title !== undefined) {
    const beside = wordsOf(before)
    const publishedOn = dateIn(after) || beside.publishedOn
    const outlet = [trimmed(after), beside.title].find((words) => words && isOutlet(words)) ?? ''
    return [itemOf({ url, title: trimmed(title), outlet, publishedOn })]
  }
  const first = wordsOf(before)
  const last = wordsOf(after)
  const outlet = first.title && isOutlet(last.title) ? last.title : first.outlet
  const words = first.title ? first : last
  return [
    itemOf({
      ...words,
      url,
      outlet: outlet || words.outlet,
      publishedOn: first.publishedOn || last.publishedOn || (first.title ? dateIn(after) : ''),
    }),
  ]
}

/** The words beside an address: the title, a date at one of its ends, and what stands behind a bar. */
function wordsOf(text: string): Pick<PastedItem, 'title' | 'outlet' | 'publishedOn'> {
  const parts = text
    .split('|')
    .map((part) => trimmed(cleaned(part)))
    .filter(Boolean)
  const day = parts.find(isDate)
  const [first = '', ...others] = parts.filter((part) => !isDate(part))
  const { rest, date } = withoutDate(first)
  return { title: rest, outlet: others[0] ?? '', publishedOn: (day && dateIn(day)) || date }
}

// ── What stands in a piece of text ──

const dates =
  /(?<![\d/.-])(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{2}-\d{2})(?![\d/-])|ngày \d{1,2} tháng \d{1,2} năm \d{4}(?!\d)/gi

const readFound = (text: string): string => {
  const [day, month, year] = /^ngày/i.test(text) ? text.match(/\d+/g)! : []
  const date = readDate(day ? `${day}/${month}/${year}` : text)
  return date && date <= today() ? writeDate(date) : ''
}

/** The one day that a text names, as the house writes it. */
function dateIn(text: string): string {
  const found = new Set([...text.matchAll(dates)].map(([date]) => readFound(date)).filter(Boolean))
  return found.size === 1 ? [...found][0]! : ''
}

/** Whether a cell is a date and nothing else, but for a weekday or the time of the day. */
function isDate(text: string): boolean {
  const rest = text.replace(dates, '').replace(/\b\d{1,2}[:hg]\d{0,2}(:\d\d)?\b|gmt ?\+ ?\d+/gi, '')
  return dateIn(text) !== '' && /^(thứ \p{L}+|chủ nhật|ngày|lúc|[\s,;:()–—-])*$/iu.test(rest)
}

/** A title without a date at its end or its beginning that is set off from it: one inside is part of what it says. */
function withoutDate(text: string): { rest: string; date: string } {
  const found = [...text.matchAll(dates)]
  const last = found.at(-1)
  const [first] = found
  if (last) {
    const before = text
      .slice(0, last.index)
      .trimEnd()
      .replace(/ ngày$/i, '')
      .trimEnd()
    const after = text.slice(last.index + last[0].length)
    if (!trimmed(after) && /[,;:([–—|-]$/.test(before) && readFound(last[0]))
      return { rest: trimmed(before), date: readFound(last[0]) }
  }
  if (first) {
    const after = text.slice(first.index + first[0].length).trimStart()
    if (!trimmed(text.slice(0, first.index)) && /^[,;:)\]–—|-]/.test(after) && readFound(first[0]))
      return { rest: trimmed(after), date: readFound(first[0]) }
  }
  return { rest: text, date: '' }
}

/** The day that an address has in its path: /2026/09/14/. */
function dateInPath(url: string): string {
  const [, year, month, day] = /\/(20\d\d)\/(\d{1,2})\/(\d{1,2})(?![\d])/.exec(new URL(url).pathname) ?? []
  return day ? readFound(`${day}/${month}/${year}`) : ''
}

const languages = new Map(
  Object.entries(coverageLanguages).flatMap(([code, name]) => [
    [code, code],
    [folded(name), code],
    [folded(name).replace('tieng ', ''), code],
  ]),
)
const languageOf = (text: string) => languages.get(folded(text)) ?? ''

function itemOf(known: Partial<PastedItem> & Pick<PastedItem, 'url'>): PastedItem {
  const { url, title = '', outlet = '', language = '', publishedOn = '' } = known
  return {
    url,
    title: titled(title) || titleFrom(url),
    outlet: shortened(outlet, 200) || (url && outletOf(url)),
    language,
    publishedOn: publishedOn || (url && dateInPath(url)),
  }
}

const titled = (text: string) => shortened(text, 499)

/** What stands for a title where none was given: the address itself, to be replaced. */
function titleFrom(url: string): string {
  if (!url) return ''
  const bare = url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')
  try {
    return titled(decodeURI(bare)) || titled(bare)
  } catch {
    return titled(bare)
  }
}

// Word keeps the address of a link in a field: HYPERLINK "https://…" \o "…" before the words.
const withFieldsRead = (line: string) =>
  line.includes('HYPERLINK') ? line.replaceAll(/HYPERLINK\s+"([^"]*)"(?:\s*\\\w\s+"[^"]*")*/g, ' $1 ') : line

const marks = new Set(' \t-–—•●▪◦○■□➢➤✓‣\uF0A7\uF0B7\uF0D8*+:;,|·>')
const brackets: Record<string, string> = { '(': ')', '[': ']', '{': '}' }

/** Text without the bullet or number before it, and without the marks that set it off from what stands beside. */
function trimmed(text: string): string {
  const line = cleaned(text).replace(/^(?:\(?\d{1,3}(?:[.)/]|\s*[-–—:]?$)|[a-zđ]\))(?=\s|$)/i, '')
  let [from, to] = [0, line.length]
  for (;;) {
    const [first = '', last = ''] = from < to ? [line[from], line[to - 1]] : []
    const inside = () => line.slice(from, to)
    if (marks.has(first) && first) from++
    else if (marks.has(last) && last) to--
    else if (brackets[first] && !inside().includes(brackets[first])) from++
    else if (brackets[last] && to > from) to--
    else if (')]}'.includes(last) && last && !inside().includes(openingOf(last))) to--
    else return inside()
  }
}
const openingOf = (closing: string) =>
  Object.entries(brackets).find(([, other]) => other === closing)?.[0] ?? closing
