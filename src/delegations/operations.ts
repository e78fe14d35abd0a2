import { jsonForm } from '../web/json-schema.ts'
import type { Operation } from '../web/operation.ts'
import { delegationFilters } from './filters.ts'
import { delegationList, delegationRecord } from './record.ts'
import { editedDelegation, newDelegation } from './sent.ts'
import { formOf, stepBackForm, stepNames, steps } from './steps.ts'

export const delegationOperations: Operation[] = [
  {
    route: 'GET /delegations.json',
    summary: 'Danh sách đoàn, kèm số liệu',
    filters: delegationFilters,
    answer: delegationList,
  },
  {
    route: 'GET /delegations/:id.json',
    summary: 'Một đoàn: người đi, các bước, báo cáo',
    answer: delegationRecord,
  },
  {
    route: 'POST /delegations',
    summary: 'Ghi thêm đoàn',
    body: newDelegation,
    answer: delegationRecord,
    isCreation: true,
  },
  {
    route: 'POST /delegations/:id',
    summary: 'Sửa đoàn: trường không gửi thì giữ nguyên',
    body: editedDelegation,
    answer: delegationRecord,
    hasVersion: true,
  },
  ...stepNames.map((step): Operation => ({
    route: `POST /delegations/:id/${step}`,
    summary: steps[step].verb,
    body: jsonForm(formOf(step)),
    answer: delegationRecord,
    hasVersion: true,
  })),
  {
    route: 'POST /delegations/:id/step-back',
    summary: 'Lùi một bước',
    body: jsonForm(stepBackForm),
    answer: delegationRecord,
    hasVersion: true,
  },
]
