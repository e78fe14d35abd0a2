import { createHash } from 'node:crypto'
import { createWriteStream, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request } from 'express'
import type Multer from 'multer'
import type { Options, StorageEngine } from 'multer'
import { cleaned } from '../vietnamese.ts'
import type { Values } from './form.ts'
import type { Message } from './language.ts'

// The one place that takes files from a form. What reads them is loaded with the first one.

const limits = {
  files: 1,
  fields: 20,
  fieldSize: 10_000,
  parts: 22,
  headerPairs: 50,
  fieldNameSize: 100,
}
const unreadable: Message = { text: 'Nội dung gửi lên không đọc được. Chọn lại tệp.' }

/** Reads a form and the file of its field `file`, which goes where `options` say. */
const taken = (multer: typeof Multer, req: Request, options: Options) =>
  new Promise<void>((resolve, reject) => {
    multer({ defParamCharset: 'utf8', ...options }).single('file')(req, req.res!, (error: unknown) => {
      if (error instanceof Error) reject(error)
      else resolve()
    })
  })

/** The file of a form's field `file`, or why there is none. Its name is data, never a path. */
export async function fileOf(
  req: Request,
  mostBytes: number,
): Promise<{ bytes: Buffer; name: string } | Message> {
  if (!req.is('multipart/form-data')) return { text: 'Chưa chọn tệp' }
  const { default: multer, MulterError } = await import('multer')
  try {
    const storage = multer.memoryStorage()
    await taken(multer, req, { storage, limits: { ...limits, fileSize: mostBytes } })
  } catch (error) {
    if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE') {
      return { text: 'Tệp lớn hơn {most} MB. Chia thành nhiều tệp.', gaps: { most: mostBytes / 1024 / 1024 } }
    }
    return unreadable
  }
  if (!req.file) return { text: 'Chưa chọn tệp' }
  return { bytes: req.file.buffer, name: nameOf(req.file.originalname) || 'so-theo-doi' }
}

/** What somebody called a file, without the folders it lay in. */
const nameOf = (given: string) =>
  cleaned(given.replace(/^.*[\\/]/, '').replace(/[\u0000-\u001F\u007F]/g, '')).slice(-150)

/** A file that came in and waits on the disk, under a name of its own, to be kept or thrown away. */
export interface Incoming {
  path: string
  name: string
  /** SHA-256 of what is in it. */
  hash: string
  size: number
}

/** How long what is left of a refused file may still come in: until then a browser shows no answer. */
const DRAIN_MS = 20_000
/** What a form has beside its file. */
const FIELDS = 256 * 1024

class TooLarge extends Error {}

/** Whether the disk is at fault, which is full or not ours: no other file would help whoever sent this one. */
const isOfDisk = (error: unknown) => error instanceof Error && 'syscall' in error && error.syscall !== 'read'

/**
 * Streams the file of a form's field `file` to `folder`, none of it held in memory, and reads the fields before it into
 * `req.body`. Gives the file, undefined where none was chosen, or why there is none: then nothing of it is left. Throws what the disk
 * refuses.
 */
export async function receiveFile(
  req: Request,
  folder: string,
  mostBytes: number,
): Promise<Incoming | Message | undefined> {
  if (!req.is('multipart/form-data')) return undefined
  let incoming: Incoming | undefined
  /** What is being written; resolves once nothing more is, and nothing half lies there. */
  let writing: { file: Readable; done: Promise<void> } | undefined
  const tooLarge = Promise.withResolvers<never>()
  const storage: StorageEngine = {
    _handleFile(_req, { stream, originalname }, done) {
      const hash = createHash('sha256')
      const path = join(folder, `${crypto.randomUUID()}.part`)
      const announced = Number(req.get('Content-Length') ?? 0)
      let size = 0
      // Answered at once: the rest of two gigabytes is not waited for.
      const refuse = () => {
        const error = new TooLarge()
        tooLarge.reject(error)
        return error
      }
      async function* counted(chunks: AsyncIterable<Buffer>) {
        if (announced > mostBytes + FIELDS) throw refuse()
        for await (const chunk of chunks) {
          size += chunk.length
          if (size > mostBytes) throw refuse()
          hash.update(chunk)
          yield chunk
        }
      }
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
      } catch (error) {
        stream.resume()
        return done(error)
      }
      const kept = createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true })
      const written = pipeline(stream, counted, kept).then(
        () => {
          incoming = { path, name: nameOf(originalname), hash: hash.digest('hex'), size }
          done(null, { path, size })
        },
        async (error: unknown) => {
          // It may still be about to be opened, which would make it anew.
          if (!kept.closed) await new Promise<void>((resolve) => kept.once('close', () => resolve()))
          try {
            rmSync(path, { force: true })
          } finally {
            done(error)
          }
        },
      )
      writing = { file: stream, done: written }
    },
    _removeFile(_req, _file, done) {
      done(null)
    },
  }
  const { default: multer } = await import('multer')
  const received = taken(multer, req, { storage, limits })
  try {
    await Promise.race([received, tooLarge.promise])
    return incoming
  } catch (error) {
    received.catch(() => undefined)
    writing?.file.destroy()
    await writing?.done
    if (incoming) rmSync(incoming.path, { force: true })
    const isTooLarge = error instanceof TooLarge
    if (!isTooLarge && !isOfDisk(error)) return unreadable
    const cut = setTimeout(() => req.socket.destroy(), DRAIN_MS)
    req.once('close', () => clearTimeout(cut))
    if (!isTooLarge) throw error
    return {
      text: 'Tệp lớn hơn {most} MB. Nén ảnh trong tệp, hoặc chia thành nhiều tệp.',
      gaps: { most: mostBytes / 1024 / 1024 },
    }
  } finally {
    req.body = flat(req.body as Values)
  }
}

// Fields by the names they were sent by: multer makes objects of those with brackets.
const flat = (body: Values | undefined): Values =>
  Object.fromEntries(
    Object.entries(body ?? {}).flatMap(([name, value]) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).map(([inner, text]): [string, unknown] => [`${name}[${inner}]`, text])
        : [[name, value] as [string, unknown]],
    ),
  )
