import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import type common from '@zxcvbn-ts/language-common'
import { folded } from '../vietnamese.ts'
import type { Message } from '../web/language.ts'

// Argon2id, at or above OWASP's least (19 MiB, 2 passes); what a stored hash was made with stands in it, so that it
// can be raised: the hash is made anew at the next sign-in.
const MEMORY = 19_456
const PASSES = 3
const LANES = 1
const HASH = 32

/** Without a second factor, and with one (NIST SP 800-63B-4). */
export const LEAST_ALONE = 15
export const LEAST_WITH_CODE = 8
export const MOST = 128

const derive = promisify(argon2)

/** A password as it is hashed, however a keyboard composed its letters. */
const normal = (password: string) => password.normalize('NFKC')

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  return written(salt, await derived(password, salt, { memory: MEMORY, passes: PASSES, lanes: LANES }))
}

function written(salt: Buffer, hash: Buffer): string {
  const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')
  return `$argon2id$v=19$m=${MEMORY},t=${PASSES},p=${LANES}$${base64(salt)}$${base64(hash)}`
}

// What an unknown name is compared with, so that it takes as long as a known one: the hash of no password.
const nobody = written(randomBytes(16), randomBytes(HASH))

/** Whether a password is the one of a stored hash; for no hash at all no, after the same time. */
export async function isPassword(password: string, stored: string | null | undefined): Promise<boolean> {
  const [, , , cost, salt, hash] = (stored ?? nobody).split('$')
  const [memory, passes, lanes] = (cost ?? '').split(',').map((part) => Number(part.slice(2)))
  if (!memory || !passes || !lanes || !salt || !hash) throw new RangeError('no Argon2id hash')
  const made = await derived(password, Buffer.from(salt, 'base64'), { memory, passes, lanes })
  return timingSafeEqual(made, Buffer.from(hash, 'base64')) && stored !== null && stored !== undefined
}

/** Whether a stored hash was made with less than is asked today. */
export const isOutdated = (stored: string) =>
  !stored.startsWith(`$argon2id$v=19$m=${MEMORY},t=${PASSES},p=${LANES}$`)

async function derived(
  password: string,
  nonce: Buffer,
  { memory, passes, lanes }: { memory: number; passes: number; lanes: number },
) {
  return derive('argon2id', {
    message: normal(password),
    nonce,
    memory,
    passes,
    parallelism: lanes,
    tagLength: HASH,
  })
}

/** Words anybody would try first here. */
const house =
  'so doan hoi nha bao viet nam vietnam vja hnbvn hoinhabao nhabao bao chi baochi doi ngoai doingoai phong vien ' +
  'ha noi hanoi sai gon password matkhau mat khau admin administrator quan tri quantri delegation journalist'
const houseWords = [...new Set(house.split(' '))].toSorted((one, other) => other.length - one.length)

// Only the choice of a password asks for these: no start waits for them.
function commonPasswords(): string[] {
  const { dictionary } = createRequire(import.meta.url)('@zxcvbn-ts/language-common') as typeof common
  return dictionary['passwords-common']
}

let commonOnes: Set<string> | undefined

// Nearly 50,000 passwords that people have used most, as other systems lost them.
function isCommon(password: string): boolean {
  commonOnes ??= new Set(commonPasswords())
  return commonOnes.has(password)
}

/**
 * Why a password may not be chosen; undefined where it may. No rule asks for kinds of characters. `own` are words of
 * the account: its address, its owner's name.
 */
export function reasonAgainst(
  password: string,
  { hasSecondFactor, own }: { hasSecondFactor: boolean; own: string[] },
): Message | undefined {
  const text = normal(password)
  // Characters as Unicode counts them: a letter with its tones is one after NFKC.
  const { length } = Array.from(text)
  const least = hasSecondFactor ? LEAST_WITH_CODE : LEAST_ALONE
  if (length < least) {
    return {
      text: 'Cần ít nhất {least} ký tự; câu dài dễ nhớ là tốt nhất. Đang có {length}',
      gaps: { least, length },
    }
  }
  if (length > MOST) return { text: 'Dài nhất {most} ký tự. Đang có {length}', gaps: { most: MOST, length } }
  const plain = folded(text)
  if (isCommon(text.toLowerCase()) || isCommon(plain) || isCommon(unrepeated(plain)))
    return { text: 'Mật khẩu này nhiều người dùng nên dễ bị đoán. Chọn câu khác' }
  const ownWords = own.flatMap((word) => folded(word).split(/[^a-z0-9]+/)).filter((word) => word.length > 2)
  if (remainderOf(plain, ownWords).length < 5)
    return {
      text: 'Mật khẩu chỉ gồm tên, địa chỉ hoặc chữ quen thuộc của cơ quan nên dễ bị đoán. Chọn câu khác',
    }
  if (new Set(plain).size < 5) return { text: 'Mật khẩu lặp lại vài ký tự nên dễ bị đoán. Chọn câu khác' }
  return undefined
}

/** 'matkhaumatkhau' is 'matkhau' twice. */
const unrepeated = (text: string) => text.replace(/^(.+?)\1+$/, '$1')

// What is left of a password without the words that anybody would guess, and without figures in a row.
function remainderOf(text: string, own: string[]): string {
  let rest = text.replaceAll(/[^a-z0-9]/g, '')
  for (const word of [...own, ...houseWords]) rest = rest.replaceAll(word, ' ')
  return rest.replaceAll(/\d{1,4}(?= |$)|(?<=^| )\d{1,4}/g, '').replaceAll(/0?123456789?0?|\s/g, '')
}
