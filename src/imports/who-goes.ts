import type { Direction } from '../delegations/delegation.ts'
import { folded } from '../vietnamese.ts'
import type { Message } from '../web/language.ts'
import type { Known } from './reading-options.ts'
import type { ColumnField } from './understanding/columns.ts'
import { readHead } from './values/people.ts'
import { bodyInFull } from './values/words.ts'

// Which way a line's visit goes, and whose it is.

/** The direction that a cell says. */
export function readDirection(text: string): Direction | null {
  const words = folded(text)
  if (!words) return null
  const isOut = /^(?:ra|di|doan ra|doan di|out|outbound|outgoing|cu di|xuat)\b/.test(words)
  const isIn = /^(?:vao|den|doan vao|doan den|in|inbound|incoming|don|tiep|khach|nhap)\b/.test(words)
  return isOut === isIn ? null : isOut ? 'outbound' : 'inbound'
}

/** Who goes where, by a title: our own body first goes out; to Viet Nam, or to our body, comes in. */
export function directionOfTitle(title: string, known: Known): Direction | null {
  const [before = '', after = ''] = bodyInFull(title).split(
    /\s(?:thăm|đi|sang|dự|gặp|làm việc|họp|ký)(?=\s|$)/u,
  )
  const own = known.units.find(({ id }) => id === known.ownUnitId)?.keys ?? []
  const names = (text: string) => own.some((key) => ` ${folded(text)} `.includes(key))
  if (names(before)) return 'outbound'
  return names(after) || / viet nam /.test(` ${folded(after)} `) ? 'inbound' : null
}

/** "do đ/c Hà Minh Huệ dẫn đầu": a head told in the title where there is no column for one. */
export function headInTitle(title: string): string | null {
  const found = /\bdo (.+?) (?:dẫn đầu|làm trưởng đoàn|làm Trưởng đoàn|là trưởng đoàn)/u.exec(title)
  return found ? readHead(found[1]!).name : null
}

const guestOf = {
  outbound: { host: 'partner', sender: 'unit' },
  inbound: { host: 'unit', sender: 'partner' },
} as const

/** What a column of hosts or of senders holds for a line that goes this way. */
export const sideOf = (field: ColumnField, direction: Direction | null): ColumnField =>
  direction && (field === 'host' || field === 'sender') ? guestOf[direction][field] : field

/** Who of a host and a sender is the partner, and who the own unit: where no direction says it, by their names. */
export function sidesOf(direction: Direction | null, host: string, sender: string, known: Known) {
  if (direction === 'outbound') return { partner: host, unit: sender }
  if (direction === 'inbound') return { partner: sender, unit: host }
  const strangers = [host, sender].filter((text) => text && !isOurs(text, known))
  const ours = [host, sender].filter((text) => text && isOurs(text, known))
  return {
    partner: strangers.length === 1 ? strangers[0]! : '',
    unit: ours.length === 1 ? ours[0]! : '',
  }
}

const isOurs = (text: string, { units }: Known) => {
  const words = ` ${folded(bodyInFull(text))} `
  return units.some(({ keys }) => keys.some((key) => words.includes(key)))
}

/** The unit that goes or receives, with a note where it is not the own body. */
export function unitOf(
  typed: string,
  title: string,
  direction: Direction | null,
  known: Known,
  notes: Message[],
): number {
  const [before = '', ...after] = bodyInFull(title).split(
    /\s(?:thăm|đi|sang|dự|gặp|làm việc|họp|ký)(?=\s|$)/u,
  )
  const told = typed ? bodyInFull(typed) : direction === 'outbound' ? before : after.join(' ')
  const words = ` ${folded(told)} `
  const named = known.units.filter(({ keys }) => keys.some((key) => words.includes(key)))
  const unit = named.length === 1 ? named[0]! : undefined
  if (!unit || unit.id === known.ownUnitId) return known.ownUnitId
  notes.push({ text: 'Đoàn của đơn vị {unit}', gaps: { unit: unit.name } })
  return unit.id
}
