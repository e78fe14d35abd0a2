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

/** A visit whose list is whole, as it is written down: these people, the first its head. */
export const namedWhole = (...names: string[]) => ({
  headCount: null,
  isListComplete: true,
  participants: names.map((name, index) => member(name, { role: index ? 'member' : 'head' })),
})
