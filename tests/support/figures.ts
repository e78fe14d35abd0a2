import { expect } from 'vitest'
import type { startApp } from './app.ts'

type App = ReturnType<typeof startApp>
type Page = Awaited<ReturnType<App['visit']>>

/** What a list says it holds: alike at its head, at its foot and in its JSON twin. */
export interface Listed {
  rows: number
  delegations: number
  personTrips: number | null
  isAtLeast: boolean
  /** Of a list of those who name their people. */
  persons: number | undefined
  personTripsNamed: number | undefined
}

const known = new WeakMap<App['db'], Map<string, Listed>>()

/** Opens a list and holds its head, its foot, its filter in words and its JSON twin against each other. */
export async function listed({ db, visit }: App, href: string): Promise<Listed> {
  let lists = known.get(db)
  if (!lists) known.set(db, (lists = new Map()))
  const before = lists.get(href)
  if (before) return before
  const page = await visit(href)
  const { counts, items, next } = (await visit(href.replace('/delegations', '/delegations.json')))
    .json as unknown as {
    counts: { delegations: number; personTrips: number | null; personTripsUnknownIn: number; persons: number }
    items: unknown[]
    next: string | null
  }
  const head = page.text('#delegations .tally b')
  // A list of nothing has no table, and no foot.
  const foot = page.text('#listed b') || `0 dòng · ${head}`
  const [rows = 0, delegations = 0, ...people] = figuresIn(foot)
  const isUnknown = foot.includes('chưa rõ')
  const personTrips = isUnknown ? null : (people.shift() ?? 0)
  const [persons, personTripsNamed] = people
  const isAtLeast = foot.includes('ít nhất')
  expect(page.status, href).toBe(200)
  expect(page.all('.notice').length, `${href}: ${page.text('.notice')}`).toBe(0)
  expect({ delegations, personTrips, isAtLeast }, `${href}: ${foot}`).toEqual({
    delegations: counts.delegations,
    personTrips: counts.personTrips,
    isAtLeast: counts.personTrips !== null && counts.personTripsUnknownIn > 0,
  })
  if (persons !== undefined) expect(persons, href).toBe(counts.persons)
  if (!head.includes('chưa đoàn nào')) expect(foot.replace(/^\S+ dòng · /, ''), href).toBe(head)
  if (!next) expect(items, href).toHaveLength(rows)
  const said = page.text('#listed small')
  for (const chip of said ? page.all('#delegations .chip') : [])
    expect(said, href).toContain(chip.firstChild!.textContent.trim())
  const found = { rows, delegations, personTrips, isAtLeast, persons, personTripsNamed }
  lists.set(href, found)
  return found
}

/** The lists that hold something else than visits, with where each says at its head how much. */
const otherLists: Record<string, string> = {
  '/follow-ups': '#follow-ups .tabs [aria-current] small',
  '/visit-reports': '.chase__count',
  '/contradictions': '.with-aside [role=status]',
  '/partners': '#partners .tabs [aria-current] small',
  '/opening-figures': '.note[role=status]',
}

/** How many rows a list of something else than visits says it has: alike at its head, at its foot and in its JSON twin. */
export async function rowsListed({ visit }: App, href: string): Promise<number> {
  const [path, asked = ''] = href.split('#')[0]!.split('?')
  const page = await visit(`${path}?${asked}`)
  expect(page.status, href).toBe(200)
  const [head = NaN] = figuresIn(page.text(otherLists[path!]!))
  const foot = page.text('#listed')
  const said = page.text('#listed small')
  // A list of nothing has no table, and no foot.
  const [rows = 0] = figuresIn(page.text('#listed b'))
  expect(foot !== '', href).toBe(rows > 0)
  if (rows) expect(said, href).toContain('Điều kiện: ')
  for (const chip of rows ? page.all('.chips .chip') : [])
    expect(said, href).toContain(chip.firstChild!.textContent.trim())
  const { items, next } = (await visit(`${path}.json?${asked}`)).json as unknown as {
    items: unknown[]
    next: string | null
  }
  if (!next) expect(items, href).toHaveLength(rows)
  // Of follow-ups a filter by due day leaves the tabs their own counts.
  if (path !== '/follow-ups' || !asked.includes('due=')) expect(head, href).toBe(rows)
  return rows
}

