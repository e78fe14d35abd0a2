import type { Direction } from '../delegations/delegation.ts'
import type { Columns } from './understanding/columns.ts'
import type { KnownPartner } from './values/partners.ts'
import type { LineField } from './values/problem.ts'

/** What is done with a line beyond what its reading says. */
export const decisions = {
  skip: 'Bỏ qua dòng này',
  keep: 'Ghi thành một đoàn riêng',
  merge: 'Gộp: bổ sung chỗ còn thiếu',
} as const
export type Decision = keyof typeof decisions

/** What a person corrected of one line: texts by field, as typed. */
export interface Repair {
  values?: Partial<Record<LineField, string>>
  decision?: Decision
}

/** Everything a person decided about an import so far; the reading is done anew with it. */
export interface Options {
  /** Columns of a table, by its header's fingerprint. */
  columns: Record<string, Columns>
  /** The direction of a whole sheet, by its name. */
  directions: Record<string, Direction>
  /** What a written partner is, by its toned name: a partner's id, or none at all, or a new one. */
  partners: Record<string, number | 'none' | 'new'>
  /** What a written country is, by its folded name. */
  countries: Record<string, string>
  /** By 'sheet number:line'. */
  repairs: Record<string, Repair>
  /** Whoever decided last may approve visits: else one that has not left yet does not come in approved. */
  mayApprove: boolean
}

export const noOptions = (mayApprove: boolean): Options => ({
  mayApprove,
  columns: {},
  directions: {},
  partners: {},
  countries: {},
  repairs: {},
})

/** What the register knows that a reading needs. */
export interface Known {
  partners: KnownPartner[]
  people: { name: string; spellings: string[] }[]
  /** `keys`: its folded names, each between spaces. */
  units: { id: number; name: string; keys: string[] }[]
  ownUnitId: number
  /** Columns chosen earlier, by a header's fingerprint. */
  mappings: Record<string, Columns>
  today: string
}
