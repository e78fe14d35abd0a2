import type { Block, Run, Words } from '../paper/paper.ts'
import type { Message } from '../web/language.ts'
import type { Figures, Noted, ReportFigure } from './figures.ts'
import type { ReportModel } from './model.ts'
import { growthTold } from './wording.ts'

// Words that are worked out of several figures, as a percentage of two: no figures themselves, and marked and restated
// like those they are worked out of.

/** What of a figure such words are worked out of. */
export type Told = Pick<ReportFigure, 'value' | 'unknown'>

interface Given {
  name: string
  label: Message
  /** The figures it is worked out of. */
  of: string[]
  text: string
  /** What it was, by the figures as they were written down; null where they do not tell. */
  was: (noted: Noted) => string | null
  href?: string
}

/** A run of such words: in a draft it tells what it was when the figures of the report were written down. */
export function derivedRun(
  { noted }: Pick<Figures, 'noted'>,
  { name, label, of, text, was, href }: Given,
): Run {
  const then = noted && was(noted)
  return {
    text,
    derived: { name, label, of },
    ...(href && { href }),
    ...(then && then !== text && { was: then }),
  }
}

/** "giảm 42,5%": by how much a figure, called `label`, grew against the same of another period (C17). */
export function growthRun(
  figures: Figures,
  label: string,
  before: Named & { period: Message },
  now: Named,
): Run {
  return derivedRun(figures, {
    name: `growth.${now.name}`,
    label: { text: '{figure} so với {period}', gaps: { figure: { text: label }, period: before.period } },
    of: [before.name, now.name],
    text: grown(before, now),
    was: (noted) => {
      const [then, later] = [noted.get(before.name), noted.get(now.name)]
      return then && later ? grown(then, later) : null
    },
  })
}

type Named = Told & Pick<ReportFigure, 'name'>

const grown = (before: Told, now: Told) =>
  before.unknown || now.unknown
    ? 'không so sánh vì có đoàn chưa rõ số người'
    : growthTold(before.value ?? 0, now.value ?? 0)

type Derived = Run & Required<Pick<Run, 'derived'>>

/** What sections say in such words, by name. */
export function derivedIn(sections: ReportModel['sections']): Map<string, Derived> {
  const runs = Object.values(sections)
    .flatMap((blocks) => blocks.flatMap(wordsIn))
    .flatMap((words) => (typeof words === 'string' ? [] : words))
  return new Map(runs.flatMap((run) => (isDerived(run) ? [[run.derived.name, run]] : [])))
}

const isDerived = (run: Run): run is Derived => run.derived !== undefined

function wordsIn(block: Block): Words[] {
  switch (block.kind) {
    case 'paragraph':
      return [block.words]
    case 'list':
      return block.items
    case 'note':
      return [block.text]
    default:
      return []
  }
}
