import { z } from 'zod'
import type { Db } from '../db/open.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { directions } from '../delegations/delegation.ts'
import { legalBasisWords, listLegalBases } from '../legal-bases/queries.ts'
import { dayKinds } from '../settings/setting-value.ts'
import { jsonId, jsonList } from '../web/json-schema.ts'
import type { Speech } from '../web/language.ts'
import type { ShortList } from '../web/list-files.ts'
import type { Operation } from '../web/operation.ts'
import { anchors, meanings } from './checklist-line.ts'
import { listSteps } from './queries.ts'
import { timingWords, titleOf } from './words.ts'

/** The catalogue as it is listed: each direction, and what comes first first. */
export function stepGroups(db: Db) {
  const bases = new Map(listLegalBases(db).map((basis) => [basis.id, legalBasisWords(basis)]))
  const steps = listSteps(db).map((step) => ({
    ...step,
    words: titleOf(step.title),
    timing: timingWords(step)!,
    basis: step.legalBasisId === null ? null : (bases.get(step.legalBasisId) ?? null),
  }))
  return valuesOf(directions).map((direction) => ({
    words: directions[direction],
    steps: steps.filter((step) => step.direction === direction),
  }))
}

type ListedStep = ReturnType<typeof stepGroups>[number]['steps'][number]

/** The catalogue to take along. */
export function stepList(db: Db, { t, say }: Speech): ShortList<ListedStep> {
  const rows = stepGroups(db).flatMap(({ steps }) => steps)
  return {
    file: 'viec-chuan-bi',
    title: t('Việc chuẩn bị'),
    columns: [
      { heading: t('Chiều'), value: ({ direction }) => t(directions[direction]), width: 14 },
      { heading: t('Việc chuẩn bị'), value: ({ words }) => say(words), width: 48 },
      { heading: t('Hạn'), value: ({ timing }) => say(timing), width: 38 },
      { heading: t('Căn cứ'), value: ({ basis }) => basis && say(basis), width: 28 },
      {
        heading: t('Tình trạng'),
        value: ({ isInUse }) => (isInUse ? null : t('không dùng nữa')),
        width: 16,
      },
    ],
    rows,
    counted: '{count} việc',
  }
}

export const stepAsJson = (step: ListedStep): z.output<typeof stepShape> => ({
  id: step.id,
  direction: step.direction,
  title: step.title,
  anchor: step.anchor,
  offset: step.offset,
  dayKind: step.dayKind,
  legalBasisId: step.legalBasisId,
  settledBy: step.settledBy,
  isInUse: step.isInUse,
})

const stepShape = z.strictObject({
  id: jsonId,
  direction: z.enum(valuesOf(directions)),
  title: z.string(),
  anchor: z.enum(valuesOf(anchors)),
  offset: z.int().describe('Days after the anchor; before it where negative'),
  dayKind: z.enum(valuesOf(dayKinds)),
  legalBasisId: jsonId.nullable(),
  settledBy: z.enum(valuesOf(meanings)).nullable(),
  isInUse: z.boolean(),
})

export const checklistOperations: Operation[] = [
  {
    route: 'GET /admin/checklists.json',
    summary: 'Danh mục việc chuẩn bị cho đoàn',
    answer: jsonList(stepShape),
  },
]
