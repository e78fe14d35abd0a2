import { z } from 'zod'
import { addDays, today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { jsonCount, jsonId, jsonList, jsonMoment } from '../web/json-schema.ts'
import type { Message, Speech } from '../web/language.ts'
import type { ShortList } from '../web/list-files.ts'
import type { Operation } from '../web/operation.ts'
import { INTERRUPTED, listLetters } from './queries.ts'

// Letters as their page lists them, and to take along: to whom, about what, what became of it. Never their text.

/** How far back letters that went are told. */
const DAYS_TOLD = 14
export const toldSince = () => addDays(today(), -DAYS_TOLD)

/** What became of a letter, in the order of the page. */
const letterStates = { failed: 'Không gửi được', waiting: 'Đang chờ', sent: 'Đã gửi' } as const
export type LetterState = keyof typeof letterStates

export function lettersTold(db: Db) {
  const letters = listLetters(db, new Date(Date.now() - DAYS_TOLD * 86_400_000).toISOString())
  return valuesOf(letterStates).flatMap((state) =>
    letters[state].map((letter) => ({
      ...letter,
      state,
      reason: letter.lastError === null ? null : reasonWords(letter.lastError),
    })),
  )
}
export type ToldLetter = ReturnType<typeof lettersTold>[number]

/** Why a letter did not go: in our words where we know, else as the mail server said it. */
const reasonWords = (reason: string): Message =>
  reason === INTERRUPTED
    ? { text: 'Sổ dừng giữa lúc gửi, không rõ thư đã đến chưa. Hỏi người nhận rồi hãy gửi lại.' }
    : { text: '{name}', gaps: { name: reason } }

export function letterList(db: Db, { t, say, date }: Speech): ShortList<ToldLetter> {
  const rows = lettersTold(db)
  return {
    file: 'thu-nhac',
    title: t('Thư nhắc'),
    about: [t('Thư chưa gửi được, đang chờ, và đã gửi từ {date}.', { date: date(toldSince()) })],
    columns: [
      { heading: t('Tình trạng'), value: ({ state }) => t(letterStates[state]), width: 16 },
      {
        heading: t('Lúc'),
        value: (letter) => letter.sentAt ?? letter.failedAt ?? letter.queuedAt,
        kind: 'moment',
        width: 17,
      },
      { heading: t('Thư'), value: ({ subject }) => subject, width: 48 },
      { heading: t('Gửi đến'), value: ({ recipient }) => recipient, width: 32 },
      { heading: t('Lý do'), value: ({ reason }) => reason && say(reason), width: 44 },
      { heading: t('Số lần thử'), value: ({ attempts }) => attempts, kind: 'number', width: 10 },
      {
        heading: t('Thử lại lúc'),
        value: ({ state, nextAt }) => (state === 'waiting' ? nextAt : null),
        kind: 'moment',
        width: 17,
      },
    ],
    rows,
    counted: '{count} thư',
  }
}

export const letterAsJson = (letter: ToldLetter): z.output<typeof letterShape> => ({
  id: letter.id,
  state: letter.state,
  subject: letter.subject,
  recipient: letter.recipient,
  queuedAt: letter.queuedAt,
  sentAt: letter.sentAt,
  failedAt: letter.failedAt,
  nextAt: letter.state === 'waiting' ? letter.nextAt : null,
  attempts: letter.attempts,
  lastError: letter.lastError,
})

const letterShape = z.strictObject({
  id: jsonId,
  state: z.enum(valuesOf(letterStates)),
  subject: z.string(),
  recipient: z.string(),
  queuedAt: jsonMoment,
  sentAt: jsonMoment.nullable(),
  failedAt: jsonMoment.nullable(),
  nextAt: jsonMoment.nullable(),
  attempts: jsonCount,
  lastError: z.string().nullable(),
})

export const mailOperations: Operation[] = [
  {
    route: 'GET /admin/mail.json',
    summary: 'Thư nhắc: chưa gửi được, đang chờ, vừa gửi',
    answer: jsonList(letterShape),
  },
]
