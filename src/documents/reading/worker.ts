// A thread of its own for looking into a file that somebody brought: what it is, whether it is whole, and its words. A
// file that fills the memory, or never ends, ends the thread alone.
import { openSync, readSync, statSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import type { Source } from '../../archive.ts'
import { FileRefused } from '../../imports/reading/sheet.ts'
import type { Answer } from './read.ts'
import { openOffice } from './office.ts'
import { openPdf } from './pdf.ts'
import { checkJpeg, checkPng } from './picture.ts'

/** Characters kept of a file's words: more than any paper of a visit has. */
const MOST_WORDS = 200_000

const tell = (answer: Answer) => parentPort!.postMessage(answer, [])

try {
  await read(onDisk((workerData as { path: string }).path))
} catch (error) {
  if (!(error instanceof FileRefused)) throw error
  tell({ kind: 'refused', reason: error.reason })
}

async function read(source: Source) {
  const head = source.read(0, 1024)
  const starts = (...bytes: number[]) => head.subarray(0, bytes.length).equals(Buffer.from(bytes))
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) {
    checkPng(source)
    return tell({ kind: 'sound', fileKind: 'png' })
  }
  if (starts(0xff, 0xd8, 0xff)) {
    checkJpeg(source)
    return tell({ kind: 'sound', fileKind: 'jpeg' })
  }
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) throw oldOffice(source)
  if (head.toString('latin1').trimStart().startsWith('%PDF-')) {
    const pdf = await openPdf(source)
    tell({ kind: 'sound', fileKind: 'pdf' })
    return tell({ kind: 'words', words: await pdf.words(MOST_WORDS) })
  }
  if (starts(0x50, 0x4b)) {
    const file = await openOffice(source)
    tell({ kind: 'sound', fileKind: file.kind })
    return tell({ kind: 'words', words: file.words(MOST_WORDS) })
  }
  throw new FileRefused(
    'Nội dung tệp không phải loại sổ nhận: PDF, Word (.docx), Excel (.xlsx), ảnh PNG hoặc JPEG.',
  )
}

/** Why the container of old Office files is refused: it holds an encrypted new one, or an old one. */
function oldOffice(source: Source): FileRefused {
  const name = Buffer.from('EncryptedPackage', 'utf16le')
  const LOOKED_AT = 4 * 1024 * 1024
  const isLocked = [0, Math.max(0, source.size - LOOKED_AT)].some((at) =>
    source.read(at, LOOKED_AT).includes(name),
  )
  return isLocked
    ? new FileRefused('Tệp đặt mật khẩu nên sổ không nhận. Bỏ mật khẩu, lưu lại rồi tải lên.')
    : new FileRefused('Tệp Word, Excel đời cũ (.doc, .xls). Lưu lại dạng .docx, .xlsx hoặc PDF rồi tải lên.')
}

function onDisk(path: string): Source {
  const file = openSync(path, 'r')
  const { size } = statSync(path)
  return {
    size,
    read(at, length) {
      const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - at)))
      return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, at))
    },
  }
}
