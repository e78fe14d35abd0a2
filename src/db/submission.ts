import { snakeCase, text } from 'drizzle-orm/sqlite-core'

/** Forms already kept, by the id each one carries, with the address it led to: a repeat leads there again. */
export const submissions = snakeCase.table('submissions', {
  id: text().primaryKey(),
  location: text().notNull(),
  receivedAt: text().notNull(),
})
