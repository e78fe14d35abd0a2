import type { Message } from '../web/language.ts'
import { countryName, severalNamed } from './names.ts'

/** Why a typed name means no country. */
export function whyNoCountry(name: string): Message {
  const names = severalNamed(name).map((iso2) => countryName(iso2))
  return names.length
    ? {
        text: '“{name}” nay là nhiều nước: {names}. Ghi nước đã đến',
        gaps: { name, names: names.join(', ') },
      }
    : { text: 'Không có nước “{name}”', gaps: { name } }
}
