import type { AddressInfo } from 'node:net'
import { type BrowserContextOptions, chromium } from 'playwright-core'
import type { Role } from '../../src/accounts/account.ts'
import { inject, onTestFinished } from 'vitest'
import { startApp } from './app.ts'

/** A product over a database of its own, answering at an address, and a browser to visit it with. */
export async function startBrowser({
  published = false,
  generated,
  as,
  ...options
}: BrowserContextOptions & { published?: boolean; generated?: number; as?: Role | null } = {}) {
  const app = startApp({ published, generated, as })
  const server = app.app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const browser = await chromium.connect(inject('browserAddress'))
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    ...options,
  })
  if (app.signedIn) await context.addCookies([{ name: 'so-doan', value: app.signedIn.token, url: address }])
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', ({ message }) => {
    // A page that comes too late for its transition is shown without one.
    if (!message.startsWith('Transition was ')) complaints.push(message)
  })
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4(04|09|10|22)/.test(message.text()))
      complaints.push(message.text())
  })
  onTestFinished(async () => {
    await browser.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { ...app, address, context, page, complaints }
}
