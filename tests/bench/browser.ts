// As much of a browser as a trial needs: one person's kept-open connection, their cookie, and forms read from pages.
import { Agent, type IncomingMessage, request } from 'node:http'
import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import { brotliDecompressSync } from 'node:zlib'

export interface Answer {
  status: number
  location: string
  html: string
  /** From asking to the last byte. */
  ms: number
}

export type Browser = ReturnType<typeof browserAt>

/** A browser at this address, with a session's cookie. */
export function browserAt(url: string, cookie: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })

  async function send(path: string, typed?: URLSearchParams): Promise<Answer> {
    const from = performance.now()
    const asked = request(url + path, {
      agent,
      method: typed ? 'POST' : 'GET',
      headers: {
        Cookie: cookie,
        'Accept-Encoding': 'br',
        ...(typed && { Origin: url, 'Content-Type': 'application/x-www-form-urlencoded' }),
      },
    }).end(typed?.toString())
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    const body = Buffer.concat((await answer.toArray()) as Buffer[])
    const ms = performance.now() - from
    const isPacked = answer.headers['content-encoding'] === 'br'
    return {
      status: answer.statusCode!,
      location: answer.headers.location ?? '',
      html: (isPacked ? brotliDecompressSync(body) : body).toString(),
      ms,
    }
  }

  return {
    open: (path: string) => send(path),
    submit: (path: string, typed: URLSearchParams) => send(path, typed),
    close: () => agent.destroy(),
  }
}

/** What a page's form to this address holds, as a browser would send it; undefined where the page has no such form. */
export function formIn(html: string, action: string): URLSearchParams | undefined {
  const form = [...html.matchAll(/<form\b[^>]*>[^]*?<\/form>/g)]
    .map(([text]) => text)
    .find((text) => attribute(/^<form\b[^>]*>/.exec(text)![0], 'action') === action)
  if (!form) return undefined
  const fields = new URLSearchParams()
  for (const [, input, select, options, area, text] of form.matchAll(
    /(<input\b[^>]*>)|(<select\b[^>]*>)([^]*?)<\/select>|(<textarea\b[^>]*>)([^]*?)<\/textarea>/g,
  )) {
    const name = attribute((input ?? select ?? area)!, 'name')
    if (!name) continue
    if (input) {
      const isChoice = /\btype="(?:checkbox|radio)"/.test(input)
      if (!isChoice || /\schecked\b/.test(input)) fields.append(name, attribute(input, 'value') ?? '')
    } else if (select) {
      const all = [...options!.matchAll(/<option\b[^>]*>/g)].map(([option]) => option)
      const chosen = all.find((option) => /\sselected\b/.test(option)) ?? all[0]
      fields.append(name, (chosen && attribute(chosen, 'value')) ?? '')
    } else {
      fields.append(name, plain(text!))
    }
  }
  return fields
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)
  return found ? plain(found[1]!) : undefined
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const plain = (text: string) => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name]!)
