import { cleaned } from '../../vietnamese.ts'
import {
  asName,
  bodyIn,
  isBody,
  isPersonal,
  isPost,
  type Role,
  roleIn,
  saysStayedHome,
  unaddressed,
  unnumbered,
} from './words.ts'

/** Somebody as a pasted line tells of them. */
export interface PastedPerson {
  name: string
  /** Undefined where the line says none. */
  role: Role | undefined
  post: string
  organisation: string
  hasStayed: boolean
  /** Cells or parts that are kept nowhere. */
  leftOut: number
}

/** Somebody of a running line: "1. Ông Nguyễn Văn A – Phó Chủ tịch Hội, Trưởng đoàn". */
export function personInLine(line: string): PastedPerson {
  const [first = '', ...others] = partsOf(unnumbered(cleaned(line)))
  const role = others.length ? roleIn(first) : undefined
  // "Trưởng đoàn: Ông Nguyễn Văn A"
  if (role) return { ...personOf(unnumbered(others[0]!), others.slice(1)), role }
  return personOf(first, others)
}

/** Somebody of whom the name stands in one place, and what else is said, in any order, in others. */
export function personOf(nameCell: string, others: string[]): PastedPerson {
  const [named = '', ...behindName] = partsOf(unaddressed(unnumbered(cleaned(nameCell))))
  const said = [...behindName, ...others]
  const roles = said.map(roleIn)
  const told = said.filter((part, at) => !roles[at] && !saysStayedHome(part))
  const kept = told.filter((part) => !isPersonal(part))
  return {
    name: asName(unaddressed(named)),
    role: roles.find(Boolean),
    ...postOf(kept),
    hasStayed: said.some(saysStayedHome),
    leftOut: told.length - kept.length,
  }
}

/**
 * Post and body of what is said of somebody: bodies at the end are where they are from; in the last post the body may
 * follow without a comma.
 */
export function postOf(parts: string[]): { post: string; organisation: string } {
  const said = parts.map(trimmed).filter(Boolean)
  const firstBody = said.findIndex(isBody)
  // "Báo Nhân Dân, Phóng viên": the body first.
  if (firstBody === 0 && said.length > 1 && !said.slice(1).some(isBody))
    return { post: said.slice(1).join(', '), organisation: said[0]! }
  const end = lastPostIn(said, firstBody)
  const posts = said.slice(0, end + 1)
  const bodies = said.slice(end + 1)
  const last = posts.at(-1) ?? ''
  const at = bodies.length ? undefined : bodyIn(last)
  if (at === undefined) return { post: posts.join(', '), organisation: bodies.join(', ') }
  return {
    post: [...posts.slice(0, -1), trimmed(last.slice(0, at))].join(', '),
    organisation: last.slice(at),
  }
}

// What follows the last post without being a known body is one nevertheless: "Editor, Vientiane Times".
function lastPostIn(said: string[], firstBody: number): number {
  const lastPost = said.findLastIndex(isPost)
  if (firstBody !== -1) return lastPost > firstBody ? lastPost : firstBody - 1
  return bodyIn(said.at(-1) ?? '') === undefined ? Math.max(0, lastPost) : said.length - 1
}

const trimmed = (text: string) => cleaned(text).replace(/^[\s,;:–-]+|[\s,;:.–-]+$/gu, '')

// Commas, semicolons, colons and dashes part; a hyphen does where it stands alone, so that Dong-hoon is one name. What
// stands in brackets behind a name is a part of its own.
function partsOf(text: string): string[] {
  return text
    .replace(/\s*\(([^()]*)\)\s*/g, (_, inside: string) => `; ${inside}; `)
    .split(/\s+-+\s+|\s*[–—]\s*|\s*[,;|]\s*|\s*:\s+|:$/u)
    .map(trimmed)
    .filter(Boolean)
}
