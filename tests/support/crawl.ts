import { addDays, today, writeDate } from '../../src/dates.ts'
import type { Member } from '../../src/participants/queries.ts'
import type { startApp } from './app.ts'
import { sendPaper } from './papers.ts'
import { docx, png } from './files.ts'

type App = Pick<ReturnType<typeof startApp>, 'visit' | 'submit'>
export type Page = Awaited<ReturnType<App['visit']>>

type Node = Page['document']['documentElement']

/** An answer and how it was asked for: 'GET /partners', 'POST /partners (emptied)'. */
export interface Answer {
  asked: string
  url: string
  page: Page
}

/** How many pages of one shape are opened, as /delegations/7 and /delegations/8 are; and with each name of a query. */
const OF_ONE_SHAPE = 8
const WITH_ONE_NAME = 4

interface Form {
  action: string
  /** What a person types or chooses. */
  names: string[]
  /** What the page sends along. */
  hidden: Record<string, string>
}

/**
 * Opens what the links lead to, from the first page on: each address once, and some of each shape, because filters
 * combine without end. `look` sees each answer. Gives the forms found on the way.
 */
export async function followLinks(
  { visit }: App,
  look: (answer: Answer) => void,
  { headers = {}, from = ['/'] }: { headers?: Record<string, string>; from?: string[] } = {},
) {
  const queue = [...from]
  const known = new Set(queue)
  const opened = new Map<string, number>()
  const forms = new Map<string, Form>()
  for (const url of queue) {
    if (!isNew(url)) continue
    const page = await visit(url, headers)
    look({ asked: `GET ${url}`, url, page })
    const links = isHtml(page) ? page.all('a[href]').map((link) => link.getAttribute('href') ?? '') : []
    for (const href of [...links, page.location ?? '']) {
      const next = addressOf(href, url)
      if (!next || known.has(next)) continue
      known.add(next)
      queue.push(next)
    }
    if (isHtml(page)) for (const form of formsOf(page, url)) forms.set(pathOf(form.action), form)
  }
  return [...forms.values()]

  // Whether it shows a page, or a filter of a page, that was not seen often enough.
  function isNew(url: string): boolean {
    const names = [...new Set(new URL(url, 'http://register').searchParams.keys())]
    const parts = names.length ? names.map((name) => `${pathOf(url)} ${name}`) : [pathOf(url)]
    const most = names.length ? WITH_ONE_NAME : OF_ONE_SHAPE
    const isWanted = parts.some((part) => (opened.get(part) ?? 0) < most)
    if (isWanted) for (const part of parts) opened.set(part, (opened.get(part) ?? 0) + 1)
    return isWanted
  }
}

/** What a form may be sent with: nothing, nonsense, too much, dates that are none. */
const ways = {
  emptied: '',
  nonsense: '-1 <b>?',
  'too long': 'dài '.repeat(300),
  'no such date': '31/2/2024',
  'control characters': 'a\u0007b',
}

/** Sends every form in every wrong way; `look` sees each answer, and each page an accepted one leads to. */
export async function sendForms(
  { visit, submit }: App,
  forms: Form[],
  look: (answer: Answer) => void,
  headers: Record<string, string> = {},
) {
  // What removes a record is sent once, and last: its other forms lead nowhere then.
  const removes = ({ action }: Form) => /\/(removal|deletion)$/.test(action)
  const rounds = [
    ...Object.entries(ways).map(([way, value]) => ({
      way,
      value,
      forms: forms.filter((form) => !removes(form)),
    })),
    ...Object.entries(ways).map(([way, value]) => ({
      way,
      value,
      forms: forms.filter((form) => form.action.endsWith('/deletion')),
    })),
    { way: 'emptied', value: '', forms: forms.filter(({ action }) => action.endsWith('/removal')) },
  ]
  for (const { way, value, forms } of rounds) {
    for (const { action, names, hidden } of forms) {
      const typed = Object.fromEntries(names.map((name) => [name, value]))
      const body = { ...typed, ...hidden, submissionId: crypto.randomUUID() }
      const page = await submit(action, body, headers)
      look({ asked: `POST ${action} (${way})`, url: action, page })
      const next = addressOf(page.location ?? '', action)
      if (next) look({ asked: `GET ${next}, after ${way}`, url: next, page: await visit(next, headers) })
    }
  }
}