/** Opens every figure of a page that leads to such a list. Gives how many there were. */
export async function walkOthers(app: App, page: Page): Promise<number> {
  let walked = 0
  for (const link of page.all('main a[href*="?"]')) {
    const href = link.getAttribute('href')!.replaceAll('&amp;', '&')
    const [said] = figuresIn(link.textContent).slice(-1)
    // A name that leads to one row of a list is no figure of it.
    const isOther = href.includes('#') || link.closest('.chip, .pages, th, .checks__acts') !== null
    const [path = ''] = href.split('?')
    if (!otherLists[path] || said === undefined || isOther) continue
    expect(await rowsListed(app, href), `${link.textContent}: ${href}`).toBe(said)
    walked++
  }
  return walked
}

export const figuresIn = (words: string) =>
  (words.match(/\d[\d.]*/g) ?? []).map((figure) => Number(figure.replaceAll('.', '')))

/** What a figure of a page says of its list, by what the list was asked to show. */
function said(
  words: string,
  { counted, leftOut }: { counted: string | null; leftOut: string | null },
  of?: string,
) {
  // A time that is named is no figure: "1 đoàn chỉ rõ là trong tháng 9/2022".
  const figures = figuresIn(words.replace(/^Sổ đã ghi.*: | chỉ rõ là trong .*/g, ''))
  if (leftOut) return { rows: figures[0] }
  // 'C1: 12 đoàn', 'Năm 2024: 3'
  if (counted === 'delegations') return { delegations: figures.at(-1) }
  if (counted === 'persons')
    return {
      persons: figures[0],
      ...(of || figures[1] ? { personTripsNamed: figures[1] ?? figuresIn(of!)[0] } : {}),
    }
  const isAtLeast = /≥|ít nhất/.test(words)
  const sentence = /^([\d.]+) (?:đoàn|[\d.]*đoàn)/.test(words)
  if (/^–$|chưa có danh sách/.test(words)) return words === '–' ? { personTrips: null } : {}
  if (!sentence) return { personTrips: figures.at(-1), isAtLeast }
  const isUnknown = words.includes('chưa rõ')
  return { delegations: figures[0], personTrips: isUnknown ? null : (figures[1] ?? 0), isAtLeast }
}

/**
 * Opens every figure of a page and holds it against its list; every cell of figures is a link, a zero, or says that
 * nothing is known. Gives how many figures there were.
 */
export async function walk(app: App, page: Page): Promise<number> {
  let walked = 0
  for (const link of page.all('main a[href^="/delegations?"]')) {
    const href = link.getAttribute('href')!.replaceAll('&amp;', '&')
    const asked = new URLSearchParams(href.split('?')[1])
    const what = { counted: asked.get('counted'), leftOut: asked.get('leftOut') }
    // A drawing says its figures in words of both directions; other links lead to lists and are no figures.
    if (link.closest('.chart') || (!what.counted && !what.leftOut)) continue
    const list = await listed(app, href)
    const words = link.textContent.replace(/\s+/g, ' ').trim()
    // What rows add up to beyond what there was is no number of those visits: each stands in two rows or more (C8).
    if (asked.has('several')) expect(list.rows, href).toBeGreaterThan(0)
    else if (/\d|^–$/.test(words))
      expect(list, `${words}: ${href}`).toMatchObject(
        said(words, what, link.parentElement!.querySelector('small.of')?.textContent),
      )
    walked++
  }
  const cells =
    'main :is(.ledger--years, .ledger--subjects, .ledger--compared, .grid) tbody:not(.legacy) td.n'
  for (const cell of page.all(`${cells}:not(.nowrap)`))
    expect(cell.querySelector('a, .zero') !== null || cell.textContent.trim() === '', cell.outerHTML).toBe(
      true,
    )
  return walked
}
