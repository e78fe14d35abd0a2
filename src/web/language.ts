import type { Request } from 'express'
import { english } from '../english.ts'
import { type PartialDate, writeDate, writeRange } from '../dates.ts'
import { cookieOf } from './cookies.ts'
import { writeDecimal, writeNumber } from '../vietnamese.ts'

export type Language = 'vi' | 'en'

/** What goes into the gaps of a sentence: 'Quá hạn {days} ngày'. Words of the program go in as a message. */
export type Gaps = Record<string, string | number | Message>

/** A sentence with its gaps not yet filled, so that it can still be said in either language. */
export interface Message {
  text: string
  gaps?: Gaps
}

/** How one reader is spoken to: words, numbers and dates. */
export interface Speech {
  language: Language
  /** The sentence in the reader's language. The Vietnamese text is its key. */
  t: (text: string, gaps?: Gaps) => string
  say: (message: Message) => string
  number: (value: number | null) => string
  decimal: (value: number) => string
  date: (date: PartialDate | null) => string
  range: (from: PartialDate, to: PartialDate | null) => string
}

/** Sentences that were asked for in English and are not in the dictionary; a test fails when there are any. */
export const untranslated = new Set<string>()

const speeches: Record<Language, Speech> = { vi: speechIn('vi'), en: speechIn('en') }

export const speechOf = (language: Language): Speech => speeches[language]

function speechIn(language: Language): Speech {
  const t = (text: string, gaps?: Gaps): string => {
    const sentence = language === 'vi' ? text : inEnglish(text)
    if (!gaps) return sentence
    // English has a word for one and a word for many: {days|day|days}.
    return sentence.replace(
      /\{(\w+)(?:\|(.*?)\|(.*?))?\}/g,
      (gap, name: string, one: string | undefined, many: string | undefined, at: number) => {
        const value = gaps[name] ?? gap
        if (one !== undefined && many !== undefined) return value === 1 || value === '1' ? one : many
        const words = written(value)
        // What begins with a gap begins with what somebody wrote.
        return at > 0 && typeof value === 'object' && !value.text.startsWith('{') ? inside(words) : words
      },
    )
  }
  // Words of the program inside a sentence start small, unless they are an abbreviation.
  const inside = (words: string) =>
    /^\p{Lu}\p{Ll}/u.test(words) ? words[0]!.toLowerCase() + words.slice(1) : words
  const written = (value: Gaps[string]): string => {
    if (typeof value === 'number') return writeNumber(value, language)
    return typeof value === 'string' ? value : t(value.text, value.gaps)
  }
  return {
    language,
    t,
    say: ({ text, gaps }) => t(text, gaps),
    number: (value) => (value === null ? '–' : writeNumber(value, language)),
    decimal: (value) => writeDecimal(value, language),
    date: (date) => (date === null ? '–' : writeDate(date)),
    range: writeRange,
  }
}

function inEnglish(text: string): string {
  const known = english[text]
  if (known === undefined) untranslated.add(text)
  return known ?? text
}

/** The language chosen in the page's head, kept in a cookie; Vietnamese at first. */
export function languageOf(req: Request): Language {
  return cookieOf(req, 'language') === 'en' ? 'en' : 'vi'
}

export const themes = { auto: 'Theo máy', light: 'Sáng', dark: 'Tối' } as const
export type Theme = keyof typeof themes

export function themeOf(req: Request): Theme {
  const theme = cookieOf(req, 'theme')
  return theme === 'light' || theme === 'dark' ? theme : 'auto'
}
