import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'

export type Db = ReturnType<typeof connect>

/** A database that this program may not use; its message is for the person who starts it. */
export class DatabaseRefused extends Error {}

const MIGRATIONS = join(import.meta.dirname, '../../migrations')

/**
 * Opens (or makes) the register in `dataDir`, brings it up to this program's migrations and returns it. A copy of the
 * database as it was is set aside in `dataDir/before-migration` first. Throws DatabaseRefused when the
 * database was made by a newer program.
 */
export function openDatabase(dataDir: string, migrationsFolder = MIGRATIONS): Db {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const file = fileIn(dataDir)
  const isNew = !existsSync(file)
  const db = connect(file)
  try {
    bringUpToDate(db, migrationsFolder, isNew ? undefined : join(dataDir, 'before-migration'))
  } catch (error) {
    db.$client.close()
    throw error
  }
  return db
}

/** Opens the register that is in `dataDir`, as `openDatabase` does; throws DatabaseRefused where there is none. */
export function openExisting(dataDir: string): Db {
  if (!existsSync(fileIn(dataDir))) throw new DatabaseRefused(`DATA_DIR=${dataDir} holds no register`)
  return openDatabase(dataDir)
}

const fileIn = (dataDir: string) => join(dataDir, 'so-doan.sqlite')

/** A connection with the pragmas this house relies on. In memory where `file` is ':memory:'. */
function connect(file: string) {
  const client = new Database(file)
  client.pragma('journal_mode = WAL')
  // A WAL database reopens with NORMAL, which may lose acknowledged writes on a power cut.
  client.pragma('synchronous = FULL')
  client.pragma('foreign_keys = ON')
  client.pragma('busy_timeout = 5000')
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

interface Memory {
  /** Which state of the register the answers are of. */
  state: string
  /** Whether the register may have changed since it was last asked. */
  isOld: boolean
  answers: Map<string, unknown>
}

const memory = new WeakMap<Db, Memory>()

/** Told by `write` after each commit: what was remembered of the register is out of date. */
export function noteWrite(db: Db) {
  memory.delete(db)
}

/**
 * What `compute` gives for this state of the register, worked out once until somebody writes. Other programs' writes
 * are looked for once in a turn of the event loop: one page is of one state.
 */
export function remembered<T>(db: Db, key: string, compute: () => T): T {
  // What a transaction reads may never come to be.
  if (db.$client.inTransaction) return compute()
  let known = memory.get(db)
  if (!known || known.isOld) {
    const version = prepared(db, 'data version', () => db.$client.prepare('pragma data_version').pluck())
    const state = String(version.get())
    if (known?.state === state) known.isOld = false
    else memory.set(db, (known = { state, isOld: false, answers: new Map() }))
    const current = known
    setImmediate(() => (current.isOld = true))
  }
  if (!known.answers.has(key)) {
    if (known.answers.size >= 500) known.answers.clear()
    known.answers.set(key, compute())
  }
  return known.answers.get(key) as T
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
