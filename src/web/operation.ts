import type { z } from 'zod'
import type { FilterKind } from './listing.ts'

/** An address that programs use, as its room describes it for `/openapi.json`. */
export interface Operation {
  /** As `rights.ts` names it: 'GET /delegations.json'. */
  route: string
  /** What it is for; Vietnamese, as everything that people read. */
  summary: string
  /** What its query may ask. */
  filters?: Record<string, FilterKind<unknown>>
  /** What is sent in JSON. */
  body?: z.ZodObject
  /** What a file is sent as, in `multipart/form-data`: the field, and what it may hold. */
  file?: { field: string; description: string }
  /** What it answers when all is well; of one that `leadsTo` elsewhere, nothing. */
  answer?: z.ZodType
  /** Answers 303 with the address of what came of it, which `.json` after it reads. */
  leadsTo?: string
  /** Makes a record (201) rather than answering about one (200). */
  isCreation?: boolean
  /** Sent with a version: an older one is refused with 409. */
  hasVersion?: boolean
}
