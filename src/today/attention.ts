import type { Direction } from '../delegations/delegation.ts'
import type { Message } from '../web/language.ts'

/** One thing that wants somebody today. Each room tells of its own; the first page lists them all, the latest first. */
export interface Attention {
  /** The visit it is about. */
  id: number
  code: string
  direction: Direction
  /** What it is, leading to `href`, where it is seen to. */
  title: Message
  href: string
  /** How it stands. */
  state: Message
  /** The day it is due or should have come: 'hạn 05/10/2025'. */
  day: Message
  /** Days late; negative while there is still time. */
  daysLate: number
  /** What is done about it, by who may enter, and by who may only read. */
  act: string
  look: string
}

/** How many days before something is due it is pressing, and wants somebody. */
export const SOON = 7
