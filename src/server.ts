// The program: `node src/server.ts`. What it is made of is loaded from here, once the code compiled by an earlier start
// has been found, which spares half the time of a start. Where it cannot be kept, nothing is lost.
import { enableCompileCache, flushCompileCache } from 'node:module'
import { join } from 'node:path'

/** By then the first pages have been asked for, and their code is worth keeping too. */
const KEEP_AFTER_MS = 5000

enableCompileCache(join(import.meta.dirname, '../node_modules/.cache'))
const { serve } = await import('./serve.ts')
serve(process.env)
setTimeout(flushCompileCache, KEEP_AFTER_MS).unref()
