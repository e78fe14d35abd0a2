/** A page with gaps: one part more than there are gaps. */
export type Skeleton = string[]

/** The page without these texts, which stand in it in this order; undefined where one of them does not. */
export function skeletonOf(html: string, texts: string[]): Skeleton | undefined {
  const parts: Skeleton = []
  let from = 0
  for (const text of texts) {
    const at = html.indexOf(text, from)
    if (at === -1) return undefined
    parts.push(html.slice(from, at))
    from = at + text.length
  }
  return [...parts, html.slice(from)]
}

/** The page with its gaps filled. */
export function filled(skeleton: Skeleton, texts: string[]): string {
  let html = skeleton[0]!
  for (let gap = 0; gap < texts.length; gap++) html += texts[gap]! + skeleton[gap + 1]!
  return html
}

export const escaped = (text: string) =>
  /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (character) => entities[character]!) : text
const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
