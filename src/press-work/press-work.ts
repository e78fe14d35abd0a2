import { check, integer, snakeCase, text } from 'drizzle-orm/sqlite-core'
import { isDay, isText } from '../db/vocabulary.ts'
import { delegations } from '../delegations/delegation.ts'

/** Hoạt động báo chí of guests: only where they will work as press, and need a permit for it. */
export const pressWorks = snakeCase.table(
  'press_works',
  {
    id: integer().primaryKey(),
    delegationId: integer()
      .notNull()
      .unique()
      .references(() => delegations.id),
    permitNumber: text(),
    permittedOn: text(),
    /** PV2, HN, DN1 … */
    visaKind: text(),
    places: text(),
    guide: text(),
  },
  (work) => [
    check('press_works_permit_number', isText(work.permitNumber, 60)),
    check('press_works_permitted_on', isDay(work.permittedOn)),
    check('press_works_visa_kind', isText(work.visaKind, 20)),
    check('press_works_places', isText(work.places, 500)),
    check('press_works_guide', isText(work.guide, 200)),
  ],
)
