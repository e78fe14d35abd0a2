import type { Request, Response } from 'express'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { listDeletionsOfAct } from '../deletions/queries.ts'
import { deletionTold } from '../deletions/told.ts'
import { found, idOf } from '../web/errors.ts'
import { sendCsv, sendJson, sendList } from '../web/export.ts'
import { languageOf, speechOf } from '../web/language.ts'
import { addressOf, readFilters } from '../web/listing.ts'
import { takeBackInThread } from '../imports/jobs.ts'
import { page } from '../web/page.ts'
import { Forbidden, Router } from '../web/router.ts'
import { ledBack } from '../web/way-back.ts'
import { may, whoAsks } from '../web/who.ts'
import { sendXlsx } from '../web/workbook.ts'
import { batchesOf, csvColumns, sheetOf } from './export.ts'
import { filterKinds } from './filters.ts'
import { actRecordOf, historyOf, MOST_SENTENCES } from './record.ts'
import { actsTold, byWhom, subjectTitle } from './told.ts'
import {
  ACTS_A_PAGE,
  findAct,
  type HistoryFilters,
  listActs,
  listFirstChanges,
  listWho,
  rightsToUndo,
} from './queries.ts'
import { LARGE_ACT, listKept, listSubjectsChangedSince } from './large.ts'
import { namesFor, sentencesOf } from './sentences.ts'
import { keptOf, listStaying, type Refusal, undo } from './undo.ts'

/** Records of a large act at most that are looked at for what an undo would leave. */
const MOST_STAYING = 50

/** An act of this many changes is taken back only when somebody says that all of it is meant. */
const LARGE = 50

/** What was changed, by whom and when; each act can be taken back. */
export function historyRoutes(db: Db) {
  const routes = Router()

  routes.get('/history', (req, res) => {
    const { filters, ignored } = readFilters(filterKinds, req.query)
    showHistory(req, res, filters, ignored)
  })

  function showHistory(
    _req: Request,
    res: Response,
    filters: HistoryFilters,
    ignored: { name: string; value: string }[],
  ) {
    const acts = listActs(db, filters)
    const shown = acts.slice(0, ACTS_A_PAGE)
    const [subject] = filters.record
    const asked = {
      who: filters.who,
      record: subject ? [`${subject.table}-${subject.id}`] : [],
      day: filters.day,
    }
    page(res, 'history/index', {
      ignored,
      acts: actsTold(db, shown, languageOf(res.req), { record: subject }).map((act) => ({
        ...act,
        mayUndo: mayUndo(res, act.id),
      })),
      largeFrom: LARGE,
      downloads: ['xlsx', 'csv', 'json'].map((ending) => ({
        ending,
        href: addressOf(`/history.${ending}`, asked),
      })),
      everybody: listWho(db).map((name) => ({ name, words: byWhom(name) })),
      who: filters.who[0] ?? '',
      day: filters.day[0] ?? null,
      record: asked.record[0] ?? '',
      subject: subject ? subjectTitle(db, subject.table, subject.id, languageOf(res.req)) : null,
      pages: {
        first: filters.before.length ? addressOf('/history', asked) : null,
        previous: null,
        next:
          acts.length > ACTS_A_PAGE ? addressOf('/history', { ...asked, before: [shown.at(-1)!.id] }) : null,
      },
    })
  }

  routes.get('/history.json', (req, res) => {
    const { filters, ignored } = readFilters(filterKinds, req.query)
    sendList(res, ignored, historyOf(db, filters, speechOf(languageOf(req))))
  })

  routes.get('/history.csv', async (req, res) => {
    const { filters } = readFilters(filterKinds, req.query)
    const speech = speechOf(languageOf(req))
    await sendCsv(res, `lich-su-${today()}`, csvColumns(speech), batchesOf(db, filters, speech))
  })

  routes.get('/history.xlsx', async (req, res) => {
    const { filters } = readFilters(filterKinds, req.query)
    await sendXlsx(res, `lich-su-${today()}`, sheetOf(db, filters, speechOf(languageOf(req))))
  })

  routes.get('/history/:id.json', (req, res) => {
    const act = found(findAct(db, idOf(req.params.id)))
    sendJson(res, actRecordOf(db, act, speechOf(languageOf(req))))
  })

  routes.get('/history/:id', async (req, res) => {
    const act = found(findAct(db, idOf(req.params.id)))
    await showAct(res, act.id, { isDone: req.query.saved === '1' })
  })

  routes.post('/history/:id/undo', async (req, res) => {
    const act = found(findAct(db, idOf(req.params.id)))
    // A double click takes back once.
    if (act.undoneByActId !== null) return res.redirect(303, `/history/${act.undoneByActId}?saved=1`)
    const missing = rightsToUndo(db, act.id)?.find((right) => !may(res, right))
    if (!mayUndo(res, act.id)) throw new Forbidden(missing ?? 'enterAtCentre')
    const isMeant = (req.body as Record<string, unknown> | undefined)?.all === '1'
    if (!isMeant && act.changeCount >= LARGE) return await showAct(res.status(422), act.id)
    const isSmall = act.changeCount < LARGE_ACT
    const { actId, refusals } = isSmall
      ? undo(db, whoAsks(req), act.id)
      : await takeBackInThread(db, act.id, whoAsks(req))
    // A double click's second half waited for the first, which has taken everything back.
    const undoneBy = actId ?? findAct(db, act.id)?.undoneByActId ?? null
    if (undoneBy === null) return await showAct(res.status(409), act.id, { refusals })
    const told = `/history/${undoneBy}?saved=1`
    // What stays as it is, is told where the act is.
    const isWhole = isSmall && !keptOf(db, act.id, undoneBy).length
    res.redirect(303, isWhole ? ledBack(req, told) : told)
  })

  function mayUndo(res: Response, actId: number): boolean {
    return rightsToUndo(db, actId)?.every((right) => may(res, right)) ?? false
  }

  async function showAct(
    res: Response,
    actId: number,
    { refusals, isDone = false }: { refusals?: Refusal[]; isDone?: boolean } = {},
  ) {
    const act = found(findAct(db, actId))
    const language = languageOf(res.req)
    const [told] = actsTold(db, [act], language, { most: MOST_SENTENCES })
    const isHuge = act.changeCount >= LARGE_ACT
    const kept = refusals
      ? listFirstChanges(db, [actId], MOST_SENTENCES)
      : act.undoesActId === null
        ? []
        : isHuge
          ? await listKept(db, act.undoesActId, actId, MOST_SENTENCES)
          : keptOf(db, act.undoesActId, actId)
    const { staying, isAll } =
      act.undoneByActId !== null
        ? { staying: [], isAll: true }
        : isHuge
          ? {
              ...listStaying(db, actId, await listSubjectsChangedSince(db, actId, MOST_STAYING)),
              isAll: false,
            }
          : listStaying(db, actId)
    const names = namesFor(db, [...kept, ...staying])
    page(res, 'history/show', {
      act: told!,
      deletions: listDeletionsOfAct(db, actId).map(deletionTold),
      isDone,
      isRefused: refusals !== undefined,
      refusals: refusals ?? [],
      canUndo: act.isUndoable && !isAll && mayUndo(res, actId),
      staying: staying.slice(0, MOST_SENTENCES).flatMap((change) => sentencesOf(change, names, language)),
      isLarge: told!.changeCount >= LARGE,
      isUnconfirmed: res.statusCode === 422,
      kept: kept.flatMap((change) => sentencesOf(change, names, language)),
    })
  }

  return routes
}
