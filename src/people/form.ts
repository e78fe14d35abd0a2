import { z } from 'zod'
import { countryName, countryNamed } from '../countries/names.ts'
import { whyNoCountry } from '../countries/unknown.ts'
import {
  type Typed,
  type Values,
  list,
  optional,
  prose,
  readForm,
  submissionId,
  text,
  version,
} from '../web/form.ts'
import type { Language } from '../web/language.ts'
import type { Means } from '../web/merge.ts'
import type { PersonFile } from './queries.ts'

export const personForm = z.object({
  submissionId: submissionId(),
  version: version(),
  name: text('Họ tên', { max: 120 }),
  spellings: list('Cách viết khác', {
    max: 120,
    hint: 'Mỗi ô một cách viết, như tên không dấu hoặc tên họ viết sau. Ghi ở đây thì đoàn sau viết như vậy cũng là người này.',
  }),
  nationality: optional(text('Quốc tịch', { hint: 'Gõ tên nước, không cần dấu.' })),
  note: optional(prose('Ghi chú', { max: 4000 })),
})

/** A person as the form gives it, the country of nationality found. */
export type PersonInput = z.output<typeof personForm>

/** What was typed into the form of a person, with every reason against keeping it. */
export function readPerson(body: unknown): Typed<PersonInput> {
  const typed = readForm(personForm, body)
  const named = personForm.shape.nationality.safeParse(typed.values?.nationality)
  const name = named.success ? named.data : null
  const nationality = name === null ? null : (countryNamed(name) ?? null)
  const errors = { ...typed.errors }
  if (name !== null && !nationality) errors.nationality = [whyNoCountry(name)]
  if (Object.keys(errors).length || !typed.data) return { errors, values: typed.values }
  return { data: { ...typed.data, nationality }, values: typed.values }
}

/** A stored person as the form shows them. */
export function formValues(person: PersonFile, language: Language): Values {
  return {
    version: String(person.version),
    name: person.name,
    spellings: person.spellings,
    nationality: person.nationality ? countryName(person.nationality, language) : '',
    note: person.note ?? '',
  }
}

/** What names in the form of a person stand for, whichever way they are written. */
export const meansInPerson: Means = (field, text) =>
  field === 'nationality' ? countryNamed(text) : undefined

/** The spellings as the form shows them, with `more` empty ones to write in. */
export function spellingRows(values: Values, more = 1): string[] {
  const typed: unknown[] = Array.isArray(values.spellings) ? values.spellings : [values.spellings]
  const written = typed.filter((spelling) => typeof spelling === 'string' && spelling.trim() !== '')
  return [...written.map(String), ...Array<string>(more).fill('')]
}
