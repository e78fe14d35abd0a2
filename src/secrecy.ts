// As it is stamped: a line of nothing but MẬT, TỐI MẬT or TUYỆT MẬT; those of two words anywhere in capitals; and as a
// field of a letter's head, "Độ mật: Mật".
const stamp = /^[\s\p{P}]*MẬT[\s\p{P}]*$/u
const words = /(?<!\p{L})(?:TUYỆT|TỐI)\s+MẬT(?!\p{L})/u
const field = /(?<!\p{L})độ\s+mật\s*:\s*(?:(?:tuyệt|tối)\s+)?mật(?!\p{L})/iu

/**
 * Whether a text bears the mark of a State secret (Luật 117/2025/QH15), which this register must not hold. The words
 * inside a sentence ("bảo vệ bí mật nhà nước") are no mark.
 */
export const hasSecrecyMark = (text: string): boolean =>
  words.test(text) ||
  field.test(text) ||
  // Line by line: over the whole of it, a text of many short lines would be read once for each of them.
  text.split('\n').some((line) => stamp.test(line))
