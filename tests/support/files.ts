import { crc32, deflateRawSync, deflateSync } from 'node:zlib'

// Files as offices bring them, made by hand: small, sound, and with the words a test asks for.

/** An archive of these parts; its entries lie about how large they are. */
export function zip(parts: Record<string, Buffer | string>, { encrypted = false } = {}): Buffer {
  const bodies: Buffer[] = []
  const entries: Buffer[] = []
  let at = 0
  for (const [name, text] of Object.entries(parts)) {
    const bytes = Buffer.from(text)
    const packed = deflateRawSync(bytes, { level: 9 })
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(20, 4)
    head.writeUInt16LE(encrypted ? 1 : 0, 6)
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(crc32(bytes), 14)
    head.writeUInt32LE(packed.length, 18)
    head.writeUInt32LE(1000, 22)
    head.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    head.copy(entry, 6, 4, 30)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(at, 42)
    bodies.push(head, Buffer.from(name), packed)
    entries.push(entry, Buffer.from(name))
    at += 30 + name.length + packed.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(parts).length, 8)
  end.writeUInt16LE(Object.keys(parts).length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...bodies, directory, end])
}

/** The container of old Office files, and of new ones with a password. */
export const oldContainer = (name: string) =>
  Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(600),
    Buffer.from(name, 'utf16le'),
    Buffer.alloc(600),
  ])

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
const EXCEL = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'
const contents = (type: string) =>
  `<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="${type}"/></Types>`

/** A Word file with a paragraph for each line; a run breaks in the middle of it, as Word likes to. */
export function docx(lines: string[], more: Record<string, Buffer | string> = {}, type = WORD): Buffer {
  const paragraphs = lines.map((line) => {
    const middle = Math.ceil(line.length / 2)
    const runs = [line.slice(0, middle), line.slice(middle)]
    return `<w:p>${runs.map((run) => `<w:r><w:t xml:space="preserve">${run}</w:t></w:r>`).join('')}</w:p>`
  })
  return zip({
    '[Content_Types].xml': contents(type),
    'word/document.xml': `<?xml version="1.0"?><w:document><w:body>${paragraphs.join('')}</w:body></w:document>`,
    ...more,
  })
}

export const xlsx = (text: string) =>
  zip({
    '[Content_Types].xml': contents(EXCEL),
    'xl/workbook.xml': '<workbook/>',
    'xl/sharedStrings.xml': `<sst><si><t>${text}</t></si></sst>`,
  })

/** A PDF with a page of these lines, in a font of its own letters; `padding` bytes that nobody reads stand before it. */
export function pdf(lines: string[], { padding = 0, encrypted = false } = {}): Buffer {
  const letters = Array.from(new Set(lines.join('')))
  const code = (letter: string) => (letters.indexOf(letter) + 65).toString(16).padStart(2, '0')
  const hex = (text: string) => Array.from(text, code).join('')
  const utf16 = (letter: string) => Buffer.from(letter, 'utf16le').swap16().toString('hex')
  const page = lines.map((line, at) => `1 0 0 1 50 ${780 - at * 14} Tm <${hex(line)}> Tj`).join('\n')
  const map = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def
1 begincodespacerange <00> <ff> endcodespacerange
${letters.length} beginbfchar
${letters.map((letter) => `<${code(letter)}> <${utf16(letter)}>`).join('\n')}
endbfchar endcmap end end`
  const stream = (bytes: Buffer | string) => {
    const body = Buffer.from(bytes)
    return Buffer.concat([
      Buffer.from(`<< /Length ${body.length} >>\nstream\n`),
      body,
      Buffer.from('\nendstream'),
    ])
  }
  const objects = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    Buffer.from(
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F 4 0 R >> >> >>',
    ),
    Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>'),
    stream(`BT /F 10 Tf ${page} ET`),
    stream(map),
    stream(Buffer.alloc(padding, 7)),
  ]
  const pieces = [Buffer.from('%PDF-1.4\n%âãÏÓ\n')]
  const starts: number[] = []
  let at = pieces[0]!.length
  objects.forEach((object, index) => {
    const whole = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')])
    starts.push(at)
    pieces.push(whole)
    at += whole.length
  })
  const table = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('')
  const id = '<00112233445566778899aabbccddeeff>'
  const locked = encrypted
    ? ` /ID [${id} ${id}] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >>`
    : ''
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${locked} >>\nstartxref\n${at}\n%%EOF\n`
  return Buffer.concat([...pieces, Buffer.from(end)])
}

/** A picture of one grey dot. */
export function png(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.from([0, 128]))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The frame of a photograph: a frame, a scan, an end. */
export const jpeg = () =>
  Buffer.from('ffd8ffe000040101ffc0000b080001000101011100ffda0008010100003f00010203ffd9', 'hex')
