import { and, asc, eq } from 'drizzle-orm'
import { writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { pastOf } from '../db/past.ts'
import { type Who, type Write, write } from '../db/write.ts'
import { followUps } from '../follow-ups/follow-up.ts'
import { type Typed, textOf, type Values } from '../web/form.ts'
import type { Message } from '../web/language.ts'
import type { ReportInput } from './handing-in.ts'

// The recommendations of a report: follow-ups that stand in it. They are closed, and may be edited, in a room of their
// own, so each row is compared with what it was when the form was opened.

export type Recommendation = typeof followUps.$inferSelect

export const listRecommendations = (db: Db, delegationId: number): Recommendation[] =>
  db
    .select()
    .from(followUps)
    .where(and(eq(followUps.delegationId, delegationId), eq(followUps.isFromReport, true)))
    .orderBy(asc(followUps.position), asc(followUps.id))
    .all()

const isOpen = ({ outcome }: Recommendation) => outcome === null

/** The rows as the form shows them: what is closed is no longer written on. */
export function rowsShown(recommendations: Recommendation[]): Values {
  const open = recommendations.filter(isOpen)
  return { followUps: open.map(rowOf), openedRows: openedRows(open) }
}

const rowOf = ({ id, content, lead, side, dueOn, owner }: Recommendation) => ({
  id: String(id),
  content,
  lead,
  side,
  dueOn: writeDate(dueOn),
  owner: owner ?? '',
})

export const openedRows = (rows: Recommendation[]): string =>
  rows.map(({ id, version }) => `${id}:${version}`).join(' ')

type Row = ReportInput['followUps'][number]
const columns = ['content', 'lead', 'side', 'dueOn', 'owner'] as const

/**
 * The rows that were typed beside what others did to them since the form was opened. What only others changed stays as
 * they left it; what both changed, or one removed and the other changed, is told, and the next time it is meant.
 */
export function reconciled(
  db: Db,
  who: Who,
  delegationId: number,
  typed: Typed<ReportInput>,
): Typed<ReportInput> {
  if (!typed.data) return typed
  const stored = new Map(listRecommendations(db, delegationId).map((row) => [row.id, row]))
  const seen = new Map(
    (typed.data.openedRows ?? '').split(' ').map((pair) => pair.split(':').map(Number) as [number, number]),
  )
  const errors: Record<string, Message[]> = {}
  const values = [...(typed.values!.followUps as Values[])]
  const rows: (Row | null)[] = typed.data.followUps.map((row, index) => judge(row, index))

  for (const row of stored.values()) {
    if (!isOpen(row) || typed.data.followUps.some(({ id }) => id === row.id)) continue
    const opened = seen.get(row.id)
    if (opened === row.version) continue
    rows.push(inputOf(row))
    if (opened === undefined) continue
    values.push(rowOf(row))
    const text = 'Vừa có người sửa việc này nên sổ chưa bỏ. Nếu vẫn muốn bỏ thì bỏ lần nữa'
    errors[`followUps.${values.length - 1}.content`] = [{ text }]
  }
  const data = { ...typed.data, followUps: rows.filter((row) => row !== null) }
  if (!Object.keys(errors).length) return { ...typed, data }
  // What is handed back is beside the newest rows: sent again, it is meant.
  const now = { followUps: values, openedRows: openedRows([...stored.values()].filter(isOpen)) }
  return { values: { ...typed.values, ...now }, errors }

  function judge(row: Row, index: number): Row | null {
    if (row.id === null) return row
    const now = stored.get(row.id)
    if (!now) {
      errors[`followUps.${index}.content`] = [
        { text: 'Vừa có người bỏ việc này. Nếu vẫn cần thì lưu lần nữa, không thì bỏ dòng' },
      ]
      values[index] = { ...values[index], id: '' }
      return row
    }
    const before = seen.get(now.id) === now.version ? now : pastRow(now)
    const isTouched = !before || columns.some((column) => row[column] !== before[column])
    if (!isOpen(now)) {
      if (isTouched) {
        errors[`followUps.${index}.content`] = [
          {
            text: 'Việc này đã ghi là xong nên không sửa được nữa. Bỏ dòng, hoặc lưu lần nữa thành việc mới',
          },
        ]
        values[index] = { ...values[index], id: '' }
      }
      return null
    }
    if (before === now) return row
    const merged = { ...row }
    for (const column of columns) {
      if (row[column] === now[column]) continue
      if (before && row[column] === before[column]) Object.assign(merged, { [column]: now[column] })
      else if (!before || now[column] !== before[column]) {
        const theirs = column === 'dueOn' ? writeDate(now.dueOn) : (now[column] ?? '–')
        errors[`followUps.${index}.${column}`] = [
          { text: 'Vừa có người ghi khác: “{text}”. Sửa lại nếu cần rồi lưu', gaps: { text: theirs } },
        ]
      }
    }
    values[index] = { ...values[index], ...written(merged) }
    return merged
  }

  // The row as it was when the form was opened; undefined where nobody knows.
  function pastRow(now: Recommendation): Recommendation | undefined {
    const opened = seen.get(now.id)
    if (opened === undefined || opened > now.version) return undefined
    const read = (register: Db) => register.select().from(followUps).where(eq(followUps.id, now.id)).get()
    return write(db, who, ({ db: register }) =>
      pastOf(register, 'follow_ups', now.id, now.version - opened, () => read(register)),
    )?.at(-1)?.before
  }
}

const inputOf = ({ id, content, lead, side, dueOn, owner }: Recommendation): Row => ({
  id,
  content,
  lead,
  side,
  dueOn,
  owner,
})
const written = ({ content, lead, side, dueOn, owner }: Row): Values => ({
  content,
  lead,
  side,
  dueOn: writeDate(dueOn),
  owner: owner ?? '',
})

/** Makes the open recommendations of a report exactly these; what is closed stays. */
export function keepRecommendations(
  write: Write,
  delegationId: number,
  rows: Row[],
  partnerId: number | null,
) {
  const known = listRecommendations(write.db, delegationId)
  const open = known.filter(isOpen)
  // Closed ones stand where they stood; the others fill the places between them.
  const taken = new Set(known.filter((row) => !isOpen(row)).map(({ position }) => position))
  let position = -1
  for (const row of open) if (!rows.some(({ id }) => id === row.id)) write.remove(followUps, row.id)
  for (const { id, ...row } of rows) {
    do position += 1
    while (taken.has(position))
    if (open.some((row) => row.id === id)) write.update(followUps, id!, { ...row, position })
    else write.insert(followUps, { ...row, position, delegationId, partnerId, isFromReport: true })
  }
}

/** A row nobody has written in yet. */
export const emptyRow: Values = { id: '', content: '', lead: '', side: 'ours', dueOn: '', owner: '' }

/** The form with a row more or less, as a button of it asks: `add=followUps`, `remove=followUps.2`. */
export function rearranged(body: unknown, read: (body: unknown) => Values): Values | undefined {
  const sent = (body ?? {}) as Record<string, unknown>
  const [, index] = /^followUps\.(\d{1,3})$/.exec(textOf(sent.remove)) ?? []
  if (sent.add !== 'followUps' && index === undefined) return undefined
  const rows = new Map<number, Values>()
  for (const [key, value] of Object.entries(sent)) {
    const [, at, column] = /^followUps\[(\d{1,3})\]\[(\w+)\]$/.exec(key) ?? []
    if (!at || !column || !Object.hasOwn(emptyRow, column) || at === index) continue
    rows.set(Number(at), { ...rows.get(Number(at)), [column]: value })
  }
  const kept = [...rows].toSorted(([one], [other]) => one - other).map(([, row]) => row)
  return { ...read(body), followUps: sent.add === 'followUps' ? [...kept, emptyRow] : kept }
}
