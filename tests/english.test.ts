import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { english } from '../src/english.ts'
import { untranslated } from '../src/web/language.ts'
import { startApp } from './support/app.ts'
import { type Answer, followLinks, isHtml, makeOneOfEach, sendForms, wordsOf } from './support/crawl.ts'

const root = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const ENGLISH = { Cookie: 'language=en' }

/** A letter with a mark: in a string of the program it is Vietnamese. */
const marked = /[À-ÖØ-öø-ỹ]/

const dictionaries = ['src/english.ts', ...globSync('src/english/*.ts', { cwd: root })]

// Files whose Vietnamese is no sentence of the program: data, names, letters, and what an official paper says.
const notSentences = new Set([
  ...dictionaries,
  'src/generated-words.ts', // names and titles of the made-up register
  'src/generated-register.ts',
  'src/published-register.ts', // what the press wrote
  'src/countries/names.ts',
  'src/countries/spellings.ts',
  'src/coverage/outlets.ts', // what newspapers are called
  'src/vietnamese.ts', // the alphabet
  'src/visit-reports/prefill.ts', // the first words of a paper, Vietnamese for every reader
  'src/visit-reports/paper.ts', // what an official paper says
  // The same of a yearly report; the names of its figures and sections are in files of their own.
  ...globSync(
    'src/yearly-reports/{annex,annex-*,annexes,annexes-*,beside,bodies,comparison,in-short,made-of,model,partner-names,told-annexes,paper,published,quality,subjects,visits,wording}.ts',
    {
      cwd: root,
    },
  ),
  ...globSync('src/paper/{docx,measures,paper,sheet,text}.ts', { cwd: root }),
  'src/serve.ts', // the name of the house
  'src/mail/letters.ts', // what letters say, in Vietnamese for every reader
  'src/imports/values/words.ts', // how clerks abbreviate, and the notes that keep what they wrote
  'src/imports/values/remarks.ts', // how clerks write that a visit did not take place
])
// What stands in an address or a number, not in a sentence.
const notWords = /^Đ[RV]$|^Hội Nhà báo Việt Nam$|^Cốc Cốc$/

