import type { MailServer } from './mail-server.ts'

// The one file that opens a connection to another machine, and only where an administrator named it in SMTP_URL.

export interface Letter {
  id: number
  recipient: string
  subject: string
  body: string
}

/** How it went to hand a letter over. */
export type Outcome =
  | { kind: 'sent' }
  /** It did not go, and is tried again later: the server refused it for now, or was not there. */
  | { kind: 'postponed'; reason: string; isServerAway: boolean }
  /** It did not go and will not: there is no such mailbox. */
  | { kind: 'refused'; reason: string }
  /** The connection broke after the letter was on its way: it may have arrived. */
  | { kind: 'unknown'; reason: string }

export type Send = (letter: Letter) => Promise<Outcome>

/** How long a server may take to be reached, to greet, and to answer. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }

/** Hands letters to a server, one connection each: nothing stays open in between. */
export function senderTo(server: MailServer): Send {
  const options = {
    host: server.host,
    port: server.port,
    secure: server.isSecure,
    requireTLS: server.needsTls,
    auth: server.auth ?? undefined,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...PATIENCE,
  }
  return async ({ id, recipient, subject, body }) => {
    let isOnItsWay = false
    // Loaded with the first letter: the program starts without it.
    const { createTransport } = await import('nodemailer')
    const transport = createTransport(options)
    transport.use('stream', (mail, done) => {
      // Its text flows once the server has said that it takes it.
      mail.message.processFunc((text) => text.once('resume', () => (isOnItsWay = true)))
      done()
    })
    const to = oneLine(recipient)
    try {
      await transport.sendMail({
        from: { name: 'Sổ đoàn', address: server.from },
        to: { name: '', address: to },
        envelope: { from: server.from, to: [to] },
        subject: oneLine(subject),
        text: body,
        // The same at each attempt, for servers that drop what they have seen.
        messageId: `<so-doan-${id}@${server.from.split('@')[1]}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
      return { kind: 'sent' }
    } catch (error) {
      return outcomeOf(error, server, isOnItsWay)
    } finally {
      transport.close()
    }
  }
}

/** A header is one line, whatever is stored. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()

function outcomeOf(error: unknown, { auth }: MailServer, isOnItsWay: boolean): Outcome {
  const { code, responseCode, command, message } = error as {
    code?: string
    responseCode?: number
    command?: string
    message?: string
  }
  let reason = oneLine(message ?? 'unknown').slice(0, 300)
  for (const secret of auth ? [auth.pass, Buffer.from(auth.pass).toString('base64')] : [])
    reason = reason.replaceAll(secret, '…')
  // A server that answered has said no; one that fell silent while it held the letter's text has not.
  if (!responseCode)
    return isOnItsWay ? { kind: 'unknown', reason } : { kind: 'postponed', reason, isServerAway: true }
  if (responseCode >= 500 && command === 'RCPT TO') return { kind: 'refused', reason }
  return { kind: 'postponed', reason, isServerAway: code !== 'EENVELOPE' && code !== 'EMESSAGE' }
}
