import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

// The files themselves, as they were brought: under their hash, never under a name that somebody chose.

export const hashOfFile = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

const folderIn = (dataDir: string) => join(dataDir, 'imports')

/** Keeps a file until the disk has it; true where it was not there before. */
export function keepFile(dataDir: string, hash: string, bytes: Buffer): boolean {
  const folder = folderIn(dataDir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, hash)
  if (existsSync(path)) return false
  const written = `${path}.part`
  writeFileSync(written, bytes, { mode: 0o600 })
  const file = openSync(written, 'r+')
  fsyncSync(file)
  closeSync(file)
  renameSync(written, path)
  return true
}

export const readStoredFile = (dataDir: string, hash: string): Buffer =>
  readFileSync(join(folderIn(dataDir), hash))

export const forgetFile = (dataDir: string, hash: string) =>
  rmSync(join(folderIn(dataDir), hash), { force: true })
