import { listAccounts } from '../accounts/queries.ts'
import { listAuthorities } from '../authorities/queries.ts'
import { listSteps } from '../checklists/queries.ts'
import type { Db } from '../db/open.ts'
import { wholeOf } from '../db/scope.ts'
import { listHolidays } from '../holidays/queries.ts'
import { listLegalBases } from '../legal-bases/queries.ts'
import { knownSettings } from '../settings/known-settings.ts'
import { listLetters } from '../mail/queries.ts'
import { listUnits } from '../units/queries.ts'
import { page } from '../web/page.ts'
import { Router } from '../web/router.ts'

/** The way to every catalogue and to the settings. */
export function adminRoutes(db: Db) {
  const routes = Router()
  routes.get('/admin', (_req, res) => {
    page(res, 'admin/index', {
      rooms: [
        {
          href: '/admin/accounts',
          title: 'Tài khoản',
          words: 'Ai vào được sổ, vai trò và đơn vị của họ; bảng quyền và nhật ký an ninh.',
          count: { text: '{count} tài khoản', gaps: { count: listAccounts(db).length } },
        },
        {
          href: '/admin/units',
          title: 'Đơn vị',
          words:
            'Cơ quan của sổ, hội địa phương, liên chi hội, chi hội và cơ quan khác; tên qua từng thời kỳ.',
          count: { text: '{count} đơn vị', gaps: { count: listUnits(db).length } },
        },
        {
          href: '/admin/authorities',
          title: 'Cơ quan phê duyệt',
          words: 'Nơi ký quyết định cử đoàn và văn bản đồng ý đón đoàn.',
          count: { text: '{count} cơ quan', gaps: { count: listAuthorities(db).length } },
        },
        {
          href: '/admin/legal-bases',
          title: 'Căn cứ pháp lý',
          words: 'Chỉ thị, quy định, quy chế mà thời hạn và mức nhắc dựa vào.',
          count: { text: '{count} văn bản', gaps: { count: listLegalBases(db).length } },
        },
        {
          href: '/admin/settings',
          title: 'Thời hạn và mức nhắc',
          words: 'Bao nhiêu ngày phải có báo cáo; đoàn đông, lâu, qua nhiều nước đến mức nào thì nhắc.',
          count: { text: '{count} mục', gaps: { count: Object.keys(knownSettings).length } },
        },
        {
          href: '/admin/holidays',
          title: 'Ngày nghỉ',
          words: 'Ngày nghỉ lễ, nghỉ bù, làm bù, để tính hạn bằng ngày làm việc.',
          count: { text: '{count} ngày', gaps: { count: listHolidays(db).length } },
        },
        {
          href: '/admin/mail',
          title: 'Thư nhắc',
          words: 'Sổ có gửi thư được không; thư đang chờ, thư không gửi được và vì sao; gửi thư thử.',
          count: {
            text: '{count} thư không gửi được',
            gaps: { count: listLetters(wholeOf(db), new Date().toISOString()).failed.length },
          },
        },
        {
          href: '/admin/checklists',
          title: 'Việc chuẩn bị',
          words: 'Những việc lập sẵn cho mỗi đoàn ra, đoàn vào, và hạn của từng việc.',
          count: { text: '{count} việc', gaps: { count: listSteps(db).length } },
        },
      ],
    })
  })
  return routes
}