export const isHtml = ({ headers }: Page) => headers['content-type']?.startsWith('text/html') ?? false

/** An address as another page links it, without its fragment; undefined where it leads elsewhere. */
export function addressOf(href: string, from: string): string | undefined {
  if (!href) return undefined
  const { origin, pathname, search } = new URL(href, `http://register${from}`)
  return origin === 'http://register' ? pathname + search : undefined
}

/** The path of an address with its ids left out. */
const pathOf = (url: string) =>
  new URL(url, 'http://register').pathname.replace(/\/(\d+(?:-H\d)?|[A-Z]{2})(?=\/|\.|$)/g, '/:id')

const nameOf = (field: Node) => field.getAttribute('name')!

function formsOf(page: Page, url: string): Form[] {
  // Whoever goes out sees nothing more.
  const forms = page
    .all('form[method="post"]')
    .filter((form) => !/^\/sign-out|\/sessions\/end$/.test(form.getAttribute('action') ?? ''))
  return forms.map((form) => {
    const fields = [...form.querySelectorAll('input[name], select[name], textarea[name]')]
    const isHidden = (field: (typeof fields)[number]) => field.getAttribute('type') === 'hidden'
    // A button that is pressed is sent too: the one that hands a report in asks for more than a draft does.
    const pressed = [...form.querySelectorAll('button[name="submitReport"]')]
    return {
      action: addressOf(form.getAttribute('action') ?? '', url)!,
      names: [...new Set([...fields.filter((field) => !isHidden(field)), ...pressed].map(nameOf))],
      hidden: Object.fromEntries(
        fields.filter(isHidden).map((field) => [nameOf(field), field.getAttribute('value') ?? '']),
      ),
    }
  })
}

/** What a person reads of a page or could: text without code, and the words of names and placeholders. */
export function wordsOf(page: Page): string[] {
  const words: string[] = []
  collect(page.document.documentElement)
  return words

  function collect(node: Node) {
    const name = node.tagName.toLowerCase()
    // Another language, said to be so; and what somebody typed.
    if (name === 'script' || name === 'style' || node.getAttribute('lang') === 'vi') return
    for (const attribute of ['aria-label', 'placeholder', 'title', 'alt', 'data-label', 'data-unit']) {
      const value = node.getAttribute(attribute)
      if (value) words.push(value)
    }
    if (name === 'textarea') return
    for (const child of node.childNodes) {
      if (child.nodeType === 3) words.push((child.textContent ?? '').replace(/\s+/g, ' ').trim())
      else if (child.nodeType === 1) collect(child)
    }
  }
}

/**
 * Visits at every step and beside it, late and ahead, with and without people, partners and reasons: what a register
 * of visits that all took place does not show. Every word in them is plain English, so that in English whatever has
 * tones is the program's own.
 */
