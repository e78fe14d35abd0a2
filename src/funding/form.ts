import { z } from 'zod'
import { choice, money, optional, prose, submissionId, text, type Values, version } from '../web/form.ts'
import { writeNumber } from '../vietnamese.ts'
import { payers } from './funding.ts'
import type { Funding } from './queries.ts'

export const fundingForm = z.object({
  submissionId: submissionId(),
  version: version(),
  estimate: optional(money('Dự toán', { hint: 'Bằng đồng, như 120.000.000.' })),
  actual: optional(money('Thực chi', { hint: 'Bằng đồng.' })),
  source: optional(text('Nguồn kinh phí', { max: 300 })),
  travelPaidBy: optional(choice('Ai chịu tiền đi lại', payers)),
  stayPaidBy: optional(choice('Ai chịu tiền ăn ở', payers)),
  note: optional(prose('Ghi chú kinh phí', { max: 1000 })),
})
export type FundingInput = z.output<typeof fundingForm>

/** What is stored of a visit's cost, as its form shows it. */
export const formValues = (funding: Funding | undefined, visit: { version: number }): Values => ({
  version: String(visit.version),
  estimate: funding?.estimate == null ? '' : writeNumber(funding.estimate),
  actual: funding?.actual == null ? '' : writeNumber(funding.actual),
  source: funding?.source ?? '',
  travelPaidBy: funding?.travelPaidBy ?? '',
  stayPaidBy: funding?.stayPaidBy ?? '',
  note: funding?.note ?? '',
})
