import { createInflateRaw, inflateRawSync } from 'node:zlib'

// What is in a ZIP archive, read from where it lies: a workbook or a Word file is one. Nothing is unpacked before it is
// asked for, and then within a budget, because 300 KB may become gigabytes.

/** Bytes that can be read at any place: of a file on disk, or of a buffer. */
export interface Source {
  size: number
  /** At most `length` bytes from `at` on; fewer where they end. */
  read: (at: number, length: number) => Buffer
}

export const sourceOf = (bytes: Buffer): Source => ({
  size: bytes.length,
  read: (at, length) => bytes.subarray(at, at + length),
})

export interface Part {
  name: string
  isDeflated: boolean
  /** Where its packed bytes begin, and how many they are. */
  start: number
  packedSize: number
}

export class ArchiveRefused extends Error {
  readonly why: 'broken' | 'encrypted' | 'tooLarge'

  constructor(why: ArchiveRefused['why']) {
    super(why)
    this.why = why
  }
}

const END_OF_DIRECTORY = Buffer.from([0x50, 0x4b, 0x05, 0x06])
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_HEADER = 0x04034b50
const DEFLATED = 8
/** The end of an archive is this long, and a remark of up to 64 KB may follow it. */
const END_SIZE = 22
const CHUNK = 256 * 1024

/** Every part of an archive, none of them unpacked. Throws ArchiveRefused, also where there are more than `most`. */
export function partsOf(source: Source, most: number): Part[] {
  const tail = source.read(Math.max(0, source.size - END_SIZE - 0xffff), END_SIZE + 0xffff)
  const end = tail.lastIndexOf(END_OF_DIRECTORY)
  if (end === -1 || end + END_SIZE > tail.length) throw new ArchiveRefused('broken')
  const count = tail.readUInt16LE(end + 10)
  if (count > most) throw new ArchiveRefused('tooLarge')
  const directory = source.read(tail.readUInt32LE(end + 16), Math.min(tail.readUInt32LE(end + 12), 4 << 20))
  const parts: Part[] = []
  let at = 0
  for (let index = 0; index < count; index++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== DIRECTORY_ENTRY)
      throw new ArchiveRefused('broken')
    const nameLength = directory.readUInt16LE(at + 28)
    const part = {
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      isDeflated: directory.readUInt16LE(at + 10) === DEFLATED,
      packedSize: directory.readUInt32LE(at + 20),
    }
    if (directory.readUInt16LE(at + 8) & 1) throw new ArchiveRefused('encrypted')
    const local = directory.readUInt32LE(at + 42)
    const header = source.read(local, 30)
    if (header.length < 30 || header.readUInt32LE(0) !== LOCAL_HEADER) throw new ArchiveRefused('broken')
    const start = local + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
    if (start + part.packedSize > source.size) throw new ArchiveRefused('broken')
    parts.push({ ...part, start })
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return parts
}

/** A part unpacked. Throws ArchiveRefused where it is broken or has more than `most` bytes. */
export function unpack(source: Source, part: Part, most: number): Buffer {
  if (!part.isDeflated && part.packedSize > most) throw new ArchiveRefused('tooLarge')
  const packed = source.read(part.start, part.packedSize)
  if (!part.isDeflated) return packed
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(most, 1) })
  } catch (error) {
    throw new ArchiveRefused(error instanceof RangeError ? 'tooLarge' : 'broken')
  }
}

/** How many bytes a part has once unpacked, of which none are held. Throws ArchiveRefused as `unpack` does. */
export async function unpackedSize(source: Source, part: Part, most: number): Promise<number> {
  if (!part.isDeflated) {
    if (part.packedSize > most) throw new ArchiveRefused('tooLarge')
    return part.packedSize
  }
  const inflate = createInflateRaw()
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  let size = 0
  let read = 0
  const feed = () => {
    const length = Math.min(CHUNK, part.packedSize - read)
    if (length <= 0) return inflate.end()
    const chunk = source.read(part.start + read, length)
    read += length
    inflate.write(chunk, feed)
  }
  inflate.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > most) {
      inflate.destroy()
      reject(new ArchiveRefused('tooLarge'))
    }
  })
  inflate.on('end', () => resolve(size))
  inflate.on('error', () => reject(new ArchiveRefused('broken')))
  feed()
  return promise
}
