import { z } from 'zod'
import { delegationRecord } from '../delegations/record.ts'
import { jsonForm } from '../web/json-schema.ts'
import type { Operation } from '../web/operation.ts'
import { reportForm } from './form.ts'

export const sentReport = jsonForm(reportForm, ['version']).extend({
  submitReport: z.boolean().optional().describe('Hands the report in; without it, it is kept as a draft'),
})

export const reportOperations: Operation[] = [
  {
    route: 'POST /delegations/:id/report',
    summary: 'Lưu nháp hoặc nộp báo cáo của đoàn; version là của báo cáo',
    body: sentReport,
    answer: delegationRecord,
    hasVersion: true,
  },
]
