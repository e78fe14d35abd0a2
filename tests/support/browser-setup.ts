import { accessSync, constants } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type BrowserServer, chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    browserAddress: string
  }
}

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * One browser for all browser tests: the one CHROMIUM names, else an installed one, else the one that came with npm.
 * Where none can be started the tests fail; they are never skipped.
 */
export default async function setup(project: TestProject) {
  const server = await start()
  project.provide('browserAddress', server.wsEndpoint())
  return () => server.close()
}

async function start(): Promise<BrowserServer> {
  const executablePath = process.env.CHROMIUM || installed.find(isExecutable) || (await unpack())
  // Only what a container without its own user namespaces needs; nothing that loosens the browser's own rules.
  return chromium.launchServer({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

// The npm package holds a Chromium for servers that have none, with the libraries it needs, compressed.
async function unpack(): Promise<string> {
  const { default: packed, inflate, setupLambdaEnvironment } = await import('@sparticuz/chromium')
  const bin = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../bin')
  await inflate(join(bin, 'al2023.tar.br'))
  setupLambdaEnvironment(join(tmpdir(), 'al2023', 'lib'))
  return packed.executablePath()
}
