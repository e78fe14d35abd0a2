import type { Request, Response } from 'express'
import { momentOf } from '../dates.ts'
import { note } from '../accounts/security-log.ts'
import type { Db } from '../db/open.ts'
import { hasSecrecyMark, refusedForSecrecy } from '../secrecy.ts'
import { cleaned } from '../vietnamese.ts'
import { found, idOf, wantsJson } from '../web/errors.ts'
import { sendJson } from '../web/export.ts'
import { languageOf, type Message, speechOf } from '../web/language.ts'
import { id as idKind, oneOf, readFilters } from '../web/listing.ts'
import { page, sendPieces } from '../web/page.ts'
import { Forbidden, Router } from '../web/router.ts'
import { fileOf } from '../web/upload.ts'
import { may, whoAsks } from '../web/who.ts'
import { rightsToUndo } from '../history/queries.ts'
import { byWhom } from '../history/told.ts'
import type { Right } from '../rights.ts'
import { choicesIn, type Clash, columnsIn, repairsIn } from './form.ts'
import { type Outcome, progressOf, startImport, whenDone, work } from './jobs.ts'
import { importStates, verdictCounts } from './import.ts'
import { asJson } from './json.ts'
import { importListRoutes } from './list-routes.ts'
import { importModel } from './model.ts'
import {
  countLines,
  type ImportRow,
  isFileOfAnother,
  lineFilters,
  listImports,
  readImport,
  readOptions,
  readSummary,
  saveOptions,
  undoneByAct,
} from './queries.ts'
import { noOptions } from './reading-options.ts'
import { limits } from './reading/sheet.ts'

/** How long an answer waits for the work it started before it shows how far that is. */
const WAIT_MS = 5000
/** How long the JSON of an import that is being read waits for it. */
const WAIT_FOR_JSON_MS = 60_000

const filterKinds = {
  verdict: oneOf(lineFilters),
  after: idKind,
  /** Lines whose every field is open to be corrected. */
  edit: idKind,
}

