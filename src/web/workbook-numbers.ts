import type { Qualified } from './export.ts'
import type { Speech } from './language.ts'

// Numbers of a workbook that are shown in words of their own, and what a sheet says of them.

/** Words around one number, or around none. */
const aroundNumber = /^(\D*)(?:\d[\d.,]*(%?)(\D*))?$/

/** How a spreadsheet is told to show a number in its words: '"≥ "#,##0'. What is less than nothing is shown without a sign. */
export function formatOf({ value, words }: Qualified): string {
  const [, before = '', percent = '', after = ''] = aroundNumber.exec(words) ?? []
  const quoted = (text: string) => (text ? `"${text.replaceAll('"', '')}"` : '')
  const number = before === words ? '' : percent ? '0.0%' : '#,##0'
  const format = quoted(before) + number + quoted(after)
  return value < 0 ? `${format};${format}` : format
}

/** The signs and words that numbers of a sheet stand with, by what they make of a sum. */
export type Marks = Record<NonNullable<Qualified['qualifier']>, Set<string>>

export function noteMark({ words, qualifier }: Qualified, marks: Marks) {
  const mark = aroundNumber.exec(words)?.[1]?.trim()
  if (qualifier && mark) marks[qualifier].add(mark)
}

const sumsTold: Record<keyof Marks, string> = {
  at_least: 'Ô có “{marks}” là số thật, cộng và sắp xếp được; tổng cộng từ các ô ấy cũng chỉ là mức ít nhất.',
  about: 'Ô có “{marks}” là số thật, cộng và sắp xếp được; tổng cộng từ các ô ấy cũng chỉ là số ước chừng.',
}

/** What a sheet says under its rows of the marks in them. */
export const marksTold = (marks: Marks, { t }: Speech): string[] =>
  (['at_least', 'about'] as const).flatMap((qualifier) =>
    marks[qualifier].size ? [t(sumsTold[qualifier], { marks: [...marks[qualifier]].join('”, “') })] : [],
  )
