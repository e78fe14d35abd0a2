import type { startApp } from './app.ts'

type Page = Awaited<ReturnType<ReturnType<typeof startApp>['visit']>>

/** The form of a page as it would be sent unchanged. */
export function asSent(page: Page, form: string) {
  const sent: Record<string, string | string[]> = {}
  for (const field of page.all(`${form} [name]`)) {
    const name = field.getAttribute('name')!
    const type = field.getAttribute('type')
    if (
      field.tagName === 'BUTTON' ||
      ((type === 'radio' || type === 'checkbox') && !field.hasAttribute('checked'))
    )
      continue
    const chosen = field.querySelector('option[selected]') ?? field.querySelector('option')
    const value = chosen?.getAttribute('value') ?? field.getAttribute('value') ?? field.textContent ?? ''
    sent[name] = name in sent ? [sent[name]!, value].flat() : value
  }
  return sent
}
