import { pipeline, Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'

// Node deflates away from the thread that answers people, which no library of ours does; what is left of a ZIP archive
// is three kinds of header. Sizes follow each entry in a descriptor of its own, so that nothing is held back.

export interface Entry {
  path: string
  text: Iterable<string> | AsyncIterable<string>
}

const WRITTEN_BY_VERSION = 20
/** Bit 3: sizes come after the data. Bit 11: names are UTF-8. */
const FLAGS = 0x0808
const DEFLATED = 8
/** 1 January 1980, the first day a ZIP archive knows: what is in it was made for this download. */
const NO_DATE = 0x21

interface Tally {
  crc: number
  size: number
  packed: number
}

/** The bytes of an archive, entry by entry; the texts are asked for as they are needed. */
export async function* zipped(entries: Iterable<Entry>): AsyncGenerator<Buffer> {
  const directory: Buffer[] = []
  let offset = 0
  for (const { path, text } of entries) {
    const name = Buffer.from(path)
    const tally: Tally = { crc: 0, size: 0, packed: 0 }
    const header = localHeader(name)
    yield header
    for await (const chunk of deflated(text, tally)) {
      tally.packed += chunk.length
      yield chunk
    }
    const descriptor = descriptorOf(tally)
    yield descriptor
    directory.push(directoryEntry(name, tally, offset))
    offset += header.length + tally.packed + descriptor.length
  }
  const listed = Buffer.concat(directory)
  yield Buffer.concat([listed, endOf(directory.length, listed.length, offset)])
}

function deflated(text: Entry['text'], tally: Tally): AsyncIterable<Buffer> {
  // One text ahead and no more: each is some hundred rows.
  const source = Readable.from(counted(text, tally), { highWaterMark: 1 })
  // The lightest level: a sheet still shrinks to a tenth. Whoever reads learns of an error from what they read.
  return pipeline(source, createDeflateRaw({ level: 1 }), () => {})
}

async function* counted(text: Entry['text'], tally: Tally): AsyncGenerator<Buffer> {
  for await (const part of text) {
    const bytes = Buffer.from(part)
    tally.crc = crc32(bytes, tally.crc)
    tally.size += bytes.length
    yield bytes
  }
}

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  writeCommon(header, 4)
  header.writeUInt16LE(name.length, 26)
  return Buffer.concat([header, name])
}

// Version, flags, method, time and day: the same in both headers of an entry.
function writeCommon(header: Buffer, at: number) {
  header.writeUInt16LE(WRITTEN_BY_VERSION, at)
  header.writeUInt16LE(FLAGS, at + 2)
  header.writeUInt16LE(DEFLATED, at + 4)
  header.writeUInt16LE(NO_DATE, at + 8)
}

function writeTally(header: Buffer, at: number, { crc, packed, size }: Tally) {
  header.writeUInt32LE(crc, at)
  header.writeUInt32LE(packed, at + 4)
  header.writeUInt32LE(size, at + 8)
}

function descriptorOf(tally: Tally): Buffer {
  const descriptor = Buffer.alloc(16)
  descriptor.writeUInt32LE(0x08074b50, 0)
  writeTally(descriptor, 4, tally)
  return descriptor
}

function directoryEntry(name: Buffer, tally: Tally, offset: number): Buffer {
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(WRITTEN_BY_VERSION, 4)
  writeCommon(entry, 6)
  writeTally(entry, 16, tally)
  entry.writeUInt16LE(name.length, 28)
  entry.writeUInt32LE(offset, 42)
  return Buffer.concat([entry, name])
}

function endOf(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return end
}
