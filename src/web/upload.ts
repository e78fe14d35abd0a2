import type { Request } from 'express'
import type Multer from 'multer'
import { cleaned } from '../vietnamese.ts'
import type { Message } from './language.ts'

// The one place that takes files from a form. What reads them is loaded with the first one.

const uploadOf = (multer: typeof Multer, mostBytes: number) =>
  multer({
    storage: multer.memoryStorage(),
    limits: {
      fileSize: mostBytes,
      files: 1,
      fields: 10,
      fieldSize: 10_000,
      parts: 12,
      headerPairs: 50,
      fieldNameSize: 100,
    },
    defParamCharset: 'utf8',
  }).single('file')

/** The file of a form's field `file`, or why there is none. Its name is data, never a path. */
export async function fileOf(
  req: Request,
  mostBytes: number,
): Promise<{ bytes: Buffer; name: string } | Message> {
  if (!req.is('multipart/form-data')) return { text: 'Chưa chọn tệp' }
  const { default: multer, MulterError } = await import('multer')
  try {
    await new Promise<void>((resolve, reject) => {
      uploadOf(multer, mostBytes)(req, req.res!, (error: unknown) => {
        if (error instanceof Error) reject(error)
        else resolve()
      })
    })
  } catch (error) {
    if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE') {
      return { text: 'Tệp lớn hơn {most} MB. Chia thành nhiều tệp.', gaps: { most: mostBytes / 1024 / 1024 } }
    }
    return { text: 'Nội dung gửi lên không đọc được. Chọn lại tệp.' }
  }
  if (!req.file) return { text: 'Chưa chọn tệp' }
  const name = cleaned(req.file.originalname.replace(/^.*[\\/]/, '').replace(/[\u0000-\u001F\u007F]/g, ''))
  return { bytes: req.file.buffer, name: name.slice(-200) || 'so-theo-doi' }
}
