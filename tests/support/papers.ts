import request from 'supertest'
import type { startApp } from './app.ts'

type App = Pick<ReturnType<typeof startApp>, 'app' | 'signedIn' | 'visit'>

/** Sends the form of a paper as a browser does: its fields, and a file where one was chosen. */
export async function sendPaper(
  { app, signedIn }: Pick<App, 'app' | 'signedIn'>,
  url: string,
  fields: Record<string, string>,
  file?: { bytes: Buffer; name: string },
  headers: Record<string, string> = signedIn ? signedIn.headers : {},
) {
  const sent = request(app)
    .post(url)
    .set({ Origin: 'http://127.0.0.1', Host: '127.0.0.1', ...headers })
  for (const [name, value] of Object.entries({ secrecy: 'normal', ...fields })) void sent.field(name, value)
  const answer = await (file ? sent.attach('file', file.bytes, { filename: file.name }) : sent)
  const errors = [...answer.text.matchAll(/id="([\w-]+)-error"[^>]*>.*?<span>(.*?)<\/span>/gs)]
  return {
    status: answer.status,
    location: answer.headers.location ?? '',
    html: answer.text,
    error: (field: string) => errors.find(([, name]) => name === field)?.[2] ?? '',
  }
}
