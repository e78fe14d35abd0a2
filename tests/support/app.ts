import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseHTML } from 'linkedom'
import { pino } from 'pino'
import request from 'supertest'
import { onTestFinished } from 'vitest'
import type { Role } from '../../src/accounts/account.ts'
import { createAccount, updateCredential } from '../../src/accounts/queries.ts'
import { startSession } from '../../src/accounts/sessions.ts'
import { createApp, openRooms } from '../../src/app.ts'
import { closePasts } from '../../src/db/past-register.ts'
import { closeParts } from '../../src/db/scope.ts'
import { write } from '../../src/db/write.ts'
import { createDelegation } from '../../src/delegations/writing.ts'
import type { DelegationInput } from '../../src/delegations/form.ts'
import type { Status } from '../../src/delegations/delegation.ts'
import type { MailServer } from '../../src/mail/mail-server.ts'
import { mailingTo } from '../../src/mail/mailing.ts'
import { generateRegister } from '../../src/generated-register.ts'
import { openRegister } from '../../src/open-register.ts'
import { partners } from '../../src/partners/partner.ts'
import { indexPartner } from '../../src/search/indexing.ts'
import { units } from '../../src/units/unit.ts'
import { sortKey } from '../../src/vietnamese.ts'
import { secretKeyIn } from '../../src/secret-key.ts'
import { addPublishedCatalogue, loadPublishedRegister } from '../../src/published-register.ts'

type Visit = Partial<DelegationInput> & { status?: Status; statusReason?: string | null }

/**
 * A whole product over a database of its own, empty but for the own body, or holding the published register or only its
 * catalogue: the bodies, no visits; or as many `generated` visits. `visit`
 * opens a page, `submit` sends a form, `make` puts records there; `as` says who is signed in (null: nobody), and
 * `signIn` signs another in.
 */
