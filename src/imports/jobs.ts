import { Worker } from 'node:worker_threads'
import { dataDirOf, type Db } from '../db/open.ts'
import { wholeOf } from '../db/scope.ts'
import type { Who } from '../db/write.ts'
import type { Refusal } from '../history/undo.ts'
import type { Message } from '../web/language.ts'
import { addImport, markFailed } from './queries.ts'
import type { Options } from './reading-options.ts'
import { forgetFile, hashOfFile, keepFile } from './stored-file.ts'

/** What the thread is asked to do. */
export type Task =
  | { kind: 'read'; bytes: Uint8Array; fileName: string }
  | { kind: 'reread'; importId: number }
  | { kind: 'commit'; importId: number; who: Who; mayApprove: boolean; seen: number | undefined }
  | { kind: 'undo'; importId: number; who: Who }
  | { kind: 'forget'; importId: number; who: Who }
  | { kind: 'takeBack'; actId: number; who: Who }

/** What the thread tells. */
export type Answer =
  | { kind: 'readable' | 'writing' | 'written' | 'done' | 'stale' | 'unseen' }
  | { kind: 'progress'; percent: number }
  | { kind: 'refused'; reason: Message }
  | TookBack

/** What the undo of an act came to. */
interface TookBack {
  kind: 'tookBack'
  actId: number | null
  refusals: Refusal[]
}

/** A file that takes longer is no ledger. */
const READ_WITHIN_MS = 9000
const WORK_WITHIN_MS = 10 * 60_000
/** Megabytes of memory for one file; what needs more ends with a sentence instead of the server. */
const HEAP_MB = 192

interface Job {
  percent: number
  isReadable?: boolean
  done: Promise<Outcome>
}

export type Outcome =
  { kind: 'done' | 'stale' | 'unseen' | 'failed' } | { kind: 'refused'; reason: Message } | TookBack

interface Workshop {
  /** One file at a time: two would need twice the memory. */
  last: Promise<unknown>
  waiting: number
  byImport: Map<number, Job>
  /** Pending while the thread writes. */
  writing: Promise<void> | undefined
}

const workshops = new WeakMap<Db, Workshop>()
function workshopOf(reader: Db): Workshop {
  const db = wholeOf(reader)
  let known = workshops.get(db)
  if (!known)
    workshops.set(
      db,
      (known = { last: Promise.resolve(), waiting: 0, byImport: new Map(), writing: undefined }),
    )
  return known
}

/** How far the work on an import is, from 0 to 100; undefined where none is under way. */
export const progressOf = (db: Db, importId: number): number | undefined =>
  workshopOf(db).byImport.get(importId)?.percent

/** Resolves once nothing is under way for this import. */
export const whenDone = (db: Db, importId: number): Promise<Outcome> | undefined =>
  workshopOf(db).byImport.get(importId)?.done

/** Resolves once no long write of the thread is under way: whoever else writes meanwhile would hold everybody up. */
export const untilWritten = (db: Db): Promise<void> | undefined => workshopOf(db).writing

/** Reads a new file. Gives the import's id as soon as the file is known to be readable, or why it is not. */
export function startImport(
  db: Db,
  who: Who,
  file: { bytes: Buffer; name: string },
  options: Options,
): Promise<number | Message> {
  const { promise, resolve, reject } = Promise.withResolvers<number | Message>()
  const bytes = new Uint8Array(file.bytes)
  const hash = hashOfFile(file.bytes)
  let importId: number | undefined
  const work = start(db, { kind: 'read', bytes, fileName: file.name }, (worker, job) => {
    const isNew = keepFile(dataDirOf(db), hash, file.bytes)
    try {
      importId = addImport(db, who, { name: file.name, hash, size: file.bytes.length }, options)
    } catch (error) {
      if (isNew) forgetFile(dataDirOf(db), hash)
      throw error
    }
    workshopOf(db).byImport.set(importId, job)
    worker.postMessage(importId, [])
    resolve(importId)
  })
  void work.then(
    (outcome) => {
      if (importId !== undefined) {
        workshopOf(db).byImport.delete(importId)
        if (outcome.kind !== 'done') markFailed(db, who, importId)
      } else if (outcome.kind === 'refused') resolve(outcome.reason)
      else resolve({ text: 'Tệp quá lớn hoặc quá rối nên không đọc hết được. Chia nhỏ rồi nhập.' })
    },
    (error: unknown) => reject(error instanceof Error ? error : new Error(String(error))),
  )
  return promise
}

