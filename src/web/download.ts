import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import { attachment } from './attachment.ts'

/**
 * Sends a file to be kept, under `name`, as fast as it is taken. Whatever is in it, no browser opens it as a page of
 * this register: it is of the type we say, it is saved, and where it is opened nonetheless nothing of it runs.
 */
export async function sendFile(res: Response, path: string, { name, type }: { name: string; type: string }) {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    res.set({
      'Content-Disposition': attachment(name),
      'Content-Type': type,
      'Content-Length': String(size),
      'Content-Security-Policy': "default-src 'none'; sandbox",
    })
    if (res.req.method === 'HEAD') return void res.end()
    await pipeline(file.createReadStream({ autoClose: false }), res).catch((error: unknown) => {
      // Whoever asked has gone away.
      if (!res.destroyed) throw error
    })
  } finally {
    await file.close()
  }
}
