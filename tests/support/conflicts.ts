import { write, type Write } from '../../src/db/write.ts'
import { delegations } from '../../src/delegations/delegation.ts'
import type { startApp } from './app.ts'

// Two people at one record: the form of one, what the other does meanwhile, and what the page asks then.

type App = ReturnType<typeof startApp>
type Page = Awaited<ReturnType<App['visit']>>
type Sent = Record<string, string | string[]>

/** The form of a page as a browser would send it unchanged. */
export function formOf(page: Page, form = 'form.form'): Sent {
  const sent: Sent = {}
  for (const field of page.all(`${form} [name]`)) {
    if (field.closest('form[action$="/waiver"]')) continue
    const name = field.getAttribute('name')!
    const isUnticked =
      ['radio', 'checkbox'].includes(field.getAttribute('type') ?? '') && !field.hasAttribute('checked')
    if (field.tagName === 'BUTTON' || isUnticked) continue
    const chosen = field.querySelector('option[selected]') ?? field.querySelector('option')
    const value = chosen?.getAttribute('value') ?? field.getAttribute('value') ?? field.textContent ?? ''
    sent[name] = name in sent ? [sent[name]!, value].flat() : value
  }
  return sent
}

/** What somebody else does meanwhile. */
export const meanwhile = ({ db }: Pick<App, 'db'>, act: (write: Write) => void, name = 'Chuyên viên B') =>
  write(db, { name }, act)
export const rename = (id: number, changes: Partial<typeof delegations.$inferInsert>) => (write: Write) =>
  write.update(delegations, id, changes)

export const stored = ({ db }: Pick<App, 'db'>, id: number) =>
  db.$client.prepare('select * from delegations where id = ?').get(id) as Record<string, unknown>
/** What a page asks about, and the values it shows. */
export const clashesOf = (page: Page) =>
  page.all('.clash').map((clash) => ({
    about: clash.querySelector('legend')!.textContent!.trim(),
    values: [...clash.querySelectorAll('.clash__text')].map((text) => text.textContent),
  }))
/** One of the first clash's buttons: 0 yours, 1 theirs, 2 before. */
export const choiceOf = (page: Page, whose: number) => {
  const button = page.all('.clash')[0]!.querySelectorAll('input')[whose]!
  return { [button.getAttribute('name')!]: button.getAttribute('value')! }
}