/** Bringing the office's own ledger in: a dry run first, then written, then perhaps taken back. */
export function importRoutes(db: Db) {
  const routes = Router()

  routes.get('/imports', (_req, res) => showImports(res))
  importListRoutes(db, routes)

  routes.post('/imports', async (req, res) => {
    const file = await fileOf(req, limits.bytes)
    if ('text' in file) return showImports(res.status(422), file)
    if (bearsMark(file.name)) return showImports(res.status(422), { text: refusedForSecrecy }, file.name)
    const started = await startImport(db, whoAsks(req), file, noOptions(may(res, 'approve')))
    if (typeof started !== 'number') return showImports(res.status(422), started, file.name)
    await briefly(whenDone(db, started))
    res.redirect(303, `/imports/${started}`)
  })

  routes.get('/imports/:id.json', async (req, res) => {
    const id = idOf(req.params.id)
    found(readImport(db, id))
    await briefly(whenDone(db, id), WAIT_FOR_JSON_MS)
    const row = readImport(db, id)!
    await sendPieces(
      res,
      'application/json; charset=utf-8',
      asJson(db, row, undoneByAct(db, id), speechOf(languageOf(req))),
    )
  })

  routes.get('/imports/:id', (req, res) => showImport(req, res, idOf(req.params.id)))

  routes.post('/imports/:id/commit', async (req, res) => {
    const row = readOf(req)
    if (!row) return res.redirect(303, '/imports')
    const mayApprove = may(res, 'approve')
    const outcome = await work(db, {
      kind: 'commit',
      importId: row.id,
      who: whoAsks(req),
      mayApprove,
      seen: seenBy(req),
    })
    if (outcome.kind === 'unseen')
      return refuse(req, res, 409, row.id, {
        text: 'Chưa ghi: từ lúc anh chị mở trang, có người vừa sửa lần nhập này. Xem lại rồi ghi.',
      })
    if (outcome.kind === 'stale') {
      return refuse(req, res, 409, row.id, {
        text:
          readOptions(row).mayApprove && !mayApprove
            ? 'Chưa ghi: người đọc thử tệp này có quyền duyệt, nên tệp vừa được đọc lại theo quyền của anh chị. Xem lại rồi ghi.'
            : 'Chưa ghi: sổ vừa thay đổi nên kết quả kiểm tra đã khác. Xem lại rồi ghi.',
      })
    }
    if (outcome.kind === 'failed')
      return refuse(req, res, 503, row.id, { text: 'Chưa ghi được. Chưa có gì thay đổi; thử lại sau.' })
    if (found(readImport(db, row.id)).state !== 'committed')
      return refuse(req, res, 409, row.id, { text: 'Chưa ghi: tệp này chưa đọc được. Đọc lại rồi ghi.' })
    res.redirect(303, `/imports/${row.id}`)
  })

  routes.post('/imports/:id/undo', async (req, res) => {
    const row = readOf(req)
    if (!row) return res.redirect(303, '/imports')
    if (row.actId === null)
      return refuse(req, res, 409, row.id, {
        text:
          row.state === 'committed'
            ? 'Lần nhập này không đổi gì trong sổ nên không có gì để hoàn tác.'
            : 'Lần nhập này chưa ghi gì vào sổ nên không có gì để hoàn tác.',
      })
    // As in the history of the register: who may not approve takes no approval back.
    const missing = missingToUndo(res, row.actId)
    if (missing) throw new Forbidden(missing)
    const outcome = await work(db, { kind: 'undo', importId: row.id, who: whoAsks(req) })
    if (outcome.kind === 'failed')
      return refuse(req, res, 503, row.id, {
        text: 'Chưa hoàn tác được. Chưa có gì thay đổi; thử lại sau.',
      })
    res.redirect(303, `/imports/${row.id}`)
  })

  routes.post('/imports/:id/lines', (req, res) =>
    changeOptions(req, res, (options, id) => {
      const { repairs, clashes } = repairsIn(db, id, req.body, options)
      Object.assign(options.repairs, repairs)
      return clashes
    }),
  )
  routes.post('/imports/:id/matches', (req, res) =>
    changeOptions(req, res, (options) => {
      const { partners, countries } = choicesIn(db, req.body)
      Object.assign(options.partners, partners)
      Object.assign(options.countries, countries)
    }),
  )
  routes.post('/imports/:id/columns', (req, res) =>
    changeOptions(req, res, (options, id) => {
      const { columns, directions } = columnsIn(readSummary(db, id)!, req.body)
      Object.assign(options.columns, columns)
      Object.assign(options.directions, directions)
    }),
  )
  // After a stop of the program in the middle of a reading.
  routes.post('/imports/:id/reading', (req, res) => changeOptions(req, res, () => {}))

  // The file may hold personal data that the register does not: who brought it in can have it gone again.
  routes.get('/imports/:id/deletion', (req, res) => {
    const row = found(readImport(db, idOf(req.params.id)))
    page(res, 'imports/deletion', {
      import: row,
      lineCount: countLines(db, row.id, 'all'),
      isDone: row.state === 'committed',
      act: row.actId !== null && undoneByAct(db, row.id) === null ? row.actId : null,
      isShared: isFileOfAnother(db, row.fileHash, row.id),
    })
  })

  routes.post('/imports/:id/deletion', async (req, res) => {
    const row = readOf(req)
    if (!row) return res.redirect(303, '/imports')
    const who = whoAsks(req)
    const outcome = await work(db, { kind: 'forget', importId: row.id, who })
    if (outcome.kind === 'stale') return res.redirect(303, '/imports')
    if (outcome.kind !== 'done')
      return refuse(req, res, 503, row.id, { text: 'Chưa xóa được. Chưa có gì thay đổi; thử lại sau.' })
    note(db, 'import_deleted', who, `imports ${row.id}: ${row.fileName}`)
    res.redirect(303, '/imports')
  })

  async function changeOptions(
    req: Request<{ id: string }>,
    res: Response,
    change: (options: ReturnType<typeof readOptions>, id: number) => Clash[] | void,
  ) {
    // What another corrected is read first: else this page would be compared with what stood before that.
    await briefly(whenDone(db, idOf(req.params.id)))
    const row = readOf(req)
    if (!row) return res.redirect(303, '/imports')
    if (progressOf(db, row.id) !== undefined)
      return refuse(req, res, 409, row.id, { text: 'Chưa lưu: tệp này đang được đọc. Đọc xong thì làm lại.' })
    if (row.state === 'committed') {
      return refuse(req, res, 409, row.id, {
        text: 'Tệp này đã ghi vào sổ; sửa từng đoàn, hoặc hoàn tác rồi nhập lại.',
      })
    }
    if (Object.values((req.body ?? {}) as Record<string, unknown>).some(bearsMark))
      return refuse(req, res, 422, row.id, { text: refusedForSecrecy })
    const options = readOptions(row)
    const before = JSON.stringify(options)
    const clashes = (row.state === 'ready' && change(options, row.id)) || []
    if (isUnseen(req, row) && JSON.stringify(options) !== before)
      return refuse(req, res, 409, row.id, {
        text: 'Chưa lưu: từ lúc anh chị mở trang, có người vừa sửa lần nhập này. Xem lại rồi chọn.',
      })
    options.mayApprove = may(res, 'approve')
    saveOptions(db, whoAsks(req), row.id, options)
    await briefly(work(db, { kind: 'reread', importId: row.id }))
    if (clashes.length)
      return refuse(
        req,
        res,
        409,
        row.id,
        {
          text: 'Chưa lưu {count} ô: người khác vừa sửa đúng ô ấy. Các ô khác đã lưu. Ô chưa lưu còn giữ chỗ anh chị gõ: xem lại, lưu lần nữa thì thay.',
          gaps: { count: clashes.length },
        },
        clashes,
      )
    const { back } = (req.body ?? {}) as { back?: unknown }
    const query = typeof back === 'string' && /^\?[\w=&-]*$/.test(back) ? back : ''
    res.redirect(303, `/imports/${row.id}${query}`)
  }

  const missingToUndo = (res: Response, actId: number): Right | undefined => {
    const rights = rightsToUndo(db, actId)
    return rights ? rights.find((right) => !may(res, right)) : 'administer'
  }

  /**
   * The import that something is asked of; undefined where the page that asks is of one that is gone. Its number may be
   * another file's by now, which nobody has looked at.
   */
  function readOf(req: Request<{ id: string }>): ImportRow | undefined {
    const row = readImport(db, idOf(req.params.id))
    const { of } = (req.body ?? {}) as { of?: unknown }
    if (of === undefined) return found(row)
    return row?.uploadedAt === of ? row : undefined
  }

  function refuse(
    req: Request,
    res: Response,
    status: number,
    id: number,
    problem: Message,
    clashes?: Clash[],
  ) {
    if (wantsJson(req)) return sendJson(res.status(status), { error: speechOf('en').say(problem) })
    showImport(req, res.status(status), id, problem, clashes)
  }

  function showImports(res: Response, reason?: Message, fileName?: string) {
    page(res, 'imports/index', {
      imports: listImports(db).map((row) => ({
        ...row,
        moment: momentOf(row.uploadedAt),
        by: byWhom(row.uploadedBy),
        words: importStates[row.state],
      })),
      verdictCounts,
      downloads: ['xlsx', 'csv', 'json'].map((ending) => ({ ending, href: `/imports.${ending}` })),
      error: reason ? { reason, fileName: fileName ?? null } : null,
      mostMegabytes: limits.bytes / 1024 / 1024,
    })
  }

  function showImport(req: Request, res: Response, id: number, problem?: Message, clashes: Clash[] = []) {
    const row = found(readImport(db, id))
    const { filters, ignored } = readFilters(filterKinds, req.method === 'GET' ? req.query : {})
    if (clashes.length) {
      const edit = clashes.map(({ line }) => line.id)
      Object.assign(filters, { verdict: ['all'], after: [Math.min(...edit) - 1], edit })
    }
    const percent = progressOf(db, id)
    if (percent !== undefined || (row.state !== 'ready' && row.state !== 'committed')) {
      if (percent !== undefined) res.set('Refresh', '2')
      return page(res, 'imports/reading', { import: row, percent: percent ?? null, problem: problem ?? null })
    }
    page(res, 'imports/show', {
      ...importModel(db, row, filters, speechOf(languageOf(req)), clashes),
      ignored,
      problem: problem ?? null,
    })
  }

  return routes
}

/** The version of the import that a page showed when it asked; programs need not say. */
function seenBy(req: Request): number | undefined {
  const { seen } = (req.body ?? {}) as { seen?: unknown }
  return seen === undefined ? undefined : Number(seen)
}

const isUnseen = (req: Request, row: ImportRow) => (seenBy(req) ?? row.version) !== row.version

const bearsMark = (text: unknown) =>
  typeof text === 'string' && hasSecrecyMark(cleaned(text, { lines: true }))

/** Waits for work as long as somebody would for a page, no longer; how it ended is told by the page. */
async function briefly(work: Promise<Outcome> | undefined, most = WAIT_MS) {
  const timer = Promise.withResolvers<void>()
  const limit = setTimeout(timer.resolve, most)
  await Promise.race([work?.catch(() => undefined), timer.promise])
  clearTimeout(limit)
}
