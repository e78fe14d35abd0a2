import { authoritiesOn } from '../authorities/queries.ts'
import { countryOptions } from '../countries/names.ts'
import { readDate, today, yearOf } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { type Conflict, shownConflict } from '../history/edits.ts'
import { participantRoles } from '../participants/participant.ts'
import { partnerTitle } from '../partners/partner.ts'
import { partnerDirectory } from '../partners/queries.ts'
import { unitOptions } from '../units/queries.ts'
import { fieldsOf, summaryOf, textOf, type Values } from '../web/form.ts'
import { type Language, speechOf } from '../web/language.ts'
import { statuses } from './delegation.ts'
import { delegationForm, partnersTyped, readDelegation } from './form.ts'
import type { listPossibleDuplicates } from './duplicates.ts'
import { type Dossier, listRecentWithPartner } from './queries.ts'
import { nextCode } from './writing.ts'
import type { Rearranged } from './rows.ts'
import { emptyRow, type TypedRow } from './typed-row.ts'

/** Partners offered by a browser that runs no script; any other name can still be typed. */
const NAMES_OFFERED = 300

/** Why a form came back beside its own errors. */
export interface Refusal {
  /** Visits this one may be. */
  duplicates?: ReturnType<typeof listPossibleDuplicates>
  /** Somebody changed the visit since the form was opened. */
  conflict?: Conflict
}

/** The form of a visit as its page shows it: new, or of a stored `visit`. */
export function formPage(
  db: Db,
  visit: Dossier | undefined,
  typed: Rearranged,
  { duplicates = [], conflict }: Refusal,
  language: Language,
) {
  const values: Values = typed.values ?? {}
  const summary = summaryOf(delegationForm, typed)
  const direction =
    values.direction === 'inbound' || values.direction === 'outbound' ? values.direction : null
  const kept = readDelegation(db, values).data
  const [partner] = partnersTyped(db, values.partners)
  const fields = fieldsOf(
    delegationForm,
    { ...typed, values },
    { unitId: unitsOffered(db, values, language) },
  )
  return {
    visit: visit ?? null,
    direction,
    statuses,
    roles: participantRoles,
    fields,
    authorities: authoritiesOn(db, readDate(textOf(values.approvedOn)) ?? today()),
    rows: { participants: rowsShown(values.participants, 'head'), hosts: rowsShown(values.hosts) },
    told: typed.told ?? [],
    moved: typed.moved ?? null,
    added: typed.added ?? null,
    isHeldBack: !!typed.isHeldBack,
    errors: typed.errors ?? {},
    summary,
    hasErrors: summary.length > 0 || duplicates.length > 0 || conflict !== undefined,
    conflict: conflict ? shownConflict(delegationForm, fields, conflict, speechOf(language)) : null,
    duplicates,
    partnerNames: partnerDirectory(db)
      .slice(0, NAMES_OFFERED)
      .map(({ name }) => name),
    countryNames: countryOptions(language),
    // "Sổ sẽ ghi": what keeping this form would make.
    willRecord: kept && {
      code: visit?.code ?? nextCode(db, kept.direction, yearOf(kept.startsOn)),
      isNew: !visit,
      year: yearOf(kept.startsOn),
    },
    partnerTitle: partner ? partnerTitle(partner, language) : null,
    recent: partner ? listRecentWithPartner(db, partner.id) : [],
  }
}

// The units there were when the visit starts; what was chosen stays to be seen beside the reason against it.
function unitsOffered(db: Db, values: Values, language: Language) {
  const offered = unitOptions(db, language, readDate(textOf(values.startsOn)))
  const chosen = textOf(values.unitId)
  if (!chosen || offered.some(([id]) => id === chosen)) return offered
  return [...offered, ...unitOptions(db, language).filter(([id]) => id === chosen)]
}

// A new list starts with a line for its head.
function rowsShown(typed: unknown, first?: 'head'): TypedRow[] {
  const rows = Array.isArray(typed) ? (typed as Partial<TypedRow>[]) : []
  if (!rows.length && first) return [emptyRow(first)]
  return rows.map((row) => ({ ...emptyRow('member'), ...row }))
}
