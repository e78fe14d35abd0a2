// Addresses of pieces as people paste them.

/** An address as it is kept, its scheme small; undefined where it is no web address. */
export function keptLink(text: string): string | undefined {
  if (!URL.canParse(text) || text.length > 2000) return undefined
  const { protocol, href, hostname } = new URL(text)
  if (!/^https?:$/.test(protocol) || !hostname) return undefined
  return /^https?:\/\/[^\s/]/.test(text) && !/\s/.test(text) ? text : href.length > 2000 ? undefined : href
}

/** What makes two addresses one: host and path, without what tells who shared it, or which part of the page. */
export function linkKey(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url)
  const query = [...searchParams]
    .filter(([name]) => !/^(utm_\w+|fbclid|gclid|zarsrc|ref)$/i.test(name))
    .map(([name, value]) => `${name}=${value}`)
    .toSorted()
    .join('&')
  const host = hostname.replace(/^(www|m|amp)\./, '')
  return `${host}${port && `:${port}`}${pathname.replace(/\/+$/, '')}?${query}`
}
