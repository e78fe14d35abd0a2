import type { Source } from '../../archive.ts'
import { FileRefused } from '../../imports/reading/sheet.ts'

// PDF files by way of pdf.js, which asks for the places it needs: of 200 MB of pictures it reads what says which words
// stand between them.

/** What is read of one file at most: one whose table of contents is lost would be read whole. */
const MOST_READ = 40 * 1024 * 1024
const MOST_PAGES = 500

export interface Pdf {
  /** The words of its pages, line by line, at most about so many characters. */
  words: (most: number) => Promise<string>
}

/** Throws FileRefused unless it is a PDF that opens without a password. */
export async function openPdf(source: Source): Promise<Pdf> {
  const { getResolvedPDFJS } = await import('unpdf')
  const { getDocument, PDFDataRangeTransport, VerbosityLevel } = await getResolvedPDFJS()
  let read = 0
  class FromDisk extends PDFDataRangeTransport {
    override requestDataRange(begin: number, end: number) {
      read += end - begin
      if (read > MOST_READ) return void task.destroy()
      this.onDataRange(begin, new Uint8Array(source.read(begin, end - begin)))
    }
  }
  const task = getDocument({
    range: new FromDisk(source.size, null),
    disableAutoFetch: true,
    disableStream: true,
    rangeChunkSize: 64 * 1024,
    useSystemFonts: false,
    verbosity: VerbosityLevel.ERRORS,
  })
  const pdf = await task.promise.catch((error: unknown) => {
    const isLocked = error instanceof Error && error.name === 'PasswordException'
    throw isLocked
      ? new FileRefused('Tệp PDF đặt mật khẩu nên sổ không nhận. Bỏ mật khẩu, lưu lại rồi tải lên.')
      : new FileRefused('Tệp PDF bị hỏng hoặc tải lên chưa hết. Mở lại, lưu thành PDF mới rồi tải lên.')
  })
  return {
    async words(most) {
      let text = ''
      for (let number = 1; number <= Math.min(pdf.numPages, MOST_PAGES) && text.length < most; number++) {
        const page = await pdf.getPage(number)
        const { items } = await page.getTextContent()
        for (const item of items) if ('str' in item) text += item.hasEOL ? `${item.str}\n` : item.str
        text += '\n'
        page.cleanup()
      }
      return text
    },
  }
}
