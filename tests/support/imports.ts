import request from 'supertest'
import type { startApp } from './app.ts'

/** Sends a file as the form of imports does. */
export async function upload({ app }: Pick<ReturnType<typeof startApp>, 'app'>, bytes: Buffer, name: string) {
  const answer = await request(app)
    .post('/imports')
    .set({ Origin: 'http://127.0.0.1', Host: '127.0.0.1' })
    .attach('file', bytes, name)
  return { status: answer.status, location: answer.headers.location, html: answer.text }
}
