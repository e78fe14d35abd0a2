import { DatabaseRefused } from './db/open.ts'
import { type Environment, readEnvironment } from './environment.ts'
import { type SecretKey, secretKeyIn } from './secret-key.ts'

// What the commands of this house share: wrong settings and a refused database end them with one line.

/** Ends the program with one line for whoever started it. */
export function end(line: string): never {
  console.error(line)
  process.exit(1)
}

/** The settings, or the end of the program where one of them is wrong. */
export function environmentOrEnd(variables: NodeJS.ProcessEnv): Environment {
  const environment = readEnvironment(variables)
  return typeof environment === 'string' ? end(environment) : environment
}

/** What `open` opens, or the end of the program where the database is refused. */
export function openOrEnd<Opened>(open: () => Opened): Opened {
  try {
    return open()
  } catch (error) {
    if (error instanceof DatabaseRefused) end(error.message)
    throw error
  }
}

/** The key that seals what the database may not show, or the end of the program where it cannot be used. */
export function keyOrEnd(file: string): SecretKey {
  try {
    return secretKeyIn(file)
  } catch (error) {
    return end(
      `SECRET_KEY_FILE=${file} cannot be used: ${error instanceof Error ? error.message : 'unknown'}`,
    )
  }
}