/** Reads again, writes or takes back an import; what is under way for it already is waited for first. */
export async function work(db: Db, task: Exclude<Task, { kind: 'read' | 'takeBack' }>): Promise<Outcome> {
  const { byImport } = workshopOf(db)
  while (byImport.has(task.importId)) await byImport.get(task.importId)!.done
  const done = start(db, task, undefined, (job) => byImport.set(task.importId, job))
  try {
    return await done
  } finally {
    byImport.delete(task.importId)
  }
}

/** Takes an act of many thousand changes back without holding anybody up who reads. */
export async function takeBackInThread(
  db: Db,
  actId: number,
  who: Who,
): Promise<Pick<TookBack, 'actId' | 'refusals'>> {
  const outcome = await start(db, { kind: 'takeBack', actId, who })
  if (outcome.kind === 'tookBack') return outcome
  const message = { text: 'Chưa hoàn tác được. Chưa có gì thay đổi; thử lại sau.' }
  return { actId: null, refusals: [{ message, href: null }] }
}

function start(
  db: Db,
  task: Task,
  onReadable?: (worker: Worker, job: Job) => void,
  onStart?: (job: Job) => void,
): Promise<Outcome> {
  const shop = workshopOf(db)
  const job: Job = { percent: 0, done: Promise.resolve({ kind: 'done' }) }
  const ended = Promise.withResolvers<void>()
  job.done = shop.last.then(() => inThread(db, task, job, ended.resolve, onReadable))
  job.done.catch(() => ended.resolve())
  shop.last = ended.promise
  onStart?.(job)
  return job.done
}

/** What a thread came to, as soon as it says so; it may have some tidying left until it has `ended`. */
function inThread(
  db: Db,
  task: Task,
  job: Job,
  ended: () => void,
  onReadable?: (worker: Worker, job: Job) => void,
): Promise<Outcome> {
  const shop = workshopOf(db)
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>()
  const worker = new Worker(new URL('thread.ts', import.meta.url), {
    workerData: { dataDir: dataDirOf(db), task },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: 24 },
    execArgv: [],
  })
  let endWriting = () => {}
  let outcome: Outcome = { kind: 'failed' }
  const isReading = task.kind === 'read'
  let limit = setTimeout(() => void worker.terminate(), isReading ? READ_WITHIN_MS : WORK_WITHIN_MS)
  worker.on('message', (answer: Answer) => {
    switch (answer.kind) {
      case 'progress':
        job.percent = answer.percent
        break
      case 'readable':
        clearTimeout(limit)
        limit = setTimeout(() => void worker.terminate(), WORK_WITHIN_MS)
        try {
          onReadable?.(worker, job)
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)))
          void worker.terminate()
        }
        break
      case 'writing': {
        const writing = Promise.withResolvers<void>()
        shop.writing = writing.promise
        endWriting = writing.resolve
        worker.postMessage('write', [])
        break
      }
      case 'written':
        endWriting()
        shop.writing = undefined
        break
      case 'refused':
      case 'tookBack':
        outcome = answer
        break
      case 'stale':
      case 'unseen':
        outcome = { kind: answer.kind }
        break
      case 'done':
        if (outcome.kind === 'failed') outcome = { kind: 'done' }
        resolve(outcome)
    }
  })
  worker.on('error', (error) => {
    // Out of memory, or a file that the readers choke on: told by the outcome; anything else is a fault of ours.
    if (!('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')) reject(error)
  })
  worker.on('exit', () => {
    clearTimeout(limit)
    endWriting()
    shop.writing = undefined
    resolve(outcome)
    ended()
  })
  return promise
}
