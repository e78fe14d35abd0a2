import { type Logger, pino } from 'pino'
import { note } from './accounts/security-log.ts'
import { hasAccounts, makeSetupLink } from './accounts/queries.ts'
import { createApp } from './app.ts'
import { end, environmentOrEnd, keyOrEnd, openOrEnd } from './command.ts'
import { closePasts } from './db/past-register.ts'
import { closeParts } from './db/scope.ts'
import { today } from './dates.ts'
import { forgetIncoming } from './documents/kept-file.ts'
import { eraseExpired } from './identity-papers/queries.ts'
import { keepMailing, mailingTo } from './mail/mailing.ts'
import { openRegister } from './open-register.ts'
import { isEmpty, loadPublishedRegister } from './published-register.ts'
import { ensureOwnBody } from './units/queries.ts'

/** Longest time requests in hand get to finish once the server is asked to stop. */
const STOP_WITHIN_MS = 5000

/** Runs the product until it is asked to stop. Wrong settings end the program with one line that names the first. */
export function serve(variables: NodeJS.ProcessEnv) {
  if (Number(process.versions.napi) < 10) {
    end(`Node ${process.versions.node} is too old for the SQLite driver: 24 or newer is needed`)
  }
  const environment = environmentOrEnd(variables)
  const { HOST, PORT, DATA_DIR, SEED, LOG_LEVEL, PUBLIC_URL, SECRET_KEY_FILE, SMTP_URL } = environment
  process.umask(0o077)

  const db = openOrEnd(() => openRegister(DATA_DIR))
  if (SEED === 'published' && isEmpty(db)) loadPublishedRegister(db)
  ensureOwnBody(db, 'Hội Nhà báo Việt Nam')
  forgetIncoming(DATA_DIR)

  const key = keyOrEnd(SECRET_KEY_FILE)
  const log = pino({ level: LOG_LEVEL })
  const mailing = SMTP_URL && mailingTo(SMTP_URL, db, log, PUBLIC_URL)
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

  const letters = mailing && keepMailing(mailing, log)

  daily(log, () => {
    const who = { name: 'Sổ đoàn' }
    const erased = eraseExpired(db, who, today())
    if (erased) note(db, 'identity_erased', who, `participants: ${erased}`)
  })

  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)

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
function daily(log: Logger, job: () => void) {
  const DAY = 24 * 3600 * 1000
  // A disk that is full today may not be tomorrow.
  const tried = () => {
    try {
      job()
    } catch (error) {
      log.error({ err: error }, 'daily job failed')
    }
  }
  setTimeout(tried, 10_000).unref()
  setInterval(tried, DAY).unref()
}
