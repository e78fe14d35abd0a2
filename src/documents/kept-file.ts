import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

// The files themselves, in the data folder: under the hash of what is in them, never under a name somebody chose. A file
// stays for good once a paper was kept with it, so that whatever removed the paper can be taken back.

const folderIn = (dataDir: string) => join(dataDir, 'files')

/** Where files come in, until it is known what they are. */
export const incomingIn = (dataDir: string) => join(folderIn(dataDir), 'incoming')

export const pathOf = (dataDir: string, hash: string) =>
  join(folderIn(dataDir), hash.slice(0, 2), hash.slice(2, 4), hash)

/** Moves a file that came in to its place, until the disk has it there; true where it was not there before. */
export function keepFile(dataDir: string, incoming: { path: string; hash: string; size: number }): boolean {
  const path = pathOf(dataDir, incoming.hash)
  if (statSync(path, { throwIfNoEntry: false })?.size === incoming.size) {
    discard(incoming)
    return false
  }
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  renameSync(incoming.path, path)
  for (let folder = dirname(path); folder !== dataDir; folder = dirname(folder)) {
    const opened = openSync(folder, 'r')
    fsyncSync(opened)
    closeSync(opened)
  }
  return true
}

export const discard = ({ path }: { path: string }) => rmSync(path, { force: true })

export const forgetFile = (dataDir: string, hash: string) => rmSync(pathOf(dataDir, hash), { force: true })

/** Removes what was coming in when the program last stopped. */
export function forgetIncoming(dataDir: string) {
  const folder = incomingIn(dataDir)
  if (!statSync(folder, { throwIfNoEntry: false })) return
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { force: true })
}
