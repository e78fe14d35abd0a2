import { jsonForm } from '../web/json-schema.ts'
import type { Operation } from '../web/operation.ts'
import { partnerFilters } from './filters.ts'
import { partnerForm } from './form.ts'
import { partnerList, partnerRecord } from './record.ts'

export const newPartner = jsonForm(partnerForm, ['name', 'kind'])
export const editedPartner = jsonForm(partnerForm, ['version'])

export const partnerOperations: Operation[] = [
  { route: 'GET /partners.json', summary: 'Danh sách đối tác', filters: partnerFilters, answer: partnerList },
  {
    route: 'GET /partners/:id.json',
    summary: 'Một đối tác: các tên và trao đổi hai bên',
    answer: partnerRecord,
  },
  {
    route: 'POST /partners',
    summary: 'Ghi thêm đối tác',
    body: newPartner,
    answer: partnerRecord,
    isCreation: true,
  },
  {
    route: 'POST /partners/:id',
    summary: 'Sửa đối tác: trường không gửi thì giữ nguyên',
    body: editedPartner,
    answer: partnerRecord,
    hasVersion: true,
  },
]
