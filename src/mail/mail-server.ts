import { z } from 'zod'

/** The server that letters are handed to, as `SMTP_URL` says. */
export interface MailServer {
  host: string
  port: number
  /** TLS from the first byte (smtps); otherwise STARTTLS where the server offers it. */
  isSecure: boolean
  /** A password is never sent in the clear to another machine. */
  needsTls: boolean
  auth: { user: string; pass: string } | null
  /** The address that letters come from. */
  from: string
}

const address = z.email()

/** What `SMTP_URL` means: smtp://user:password@host:587?from=so-doan@example.vn; or, as text, why it cannot be used. */
export function readMailServer(text: string): MailServer | string {
  if (!URL.canParse(text)) return 'not an address like smtp://user:password@host:587'
  const url = new URL(text)
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') return 'must begin with smtp:// or smtps://'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!host) return 'names no host'
  if ((url.pathname && url.pathname !== '/') || url.hash) return 'nothing but ?from=… may follow the host'
  const unknown = [...url.searchParams.keys()].find((name) => name !== 'from')
  if (unknown !== undefined) return `“${unknown}” is not known; only from is`
  const [user, pass] = [decoded(url.username), decoded(url.password)]
  if (user === undefined || pass === undefined) return 'the name or the password is badly %-encoded'
  if (!user !== !pass) return 'a name needs a password, and a password a name'
  const isSecure = url.protocol === 'smtps:'
  const given = url.searchParams.get('from')
  const from =
    given ?? (address.safeParse(user).success ? user : `so-doan@${isNumber(host) ? 'localhost' : host}`)
  if (given !== null && !address.safeParse(given).success) return 'from is no e-mail address'
  return {
    host,
    port: url.port ? Number(url.port) : isSecure ? 465 : user ? 587 : 25,
    isSecure,
    needsTls: !isSecure && !!user && !isThisMachine(host),
    auth: user ? { user, pass } : null,
    from,
  }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

const isNumber = (host: string) => /^[\d.]+$|:/.test(host)
const isThisMachine = (host: string) => host === 'localhost' || host === '::1' || /^127\.[\d.]+$/.test(host)
