import { momentOf, today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { byWhom } from '../history/told.ts'
import type { Language } from '../web/language.ts'
import { type AskedReport, editionAt, reportAt } from './asked.ts'
import { listPublications } from './publications.ts'
import { restatedOf } from './restated.ts'
import type { ShownReport } from './shown.ts'

/** Visits on the list of changes at most; the JSON has all of them. */
const SHOWN = 100

/** What the page of a report says of its editions, and of what changed since it was published. */
export function publicationModel(
  db: Db,
  asked: AskedReport,
  { report, publication }: ShownReport,
  language: Language,
) {
  const editions = report
    ? listPublications(db, report.id).map((edition) => ({
        ...edition,
        href: editionAt(asked, edition.edition),
        withdrawnMoment: edition.withdrawnAt && momentOf(edition.withdrawnAt),
      }))
    : []
  const restated = publication && restatedOf(db, asked, publication, language)
  return {
    published: publication
      ? {
          ...publication,
          on: today(Date.parse(publication.publishedAt)),
          href: editionAt(asked, publication.edition),
          docx: editionAt(asked, publication.edition, '.docx'),
        }
      : null,
    earlierEditions: editions.filter(({ withdrawnAt }) => withdrawnAt !== null),
    publishing: {
      publish: reportAt(asked, '/publication'),
      withdraw: reportAt(asked, '/withdrawal'),
    },
    restated: restated
      ? {
          figures: [...restated.figures.values()],
          visits: restated.visits.slice(0, SHOWN).map((visit) => ({
            ...visit,
            on: visit.act && today(Date.parse(visit.act.at)),
            by: visit.act && byWhom(visit.act.who),
            href: `/delegations/${visit.id}`,
          })),
          visitCount: restated.visits.length,
        }
      : null,
  }
}
