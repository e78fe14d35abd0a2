import { ArchiveRefused, type Part, partsOf, type Source, unpack, unpackedSize } from '../../archive.ts'
import { FileRefused } from '../../imports/reading/sheet.ts'

// Word and Excel files: archives that say in a list of contents what they are.

/** Bytes of all parts together, once unpacked, beside those of the file itself: pictures are packed already. */
const UNPACKED_MB = 200
const MOST_PARTS = 5000
/** Bytes of one part that is read for its words. */
const MOST_XML = 60 * 1024 * 1024

const CONTENTS = '[Content_Types].xml'
const mains = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
} as const

export interface OfficeFile {
  kind: keyof typeof mains
  words: (most: number) => string
}

/** Throws FileRefused unless it is a plain .docx or .xlsx, whole and no larger inside than it looks. */
export async function openOffice(source: Source): Promise<OfficeFile> {
  try {
    const parts = partsOf(source, MOST_PARTS)
    const kind = kindOf(source, parts)
    let left = UNPACKED_MB * 1024 * 1024 + source.size
    for (const part of parts) left -= await unpackedSize(source, part, left)
    return { kind, words: (most) => wordsOf(source, parts, most) }
  } catch (error) {
    if (!(error instanceof ArchiveRefused)) throw error
    if (error.why === 'encrypted')
      throw new FileRefused('Tệp đặt mật khẩu nên sổ không nhận. Bỏ mật khẩu, lưu lại rồi tải lên.')
    throw error.why === 'tooLarge'
      ? new FileRefused('Tệp bung ra lớn bất thường (hơn {most} MB), nên sổ không nhận.', {
          most: UNPACKED_MB,
        })
      : new FileRefused('Tệp bị hỏng hoặc tải lên chưa hết. Mở lại, lưu rồi tải lên.')
  }
}

function kindOf(source: Source, parts: Part[]): OfficeFile['kind'] {
  const names = new Set(parts.map(({ name }) => name.toLowerCase()))
  const list = parts.find(({ name }) => name === CONTENTS)
  const contents = list ? unpack(source, list, 1 << 20).toString('utf8') : ''
  if (/macroenabled/i.test(contents) || [...names].some((name) => name.endsWith('vbaproject.bin')))
    throw new FileRefused(
      'Tệp có macro nên sổ không nhận. Lưu lại dạng .docx, .xlsx không macro rồi tải lên.',
    )
  if (contents.includes(mains.docx) && names.has('word/document.xml')) return 'docx'
  if (contents.includes(mains.xlsx) && names.has('xl/workbook.xml')) return 'xlsx'
  throw new FileRefused('Đây là tệp nén, không phải Word (.docx) hay Excel (.xlsx), nên sổ không nhận.')
}

// Where words are: the text itself, what stands above and below each page, notes; of a workbook its shared texts.
const worded = /^(word\/(document|header\d*|footer\d*|footnotes|endnotes)|xl\/sharedStrings)\.xml$/

function wordsOf(source: Source, parts: Part[], most: number): string {
  let text = ''
  // The document comes last: what is stamped above each page is read even where the text is long.
  const read = parts.filter(({ name }) => worded.test(name)).toSorted(byName)
  for (const part of read) if (text.length < most) text += textOf(unpack(source, part, MOST_XML), most)
  return text
}
const isDocument = ({ name }: Part) => Number(name === 'word/document.xml')
const byName = (one: Part, other: Part) => isDocument(one) - isDocument(other)

/** The text of a part: its runs joined, a line for each paragraph. */
function textOf(bytes: Buffer, most: number): string {
  const xml = bytes.toString('utf8')
  if (xml.slice(0, 4096).includes('<!DOCTYPE')) return ''
  let text = ''
  for (const [, run, mark] of xml.matchAll(
    /<(?:w:)?t(?:\s[^>]*)?>([^<]*)<\/(?:w:)?t>|<(\/w:p|\/si|w:tab\/|w:br\/)>/g,
  )) {
    if (run !== undefined) text += decoded(run)
    else text += mark === 'w:tab/' ? ' ' : '\n'
    if (text.length >= most) break
  }
  return `${text}\n`
}

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
const decoded = (text: string) =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(lt|gt|quot|apos|amp));/gi, (all, decimal, hex, name) => {
    if (name) return entities[String(name).toLowerCase()] ?? all
    const code = decimal ? Number(decimal) : Number.parseInt(String(hex), 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