const code = globSync('src/**/*.ts', { cwd: root }).filter((file) => !notSentences.has(file))
const templates = globSync('views/**/*.eta', { cwd: root })
// The paper of a visit report is in Vietnamese for every reader.
const templateOf = (file: string) => read(file).replace(/<article class="sheet\b[\s\S]*?<\/article>/g, '')
const scripts = (file: string) =>
  [...templateOf(file).matchAll(/<%([\s\S]*?)%>/g)].map(([, script]) => script).join('\n')
const sources = [...code.map(read), ...templates.map(scripts)]

const isKey = (text: string) => marked.test(text) && !notWords.test(text)
const literals = new Set(sources.flatMap(literalsOf))
const keys = new Set([
  ...[...literals].filter(isKey),
  ...sources.flatMap((text) =>
    [...text.matchAll(/(?:\bt\(|\btext: |\bchip\()\s*'((?:\\.|[^'\\\n])*)'/g)].map(written),
  ),
  // What an office's settings are based on at first.
  ...globSync('migrations/*/migration.sql', { cwd: root }).flatMap((file) =>
    [...read(file).matchAll(/'([^'\n]*)'/g)].map(written).filter(isKey),
  ),
])

test('every Vietnamese sentence of the program is in the dictionary', () => {
  expect(keys.size).toBeGreaterThan(500)
  expect([...keys].filter((key) => !Object.hasOwn(english, key))).toEqual([])
})

test('the dictionary holds nothing that nobody says', () => {
  expect(Object.keys(english).filter((key) => !keys.has(key) && !literals.has(key))).toEqual([])
})

test('no sentence stands in two parts of the dictionary', () => {
  const entries = dictionaries.flatMap((file) => [...read(file).matchAll(/^ {2}(?:'|[\p{L}]+:)/gmu)])
  expect(entries.length).toBe(Object.keys(english).length)
})

test('a sentence and its translation have the same gaps', () => {
  const differing = Object.entries(english).filter(
    ([key, translation]) => gapsOf(key) !== gapsOf(translation),
  )
  expect(differing).toEqual([])
})

test('no translation is left out, or still has the tones of Vietnamese', () => {
  const odd = Object.entries(english).filter(
    ([, text]) => !text.trim() || marked.test(text.replaceAll(namesAndNumbers, '')),
  )
  expect(odd).toEqual([])
})

test('templates hold no Vietnamese but what they pass to t()', () => {
  const found = templates.flatMap((file) => {
    const shown = templateOf(file)
      .replace(/<%[\s\S]*?%>/g, (script) => script.replace(/[^\n]/g, ''))
      .replace(/<(\w+)[^>]* lang="vi">[^<]*<\/\1>/g, '')
    return shown.split('\n').flatMap((line, index) => (marked.test(line) ? [`${file}:${index + 1}`] : []))
  })
  expect(found).toEqual([])
})

test('no sentence is put together from pieces', () => {
  const pieced = [...code, ...templates].flatMap((file) => {
    const text = withoutComments(file.endsWith('.eta') ? scripts(file) : read(file))
    return [...text.matchAll(/`(?:\\.|[^`\\])*`/g)]
      .map(([piece]) => piece.replace(/\$\{[^{}]*\}/g, ''))
      .filter((piece) => marked.test(piece.replaceAll('Sổ đoàn', '')) && !/\bit\.t\(/.test(piece))
      .map((piece) => `${file}: ${piece}`)
  })
  expect(pieced).toEqual([])
})

test('no page or answer of the published register shows an untranslated sentence in English', async () => {
  const app = startApp({ published: true })
  untranslated.clear()
  const seen: string[] = []
  const look = ({ asked, page }: Answer) => {
    seen.push(asked)
    if (isHtml(page) && page.html) expect([asked, page.document.documentElement.lang]).toEqual([asked, 'en'])
  }
  const forms = await followLinks(app, look, { headers: ENGLISH, from: ['/', ...besides] })
  await sendForms(app, forms, look, ENGLISH)
  expect(seen.length).toBeGreaterThan(200)
  expect([...untranslated]).toEqual([])
})

test('in English nothing of the program is Vietnamese, at any step of a visit', async () => {
  const app = startApp()
  await makeOneOfEach(app)
  untranslated.clear()
  const left = new Map<string, string>()
  const look = ({ asked, page }: Answer) => {
    if (!isHtml(page) || !page.html) return
    for (const words of wordsOf(page)) {
      const ours = words.replaceAll(namesAndNumbers, '')
      if (marked.test(ours) && !left.has(words)) left.set(words, asked)
    }
  }
  const forms = await followLinks(app, look, { headers: ENGLISH, from: ['/', ...besides] })
  await sendForms(app, forms, look, ENGLISH)
  expect([...untranslated]).toEqual([])
  expect([...left].map(([words, asked]) => `${asked}: ${words}`)).toEqual([])
})

// What has tones in English and is no sentence: the house's name, numbers of visits and papers, and what the wrong
// forms were sent with.
const namesAndNumbers = /Hội Nhà báo Việt Nam|Đ[RV]-\d{4}-\d+|\d+[/-]QĐ\S*|QĐ\/TW|(dài )+(dài)?|Sổ đoàn/g

// Pages that no link leads to.
const besides = [
  '/nowhere',
  '/delegations?year=soon&country=XX&status=lost',
  '/delegations?q=nothing+like+it',
  '/delegations?counted=delegations&startKnownTo=year&purpose=none&partner=none',
  '/delegations/new?direction=inbound',
  '/search?q=visit',
  '/search?q=lao',
  '/search?q=nothing+like+it',
  '/partners?q=nothing+like+it&on=2020&kind=press_club',
  '/partners?quiet=30',
  '/countries?scope=all',
  '/totals?by=month&count=personTrips&opening=add',
  '/totals?from=1950&to=1951',
  '/totals?unit=1&from=2020&by=quarter',
  '/countries/FR',
  ...['1', 'step', 'back', 'report', 'copied', 'checklist', 'ticked'].map(
    (saved) => `/delegations/1?saved=${saved}`,
  ),
  '/delegations/1/report?saved=1',
  '/delegations/1/programme?saved=1',
  '/delegations/1/programme?saved=shifted',
  '/partners/1?saved=1',
  '/people/1?saved=1',
  ...['units', 'authorities', 'legal-bases', 'holidays', 'checklists'].flatMap((room) => [
    `/admin/${room}?saved=removed`,
    `/admin/${room}/1?saved=1`,
  ]),
  '/admin/units/1?saved=renamed',
  '/admin/authorities/1?saved=renamed',
  '/admin/settings/report_days_outbound?saved=1',
  '/admin/settings/most_days?saved=removed',
]

const gapsOf = (text: string) => [...new Set(text.match(/\{\w+/g))].toSorted().join()

function literalsOf(text: string): string[] {
  return [...withoutComments(text).matchAll(/'((?:\\.|[^'\\\n])*)'/g)].map(written)
}

function written([, literal]: RegExpMatchArray): string {
  return literal!.replace(/\\(.)/g, '$1')
}

function withoutComments(text: string): string {
  return text.replace(
    /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (_, string: string | undefined) => string ?? '',
  )
}
