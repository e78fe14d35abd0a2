import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { onTestFinished } from 'vitest'
import type { MailServer } from '../../src/mail/mail-server.ts'

/** A letter as it arrived: the addresses it was handed over with, its headers and its text. */
export interface Arrived {
  from: string
  to: string[]
  headers: Map<string, string>
  raw: string
  text: string
}

/** A mail server on this machine that keeps what it is handed; `options` make it refuse some. */
export async function mailServer(options: SMTPServerOptions = {}) {
  const letters: Arrived[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : ''
        const to = envelope.rcptTo.map(({ address }) => address)
        letters.push({ from, to, ...read(Buffer.concat(chunks).toString()) })
        done()
      })
    },
    ...options,
  })
  // A client that goes away in the middle is part of some tests.
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  const at: MailServer = {
    host: '127.0.0.1',
    port,
    isSecure: false,
    needsTls: false,
    auth: null,
    from: 'so-doan@example.vn',
  }
  return { letters, at, server }
}

/** What a letter says, read as a mail program does. */
function read(raw: string) {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const headers = new Map(
    head
      .replaceAll(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line): [string, string] => {
        const at = line.indexOf(':')
        return [line.slice(0, at).toLowerCase(), words(line.slice(at + 1).trim())]
      }),
  )
  const body = rest.join('\r\n\r\n')
  const how = headers.get('content-transfer-encoding')
  const bytes =
    how === 'base64'
      ? Buffer.from(body, 'base64')
      : how === 'quoted-printable'
        ? unquoted(body.replaceAll('=\r\n', ''))
        : Buffer.from(body)
  return { headers, raw, text: bytes.toString().replaceAll('\r\n', '\n') }
}

const unquoted = (text: string) =>
  Buffer.from(
    text.replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  )

// =?UTF-8?Q?…?= and =?UTF-8?B?…?=, one after the other.
const words = (text: string) =>
  text
    .replaceAll(/\?= +=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_all, how: string, part: string) =>
      (how.toLowerCase() === 'b'
        ? Buffer.from(part, 'base64')
        : unquoted(part.replaceAll('_', ' '))
      ).toString('latin1'),
    )
    .replace(/[\s\S]*/, (bytes) =>
      /[\u0080-\u00ff]/.test(bytes) ? Buffer.from(bytes, 'latin1').toString() : bytes,
    )
