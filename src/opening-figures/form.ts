import { z } from 'zod'
import { isBefore, today, writeDate } from '../dates.ts'
import type { Db } from '../db/open.ts'
import { unitsById } from '../units/queries.ts'
import { writeNumber } from '../vietnamese.ts'
import {
  amount,
  choice,
  date,
  fieldRead,
  optional,
  prose,
  readForm,
  reference,
  submissionId,
  text,
  type Typed,
  type Values,
  version,
} from '../web/form.ts'
import type { Message } from '../web/language.ts'
import type { Fix } from '../contradictions/found.ts'
import { figurePath } from '../contradictions/figures.ts'
import { contradictionsOfFigure, NEW } from './checks.ts'
import { indicators, qualifiers } from './opening-figure.ts'
import { isThereAlready, type StoredFigure } from './queries.ts'

export const openingFigureForm = z.object({
  submissionId: submissionId(),
  version: version(),
  unitId: reference('Đơn vị'),
  indicator: choice('Chỉ tiêu', indicators),
  startsOn: optional(date('Từ', { hint: 'Nguồn không nói từ khi nào thì để trống.' })),
  endsOn: date('Đến', { hint: 'Cả năm, cả tháng thì ghi hai ô như nhau: 2023 hoặc 7/2023.' }),
  value: amount('Số'),
  qualifier: choice('Mức chắc chắn', qualifiers, {
    hint: 'Nguồn viết “hơn 1.200” thì chọn hơn, “khoảng 800” thì chọn khoảng.',
  }),
  source: text('Nguồn', { max: 2000, hint: 'Địa chỉ trên mạng, hoặc tên văn bản với số và ngày.' }),
  note: optional(prose('Ghi chú', { max: 2000 })),
  acceptedReason: optional(
    prose('Lý do nhận như đã công bố', {
      max: 500,
      hint: 'Nguồn tự mâu thuẫn thì ghi lý do ở đây: số được lưu đúng như công bố và nằm ở mục đã chấp nhận của trang Số liệu cần soát.',
    }),
  ),
})
export type FigureInput = z.output<typeof openingFigureForm>

export interface TypedFigure<Data = unknown> extends Typed<Data> {
  /**
   * Where the other figures or visits are that it cannot be true beside, if it is refused for no other reason than that
   * and may be kept with one; there may be none of them, where it contradicts itself.
   */
  beside?: Fix[]
}

/**
 * What was typed into the form of a figure. What cannot be true beside other figures, or beside the visits entered, is
 * refused with its reason, unless somebody gives one for keeping it as it was published.
 */
export function readOpeningFigure(db: Db, body: unknown, stored?: StoredFigure): TypedFigure<FigureInput> {
  const typed = readForm(openingFigureForm, body)
  const errors: Record<string, Message[]> = { ...typed.errors }
  const unitId = fieldRead(openingFigureForm, typed, 'unitId')
  const startsOn = fieldRead(openingFigureForm, typed, 'startsOn')
  const endsOn = fieldRead(openingFigureForm, typed, 'endsOn')
  if (unitId && !unitsById(db).has(unitId)) errors.unitId = [{ text: 'Chọn một mục trong danh sách' }]
  if (startsOn && endsOn && isBefore(endsOn, startsOn)) errors.endsOn = [{ text: 'Trước ngày bắt đầu' }]
  // Without a start it is what stood on its day.
  const since = startsOn ?? endsOn
  if (since && !typed.errors?.startsOn && isBefore(today(), since))
    errors[startsOn ? 'startsOn' : 'endsOn'] = [
      {
        text: '{date} chưa đến: số đã công bố không thể của kỳ chưa bắt đầu. Xem lại năm',
        gaps: { date: writeDate(since) },
      },
    ]
  if (typed.data && isThereAlready(db, typed.data, stored?.id))
    errors.value = [{ text: 'Số này của cùng đơn vị, cùng kỳ, cùng nguồn đã có trong sổ' }]
  if (!typed.data || Object.keys(errors).length) return { errors, values: typed.values }
  if (typed.data.acceptedReason) return typed
  const found = contradictionsOfFigure(db, typed.data, stored)
  if (!found.length) return typed
  const told = found.map((one) => one.tell())
  errors.value = told.map(({ said }) => said)
  const ofItself = figurePath(stored?.id ?? NEW)
  const beside = told.flatMap(({ fixes }) => fixes).filter(({ href }) => !href.startsWith(`${ofItself}#`))
  return {
    errors,
    values: typed.values,
    beside: [...new Map(beside.map((fix) => [fix.href, fix])).values()],
  }
}

/** The form of one more figure of the same unit, period and source as the last. */
export const valuesAfter = (last: StoredFigure): Values => {
  const { unitId, startsOn, endsOn, source, qualifier } = formValues(last)
  return { unitId, startsOn, endsOn, source, qualifier }
}

/** A stored figure as its form shows it. */
export const formValues = (figure: StoredFigure): Values => ({
  version: String(figure.version),
  unitId: String(figure.unitId),
  indicator: figure.indicator,
  startsOn: figure.startsOn ? writeDate(figure.startsOn) : '',
  endsOn: writeDate(figure.endsOn),
  value: writeNumber(figure.value, 'vi'),
  qualifier: figure.qualifier,
  source: figure.source,
  note: figure.note ?? '',
  acceptedReason: '',
})
