// How Vietnamese is found, ordered and written. Knows nothing of the register.

/**
 * Text as it is kept: NFC, without control or invisible characters, spaces folded to one and trimmed.
 * Line ends survive where `lines` is set.
 */
export function cleaned(text: string, { lines = false } = {}): string {
  if (plain.test(text)) return text
  const composed = text.normalize('NFC').replace(invisible, '')
  if (!lines) return composed.replace(/[\s\p{Zs}]+/gu, ' ').trim()
  return composed
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
// Zero-width and direction marks, soft hyphens, byte order marks, variation selectors: nothing a reader sees.
const invisible = /\p{Default_Ignorable_Code_Point}/gu

// Nearly all text is clean already: words of letters that are each one character, with single spaces between. Telling so
// costs a tenth of cleaning it.
const plain = /^(?:[!-~À-ɏẠ-ỹ]+(?: [!-~À-ɏẠ-ỹ]+)*)?$/

/** Whether it holds control characters (line ends and tabs aside), which no keyboard types into a form. */
export const hasControlCharacters = (text: string) =>
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/.test(text)

/**
 * Text as it is searched: lower case, without marks, đ as d, and each letter of a script written without spaces
 * (Chinese, Thai, Lao, Khmer, Korean…) as a word of its own, so that any part of such a name is found.
 */
export function folded(text: string): string {
  if (!plain.test(text)) return foldedAnew(text)
  let words = ''
  let isBetween = false
  for (const character of text) {
    let letter = foldedLetters.get(character)
    if (letter === undefined) foldedLetters.set(character, (letter = foldedAnew(character)))
    if (letter === '') isBetween = words !== ''
    else {
      words += isBetween ? ` ${letter}` : letter
      isBetween = false
    }
  }
  return words
}

// Of the characters of plain text alone.
const foldedLetters = new Map<string, string>()

function foldedAnew(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036F]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(unspaced, ' $& ')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
}
const unspaced =
  /(?:\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Script=Thai}|\p{Script=Lao}|\p{Script=Khmer}|\p{Script=Myanmar})\p{M}*/gu

/** Text with its tones, as it is compared to rank what was typed exactly: composed, lower case, single spaces. */
export function toned(text: string): string {
  if (plain.test(text)) return text.toLowerCase().replace(plainMarks, ' ').trim()
  return cleaned(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
}

// What plain text holds beside letters and digits.
const plainMarks = /[ -/:-@[-`{-~×÷]+/g

const LETTERS = 'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz'
const TONES = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'] // ngang huyền hỏi ngã sắc nặng
const rankOfLetter = new Map(
  Array.from(LETTERS).map((letter, index) => [letter, String.fromCharCode(0x41 + index)]),
)
const rankOfTone = new Map(TONES.map((tone, index) => [tone, index]))

/**
 * A key that puts words in the order of a Vietnamese dictionary by plain comparison: letters a ă â b c d đ e ê …
 * first, then tones (ngang huyền hỏi ngã sắc nặng), then small before capital. Digits stand before letters.
 */
export function sortKey(text: string): string {
  let letters = ''
  let tones = ''
  let cases = ''
  for (const character of cleaned(text)) {
    let ranked = ranks.get(character)
    if (!ranked) ranks.set(character, (ranked = rankOf(character)))
    letters += ranked.letter
    tones += ranked.tone
    cases += ranked.isSmall ? '0' : '1'
  }
  const spaced = letters.replace(/ +/g, ' ').trim()
  return `${spaced}\u0001${withoutZeros(tones)}\u0001${withoutZeros(cases)}`
}

// Those at the end; a regular expression tries every run of zeros, and takes as long as all the rest.
function withoutZeros(text: string): string {
  let end = text.length
  while (text[end - 1] === '0') end--
  return text.slice(0, end)
}

// There are only so many characters.
const ranks = new Map<string, ReturnType<typeof rankOf>>()

function rankOf(character: string) {
  const lower = character.toLowerCase()
  const tone = TONES.findLast((mark) => mark && lower.normalize('NFD').includes(mark)) ?? ''
  const letter = tone ? lower.normalize('NFD').replace(tone, '').normalize('NFC') : lower
  const plain = letter.normalize('NFD').replace(/[\u0300-\u036F]/g, '')
  const rank = rankOfLetter.get(letter) ?? rankOfLetter.get(plain)
  return {
    letter: rank ?? (/[\p{L}\p{N}]/u.test(letter) ? letter : ' '),
    tone: rankOfTone.get(tone)!,
    isSmall: lower === character,
  }
}

/** The key people sort by: the given name, which stands last, then the rest. */
export function personSortKey(name: string): string {
  const words = cleaned(name).split(' ')
  const given = words.pop() ?? ''
  return `${sortKey(given)}\u0001${sortKey(words.join(' '))}`
}

/** 1.200 in Vietnamese, 1,200 in English: whole numbers. */
export function writeNumber(value: number, language: 'vi' | 'en' = 'vi'): string {
  const digits = String(Math.abs(value))
  let grouped = digits
  if (digits.length > 3) {
    const mark = language === 'vi' ? '.' : ','
    grouped = digits.replace(/\B(?=(\d{3})+$)/g, mark)
  }
  return value < 0 ? `−${grouped}` : grouped
}

/** 42,5 in Vietnamese, 42.5 in English: one decimal. */
export function writeDecimal(value: number, language: 'vi' | 'en' = 'vi'): string {
  const [whole, decimal] = Math.abs(value).toFixed(1).split('.')
  const text = `${writeNumber(Number(whole), language)}${language === 'vi' ? ',' : '.'}${decimal}`
  return value < 0 ? `−${text}` : text
}

/** Whether it is two ways of writing one name. */
export const isSameName = (one: string, other: string) => folded(one) === folded(other)

/** One line of at most so many characters, cut between words, with an ellipsis where something is left out. */
export function shortened(text: string, most: number): string {
  const line = cleaned(text)
  if (line.length <= most) return line
  const cut = line.slice(0, most)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most - 30)).trimEnd()}…`
}
