import { type Logger, pino } from 'pino'
import { note } from './accounts/security-log.ts'
import { hasAccounts, makeSetupLink } from './accounts/queries.ts'
import { createApp, openRooms } from './app.ts'
import { end, environmentOrEnd, keyOrEnd, openOrEnd } from './command.ts'
import { inShortSteps } from './db/in-short-steps.ts'
import { closePasts } from './db/past-register.ts'
import { closeParts } from './db/scope.ts'
import { today } from './dates.ts'
import { forgetIncoming } from './documents/kept-file.ts'
import { isEmpty, openRegister } from './open-register.ts'
import { ensureOwnBody } from './units/queries.ts'

/** Longest time requests in hand get to finish once the server is asked to stop. */
const STOP_WITHIN_MS = 5000
/** By then whoever waited for the start has their page, and the rooms nobody asked for are opened. */
const OPEN_ROOMS_AFTER_MS = 1000

/** Runs the product until it is asked to stop. Wrong settings end the program with one line that names the first. */
export async function serve(variables: NodeJS.ProcessEnv) {
  if (Number(process.versions.napi) < 10) {
    end(`Node ${process.versions.node} is too old for the SQLite driver: 24 or newer is needed`)
  }
  const environment = environmentOrEnd(variables)
  const { HOST, PORT, DATA_DIR, SEED, LOG_LEVEL, PUBLIC_URL, SECRET_KEY_FILE, SMTP_URL } = environment
  process.umask(0o077)

  const db = openOrEnd(() => openRegister(DATA_DIR))
  if (SEED === 'published' && isEmpty(db)) {
    const { loadPublishedRegister } = await import('./published-register.ts')
    loadPublishedRegister(db)
  }
  ensureOwnBody(db, 'Hội Nhà báo Việt Nam')
  forgetIncoming(DATA_DIR)

  const key = keyOrEnd(SECRET_KEY_FILE)
  const log = pino({ level: LOG_LEVEL })
  const mailing = SMTP_URL && (await import('./mail/mailing.ts')).mailingTo(SMTP_URL, db, log, PUBLIC_URL)
  const letters = mailing && (await import('./mail/mailing.ts')).keepMailing(mailing, log)
  const app = createApp(db, log, { key, publicUrl: PUBLIC_URL, host: HOST, mailing })
  const server = app.listen(PORT, HOST, (error) => {
    if (error) end(`PORT=${PORT} cannot be used: ${error.message}`)
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : PORT
    const host = HOST.includes(':') ? `[${HOST}]` : HOST
    const here = `http://${host}:${port}`
    console.log(`Sổ đoàn: ${here}`)
    if (!hasAccounts(db)) {
      console.log(`First run: ${PUBLIC_URL?.replace(/\/$/, '') ?? here}/setup?token=${makeSetupLink(db)}`)
    }
  })
  server.headersTimeout = 20_000
  server.requestTimeout = 60_000

  setTimeout(() => void prepare(), OPEN_ROOMS_AFTER_MS).unref()
  daily(log, async () => {
    const { eraseExpired } = await import('./identity-papers/queries.ts')
    const who = { name: 'Sổ đoàn' }
    const erased = eraseExpired(db, who, today())
    if (erased) note(db, 'identity_erased', who, `participants: ${erased}`)
  })
  daily(log, async () => {
    const { countingToday } = await import('./contradictions/daily.ts')
    if (db.$client.open) await inShortSteps(countingToday(db))
  })

  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)

  // What the first to ask would wait for.
  async function prepare() {
    await openRooms(app)
    const { warmCounts } = await import('./warming.ts')
    if (db.$client.open) warmCounts(db)
  }

  function stop() {
    const idle = setInterval(() => server.closeIdleConnections(), 100)
    const limit = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS)
    // A letter in hand is finished, or, where its server is too slow, found and told at the next start.
    const lettersDone = Promise.race([letters?.stop(), letters && after(STOP_WITHIN_MS)])
    server.close(async () => {
      await lettersDone
      clearInterval(idle)
      clearTimeout(limit)
      closePasts(db)
      closeParts(db)
      db.$client.close()
      process.exit(0)
    })
    server.closeIdleConnections()
  }
}

const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Does a job soon after the start, and once a day from then on. */
function daily(log: Logger, job: () => Promise<void>) {
  const DAY = 24 * 3600 * 1000
  // A disk that is full today may not be tomorrow.
  const tried = () => {
    job().catch((error: unknown) => log.error({ err: error }, 'daily job failed'))
  }
  setTimeout(tried, 10_000).unref()
  setInterval(tried, DAY).unref()
}
