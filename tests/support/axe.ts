import axe from 'axe-core'
import type { Page } from 'playwright-core'

/**
 * What axe finds wrong on a page as it stands, a line a rule. Every rule is run over the whole page; only what is wrong
 * leaves the browser, since to hand over all that is right takes several times as long as to look.
 */
export async function faultsOn(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate<string[]>(`
    axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }).then(({ violations }) =>
      violations.map(({ id, nodes }) => [id, nodes.length + ' ×', nodes[0].target.join(' '), nodes[0].html].join(' ')))`)
}
