import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'

const NONCE = 12
const TAG = 16

/** What is kept in the database but readable only with the key file, which lies outside it. */
export interface SecretKey {
  /** Sealed text in base64; `about` names what it belongs to, and must be the same at opening. */
  seal: (text: string, about: string) => string
  /** The text again. Throws where the key or `about` is another, or the sealed text was changed. */
  open: (sealed: string, about: string) => string
}

/**
 * The key in `file` (32 bytes in base64), made there on the first start and readable by its owner only. AES-256-GCM.
 * Throws RangeError where the file holds something else.
 */
export function secretKeyIn(file: string): SecretKey {
  if (!existsSync(file)) makeKey(file)
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  if (key.length !== 32) throw new RangeError(`${file} holds no key of 32 bytes in base64`)
  return {
    seal(text, about) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG })
      decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
      return decipher.update(bytes.subarray(NONCE + TAG), undefined, 'utf8') + decipher.final('utf8')
    },
  }
}

// On disk before anything is sealed with it: what it sealed would be lost with it.
function makeKey(file: string) {
  const handle = openSync(file, 'wx', 0o600)
  writeSync(handle, `${randomBytes(32).toString('base64')}\n`)
  fsyncSync(handle)
  closeSync(handle)
}
