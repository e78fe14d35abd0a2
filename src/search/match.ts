import { folded, toned } from '../vietnamese.ts'

/** What was typed as an FTS5 query: every word must be there, each as the beginning of a word, tones or none. */
export const matchQuery = (typed: string) => allWords('folded', folded(typed.slice(0, 200)))

/** The same with its tones as typed, for what is found first; empty where nothing was typed with a tone. */
export function tonedMatchQuery(typed: string): string {
  const text = toned(typed.slice(0, 200))
  return text === folded(typed.slice(0, 200)) ? '' : allWords('written', text)
}

function allWords(column: 'folded' | 'written', text: string): string {
  const words = text.replace(visitNumber, '$1 $2 $3').split(' ').filter(Boolean).slice(0, 12)
  return words.length ? `${column} : (${words.map((word) => `"${word}"*`).join(' ')})` : ''
}

// A visit's number, ĐR-2026-001, typed in one: its parts stand in the index as words of their own.
const visitNumber = /(?<!\S)([dđ][rv]) ?(\d{4}) ?(\d*)(?!\S)/g
