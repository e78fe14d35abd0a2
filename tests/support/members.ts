/** A line of a visit's list as it is written down: somebody who travelled, unless `more` says otherwise. */
export const member = (name: string, more: object = {}) => ({
  id: null,
  name,
  role: 'member' as const,
  post: null,
  organisation: null,
  hasTravelled: true,
  ...more,
})
