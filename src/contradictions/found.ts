import type { PartialDate } from '../dates.ts'
import type { Right } from '../rights.ts'
import type { Message } from '../web/language.ts'
import type { Acceptance, Kind } from './contradiction.ts'

/** Where it is mended, and by whom. */
export interface Fix {
  words: Message
  href: string
  right: Right
  /** It only shows what helps to decide: nothing is mended there. */
  isOnlyShown?: true
}

/** One contradiction as it is told. */
export interface Told {
  said: Message
  /** What it is about. */
  about: { words: Message; href: string }
  fixes: Fix[]
  facts: string
}

export interface Found {
  kind: Kind
  /** The kind and the ids of what contradicts: the same as long as it is about the same records. */
  key: string
  /** Whose; null where it is everybody's, as partners are. */
  unitId: number | null
  /** The days it touches: a visit's start, a figure's period. None where it is of no time. */
  from: PartialDate | null
  to: PartialDate | null
  /** The other visit, where there are two. */
  otherUnitId?: number
  otherStart?: PartialDate
  /** How it stands where somebody accepted it, or accepted it as it was before. */
  acceptance: Acceptance | null
  tell: () => Told
}
