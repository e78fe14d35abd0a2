import { cleaned, folded } from '../../vietnamese.ts'
import type { Message } from '../../web/language.ts'

/** How many people: the number, or why none may be taken from what is written. */
export interface ReadCount {
  count: number | null
  problem?: Message
  note?: Message
}

/** From so many people on, a number is more likely another one. */
const MANY = 1000

const people =
  '(?:(?:pho )?truong doan|pho doan|nguoi|ng|nhan su|thanh vien|tv|dai bieu|khach|can bo|nha bao|phong vien|pv|d c|dong chi|pax|persons?|people|members?|doan vien|vi|luot nguoi|luot|phien dich|nam|nu|lai xe)?'
// What a number in brackets counts when the number before it is not of this delegation alone.
const ofSeveral = /\b(nuoc|ben|quoc gia|doan|phia)\b/

/**
 * "08", "12 người", "10+2", "14 (9 cơ quan)". A number that counts something else, or is not exact, is never taken:
 * "7 đoàn", "50 (3 nước)", ">=4", "khoảng 20", "10-12".
 */
export function readCount(typed: string): ReadCount {
  const text = cleaned(typed)
  if (!text || /^[-–—.…?x]+$/i.test(text)) return { count: null }
  const refused = (reason: string): ReadCount => ({ count: null, problem: { text: reason, gaps: { text } } })
  const said = text.replace(/\(([^)]*)\)/g, ' ').trim()
  const aside = folded([...text.matchAll(/\(([^)]*)\)/g)].map(([, inside]) => inside).join(' '))
  if (/[<>≥≤~]|\b(?:tren|duoi|khoang|hon|gan|chung|it nhat|about|over)\b/.test(`${folded(said)} ${said}`))
    return refused('“{text}” không phải con số chính xác. Để trống, hỏi lại')
  if (/\d\s*(?:[-–]|đến|hoặc)\s*\d/u.test(said))
    return refused('“{text}” là khoảng, không phải con số chính xác. Để trống, hỏi lại')
  if (/^[-−–]\s*\d/.test(said)) return refused('“{text}” không thể là số người của một đoàn. Để trống')
  if (aside && ofSeveral.test(aside))
    return refused('“{text}” là số chung của nhiều bên, không phải số người của đoàn. Để trống')
  const plain = said.replace(/(?<=\d)[.,](?=\d{3}(?!\d))/g, '').replace(/(?<=\d)[.,]0+(?!\d)/g, '')
  // "12 người, 3 nữ": three of the twelve.
  const isList =
    /^\d+ (?:(?:pho )?truong doan|nam|nu)\b/.test(folded(plain)) && !/\bnguoi\b/.test(folded(plain))
  const parts = plain
    .split(isList ? /\s*(?:\+|&| và |;|,\s)\s*/u : /\s*(?:\+|&| và |;)\s*/u)
    .map((part) => folded(part))
  const numbers = parts.map(
    (part) => new RegExp(`^(?:sl |tong(?: so)? )?(\\d{1,5}) ?${people}$`).exec(part)?.[1],
  )
  if (!numbers.length || numbers.some((number) => number === undefined)) {
    return refused(
      /\d (?:doan)(?! vien)\b/.test(folded(said))
        ? '“{text}” là số đoàn, không phải số người. Để trống'
        : 'Không đọc được số người từ “{text}”. Để trống',
    )
  }
  const count = numbers.reduce((sum, number) => sum + Number(number), 0)
  if (count < 1 || count > 9999) return refused('“{text}” không thể là số người của một đoàn. Để trống')
  // "1.200" may be a number that was cut short, and hardly a delegation.
  if (count >= MANY)
    return { count, problem: { text: '“{text}” đọc là {count} người. Xem lại', gaps: { text, count } } }
  return numbers.length > 1
    ? { count, note: { text: 'Số người cộng từ {text}', gaps: { text: `${said} = ${count}` } } }
    : { count }
}
