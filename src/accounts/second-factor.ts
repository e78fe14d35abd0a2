import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import encodeQR from 'qr'
import { hashOfToken } from './tokens.ts'

/** RFC 6238 as every authenticator app knows it: SHA-1, six digits, half a minute. */
const PERIOD = 30
const RECOVERY_CODES = 10

const totpOf = (secret: string, email: string) =>
  new TOTP({
    issuer: 'Sổ đoàn',
    label: email,
    secret: Secret.fromBase32(secret),
    period: PERIOD,
  })

/** A new secret of 160 bits, in base 32. */
export const newSecret = () => new Secret({ size: 20 }).base32

/** What an app is told of the secret: the address that it reads, as a picture too. */
export function enrolment(secret: string, email: string) {
  const uri = totpOf(secret, email).toString()
  return { uri, secret: secret.replaceAll(/(.{4})(?=.)/g, '$1 '), picture: encodeQR(uri, 'svg') }
}

/**
 * The half minute that a code is of, within half a minute either way; undefined for a wrong code, and for one of a half
 * minute that was used already.
 */
export function stepOfCode(secret: string, typed: string, lastStep: number | null, now = Date.now()) {
  const token = typed.replaceAll(/\D/g, '')
  if (token.length !== 6) return undefined
  const delta = totpOf(secret, '').validate({ token, timestamp: now, window: 1 })
  if (delta === null) return undefined
  const step = Math.floor(now / 1000 / PERIOD) + delta
  return lastStep === null || step > lastStep ? step : undefined
}

/** Codes to write down: 50 bits each, in letters and figures that nobody mistakes for others. */
export function newRecoveryCodes(): string[] {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const letter = () => {
    // What does not fall into a whole run of the letters would make some of them likelier.
    for (;;) {
      const byte = randomBytes(1)[0]!
      if (byte < 256 - (256 % letters.length)) return letters[byte % letters.length]!
    }
  }
  const code = () =>
    Array.from({ length: 10 }, letter)
      .join('')
      .replace(/^(.{5})/, '$1-')
  return Array.from({ length: RECOVERY_CODES }, code)
}

/** A recovery code as it is kept. */
export const hashOfRecoveryCode = (typed: string) =>
  hashOfToken(typed.toLowerCase().replaceAll(/[^a-z0-9]/g, ''))
