import { eq } from 'drizzle-orm'
import type { Write } from '../db/write.ts'
import { sources } from './source.ts'

/** The source with this address, kept once however many records were read there. */
export function sourceAt(write: Write, url: string, publishedOn: string | null = null): number {
  const known = write.db.select({ id: sources.id }).from(sources).where(eq(sources.url, url)).get()
  return known?.id ?? write.insert(sources, { url, publishedOn })
}
