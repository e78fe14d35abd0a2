import type { Source } from '../../archive.ts'
import { FileRefused } from '../../imports/reading/sheet.ts'

// Pictures: whole from their first bytes to their last, as far as their frame tells. Nothing of them is drawn here.

const CHUNK = 1024 * 1024

const broken = () => new FileRefused('Ảnh bị hỏng hoặc tải lên chưa hết. Chụp hoặc lưu lại rồi tải lên.')

/** Throws FileRefused unless its chunks follow each other from the head to the end. */
export function checkPng(source: Source) {
  let at = 8
  for (let isFirst = true; ; isFirst = false) {
    const head = source.read(at, 8)
    if (head.length < 8) throw broken()
    const type = head.toString('latin1', 4)
    if (!/^[A-Za-z]{4}$/.test(type) || isFirst !== (type === 'IHDR')) throw broken()
    at += 12 + head.readUInt32BE(0)
    if (at > source.size) throw broken()
    if (type === 'IEND') return
  }
}

/** Throws FileRefused unless it has a frame, a scan after it, and an end. */
export function checkJpeg(source: Source) {
  let at = 2
  for (let hasFrame = false; ;) {
    const head = source.read(at, 4)
    if (head.length < 4 || head[0] !== 0xff) throw broken()
    const marker = head[1]!
    // Fill bytes may stand before a marker.
    if (marker === 0xff) {
      at += 1
      continue
    }
    at += 2 + head.readUInt16BE(2)
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) hasFrame = true
    if (marker !== 0xda) continue
    if (!hasFrame) throw broken()
    break
  }
  // One byte over, so that an end that lies across two chunks is found.
  const end = Buffer.from([0xff, 0xd9])
  for (; at < source.size; at += CHUNK) if (source.read(at, CHUNK + 1).includes(end)) return
  throw broken()
}
