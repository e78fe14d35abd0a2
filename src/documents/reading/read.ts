import { Worker } from 'node:worker_threads'
import { cleaned } from '../../vietnamese.ts'
import type { Message } from '../../web/language.ts'
import type { FileKind } from '../stored-file.ts'

/** What the thread tells of a file: that it is whole, and then its words; or why it is refused. */
export type Answer =
  | { kind: 'sound'; fileKind: FileKind }
  | { kind: 'words'; words: string }
  | { kind: 'refused'; reason: Message }

/** What a file was found to be. */
export interface ReadFile {
  kind: FileKind
  /** Null where none could be read: a picture, a scan, a text without end. */
  words: string | null
}

/** What takes longer to be read is kept without its words, or refused where not even its kind was found. */
const READ_WITHIN_MS = 15_000
const HEAP_MB = 160

// One file at a time: two would need twice the memory.
let last: Promise<unknown> = Promise.resolve()

/** What a file on disk is, by its content, or why it is refused. */
export function readFile(path: string): Promise<ReadFile | Message> {
  const reading = last.then(() => inThread(path))
  last = reading.catch(() => undefined)
  return reading
}

function inThread(path: string): Promise<ReadFile | Message> {
  const { promise, resolve, reject } = Promise.withResolvers<ReadFile | Message>()
  const worker = new Worker(new URL('thread.ts', import.meta.url), {
    workerData: { path },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: 2 },
    execArgv: [],
  })
  const limit = setTimeout(() => void worker.terminate(), READ_WITHIN_MS)
  let found: ReadFile | undefined
  let refused: Message | undefined
  worker.on('message', (answer: Answer) => {
    if (answer.kind === 'refused') refused = answer.reason
    else if (answer.kind === 'sound') found = { kind: answer.fileKind, words: null }
    else if (found) found.words = tidied(answer.words)
  })
  worker.on('error', (error) => {
    // Out of memory, or what a reader chokes on after it knew the kind: kept without words. Anything else is ours.
    const isTooMuch = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    if (!found && !isTooMuch) reject(error)
  })
  worker.on('exit', () => {
    clearTimeout(limit)
    resolve(
      refused ??
        found ?? {
          text: 'Tệp quá lớn hoặc quá rối nên sổ không xem được bên trong. Lưu thành PDF mới rồi tải lên.',
        },
    )
  })
  return promise
}

// Letters only: what a file has of control characters is no word.
function tidied(words: string): string | null {
  const clean = cleaned(words.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g, ' '), {
    lines: true,
  })
  return /\p{L}/u.test(clean) ? clean : null
}
