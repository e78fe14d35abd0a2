import { sql, type SQL } from 'drizzle-orm'
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core'

/** What may be stored, each with the words it has on screen: `{ outbound: 'Đoàn ra' }`. */
export type Vocabulary = Readonly<Record<string, string>>

/** The stored values of a vocabulary, as drizzle and zod want an enum. */
export function valuesOf<V extends Vocabulary>(vocabulary: V) {
  return Object.keys(vocabulary) as [keyof V & string, ...(keyof V & string)[]]
}

/** CHECK: the column holds one of the vocabulary's values (or nothing, where it may be null). */
export function isOneOf(column: AnySQLiteColumn, vocabulary: Vocabulary): SQL {
  const values = valuesOf(vocabulary).map((value) => `'${value}'`)
  return sql`${column} in (${sql.raw(values.join(', '))})`
}

/** CHECK: a date known to the year, the month or the day, and real (C14): 2026-02-30 is refused. */
export function isPartialDate(column: AnySQLiteColumn): SQL {
  return sql`case length(${column}) when 4 then date(${column} || '-01-01') is ${column} || '-01-01' when 7 then date(${column} || '-01') is ${column} || '-01' else date(${column}) is ${column} end`
}

/** CHECK: a date known to the day. */
export function isDay(column: AnySQLiteColumn): SQL {
  return sql`date(${column}) is ${column}`
}

/** CHECK: a text that somebody could read, of at most `max` characters. */
export function isText(column: AnySQLiteColumn, max: number): SQL {
  return sql`length(trim(${column})) > 0 and length(${column}) <= ${sql.raw(String(max))}`
}

/** CHECK: yes or no. */
export function isFlag(column: AnySQLiteColumn): SQL {
  return sql`${column} in (0, 1)`
}
