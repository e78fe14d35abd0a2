// Generated registers to measure on, made once and kept in the folder for temporary files.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
const FOLDER = join(tmpdir(), 'so-doan-bench')
/** What decides which rows a generated register holds. */
const SOURCES = ['migrations', 'seeds', 'src/generated-register.ts', 'src/generated-words.ts', 'src/search']

/** The data folder of a generated register with `size` visits. */
export function registerOf(size: number): string {
  const folder = join(FOLDER, `${size}-${hashOf(SOURCES)}`)
  if (!existsSync(folder)) {
    mkdirSync(FOLDER, { recursive: true })
    // A name of its own until it is whole: a run that was cut short leaves nothing that looks finished.
    const unfinished = mkdtempSync(join(FOLDER, 'unfinished-'))
    execFileSync(process.execPath, [join(ROOT, 'src/seed.ts'), '--size', String(size)], {
      env: { ...process.env, DATA_DIR: unfinished },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    // Half a gigabyte each: those of older programs go.
    for (const name of readdirSync(FOLDER).filter((name) => name.startsWith(`${size}-`))) {
      rmSync(join(FOLDER, name), { recursive: true })
    }
    renameSync(unfinished, folder)
  }
  return folder
}

/** A copy of a register that may be written to. */
export function copyOf(register: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'so-doan-bench-'))
  copyFileSync(databaseIn(register), databaseIn(folder), constants.COPYFILE_FICLONE)
  return folder
}

export const databaseIn = (dataDir: string) => join(dataDir, 'so-doan.sqlite')

function hashOf(paths: string[]): string {
  const hash = createHash('sha256')
  const add = (path: string) => hash.update(path).update(readFileSync(join(ROOT, path)))
  for (const path of paths) {
    if (/\.\w+$/.test(path)) add(path)
    else
      readdirSync(join(ROOT, path), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
        .toSorted()
        .forEach(add)
  }
  return hash.digest('hex').slice(0, 12)
}
