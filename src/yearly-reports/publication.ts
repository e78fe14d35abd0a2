import { sql } from 'drizzle-orm'
import { check, integer, snakeCase, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { isDay, isOneOf, isText, valuesOf } from '../db/vocabulary.ts'
import { directions } from '../delegations/delegation.ts'
import { yearlyReports } from './yearly-report.ts'

/**
 * Bản phát hành: a report as it was signed. It keeps its figures, the visits behind them and its paper (C15); triggers
 * refuse to change or remove any of it but, once, that it was withdrawn. At most one edition of a report stands.
 */
export const publications = snakeCase.table(
  'publications',
  {
    id: integer().primaryKey(),
    reportId: integer()
      .notNull()
      .references(() => yearlyReports.id),
    /** 1, 2…: the editions of one report. */
    edition: integer().notNull(),
    number: text().notNull(),
    /** The day on the paper. */
    writtenOn: text().notNull(),
    signer: text().notNull(),
    /** "Số liệu tính đến": the day it was published. */
    asOf: text().notNull(),
    /** ISO 8601, UTC: what was recorded later is no part of it. */
    publishedAt: text().notNull(),
    publishedBy: text().notNull(),
    /** The act of history that published it. */
    actId: integer().notNull(),
    withdrawnAt: text(),
    withdrawnBy: text(),
    withdrawnReason: text(),
  },
  (publication) => [
    uniqueIndex('publications_once').on(publication.reportId, publication.edition),
    uniqueIndex('publications_standing')
      .on(publication.reportId)
      .where(sql`withdrawn_at is null`),
    check('publications_edition', sql`edition > 0`),
    check('publications_number', isText(publication.number, 60)),
    check('publications_written_on', isDay(publication.writtenOn)),
    check('publications_signer', isText(publication.signer, 200)),
    check('publications_as_of', isDay(publication.asOf)),
    check('publications_withdrawn_reason', isText(publication.withdrawnReason, 500)),
    check(
      'publications_withdrawn',
      sql`(withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_reason is null)`,
    ),
  ],
)

/** What an edition says, as JSON: its sections as they were counted, its annexes, and the paper without them. */
export const publishedPapers = snakeCase.table('published_papers', {
  id: integer().primaryKey(),
  publicationId: integer()
    .notNull()
    .unique()
    .references(() => publications.id),
  sections: text().notNull(),
  annexes: text().notNull(),
  paper: text().notNull(),
})

/** Every figure of an edition, under its name. */
export const publishedFigures = snakeCase.table(
  'published_figures',
  {
    id: integer().primaryKey(),
    publicationId: integer()
      .notNull()
      .references(() => publications.id),
    name: text().notNull(),
    /** A message, as JSON. */
    label: text().notNull(),
    /** Null where nothing of it was known. */
    value: integer(),
    unknownCount: integer().notNull(),
    words: text().notNull(),
    /** Where it led: the list of what it counted. */
    href: text(),
    /** The visits it counted, as a JSON array of their ids; null of a figure that counts something else. */
    visitIds: text(),
    /** The lines of the annexes it was counted from, as JSON; null of editions from before annexes said so. */
    madeOf: text(),
  },
  (figure) => [
    uniqueIndex('published_figures_once').on(figure.publicationId, figure.name),
    check('published_figures_name', isText(figure.name, 200)),
    check('published_figures_unknown', sql`unknown_count >= 0`),
  ],
)

/** Every visit behind the figures of an edition, as it stood. It may be gone from the register since. */
export const publishedVisits = snakeCase.table(
  'published_visits',
  {
    id: integer().primaryKey(),
    publicationId: integer()
      .notNull()
      .references(() => publications.id),
    visitId: integer().notNull(),
    code: text().notNull(),
    title: text().notNull(),
    direction: text({ enum: valuesOf(directions) }).notNull(),
    /** ISO 3166-1 alpha-2, in their order: 'LA,KH'. */
    countries: text().notNull(),
    place: text(),
    startsOn: text().notNull(),
    endsOn: text(),
    personTripCount: integer(),
    isCounted: integer({ mode: 'boolean' }).notNull(),
  },
  (visit) => [
    uniqueIndex('published_visits_once').on(visit.publicationId, visit.visitId),
    check('published_visits_direction', isOneOf(visit.direction, directions)),
  ],
)
