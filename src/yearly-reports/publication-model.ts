import { momentOf, today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { byWhom } from '../history/told.ts'
import { pageOfCause } from '../restatements/causes.ts'
import type { Language } from '../web/language.ts'
import { type AskedReport, editionAt, reportAt } from './asked.ts'
import { listPublications } from './publications.ts'
import { restatedOf } from './restated.ts'
import type { ShownReport } from './shown.ts'

/** On the list of changes at most; the JSON has all of them. */
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
          changes: restated.changes.slice(0, SHOWN).map((change) => ({
            ...change,
            on: change.act && today(Date.parse(change.act.at)),
            by: change.act && byWhom(change.act.who),
            href: pageOfCause(change),
          })),
          changeCount: restated.changes.length,
        }
      : null,
  }
}
