import { cleaned, folded, toned } from '../../vietnamese.ts'
import type { Message } from '../../web/language.ts'
import { readingsOf } from './chinese.ts'
import { honorifics, postInFull, postWords } from './words.ts'

// Heads of delegations: one human is written in many ways.

/** A head as a cell gives it: the name without what is put before it, a post where the cell holds one too. */
export interface ReadHead {
  name: string | null
  /** What stood in brackets beside the name: a pen name, or the name in other letters. */
  otherName: string | null
  post: string | null
  others: string[]
}

export function readHead(typed: string): ReadHead {
  const none = { name: null, otherName: null, post: null, others: [] }
  let text = typed.replace(/^[\s\-+•*]+/, '')
  if (!cleaned(text) || /^[-–—?.…x]+$/i.test(cleaned(text))) return none
  let post: string | null = null
  let otherName: string | null = null
  text = text.replace(/\(([^)]*)\)/g, (_, inside: string) => {
    if (isPost(inside)) post ??= cleaned(inside)
    else if (isNameLike(inside)) otherName ??= withoutHonorifics(inside)
    return ' '
  })
  const [first = '', ...rest] = text.split(/\s*(?:[,;:\n]|\s[-–]\s)\s*/).filter((part) => cleaned(part))
  const [name, leading] = withoutLeadingPost(withoutHonorifics(first))
  const others: string[] = []
  for (const part of rest) {
    if (isPost(part) || post !== null || !isNameLike(part)) post = cleaned(post ? `${post}, ${part}` : part)
    else others.push(withoutHonorifics(part))
  }
  const [one, ...more] = name.split(/\s+(?:và|&|and)\s+/u)
  return { name: cleaned(one ?? '') || null, otherName, post: leading ?? post, others: [...more, ...others] }
}

function withoutHonorifics(typed: string): string {
  let name = cleaned(typed)
  for (let before = ''; before !== name;) {
    before = name
    name = name.replace(honorifics, '').trim()
  }
  return name || cleaned(typed)
}

const isPost = (text: string) => postWords.test(folded(postInFull(text)))
const isNameLike = (text: string) => /^\p{Lu}[\p{L}.'’-]*(?:\s+\p{Lu}[\p{L}.'’-]*){1,5}$/u.test(cleaned(text))

// "Phó Chủ tịch Hà Minh Huệ", "PCT Hà Minh Huệ": the post first, the name after its last word that is one.
function withoutLeadingPost(text: string): [name: string, post: string | null] {
  const words = text.split(' ')
  for (let at = words.length - 2; at >= 1; at--) {
    const post = words.slice(0, at).join(' ')
    const name = words.slice(at).join(' ')
    if (
      /^(?:p?ct|p?tbt|p?tgđ|p?gđ|p?ttk)$|(?:chu tich|bien tap|giam doc|thu ky|truong|thuong truc|bi thu|hoi|dai su)$/iu.test(
        folded(post),
      ) &&
      isPost(post) &&
      isNameLike(name)
    ) {
      return [name, post]
    }
  }
  return [text, null]
}

export interface KnownName {
  /** As it should be written. */
  name: string
  isInRegister: boolean
}

/** Which human a written name means. Knows the people of the register and the names of the file. */
export class NameBook {
  private readonly bySpelling = new Map<string, KnownName>()
  private readonly bySound = new Map<string, KnownName>()
  private readonly byBeginning = new Map<string, KnownName | null>()
  private readonly byEnding = new Map<string, KnownName[]>()
  private readonly byTones = new Map<string, KnownName>()

  /** A name with the other ways its owner is known to be written. */
  add(name: string, spellings: string[] = [], isInRegister = false) {
    const clean = cleaned(name)
    const known = this.byTones.get(toned(clean)) ?? { name: clean, isInRegister }
    for (const spelling of [clean, ...spellings]) {
      if (!this.byTones.has(toned(spelling))) this.byTones.set(toned(spelling), known)
      const key = squeezed(spelling)
      if (!this.bySpelling.has(key)) this.bySpelling.set(key, known)
      const sound = soundOf(spelling)
      if (sound.length >= 7 && !this.bySound.has(sound)) this.bySound.set(sound, known)
      const words = folded(spelling).split(' ')
      for (let length = 2; length < words.length; length++) {
        const beginning = words.slice(0, length).join(' ')
        const other = this.byBeginning.get(beginning)
        this.byBeginning.set(beginning, other === undefined || other === known ? known : null)
      }
      const ending = words.slice(1).join(' ')
      if (ending.includes(' ')) this.byEnding.set(ending, [...(this.byEnding.get(ending) ?? []), known])
    }
  }