export async function makeOneOfEach(
  app: Pick<ReturnType<typeof startApp>, 'make' | 'submit' | 'visit' | 'app' | 'signedIn'>,
) {
  const { make, submit, visit: open } = app
  const name = 'Lao Journalists Association'
  const lao = make.partner({ name, nameEn: name, abbreviation: 'LJA', country: 'LA', relationSince: '2001' })
  const twin = make.partner({ name: 'Press club of Geneva', kind: 'press_club', country: 'CH' })
  make.partner({ name: 'Press club Geneva', kind: 'press_club', country: 'CH' })
  const apart = make.partner({ name: 'Geneva press club', kind: 'press_club', country: 'CH' })
  await submit(`/partners/${twin}/distinction`, { otherId: String(apart) })
  make.partner({ name: 'Swiss Press Club', kind: 'press_club', country: 'CH' })
  make.partner({ name: 'ASEAN Journalists', kind: 'international_body', country: null })
  const local = make.unit({ name: 'Local unit', kind: 'local_association' })
  const day = today()
  const soon = { startsOn: addDays(day, 9), endsOn: addDays(day, 12) }
  const past = { startsOn: '2025-09-14', endsOn: '2025-09-18' }
  const visit = { title: 'Working visit', purpose: 'Talks', partnerIds: [lao], note: 'A note' }
  const listed = {
    participants: [
      person('Ann Lee', { role: 'head' }),
      person('Bo Park', { role: 'deputy' }),
      person('Cy Stone', { hasTravelled: false }),
    ],
    hosts: [person('Di Moon', { role: 'interpreter' })],
    headCount: 4,
  }
  for (const status of ['planned', 'submitted', 'approved', 'underway', 'returned', 'postponed'] as const) {
    make.delegation({ ...visit, ...soon, status })
    make.delegation({ ...visit, ...past, ...listed, status, direction: 'inbound' })
    make.delegation({
      ...visit,
      startsOn: '2024',
      status,
      countries: ['LA', 'KH', 'TH', 'CH'],
      unitId: local,
    })
  }
  make.delegation({ ...visit, ...past, ...listed, headCount: 2, status: 'returned', startsOn: '2025-09' })
  make.delegation({
    ...visit,
    startsOn: '2023-02',
    status: 'returned',
    headCount: 6,
    purposeKind: 'training',
  })
  make.delegation({ ...visit, startsOn: addDays(day, 40), status: 'returned', partnerIds: [] })
  for (const countsAs of ['people_only', 'nothing'] as const) {
    make.delegation({ ...visit, ...past, ...listed, status: 'returned', countsAs, countsAsReason: 'Guests' })
  }
  const cancelled = make.delegation({ ...visit, ...soon })
  await submit(`/delegations/${cancelled}/cancellation`, { reason: 'No visa' })
  const movedOn = make.delegation({ ...visit, ...soon, status: 'approved' })
  await submit(`/delegations/${movedOn}/postponement`, { startsOn: addDays(day, 30), reason: 'A storm' })
  const drafted = make.delegation({ ...visit, ...past, status: 'returned' })
  await submit(`/delegations/${drafted}/report`, { general: 'Begun', version: 1 })
  const reported = make.delegation({ ...visit, ...past, status: 'returned' })
  const whole = { general: 'Done', number: '1/BC', submittedOn: '20/9/2025', submitReport: '1', version: 1 }
  await submit(`/delegations/${reported}/report`, whole)
  const task = { content: 'Write a letter', lead: 'Office', side: 'ours', dueOn: addDays(day, 20) }
  const tasks = Object.fromEntries(
    Object.entries(task).map(([name, value]) => [`followUps[0][${name}]`, value]),
  )
  for (const decision of ['acceptance', 'return']) {
    const decided = make.delegation({ ...visit, ...past, ...listed, status: 'returned' })
    await submit(`/delegations/${decided}/report`, {
      ...whole,
      ...tasks,
      recipients: 'Office',
      signer: 'Head',
    })
    const remark = { remark: 'Say what it cost', acceptRemark: 'Well done' }
    await submit(`/delegations/${decided}/report/${decision}`, { ...remark, version: 2 })
  }
  const writer = (await open(`/delegations/${drafted}/report`)).value('writer')
  await submit(`/delegations/${drafted}/report/draft`, {
    general: 'Goes on',
    version: 2,
    draftRevision: 0,
    writer,
  })
  const waived = make.delegation({ ...visit, ...past, status: 'returned' })
  await submit(`/delegations/${waived}/report/waiver`, { reason: 'A short call' })
  const extended = make.delegation({
    ...visit,
    startsOn: addDays(day, -24),
    endsOn: addDays(day, -20),
    status: 'returned',
  })
  for (const days of [3, 9]) {
    await submit(`/delegations/${extended}/report/extension`, {
      dueOn: writeDate(addDays(day, days)),
      reason: 'The head travels on',
      grantedBy: 'The chair',
      grantedOn: writeDate(day),
    })
  }
  for (const isRestored of [false, true]) {
    const twice = `/delegations/${make.delegation({ ...visit, ...past, ...listed, status: 'returned' })}`
    const lastActId = (await open(`${twice}/deletion`)).value('lastActId')
    const deleted = await submit(`${twice}/deletion`, { reason: 'Entered twice', lastActId })
    if (isRestored) await submit(`${addressOf(deleted.location!, '/')!.replace(/\?.*/, '')}/restoration`, {})
  }
  await nameTwice({ make, submit, visit: open })
  for (const direction of ['inbound', 'outbound'] as const)
    await fillFile(
      app,
      make.delegation({ ...visit, ...past, direction, status: 'returned', approvalNumber: '7/QD' }),
    )
  await fillFiles({ submit }, [drafted, reported])
  await fillProgrammes({ make, submit }, visit)
  await fillCatalogues({ make, submit }, local)
  await publishFigures({ submit, visit: open }, local)
  await writeReports({ make, submit }, visit)
  await publishTwice(app, { ...visit, headCount: 4, status: 'reported' })
}

