import type { Block, Run, Words } from '../paper/paper.ts'
import type { Annex } from './annex.ts'
import type { ReportFigure } from './figures.ts'
import { annexesTold } from './made-of.ts'
import type { YearlySection } from './yearly-report.ts'

/** "(12/03: ĐV-2024-014 ghi muộn)". */
const isAside = /^ \(.*\)$/s
const endOfPart = /[.;:](?:\s|$)/

type Sections = Record<YearlySection, Block[]>

/** The same sections, each sentence and table with where the rows of its figures stand: "(Phụ lục I, cột 1 và 9)". */
export function withAnnexes(
  sections: Sections,
  figures: ReadonlyMap<string, ReportFigure>,
  annexes: Annex[],
): Sections {
  const told = (words: Words[]) => {
    const names = new Set(
      words.flatMap((one) => (typeof one === 'string' ? [] : one.flatMap(({ figure }) => figure ?? []))),
    )
    return annexesTold(
      [...names].flatMap((name) => figures.get(name)?.madeOf ?? []),
      annexes,
    )
  }
  const hasLines = ({ figure }: Run) => figure !== undefined && !!figures.get(figure)?.madeOf
  const sentence = (words: Words): Words => {
    const runs = told([words])
    if (!runs.length || typeof words === 'string') return words
    // Where the part of the sentence ends that the last of the figures stands in.
    const last = words.findLastIndex(hasLines)
    const at = words.findIndex(
      ({ text }, index) => index > last && endOfPart.test(text) && !isAside.test(text),
    )
    const [, before, after] = /^(.*?)([.;:](?:\s.*)?)$/s.exec(words[at]?.text ?? '') ?? []
    const reference = [{ text: ' (' }, ...runs, { text: ')' }]
    if (before === undefined || after === undefined) return [...words, ...reference]
    return [
      ...words.slice(0, at),
      ...(before ? [{ ...words[at]!, text: before }] : []),
      ...reference,
      { ...words[at]!, text: after },
      ...words.slice(at + 1),
    ]
  }
  const block = (given: Block): Block[] => {
    switch (given.kind) {
      case 'paragraph':
        return [{ ...given, words: sentence(given.words) }]
      case 'list':
        return [{ ...given, items: given.items.map(sentence) }]
      case 'table': {
        const runs = told(given.rows.flat())
        const note: Run[] = [{ text: 'Tra từng đoàn: ' }, ...runs, { text: '.' }]
        return runs.length ? [given, { kind: 'note', text: note }] : [given]
      }
      default:
        return [given]
    }
  }
  return Object.fromEntries(
    Object.entries(sections).map(([section, blocks]) => [section, blocks.flatMap(block)]),
  ) as Sections
}
