// As it is stamped: a line of nothing but the mark, the mark in brackets; those of two words anywhere, which mean
// nothing else; and as a field of a letter's head, "Độ mật: Mật".
const stamp = /^[\s\p{P}]*mật[\s\p{P}]*$/iu
const words = /(?<!\p{L})(?:(?:tuyệt|tối)\s+mật|tuyet\s+mat)(?!\p{L})|\((?:\p{L}+: )?mật\)/iu
const field = /(?<!\p{L})độ\s+mật\s*:\s*(?:(?:tuyệt|tối)\s+)?mật(?!\p{L})/iu

export const refusedForSecrecy =
  'Sổ không nhận nội dung đóng dấu Mật, Tối mật, Tuyệt mật. Chỉ ghi số và ngày của văn bản'

/**
 * Whether a text bears the mark of a State secret (Luật 117/2025/QH15), which this register must not hold. The words
 * inside a sentence ("bảo vệ bí mật nhà nước") are no mark.
 */
export const hasSecrecyMark = (text: string): boolean =>
  words.test(text) ||
  field.test(text) ||
  // Line by line: over the whole of it, a text of many short lines would be read once for each of them.
  text.split('\n').some((line) => stamp.test(line))
