import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'

export type Db = ReturnType<typeof connect>

/** A database that this program may not use; its message is for the person who starts it. */
export class DatabaseRefused extends Error {}

const MIGRATIONS = join(import.meta.dirname, '../../migrations')

/**
 * Opens (or makes) the register in `dataDir`, brings it up to this program's migrations and returns it. A copy of the
 * database as it was is set aside in `dataDir/before-migration` first. Throws DatabaseRefused when `dataDir` can hold
 * no register, and when the database was made by a newer program.
 */
export function openDatabase(dataDir: string, migrationsFolder = MIGRATIONS): Db {
  const file = fileIn(dataDir)
  const { db, isNew } = orRefused(dataDir, () => {
    makeFolder(dataDir)
    const isNew = !existsSync(file)
    return { db: connect(file), isNew }
  })
  try {
    bringUpToDate(db, migrationsFolder, isNew ? undefined : join(dataDir, 'before-migration'))
  } catch (error) {
    db.$client.close()
    throw error
  }
  return db
}

/** What `open` gives; a folder or file it cannot use is named for whoever started the program. */
function orRefused<Opened>(dataDir: string, open: () => Opened): Opened {
  try {
    return open()
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown'
    throw new DatabaseRefused(`DATA_DIR=${dataDir} cannot be used: ${why}`)
  }
}