// A year's report that somebody wrote, of which a figure changed since; and the half of one, of a unit.
async function writeReports(
  { make, submit }: Pick<ReturnType<typeof startApp>, 'make' | 'submit'>,
  visit: object,
) {
  const words = {
    general: 'A year of work',
    limits: 'Reports came late',
    number: '9/BC',
    recipients: 'Office',
  }
  await submit('/reports/2023', words)
  make.delegation({ ...visit, startsOn: '2023-05', status: 'returned', purposeKind: 'conference' })
  await submit('/reports/2024-H1?scope=all', { ...words, version: '' })
}

// People in two visits at once, of which one's guests have no papers; one who went in addition; one merged into another.
async function nameTwice({
  make,
  submit,
  visit,
}: Pick<ReturnType<typeof startApp>, 'make' | 'submit' | 'visit'>) {
  const soon = { title: 'Two places', startsOn: addDays(today(), 3), endsOn: addDays(today(), 4) }
  const participants = ['Ed Ray', 'Flo May', 'Gus Orr', 'Hal Kay', 'Ida Poe', 'Jo Fox'].map((name) =>
    person(name),
  )
  make.delegation({ ...soon, participants: [...participants, person('Kim Ash', { isAdded: true })] })
  make.delegation({ ...soon, participants, direction: 'inbound' })
  make.delegation({ ...soon, participants: participants.slice(0, 1), hosts: participants.slice(1, 2) })
  const again = make.delegation({ title: 'Once more', startsOn: '2020', participants: [person('Ray Ed')] })
  const idIn = async (delegation: number, name: string) => {
    const links = (await visit(`/delegations/${delegation}`)).all('main a[href^="/people/"]')
    return links.find((link) => link.textContent === name)?.getAttribute('href')
  }
  const [other, kept] = [await idIn(again, 'Ray Ed'), await idIn(again - 3, 'Kim Ash')]
  const page = await visit(`${kept}/merge?with=${other?.split('/').pop()}`)
  const names = ['submissionId', 'otherId', 'version', 'otherVersion']
  await submit(`${kept}/merge`, Object.fromEntries(names.map((name) => [name, page.value(name)])))
}

// Papers with a file and without, one of them secret; what it cost, more than was planned; and guests at work.
async function fillFile(
  app: Pick<ReturnType<typeof startApp>, 'submit' | 'app' | 'signedIn'>,
  visit: number,
) {
  const papers = `/delegations/${visit}/documents`
  const invitation = { kind: 'invitation', number: '12/LJA', issuer: 'Lao Journalists Association' }
  await sendPaper(app, papers, invitation, { bytes: docx(['An invitation']), name: 'letter.docx' })
  await sendPaper(app, papers, { kind: 'other', subject: 'A plain picture' }, { bytes: png(), name: 'a.png' })
  await sendPaper(app, papers, { kind: 'proposal', number: '3', secrecy: 'secret', issuedOn: '2025' })
  const cost = { estimate: '1.000.000', actual: '1.200.000', travelPaidBy: 'ours', stayPaidBy: 'shared' }
  await app.submit(`/delegations/${visit}/funding`, { ...cost, version: '4', source: 'Own', note: 'A note' })
  await app.submit(`/delegations/${visit}/press-work`, { version: '5', visaKind: 'PV2', places: 'Hanoi' })
}

// Follow-ups open and closed, of both sides, and press coverage.
async function fillFiles({ submit }: Pick<ReturnType<typeof startApp>, 'submit'>, visits: number[]) {
  for (const id of visits) {
    const task = { content: 'Send the draft', lead: 'Office', owner: 'Ann Lee', partnerId: '1' }
    for (const [side, days] of [
      ['ours', -4],
      ['ours', 0],
      ['theirs', 3],
      ['theirs', 60],
    ] as const) {
      const dueOn = addDays(today(), days)
      await submit(`/delegations/${id}/follow-ups`, { ...task, side, dueOn })
    }
    const piece = { title: 'A visit', outlet: 'Daily', language: 'en', publishedOn: '2025-09-20' }
    await submit(`/delegations/${id}/coverage`, { ...piece, url: 'https://example.org/visit' })
    await submit(`/delegations/${id}/coverage`, { title: 'In print' })
  }
  const closedOn = today()
  await submit('/follow-ups/1/closing', { outcome: 'done', closedOn, evidence: 'A letter' })
  await submit('/follow-ups/2/closing', { outcome: 'dropped', closedOn, evidence: 'No need' })
}

