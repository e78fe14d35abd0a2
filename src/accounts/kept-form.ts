import type { SecretKey } from '../secret-key.ts'

// A form that came when its session had ended is carried, sealed, through the pages of signing in, and offered to be
// sent again to whom it belongs: nothing that was typed is lost, and nobody reads what another one typed.

const ABOUT = 'a form kept while signing in'
/** What a page can carry along and send again. */
const MOST = 200_000
/** Forms with passwords in them are typed again. */
const NEVER = /^\/(sign-in|sign-out|setup|account|admin\/accounts)([/?]|$)/i

export interface KeptForm {
  action: string
  fields: [name: string, value: string][]
}

interface Sealed extends KeptForm {
  accountId: number
}

/** A form that this account sent without being signed in any more, sealed; null for one that is not to be kept. */
export function sealedForm(key: SecretKey, accountId: number, action: string, body: unknown): string | null {
  if (typeof body !== 'object' || body === null || NEVER.test(action)) return null
  const fields = Object.entries(body).flatMap(([name, value]) =>
    [value].flat().flatMap((one): KeptForm['fields'] => (typeof one === 'string' ? [[name, one]] : [])),
  )
  const text = JSON.stringify({ accountId, action, fields } satisfies Sealed)
  return fields.length && text.length <= MOST ? key.seal(text, ABOUT) : null
}

/** The form again; undefined for what was not sealed here, or is somebody else's. */
export function openedForm(key: SecretKey, accountId: number, sealed: string): KeptForm | undefined {
  if (!sealed) return undefined
  try {
    const form = JSON.parse(key.open(sealed, ABOUT)) as Sealed
    return form.accountId === accountId ? form : undefined
  } catch {
    return undefined
  }
}
