// Starts the thread: what it is made of is loaded once compiled code can be found.
import { findCompiled } from '../compiled.ts'

findCompiled()
await import('./worker.ts')
