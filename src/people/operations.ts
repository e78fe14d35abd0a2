import { jsonForm } from '../web/json-schema.ts'
import type { Operation } from '../web/operation.ts'
import { personForm } from './form.ts'
import { personRecord } from './record.ts'

export const editedPerson = jsonForm(personForm, ['version'])

export const personOperations: Operation[] = [
  { route: 'GET /people/:id.json', summary: 'Một nhân sự và các chuyến đi', answer: personRecord },
  {
    route: 'POST /people/:id',
    summary: 'Sửa tên, cách viết, quốc tịch, ghi chú của nhân sự',
    body: editedPerson,
    answer: personRecord,
    hasVersion: true,
  },
]
