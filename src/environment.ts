import { join, resolve } from 'node:path'
import { z } from 'zod'
import { type MailServer, readMailServer } from './mail/mail-server.ts'

const mailServer = z.string().transform((text, context): MailServer => {
  const server = readMailServer(text)
  if (typeof server !== 'string') return server
  context.addIssue({ code: 'custom', message: server })
  return z.NEVER
})

const environmentSchema = z.object({
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, { error: 'not a name or number of this machine' })
    .default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  DATA_DIR: z.string().min(1).default('./data'),
  SEED: z.enum(['published', 'none']).default('published'),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SMTP_URL: mailServer.optional(),
  SECRET_KEY_FILE: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

/** What the server is started with. */
export interface Environment extends Omit<
  z.output<typeof environmentSchema>,
  'DATA_DIR' | 'SECRET_KEY_FILE'
> {
  /** Absolute. */
  DATA_DIR: string
  /** Absolute. */
  SECRET_KEY_FILE: string
}

/** The checked settings, or the line that names the first wrong one. Empty values count as not set. */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment | string {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const read = environmentSchema.safeParse(given)
  if (read.success) {
    const { DATA_DIR, SECRET_KEY_FILE = join(DATA_DIR, 'secret.key') } = read.data
    return { ...read.data, DATA_DIR: resolve(DATA_DIR), SECRET_KEY_FILE: resolve(SECRET_KEY_FILE) }
  }
  const issue = read.error.issues[0]!
  const name = String(issue.path[0])
  // It may hold a password.
  if (name === 'SMTP_URL') return `SMTP_URL cannot be used: ${issue.message}`
  return `${name}=${given[name] ?? ''} cannot be used: ${issue.message}`
}