// Step by step: where a folder can never be made, as in /proc, Node's own `recursive` tries for ever.
function makeFolder(path: string) {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return
  if (dirname(path) !== path) makeFolder(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}

/** Opens the register that is in `dataDir`, as `openDatabase` does; throws DatabaseRefused where there is none. */
export function openExisting(dataDir: string): Db {
  if (!existsSync(fileIn(dataDir))) throw new DatabaseRefused(`DATA_DIR=${dataDir} holds no register`)
  return openDatabase(dataDir)
}

const fileIn = (dataDir: string) => join(dataDir, 'so-doan.sqlite')

/** The folder a register lies in, with what belongs to it. */
export const dataDirOf = (db: Db) => dirname(db.$client.name)

const PATIENCE = 'busy_timeout = 5000'

/** A connection with the pragmas this house relies on. In memory where `file` is ':memory:'. */
function connect(file: string) {
  const client = new Database(file)
  // The first word to the file: it fails here where the file is no database.
  client.pragma('journal_mode = WAL')
  // A WAL database reopens with NORMAL, which may lose acknowledged writes on a power cut.
  client.pragma('synchronous = FULL')
  client.pragma('foreign_keys = ON')
  client.pragma(PATIENCE)
  client.pragma('cache_size = -64000')
  client.pragma('temp_store = MEMORY')
  return drizzle({ client, jit: true })
}

function bringUpToDate(db: Db, migrationsFolder: string, asideFolder: string | undefined) {
  const known = readdirSync(migrationsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted()
  const applied = appliedMigrations(db)
  const unknown = applied.filter((name) => !known.includes(name))
  if (unknown.length) {
    throw new DatabaseRefused(
      `The database is newer than this program: it holds ${unknown.join(', ')}. Start the newer version of Sổ đoàn.`,
    )
  }
  if (known.every((name) => applied.includes(name))) return
  if (asideFolder && applied.length) setAside(db, asideFolder, applied.at(-1)!)

  // A table rebuild with foreign keys on would delete the children of the rows it moves, so they are off while the
  // migrations run, and every key is checked before they go on again.
  db.$client.pragma('foreign_keys = OFF')
  migrate(db, { migrationsFolder })
  const broken = db.$client.pragma('foreign_key_check') as unknown[]
  if (broken.length) throw new Error(`migrations left ${broken.length} rows pointing nowhere`)
  db.$client.pragma('foreign_keys = ON')
}

function appliedMigrations(db: Db): string[] {
  const hasTable = db.$client
    .prepare(`select 1 from sqlite_schema where type = 'table' and name = '__drizzle_migrations'`)
    .get()
  if (!hasTable) return []
  const rows = db.$client.prepare(`select name from __drizzle_migrations order by id`).all()
  return (rows as { name: string }[]).map(({ name }) => name)
}

function setAside(db: Db, folder: string, lastMigration: string) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const moment = new Date().toISOString().replaceAll(/[:.]/g, '-')
  db.$client.prepare('vacuum into ?').run(join(folder, `${lastMigration}-${moment}.sqlite`))
}

/** Reads what is large and not asked for again, so that none of its pages stay in memory. */
export function readApart<T>(db: Db, read: (client: Database.Database) => T): T {
  const client = new Database(db.$client.name, { readonly: true })
  try {
    client.pragma(PATIENCE)
    client.pragma('cache_size = -2000')
    return read(client)
  } finally {
    client.close()
  }
}

/** Runs `act`, which fails at once, instead of waiting, where somebody else is writing. */
export function withoutWaiting<T>(db: Db, act: () => T): T {
  db.$client.pragma('busy_timeout = 0')
  try {
    return act()
  } finally {
    db.$client.pragma(PATIENCE)
  }
}

/**
 * What hardly ever changes and every page asks for. What was remembered of these alone outlives all other writes; no
 * trigger may write them.
 */
const catalogues = new Set([
  'authorities',
  'authority_names',
  'checklist_steps',
  'countries',
  'holidays',
  'legal_bases',
  'partner_distinctions',
  'partner_names',
  'partners',
  'setting_values',
  'unit_names',
  'units',
])

type Answers = WeakMap<Db, Map<string, unknown>>

/** What is remembered of a register, for each connection that reads it or a part of it. */
interface Memory {
  /** The connection that writes. Another program's writes change its data version, its own do not. */
  whole: Db
  dataVersion: unknown
  /** Whether another program may have written since it was last asked. */
  isOld: boolean
  ofAll: Answers
  ofCounts: Answers
  ofCatalogues: Answers
}

const memories = new WeakMap<Db, Memory>()

/** Lets a part of a register forget when the register does. */
export function shareMemory(part: Db, whole: Db) {
  memories.set(part, memoryOf(whole))
}

/** Which tables a write changed, and whether a counted figure may be another one now. */
interface Written {
  tables: Set<string>
  areCountsTouched: boolean
}

/** Told by `write` after each commit: what was remembered of what it wrote (of all, when not said) is out of date. */
export function noteWrite(db: Db, written?: Written) {
  const memory = memoryOf(db)
  const isOfCatalogues = !written || [...written.tables].some((table) => catalogues.has(table))
  memory.ofAll = new WeakMap()
  if (isOfCatalogues) memory.ofCatalogues = new WeakMap()
  if (isOfCatalogues || written.areCountsTouched) memory.ofCounts = new WeakMap()
}

/**
 * What `compute` gives for this state of the register, worked out once until somebody writes. Other programs' writes
 * are looked for once in a turn of the event loop: one page is of one state.
 */
export const remembered = <T>(db: Db, key: string, compute: () => T): T => recall(db, 'ofAll', key, compute)

/**
 * The same for figures of counted visits, and for nothing that shows or asks for more of a visit than when, whose and
 * how large it was: they are kept while visits ahead, reports and notes are written.
 */
export const rememberedCounts = <T>(db: Db, key: string, compute: () => T): T =>
  recall(db, 'ofCounts', key, compute)

/** The same for what `compute` reads in the catalogues alone: it is kept while visits are written. */
export const rememberedCatalogue = <T>(db: Db, key: string, compute: () => T): T =>
  recall(db, 'ofCatalogues', key, compute)

function recall<T>(db: Db, of: 'ofAll' | 'ofCounts' | 'ofCatalogues', key: string, compute: () => T): T {
  // What a transaction reads may never come to be.
  if (db.$client.inTransaction) return compute()
  const memory = memoryOf(db)
  if (memory.isOld) lookForOthersWrites(memory)
  let answers = memory[of].get(db)
  if (!answers) memory[of].set(db, (answers = new Map()))
  if (!answers.has(key)) {
    if (answers.size >= 500) answers.clear()
    answers.set(key, compute())
  }
  return answers.get(key) as T
}

function memoryOf(db: Db): Memory {
  let memory = memories.get(db)
  if (!memory) {
    memory = {
      whole: db,
      dataVersion: undefined,
      isOld: true,
      ofAll: new WeakMap(),
      ofCounts: new WeakMap(),
      ofCatalogues: new WeakMap(),
    }
    memories.set(db, memory)
  }
  return memory
}

function lookForOthersWrites(memory: Memory) {
  const { whole } = memory
  const version = prepared(whole, 'data version', () => whole.$client.prepare('pragma data_version').pluck())
  const dataVersion = version.get()
  if (memory.dataVersion !== dataVersion) noteWrite(whole)
  memory.dataVersion = dataVersion
  memory.isOld = false
  setImmediate(() => (memory.isOld = true))
}

const statements = new WeakMap<Db, Map<string, unknown>>()

/** A query made ready once for each connection and `key`, never once a request. */
export function prepared<T>(db: Db, key: string, prepare: () => T): T {
  let known = statements.get(db)
  if (!known) statements.set(db, (known = new Map()))
  let statement = known.get(key)
  if (!statement) known.set(key, (statement = prepare()))
  return statement as T
}