export function startApp({
  published = false,
  generated = 0,
  as = 'administrator',
  publicUrl,
  mail,
}: {
  published?: boolean | 'catalogue'
  generated?: number
  as?: Role | null
  publicUrl?: string
  mail?: MailServer
} = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'so-doan-'))
  const db = openRegister(dataDir)
  onTestFinished(() => {
    closePasts(db)
    closeParts(db)
    db.$client.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
  if (published === true) loadPublishedRegister(db)
  if (published === 'catalogue') write(db, { name: 'Test' }, (write) => void addPublishedCatalogue(write))
  if (generated) generateRegister(db, generated)
  const log = pino({ level: process.env.TEST_LOG ?? 'silent' })
  const mailing = mail && mailingTo(mail, db, log, publicUrl)
  const app = createApp(db, log, { key: secretKeyIn(join(dataDir, 'secret.key')), publicUrl, mailing })
  const who = { name: 'Test' }

  const make = {
    /** The own body (made by default), a local association, another body. */
    unit(given: Partial<typeof units.$inferInsert> = {}) {
      const name = given.name ?? 'Hội Nhà báo Việt Nam'
      return write(db, who, (write) =>
        write.insert(units, { kind: 'own_body', ...given, name, sortKey: sortKey(name) }),
      )
    },
    partner(given: Partial<typeof partners.$inferInsert> = {}) {
      const name = given.name ?? 'Hội Nhà báo Lào'
      return write(db, who, (write) => {
        const row = {
          kind: 'journalist_association' as const,
          country: 'LA',
          ...given,
          name,
          sortKey: sortKey(name),
        }
        const id = write.insert(partners, row)
        indexPartner(write, id)
        return id
      })
    },
    delegation(given: Visit = {}) {
      const isWithdrawn = given.status === 'postponed' || given.status === 'cancelled'
      const visit = { ...aVisit(ownUnit()), ...(isWithdrawn && { statusReason: 'No seats left' }), ...given }
      return write(db, who, (write) => createDelegation(write, visit))
    },
  }
  let people = 0
  /** Signs somebody in (a new account of this role and unit): the headers their browser sends. */
  function signIn(
    role: Role,
    { unitId = ownUnit(), name = `Test ${(people += 1)}`, mayReadIdentity = false, isEnrolled = true } = {},
  ) {
    const who = { name }
    const email = `${name.toLowerCase().replaceAll(/\W+/g, '.')}@example.org`
    const accountId = write(db, who, (write) =>
      createAccount(write, { email, name, role, unitId, mayReadIdentity }),
    )
    if (isEnrolled) updateCredential(db, who, accountId, { secondFactorSince: new Date().toISOString() })
    const token = startSession(db, who, accountId, { address: '127.0.0.1', browser: null })
    return { accountId, email, name, token, headers: { Cookie: `so-doan=${token}` } }
  }

  let own: number | undefined
  const ownUnit = () => (own ??= published || generated ? 1 : make.unit())
  ownUnit()
  const signedIn = as && signIn(as, { name: 'Test' })

  async function open(method: 'get' | 'post', url: string, body?: Record<string, unknown>, headers = {}) {
    const agent = request(app)
    const sent = (method === 'get' ? agent.get(url) : agent.post(url)).set({
      Origin: 'http://127.0.0.1',
      Host: '127.0.0.1',
      ...headers,
      Cookie: cookiesOf(headers),
    })
    const answer = await (body ? sent.type('form').send(body) : sent)
    return pageOf(answer)
  }

  // Who is signed in stays so, whatever else a browser keeps; who signs in as somebody else is that one.
  function cookiesOf({ Cookie = '' }: { Cookie?: string }): string {
    const isSomebody = /(^|; )(__Host-)?so-doan=/.test(Cookie)
    return [isSomebody || !signedIn ? '' : signedIn.headers.Cookie, Cookie].filter(Boolean).join('; ')
  }

  return {
    db,
    app,
    log,
    mailing,
    signIn,
    signedIn,
    dataDir,
    make,
    openRooms: () => openRooms(app),
    visit: (url: string, headers: Record<string, string> = {}) => open('get', url, undefined, headers),
    submit: (url: string, body: Record<string, unknown>, headers: Record<string, string> = {}) =>
      open('post', url, body, headers),
    /** The form of a visit as a clerk fills it in at least, with some fields otherwise. */
    typed: (fields: Record<string, unknown> = {}) => ({
      direction: 'outbound',
      title: 'Thăm và làm việc tại Lào',
      countries: 'Lào',
      startsOn: '14/9/2024',
      unitId: String(ownUnit()),
      countsAs: 'delegation_and_people',
      ...fields,
    }),
  }
}

export function aVisit(unitId: number): DelegationInput {
  return {
    submissionId: undefined,
    version: null,
    direction: 'outbound',
    title: 'Thăm và làm việc',
    partnerIds: [],
    countries: ['LA'],
    place: null,
    startsOn: '2024-09-14',
    endsOn: null,
    participants: [],
    hosts: [],
    headCount: null,
    isListComplete: false,
    unitId,
    capacity: null,
    approvalNumber: null,
    approvedOn: null,
    approvalAuthority: null,
    purposeKind: null,
    purpose: null,
    countsAs: 'delegation_and_people',
    countsAsReason: null,
    sourceUrl: null,
    note: null,
    notDuplicate: false,
  }
}

function pageOf(answer: request.Response) {
  const html = answer.text ?? ''
  const { document } = parseHTML(html)
  const clean = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim()
  return {
    status: answer.status,
    headers: answer.headers as Record<string, string>,
    location: answer.headers.location,
    html,
    json: answer.body as Record<string, never>,
    document,
    all: (selector: string) => [...document.querySelectorAll(selector)],
    text: (selector: string) => clean(document.querySelector(selector)?.textContent),
    texts: (selector: string) =>
      [...document.querySelectorAll(selector)].map((found) => clean(found.textContent)),
    href: (selector: string) => document.querySelector(selector)?.getAttribute('href') ?? '',
    value: (name: string) => {
      const field = document.querySelector(`[name="${name}"]`)
      const chosen = field?.querySelector('option[selected]')
      return chosen?.getAttribute('value') ?? field?.getAttribute('value') ?? field?.textContent ?? ''
    },
    error: (id: string) => clean(document.querySelector(`#${id}-error`)?.textContent),
  }
}