// Programmes with days and without, within their visit and left behind by it; checklists that are late, done, without a
// day, of a visit that is over.
async function fillProgrammes(
  { make, submit }: Pick<ReturnType<typeof startApp>, 'make' | 'submit'>,
  visit: object,
) {
  const day = today()
  const line = (number: number, day: string, more: Record<string, string> = {}) =>
    Object.fromEntries(
      Object.entries({ content: 'Talks', day, outcome: 'planned', ...more }).map(([column, value]) => [
        `items[${number}][${column}]`,
        value,
      ]),
    )
  const whole = { startsAt: '9h', endsAt: '11h30', place: 'Vientiane', met: 'The chair', partner: 'LJA' }
  for (const dates of [{ startsOn: addDays(day, 2), endsOn: addDays(day, 4) }, { startsOn: '2030-02' }]) {
    const id = make.delegation({ ...visit, ...dates })
    await submit(`/delegations/${id}/checklist/making`, {})
    await submit(`/delegations/${id}/programme`, {
      ...line(0, '1', whole),
      ...line(1, '2', { outcome: 'dropped', outcomeReason: 'A storm' }),
      ...line(2, '2', { outcome: 'added', startsAt: '14:00' }),
    })
    await submit(`/delegations/${id}/copy`, { title: 'Next year', startsOn: '3/2031', withPeople: '1' })
  }
  const moved = make.delegation({ ...visit, startsOn: addDays(day, 9), endsOn: addDays(day, 10) })
  await submit(`/delegations/${moved}/programme`, { ...line(0, '1', whole), ...line(1, '2') })
  await submit(`/delegations/${moved}/postponement`, { startsOn: addDays(day, 30), reason: 'A storm' })
  const late = make.delegation({ ...visit, startsOn: addDays(day, 20), status: 'returned' })
  const task = (number: number, more: Record<string, string>) =>
    Object.fromEntries(
      Object.entries({
        title: 'Book',
        dayKind: 'working',
        side: 'before',
        anchor: 'start',
        state: 'open',
        ...more,
      }).map(([column, value]) => [`lines[${number}][${column}]`, value]),
    )
  await submit(`/delegations/${late}/checklist`, {
    ...task(0, { days: '0', owner: 'Ann Lee' }),
    ...task(1, { side: 'after', days: '1', dayKind: 'calendar' }),
    ...task(2, { state: 'not_needed' }),
    ...task(3, { state: 'done', doneOn: '1/2/2024', days: '9' }),
    ...task(4, {}),
    ...task(5, { side: 'after', days: '5', dayKind: 'working', anchor: 'end' }),
  })
}

// A report with an edition that was taken back, one that stands, and what changed since.
async function publishTwice(
  { make, submit, visit: open }: Pick<ReturnType<typeof startApp>, 'make' | 'submit' | 'visit'>,
  visit: Parameters<ReturnType<typeof startApp>['make']['delegation']>[0],
) {
  make.delegation({ ...visit, startsOn: '2019-03-04', endsOn: '2019-03-06' })
  const at = '/reports/2019'
  const publish = async (number: string) => {
    const form = await open(`${at}/publication`)
    const sent = { version: form.value('version'), mark: form.value('mark') }
    await submit(`${at}/publication`, { ...sent, number, writtenOn: '5/1/2020', signer: 'Head' })
  }
  await publish('1/BC')
  await submit(`${at}/withdrawal`, { reason: 'The wrong draft' })
  await publish('2/BC')
  make.delegation({ ...visit, startsOn: '2019-05-04', endsOn: '2019-05-06', direction: 'inbound' })
}

