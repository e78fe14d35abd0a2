import request from 'supertest'
import type { LineValues } from '../../src/imports/line.ts'
import type { startApp } from './app.ts'

type App = ReturnType<typeof startApp>

/** Sends a file as the form of imports does. */
export async function upload({ app, signedIn }: Pick<App, 'app' | 'signedIn'>, bytes: Buffer, name: string) {
  const answer = await request(app)
    .post('/imports')
    .set({ Origin: 'http://127.0.0.1', Host: '127.0.0.1', ...(signedIn && signedIn.headers) })
    .attach('file', bytes, name)
  return { status: answer.status, location: answer.headers.location ?? '', html: answer.text }
}

export interface ToldLine {
  sheet: string
  line: number
  verdict: string
  values: LineValues
  duplicateOf?: { delegation?: number; sheet?: string; line?: number }
  changes?: { field: string; before: unknown; after: unknown }[]
  problems: { field: string; text: string; reason: string }[]
}

/** Every line of an import, as its JSON tells it. */
export async function linesOf({ visit }: Pick<App, 'visit'>, location: string): Promise<ToldLine[]> {
  return ((await visit(`${location}.json`)).json as unknown as { items: ToldLine[] }).items
}
