/** The page of ours that somebody came from or is to go to; the first page where it is none of ours. */
export function localPath(path: unknown): string {
  const isLocal =
    typeof path === 'string' && /^\/(?![/\\])/.test(path) && URL.canParse(path, 'http://localhost')
  return isLocal && new URL(path, 'http://localhost').host === 'localhost' ? path : '/'
}
