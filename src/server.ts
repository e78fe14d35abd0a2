// The program: `node src/server.ts`. What it is made of is loaded once compiled code can be found.
import { flushCompileCache } from 'node:module'
import { findCompiled } from './compiled.ts'
import { giveThreadsEnough, keepYoungGeneration, letYoungGenerationGrow } from './young-generation.ts'

/** By then the first pages have been asked for, and their code is worth keeping too. */
const KEEP_AFTER_MS = 5000

findCompiled()
keepYoungGeneration()
const { serve } = await import('./serve.ts')
await serve(process.env)
letYoungGenerationGrow()
giveThreadsEnough()
setTimeout(flushCompileCache, KEEP_AFTER_MS).unref()