// Entries of every catalogue that are in force, are over, and are still to come; two under another name than before.
async function fillCatalogues(
  { make, submit }: Pick<ReturnType<typeof startApp>, 'make' | 'submit'>,
  unit: number,
) {
  const [day, soon] = [today(), addDays(today(), 30)]
  make.unit({
    name: 'Chapter',
    kind: 'chapter',
    parentId: unit,
    sinceOn: '2010',
    untilOn: '2024-06',
    code: 'CH',
  })
  make.unit({ name: 'Ends soon', kind: 'chapter', untilOn: soon })
  const ended = make.unit({ name: 'Never used', kind: 'member', sinceOn: '2001' })
  const renamed = { version: '1', name: 'Local body', heldFrom: '2020' }
  await submit(`/admin/units/${unit}/renaming`, renamed)
  await submit(`/admin/units/${ended}/renaming`, { ...renamed, name: 'To be named', heldFrom: soon })
  await submit('/admin/authorities', { name: 'Office', sinceOn: '2010', note: 'A note' })
  await submit('/admin/authorities/1/renaming', { ...renamed, name: 'Great office' })
  await submit('/admin/authorities', { name: 'Old office', untilOn: '2020' })
  await submit('/admin/authorities', { name: 'Office for now', untilOn: soon })
  await submit('/admin/legal-bases', {
    number: '12-CT/TW',
    kind: 'directive',
    title: 'On visits',
    sinceOn: '2022',
  })
  await submit('/admin/legal-bases', { number: '5', kind: 'other', issuedOn: '2001', untilOn: '2010' })
  const days = '/admin/settings/report_days_outbound'
  await submit(days, { value: '20', dayKind: 'working', legalBasisId: '1' })
  await submit(days, { value: '12', dayKind: 'calendar', sinceOn: soon, basis: 'House rules' })
  await submit('/admin/settings/most_people', { value: '2', sinceOn: '1/1/2020', basis: 'House rules' })
  await submit('/admin/settings/most_days', { value: '3', legalBasisId: '1' })
  const step = { direction: 'outbound', days: '0', side: 'after', dayKind: 'calendar', anchor: 'end' }
  await submit('/admin/checklists', { ...step, title: 'Thank', legalBasisId: '1' })
  for (const kind of ['holiday', 'in_lieu', 'made_up']) {
    const fallsOn = addDays(day, kind.length)
    await submit('/admin/holidays', { fallsOn, name: 'A day', kind })
  }
}

// Published figures that cannot all be true, or are less than what was entered; some of it accepted, of that one with
// another figure since.
async function publishFigures(
  { submit, visit }: Pick<ReturnType<typeof startApp>, 'submit' | 'visit'>,
  unit: number,
) {
  const figure = { unitId: String(unit), indicator: 'activities', qualifier: 'exact', source: 'A paper' }
  const publish = (more: Record<string, string>) =>
    submit('/opening-figures', { ...figure, acceptedReason: 'So it was printed', ...more })
  await publish({ startsOn: '7/2023', endsOn: '7/2023', value: '499', note: 'A note' })
  await publish({ startsOn: '1/2023', endsOn: '7/2023', value: '318' })
  await publish({ startsOn: '7/2023', endsOn: '7/2023', value: '498', source: 'https://example.org/july' })
  await publish({ startsOn: '2021', endsOn: '2022', value: '3' })
  for (const year of ['2021', '2022', '3/2022']) await publish({ startsOn: year, endsOn: year, value: '2' })
  await publish({ startsOn: '2022', endsOn: '2023', value: '900', qualifier: 'more_than' })
  for (const indicator of ['outbound_delegations', 'inbound_delegations'])
    for (const qualifier of ['exact', 'more_than', 'about'])
      await publish({ unitId: '1', indicator, qualifier, startsOn: '2020', endsOn: '2026', value: '1' })
  await publish({ unitId: '1', indicator: 'partner_countries', startsOn: '', endsOn: '2024', value: '40' })
  const [accepted] = (await visit('/contradictions?scope=all&state=accepted')).all('.checks__acts form')
  if (accepted) await submit(accepted.getAttribute('action'), {})
  const edited = await visit('/opening-figures/2')
  await submit('/opening-figures/2', {
    ...figure,
    version: edited.value('version'),
    startsOn: '1/2023',
    endsOn: '7/2023',
    value: '317',
    acceptedReason: 'Still so',
  })
}

const person = (name: string, more: Partial<Member> = {}): Member => ({
  id: null,
  name,
  role: 'member',
  post: 'Editor',
  organisation: 'Daily',
  hasTravelled: true,
  ...more,
})
