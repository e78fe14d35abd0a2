import { today, yearOf } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { askingFor } from '../delegations/filters.ts'
import { findDelegation, listDelegations } from '../delegations/queries.ts'
import type { Speech } from '../web/language.ts'

/** A command that works as it stands, once `TOKEN` is set. */
export interface Example {
  title: string
  words: string
  command: string
}

/** Examples over the register as it is, at the address it is reached by: nothing to fill in. */
export function apiExamples(db: Db, server: string, { t }: Speech): Example[] {
  const [latest] = listDelegations(db, askingFor({ scope: ['all'] }), 1).rows
  const year = yearOf(latest?.startsOn ?? today())
  const visit = latest && findDelegation(db, latest.id)
  const examples: (Example | false)[] = [
    {
      title: t('Danh sách đoàn của một năm'),
      words: t(
        'Bộ lọc như trên trang Đoàn; nhiều giá trị thì lặp lại tên. next là địa chỉ trang sau, null là hết.',
      ),
      command: reading(server, `/delegations.json?direction=outbound&year=${year}`),
    },
    !!visit && {
      title: t('Một đoàn, đủ hồ sơ'),
      words: t('Một đoàn: người đi, các bước, báo cáo'),
      command: reading(server, `/delegations/${visit.id}.json`),
    },
    {
      title: t('Số liệu theo năm'),
      words: t('Mỗi dòng có list: địa chỉ danh sách đúng các đoàn làm nên con số.'),
      command: reading(server, `/totals.json?by=year&from=${Number(year) - 4}&to=${year}&scope=all`),
    },
    {
      title: t('Tìm đối tác'),
      words: t(
        'Gõ có dấu hay không dấu, tên viết tắt, tên tiếng nước ngoài đều được; gõ đúng dấu thì kết quả đúng dấu lên trước.',
      ),
      command: reading(server, '/partners.json?country=LA&q=nha%20bao'),
    },
    {
      title: t('Ghi một đoàn mới'),
      words: t(
        'Trả lời 201, Location và hồ sơ. Gửi lại đúng như vậy, cùng submissionId, thì vẫn là đoàn ấy. Ví dụ này ghi thật vào sổ; xóa được ở trang của đoàn.',
      ),
      command: writing(server, '/delegations', {
        submissionId: crypto.randomUUID(),
        direction: 'outbound',
        title: t('Thăm và làm việc tại Lào'),
        countries: ['LA'],
        startsOn: `${Number(yearOf(today())) + 1}-09`,
        headCount: 6,
        headName: t('Nguyễn Văn A'),
      }),
    },
    !!visit && {
      title: t('Sửa một đoàn'),
      words: t(
        'Gửi version đã đọc cùng các trường cần sửa. Có người sửa trước thì trả lời 409 với bản trong sổ (stored), bản gửi (sent) và bản đã đọc (original). Ví dụ này gửi lại đúng tên đang có.',
      ),
      command: writing(server, `/delegations/${visit.id}`, { version: visit.version, title: visit.title }),
    },
    {
      title: t('Mô tả đầy đủ cho công cụ'),
      words: t('OpenAPI 3.1: mọi địa chỉ, trường và kiểu.'),
      command: reading(server, '/openapi.json'),
    },
  ]
  return examples.filter((example) => example !== false)
}

const KEY = '-H "Authorization: Bearer $TOKEN"'

const reading = (server: string, url: string) => `curl ${KEY} \\\n  '${server}${url}'`

// A quote in somebody's words would end the shell's.
const writing = (server: string, url: string, body: object) =>
  `curl ${KEY} \\\n  -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(body).replaceAll("'", '\\u0027')}' \\\n  '${server}${url}'`
