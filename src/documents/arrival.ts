import { dataDirOf, type Db } from '../db/open.ts'
import { wholeOf } from '../db/scope.ts'
import { hasSecrecyMark, refusedForSecrecy } from '../secrecy.ts'
import type { Message } from '../web/language.ts'
import type { Incoming } from '../web/upload.ts'
import { discard, forgetFile, keepFile } from './kept-file.ts'
import { findStoredFile, type NewFile } from './queries.ts'
import { readFile } from './reading/read.ts'
import type { FileKind } from './stored-file.ts'

// What happens to a file that came in: it is looked into, then kept with its paper, or nothing of it stays.

const endings: Record<FileKind, RegExp> = {
  pdf: /\.pdf$/i,
  docx: /\.docx$/i,
  xlsx: /\.xlsx$/i,
  png: /\.png$/i,
  jpeg: /\.jpe?g$/i,
}

/** What a file is and says, by its content; or why it is not taken, and then it is gone. */
export async function judged(file: Incoming): Promise<(NewFile & Incoming) | Message> {
  const read = await judgedByContent(file)
  if ('text' in read) {
    discard(file)
    return read
  }
  // Whoever opens it goes by its name: one that calls itself a page is none.
  const name = endings[read.kind].test(file.name) ? file.name : `${file.name || 'tep'}.${read.kind}`
  return { ...file, ...read, name }
}

async function judgedByContent(file: Incoming) {
  if (file.size === 0) return { text: 'Tệp rỗng (0 byte). Chọn lại tệp.' }
  if (isMarkedName(file.name)) return { text: refusedForSecrecy }
  const read = await readFile(file.path)
  return !('text' in read) && read.words && hasSecrecyMark(read.words) ? { text: refusedForSecrecy } : read
}

/** Whether a file is called by a mark of secrecy: "12-QD_MẬT.pdf" is, "bao_mat.pdf", "BẢO MẬT.docx" are not. */
function isMarkedName(name: string): boolean {
  const words = name.normalize('NFC').replace(/[_.]+/g, ' ')
  return hasSecrecyMark(words) || /(?<!\p{L}|(?:BÍ|BẢO|CƠ|THÂN)[\s-])MẬT(?!\p{L})/u.test(words)
}

/**
 * Puts a file in its place and does `act`, which writes down what it belongs to. Where nothing was written down, the
 * file is gone again.
 */
export function withFileKept<T>(db: Db, file: (NewFile & Incoming) | undefined, act: () => T): T {
  if (!file) return act()
  const dataDir = dataDirOf(db)
  const isNew = keepFile(dataDir, file)
  try {
    return act()
  } finally {
    if (isNew && !findStoredFile(wholeOf(db), file.hash)) forgetFile(dataDir, file.hash)
  }
}
