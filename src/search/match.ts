import { countryName, countryNamed } from '../countries/names.ts'
import { folded, toned } from '../vietnamese.ts'

/**
 * What was typed as an FTS5 query: every word must be there, each as the beginning of a word, tones or none. A country is
 * found by every name it has, of which the index holds a few.
 */
export const matchQuery = (typed: string) => widened('folded', typed.slice(0, 200), folded)

/** The same with its tones as typed, for what is found first; empty where nothing was typed with a tone. */
export function tonedMatchQuery(typed: string): string {
  const text = typed.slice(0, 200)
  return toned(text) === folded(text) ? '' : widened('written', text, toned)
}

function widened(column: 'folded' | 'written', typed: string, read: (text: string) => string): string {
  const words = allWords(column, read(typed))
  const iso2 = words && countryNamed(typed)
  return iso2 ? `(${words}) OR (${allWords(column, read(countryName(iso2)))})` : words
}

function allWords(column: 'folded' | 'written', text: string): string {
  const words = text.replace(visitNumber, '$1 $2 $3').split(' ').filter(Boolean).slice(0, 12)
  return words.length ? `${column} : (${words.map((word) => `"${word}"*`).join(' ')})` : ''
}

// A visit's number, ĐR-2026-001, typed in one: its parts stand in the index as words of their own.
const visitNumber = /(?<!\S)([dđ][rv]) ?(\d{4}) ?(\d*)(?!\S)/g
