// A thread of its own for reading, trying, writing and taking back, so that the server keeps answering meanwhile. Of the
// program it loads what its one task needs.
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { type Db, openDatabase } from '../db/open.ts'
import type { Who } from '../db/write.ts'
import { commitImport, removeImport } from './changing.ts'
import type { LeaveToWrite } from './dry-run.ts'
import { importOfAct, readImport } from './queries.ts'
import { FileRefused, type Workbook } from './reading/sheet.ts'
import { forgetFile, readStoredFile } from './stored-file.ts'
import type { Answer, Task } from './jobs.ts'

/** Kilobytes of pages held in memory: four times as many would make a commit a fiftieth shorter. */
const CACHE = 8_000

/** Nobody reads more reasons. */
const MOST_REFUSALS = 50

const { dataDir, task } = workerData as { dataDir: string; task: Task }
const port = parentPort!
const tell = (answer: Answer) => port.postMessage(answer)
let told = 0
const progress = (percent: number) => {
  if (percent > told) tell({ kind: 'progress', percent: (told = percent) })
}
const leave: LeaveToWrite = async (act) => {
  tell({ kind: 'writing' })
  await once(port, 'message')
  try {
    return act()
  } finally {
    tell({ kind: 'written' })
  }
}

try {
  if (task.kind === 'read') await readNew(Buffer.from(task.bytes), task.fileName)
  else if (task.kind === 'takeBack') await takeBack(task.actId, task.who)
  else await change(task)
} catch (error) {
  if (!(error instanceof FileRefused)) throw error
  tell({ kind: 'refused', reason: error.reason })
}
port.close()

async function readNew(bytes: Buffer, fileName: string) {
  const { readWorkbook } = await import('./reading/workbook.ts')
  const workbook = await readWorkbook(bytes, fileName)
  tell({ kind: 'readable' })
  const [importId] = (await once(port, 'message')) as [number]
  await run(importId, workbook)
}

function open() {
  const db = openDatabase(dataDir)
  db.$client.pragma(`cache_size = -${CACHE}`)
  if (task.kind !== 'read' && task.kind !== 'reread') db.$client.pragma('wal_autocheckpoint = 0')
  return db
}

/** What was written is kept already: it goes from the log to its place once nobody waits for it any more. */
function end(db: Db) {
  tell({ kind: 'done' })
  db.$client.pragma('wal_checkpoint(PASSIVE)')
  db.$client.close()
}

async function run(importId: number, workbook: Workbook) {
  const { dryRun } = await import('./dry-run.ts')
  const db = open()
  await dryRun(db, importId, workbook, progress, leave)
  end(db)
}

async function change(task: Exclude<Task, { kind: 'read' | 'takeBack' }>) {
  const db = open()
  const { fileHash, fileName } = readImport(db, task.importId) ?? {}
  // Deleted by a double click's first half, while this waited.
  if (fileHash === undefined || fileName === undefined)
    return tell({ kind: task.kind === 'forget' ? 'stale' : 'done' })
  const reread = async () => {
    const { readWorkbook } = await import('./reading/workbook.ts')
    const { dryRun } = await import('./dry-run.ts')
    const workbook = await readWorkbook(readStoredFile(dataDir, fileHash), fileName)
    await dryRun(db, task.importId, workbook, progress, leave)
  }
  if (task.kind === 'reread') await reread()
  else if (task.kind === 'commit') {
    const kept = await commitImport(db, task.importId, task, leave, reread)
    if (kept !== 'done') tell({ kind: kept })
  } else if (task.kind === 'forget') {
    const isLast = await leave(() => removeImport(db, task.importId, task.who))
    if (isLast) forgetFile(dataDir, fileHash)
  } else {
    const { undoImport } = await import('./taking-back.ts')
    await leave(() => undoImport(db, task.importId, task.who))
  }
  end(db)
}

async function takeBack(actId: number, who: Who) {
  const { undo } = await import('../history/undo.ts')
  const { undoImport } = await import('./taking-back.ts')
  const db = open()
  const one = importOfAct(db, actId)
  const undone = await leave(() => (one ? undoImport(db, one.id, who) : undo(db, who, actId)))
  tell({
    kind: 'tookBack',
    actId: undone?.actId ?? null,
    refusals: undone?.refusals.slice(0, MOST_REFUSALS) ?? [],
  })
  end(db)
}
