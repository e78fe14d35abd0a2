import type { Message } from '../web/language.ts'
import { countryName, countryNamed, HOME, severalNamed } from './names.ts'

/** Whether a name means the country of the house: nobody goes abroad there, and no guest comes from there. */
export const isHome = (name: string): boolean => countryNamed(name) === HOME

export const whyNotHome: Message = { text: 'Ghi nước bạn, không ghi Việt Nam' }

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
