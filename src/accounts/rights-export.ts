import { z } from 'zod'
import { valuesOf } from '../db/vocabulary.ts'
import { holds, type Right, rightOfRoute, rights } from '../rights.ts'
import { jsonList } from '../web/json-schema.ts'
import type { Speech } from '../web/language.ts'
import type { ShortList } from '../web/list-files.ts'
import type { Operation } from '../web/operation.ts'
import { roles } from './account.ts'

/** Whoever may be signed in: each role, at the centre and in a unit. */
export const holders = valuesOf(roles).flatMap((role) => [
  { role, isCentre: true, mayReadIdentity: false },
  ...(role === 'administrator' ? [] : [{ role, isCentre: false, mayReadIdentity: false }]),
])

/** What is asked of them, and who of them has it. */
export const rightRows = () =>
  valuesOf(rights).map((right) => ({
    right,
    words: rights[right],
    isOpen: right === 'anyone',
    cells: holders.map((holder) => holds(holder, right)),
    routes: Object.keys(rightOfRoute).filter((route) => rightOfRoute[route] === right),
  }))
type ListedRight = ReturnType<typeof rightRows>[number]

/** The table of rights to take along. */
export function rightList({ t }: Speech): ShortList<ListedRight> {
  const rows = rightRows()
  const mark = (holdsIt: boolean) => (holdsIt ? t('được') : '–')
  return {
    file: 'quyen',
    title: t('Ai được làm gì'),
    columns: [
      { heading: t('Quyền'), value: ({ words }) => t(words), width: 32 },
      { heading: t('Chưa đăng nhập'), value: ({ isOpen }) => mark(isOpen), width: 16 },
      ...holders.map(({ role, isCentre }, index) => ({
        heading: `${t(roles[role])} (${t(isCentre ? 'Trung ương' : 'đơn vị')})`,
        value: ({ cells }: ListedRight) => mark(cells[index]!),
        width: 22,
      })),
      { heading: t('Địa chỉ'), value: ({ routes }) => routes.length, kind: 'number', width: 10 },
    ],
    rows,
    counted: '{count} quyền',
  }
}

export const rightAsJson = ({ right, isOpen, cells, routes }: ListedRight): z.output<typeof rightShape> => ({
  right,
  isOpen,
  holders: holders.flatMap(({ role, isCentre }, index) => (cells[index] ? [{ role, isCentre }] : [])),
  routes,
})

const rightShape = z.strictObject({
  right: z.enum(Object.keys(rights) as [Right, ...Right[]]),
  isOpen: z.boolean().describe('Without signing in'),
  holders: z.array(z.strictObject({ role: z.enum(valuesOf(roles)), isCentre: z.boolean() })),
  routes: z.array(z.string()),
})

export const rightsOperations: Operation[] = [
  {
    route: 'GET /admin/rights.json',
    summary: 'Mỗi quyền ai có, và địa chỉ nào cần',
    answer: jsonList(rightShape),
  },
]
