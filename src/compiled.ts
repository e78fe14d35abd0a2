import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

/**
 * Lets what is loaded from here on be found as an earlier start, or an earlier thread, compiled it: that spares half the
 * time of a start, and a thread the compiler. Where it cannot be kept, nothing is lost.
 */
export const findCompiled = () => enableCompileCache(join(import.meta.dirname, '../node_modules/.cache'))
