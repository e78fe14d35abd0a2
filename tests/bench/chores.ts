// What people do in the trial of many: mostly they look, now and then somebody saves a form.
import { type Answer, formIn } from './browser.ts'
import type { Colleague } from './staff.ts'

/** One person at work. */
export interface Worker extends Colleague {
  /** Opens a page; throws where it is not what was asked for. */
  open: (what: string, path: string) => Promise<Answer>
  /** Sends a form; throws where it is neither kept nor handed back because somebody else changed the same. */
  submit: (what: string, path: string, typed: URLSearchParams) => Promise<Answer>
  /** The time somebody takes to read or to type. */
  think: () => Promise<unknown>
  /** Visits that they wrote down and that are still planned. */
  planned: number[]
  isOver: () => boolean
}

const oneOf = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!
const year = () => 2008 + Math.floor(Math.random() * 18)
const number = () => Math.floor(Math.random() * 1e6)
const countries = ['LA', 'KH', 'CN', 'CU', 'TH', 'KR', 'FR', 'RU', 'KP', 'DE', 'JP', 'ID']
const words = ['doan lao', 'phong xa', 'nha bao', 'trung quoc', 'ACJA', 'cuba', 'hoi dam', 'Nguyen Van']

const lists = [
  () => '/delegations',
  () => '/delegations?scope=all',
  () => `/delegations?direction=${oneOf(['outbound', 'inbound'])}&year=${year()}`,
  () => `/delegations?country=${oneOf(countries)}`,
  () => '/delegations?status=returned',
]
const totals = [
  () => '/totals',
  () => '/totals?scope=all',
  () => '/totals?by=country',
  () => `/totals?by=month&from=${year()}&to=2025`,
]

/** Pages people open, as often as they stand here. */
const looks: [what: string, pathFor: (worker: Worker) => string][] = [
  ...Array.from({ length: 5 }, (): (typeof looks)[number] => ['list', () => oneOf(lists)()]),
  ...Array.from({ length: 6 }, (): (typeof looks)[number] => ['dossier', visitOf]),
  ['search', () => `/search?q=${encodeURIComponent(oneOf(words))}`],
  ['search', () => `/search?q=${encodeURIComponent(oneOf(words))}`],
  ['totals', () => oneOf(totals)()],
  ['totals', () => oneOf(totals)()],
  ['partners', () => '/partners'],
  ['partners', () => `/partners?country=${oneOf(countries)}`],
  ['partner', ({ partners }) => `/partners/${oneOf(partners)}`],
  ['history', () => '/history'],
  ['today', () => '/'],
  ['today', () => '/'],
]

function visitOf({ visits }: Worker): string {
  return visits.length ? `/delegations/${oneOf(visits)}` : '/delegations'
}

export async function look(worker: Worker) {
  const [what, pathFor] = oneOf(looks)
  await worker.open(what, pathFor(worker))
}

/** Saves something, as a browser does it: the form is opened, typed into and sent, and the page it leads to opens. */
export async function save(worker: Worker) {
  const act = oneOf([edit, edit, add, step])
  const path = await act(worker)
  if (path) await worker.open('dossier', path)
}

async function edit(worker: Worker): Promise<string | undefined> {
  const id = oneOf([...worker.visits, ...worker.planned])
  if (!id) return add(worker)
  return fillIn(worker, 'edit', `/delegations/${id}/edit`, `/delegations/${id}`, {
    place: `Thủ đô, lần ${number()}`,
  })
}

async function add(worker: Worker): Promise<string | undefined> {
  const path = await fillIn(worker, 'add', '/delegations/new?direction=outbound', '/delegations', {
    title: `Đi thử ${worker.name} ${number()}`,
    countries: oneOf(['Lào', 'Cuba', 'Thái Lan', 'Pháp']),
    startsOn: `${1 + (number() % 28)}/${1 + (number() % 12)}/2027`,
    notDuplicate: '1',
  })
  const id = Number(/^\/delegations\/(\d+)/.exec(path ?? '')?.[1])
  if (id) worker.planned.push(id)
  return path
}

async function step(worker: Worker): Promise<string | undefined> {
  const id = worker.planned.shift()
  if (!id) return add(worker)
  return fillIn(worker, 'step', `/delegations/${id}/submission`, `/delegations/${id}/submission`, {})
}

/** Where the kept form leads; undefined where it came back, or where the trial ended meanwhile. */
async function fillIn(
  worker: Worker,
  what: string,
  page: string,
  action: string,
  typed: Record<string, string>,
): Promise<string | undefined> {
  const { html } = await worker.open(`${what}, form`, page)
  const fields = formIn(html, action)
  if (!fields) throw new Error(`${page} holds no form to ${action}`)
  for (const [name, value] of Object.entries(typed)) fields.set(name, value)
  await worker.think()
  if (worker.isOver()) return undefined
  const { status, location } = await worker.submit(`${what}, saved`, action, fields)
  return status === 303 ? location : undefined
}
