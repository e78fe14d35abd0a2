import { expect, test } from 'vitest'
import { startApp } from './support/app.ts'
import { type Answer, followLinks, isHtml, makeOneOfEach, type Page, sendForms } from './support/crawl.ts'

test('every link and form of the published register answers with a page that is whole', async () => {
  const app = startApp({ published: true })
  const { look, problems, linked, idsAt, asked } = inspector()
  const forms = await followLinks(app, look)
  expect(asked.length).toBeGreaterThan(150)
  expect(problems).toEqual([])
  const gone = [...linked].filter(([target]) => {
    const [url, id] = target.split('#') as [string, string]
    return idsAt.has(url) && !idsAt.get(url)!.has(id)
  })
  expect(gone.map(([target, from]) => `${target}, linked from ${from}`)).toEqual([])
  await sendForms(app, forms, look)
  expect(asked.filter((one) => one.startsWith('POST')).length).toBeGreaterThan(30)
  expect(problems).toEqual([])
})

test('visits at every step of their life have no dead ends', async () => {
  const app = startApp()
  await makeOneOfEach(app)
  const { look, problems, asked } = inspector()
  const forms = await followLinks(app, look)
  expect(problems).toEqual([])
  await sendForms(app, forms, look)
  expect(asked.filter((one) => one.startsWith('POST')).length).toBeGreaterThan(60)
  expect(problems).toEqual([])
})

test('an empty register has no dead ends either', async () => {
  const { look, problems, asked } = inspector()
  await followLinks(startApp(), look)
  expect(asked.length).toBeGreaterThan(15)
  expect(problems).toEqual([])
})

function inspector() {
  const problems: string[] = []
  const asked: string[] = []
  const idsAt = new Map<string, Set<string>>()
  const linked = new Map<string, string>()
  const look = ({ asked: how, url, page }: Answer) => {
    asked.push(how)
    const say = (problem: string) => problems.push(`${how}: ${problem}`)
    // A deletion that was kept leaves nothing to send its form to once more.
    const again = how.includes('/deletion (') ? [410] : []
    const expected = how.startsWith('POST') ? [200, 303, 409, 422, ...again] : [200, 301, 303]
    if (!expected.includes(page.status)) say(`answers ${page.status}`)
    if (!isHtml(page) || !page.html) return
    const ids = page.all('[id]').map(({ id }) => id)
    if (page.status === 200) idsAt.set(url, new Set(ids))
    problemsOf(page, ids).forEach(say)
    for (const href of page.all('a[href*="#"]').map((link) => link.getAttribute('href') ?? '')) {
      const { pathname, search, hash, host } = new URL(href, `http://register${url}`)
      if (host === 'register' && !href.startsWith('#')) linked.set(pathname + search + hash, url)
    }
  }
  return { look, problems, asked, idsAt, linked }
}

function problemsOf(page: Page, ids: string[]): string[] {
  const known = new Set(ids)
  const missing = (selector: string, attribute: string) =>
    page
      .all(selector)
      .flatMap((element) => (element.getAttribute(attribute) ?? '').split(' '))
      .map((id) => id.replace(/^#/, ''))
      .filter((id) => id && !known.has(id))
      .map((id) => `${attribute} names #${id}, which is not there`)
  const text = page.document.querySelector('body')?.textContent ?? ''
  const attributes = page.all('*').flatMap((element) => [...element.attributes])
  const inlined = page.all('script:not([src]), style').map(({ tagName }) => `inline ${tagName}`)
  return [
    ...(page.all('h1').length === 1 ? [] : [`${page.all('h1').length} h1`]),
    ...(/^\S.* – \S/.test(page.text('title')) ? [] : [`title “${page.text('title')}”`]),
    ...(/\bundefined\b|\bNaN\b|\[object/.exec(text) ?? []).map((found) => `says ${found}`),
    ...attributes
      .filter(
        ({ name, value }) => /^(style|on\w+)$/i.test(name) || /\bundefined\b|\bNaN\b|\[object/.test(value),
      )
      .map(({ name, value }) => `${name}="${value}"`),
    ...inlined,
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `two elements have the id ${id}`),
    ...missing('label[for]', 'for'),
    ...missing('a[href^="#"]', 'href'),
    ...missing('[aria-labelledby]', 'aria-labelledby'),
    ...missing('[aria-describedby]', 'aria-describedby'),
  ]
}
