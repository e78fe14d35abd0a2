import type { participantRoles } from '../participants/participant.ts'

/** A person's row of the form, as it is typed. */
export interface TypedRow {
  id: string
  name: string
  /** As the form was opened with it. */
  openedName: string
  role: string
  post: string
  organisation: string
  stayedHome: string
  isAdded: string
}

export const emptyRow = (role: keyof typeof participantRoles): TypedRow => ({
  id: '',
  name: '',
  openedName: '',
  role,
  post: '',
  organisation: '',
  stayedHome: '',
  isAdded: '',
})
