import { z } from 'zod'
import type { Db } from '../db/open.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { jsonId, jsonList, jsonMoment } from '../web/json-schema.ts'
import type { Speech } from '../web/language.ts'
import type { ListFile } from '../web/list-files.ts'
import { id, oneOf } from '../web/listing.ts'
import type { Operation } from '../web/operation.ts'
import { listAccounts } from './queries.ts'
import { securityEvents } from './security-event.ts'
import { listSecurityLog, type SecurityLogFilters } from './security-log.ts'

/** What the address of the log may ask. */
export const logFilters = { account: id, event: oneOf(securityEvents), before: id }

type Entry = ReturnType<typeof listSecurityLog>['rows'][number]

/** The log to take along: all that is asked for, whichever page of it is open. */
export function logFile(db: Db, { account, event }: SecurityLogFilters, { t }: Speech): ListFile<Entry> {
  const name = account && listAccounts(db).find(({ id }) => id === account)?.name
  const words = [...(name ? [name] : []), ...(event ? [t(securityEvents[event])] : [])]
  // What is written down from now on, that this file was taken before all, is not in it.
  const [newest] = listSecurityLog(db, { account, event }, 1).rows
  const only = { account, event, before: newest && newest.id + 1 }
  return {
    file: 'nhat-ky-an-ninh',
    title: t('Nhật ký an ninh'),
    about: [t('Gồm: {filters}', { filters: words.join(' · ') || t('mọi việc') })],
    columns: [
      { heading: t('Lúc'), value: ({ at }) => at, kind: 'moment', width: 17 },
      { heading: t('Việc'), value: (entry) => t(securityEvents[entry.event]), width: 32 },
      { heading: t('Chi tiết'), value: ({ about }) => about, width: 60 },
      { heading: t('Ai'), value: ({ who }) => who, width: 28 },
      { heading: t('Từ đâu'), value: ({ address }) => address, width: 20 },
    ],
    batches: newest ? logBatches(db, only) : [],
  }
}

function* logBatches(db: Db, only: SecurityLogFilters): Generator<Entry[]> {
  let { before } = only
  for (;;) {
    const { rows, hasMore } = listSecurityLog(db, { ...only, before })
    yield rows
    if (!hasMore) return
    before = rows.at(-1)!.id
  }
}

export const entryAsJson = ({ hash: _hash, ...entry }: Entry): z.output<typeof entryShape> => entry

const entryShape = z.strictObject({
  id: jsonId,
  at: jsonMoment,
  event: z.enum(valuesOf(securityEvents)),
  accountId: jsonId.nullable(),
  who: z.string(),
  address: z.string().nullable(),
  about: z.string().nullable(),
})

export const securityLogOperations: Operation[] = [
  {
    route: 'GET /admin/security-log.json',
    summary: 'Nhật ký an ninh, mới nhất trước',
    filters: logFilters,
    answer: jsonList(entryShape),
  },
]