  has(name: string): boolean {
    return this.byTones.has(toned(name))
  }

  /** The human a name means, with the doubt that remains or the note of how it was read. */
  find(typed: string, isForeign: boolean): { name: string; problem?: Message; note?: Message } {
    const name = cleaned(typed)
    const as = (known: KnownName, text: string, isSure = false) => {
      const said = { text, gaps: { text: name, name: known.name } }
      return isSure ? { name: known.name, note: said } : { name: known.name, problem: said }
    }
    const same = this.byTones.get(toned(name))
    const isOwn = same !== undefined && toned(same.name) === toned(name)
    if (isOwn && same.isInRegister) return { name: same.name }
    if (same && !isOwn) return as(same, '“{text}” là cách viết khác của {name}', true)
    const spelled = this.bySpelling.get(squeezed(name))
    if (spelled && spelled !== same) return as(spelled, '“{text}” là cách viết khác của {name}', true)
    const full = this.fullSurname(name)
    if (full && full !== same) return as(full, '“{text}” viết tắt họ của {name}', true)
    if (/(?:^|\s)\p{L}{1,2}\.(?:\s|$)/u.test(name)) {
      return { name, problem: { text: 'Tên “{text}” viết tắt. Để nguyên, hỏi lại', gaps: { text: name } } }
    }
    if (isForeign && isOwn && !isPhonetic(name)) return { name }
    if (isForeign) {
      for (const reading of readingsOf(name)) {
        const known = this.bySpelling.get(reading)
        if (known && known !== same) return as(known, '“{text}” có lẽ là {name} viết theo tiếng Trung')
      }
      const beginning = this.byBeginning.get(folded(name))
      if (beginning && beginning !== same) return as(beginning, '“{text}” có lẽ là {name}, ghi thiếu họ')
      const sound = this.alike(name)
      if (sound && sound !== same) return as(sound, '“{text}” có lẽ là {name} viết theo âm')
      if (isPhonetic(name)) {
        return {
          name,
          problem: {
            text: 'Tên “{text}” viết theo âm tiếng Việt; chưa rõ cách viết gốc',
            gaps: { text: name },
          },
        }
      }
    }
    return { name }
  }

  private fullSurname(name: string): KnownName | undefined {
    const [, surname, rest] = /^(\p{Lu}\p{Ll}?)\. ?(.+ .+)$/u.exec(name) ?? []
    if (!surname || !rest) return undefined
    const found = (this.byEnding.get(folded(rest)) ?? []).filter(({ name }) =>
      folded(name).startsWith(folded(surname)),
    )
    return new Set(found).size === 1 ? found[0] : undefined
  }

  private alike(name: string): KnownName | undefined {
    const sound = soundOf(name)
    if (sound.length < 7) return undefined
    const same = this.bySound.get(sound)
    if (same || !isPhonetic(name)) return same
    const close = [...this.bySound].filter(([other]) => other[0] === sound[0] && isOneApart(other, sound))
    return close.length === 1 ? close[0]![1] : undefined
  }
}

const squeezed = (text: string) => folded(text).replaceAll(' ', '')
/** A foreign name spelled for Vietnamese readers: "Xa-văn-khon Rat-xạ-mun-tri". */
export const isPhonetic = (name: string) =>
  /-\p{Ll}/u.test(name) && (/[À-ỹ]/.test(name) || /-\p{L}+-/u.test(name))

/** The consonants of a name as a Vietnamese ear takes them: two spellings of one foreign name sound alike. */
function soundOf(name: string): string {
  return squeezed(name)
    .replace(/ph/g, 'f')
    .replace(/kh|ck|c(?![hei])|q/g, 'k')
    .replace(/ch|j|zh/g, 'c')
    .replace(/th/g, 't')
    .replace(/nh/g, 'n')
    .replace(/gh/g, 'g')
    .replace(/ts|tx|t?x|sh|z/g, 's')
    .replace(/[aeiouywh]/g, '')
    .replace(/(.)\1+/g, '$1')
}

function isOneApart(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  return short.slice(at + Number(short.length === long.length)) === long.slice(at + 1)
}
