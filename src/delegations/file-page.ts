import { documentKinds, secrecies } from '../documents/document.ts'
import { papersOf } from '../documents/queries.ts'
import { fileKinds } from '../documents/stored-file.ts'
import { payers } from '../funding/funding.ts'
import { findFunding, overspentOf } from '../funding/queries.ts'
import type { Db } from '../db/open.ts'
import { findPressWork } from '../press-work/queries.ts'
import type { Dossier } from './queries.ts'

/** The papers of a visit, its cost, and its guests' work as press, as its page shows them. */
export function filePage(db: Db, visit: Dossier) {
  const funding = findFunding(db, visit.id) ?? null
  return {
    papers: papersOf(db, visit),
    documentKinds,
    secrecies,
    fileKinds,
    funding,
    overspent: funding && overspentOf(funding),
    payers,
    pressWork: findPressWork(db, visit.id) ?? null,
  }
}

/** What the page says once one of these was kept. */
export const savedOfFile: Record<string, string> = {
  paper: 'Đã lưu giấy tờ.',
  'paper-unread':
    'Đã lưu giấy tờ. Trong tệp không có chữ đọc được (ảnh, bản quét), nên chỉ tìm được theo số và trích yếu.',
  'paper-removed': 'Đã bỏ giấy tờ khỏi hồ sơ.',
  funding: 'Đã lưu kinh phí.',
  'press-work': 'Đã lưu hoạt động báo chí.',
  'press-work-removed': 'Đã ghi: khách không hoạt động báo chí.',
}
