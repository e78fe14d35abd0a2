import type { participantRoles } from '../participants/participant.ts'

/** A person's row of the form, as it is typed. */
export interface TypedRow {
  id: string
  name: string
  role: string
  post: string
  organisation: string
  stayedHome: string
}

export const emptyRow = (role: keyof typeof participantRoles): TypedRow => ({
  id: '',
  name: '',
  role,
  post: '',
  organisation: '',
  stayedHome: '',
})
