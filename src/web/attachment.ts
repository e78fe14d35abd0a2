/**
 * The Content-Disposition of a file to keep, under a name in any script: for browsers in UTF-8 (RFC 6266), for what
 * cannot read that without marks. What would end the name, or the header, is left out of it.
 */
export function attachment(name: string): string {
  const clean = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}"\\/:*?<>|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const plain = clean
    .normalize('NFD')
    .replace(/[\u0300-\u036F]/g, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/[^\u0020-\u007E]/g, '_')
  const encoded = encodeURIComponent(clean).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"${plain === clean ? '' : `; filename*=UTF-8''${encoded}`}`
}
