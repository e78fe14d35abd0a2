import { startApp } from './app.ts'
import { member } from './members.ts'

/** The published register with what makes counting hard beside it. */
export function hardRegister() {
  const app = startApp({ published: true })
  const { make } = app
  const partnerIds = ['Hội Nhà báo Áo', 'Hội Nhà báo Bỉ'].map((name) => make.partner({ name, country: 'AT' }))
  const unitId = make.unit({ name: 'Hội Nhà báo tỉnh An Giang', kind: 'local_association' })
  const visit = { status: 'returned' as const, headCount: 7 }
  make.delegation({ ...visit, startsOn: '2024', countries: ['AT', 'BE', 'LA'], partnerIds })
  make.delegation({
    ...visit,
    startsOn: '2024-02',
    headCount: null,
    purposeKind: 'training',
    direction: 'inbound',
  })
  make.delegation({ ...visit, startsOn: '2022-09', direction: 'inbound' })
  make.delegation({
    ...visit,
    startsOn: '2022-09-21',
    countsAs: 'people_only',
    countsAsReason: 'đi cùng đoàn khác',
  })
  make.delegation({ ...visit, startsOn: '2024-03-01', countsAs: 'nothing', countsAsReason: 'việc riêng' })
  make.delegation({ ...visit, startsOn: '2024-03-02', status: 'approved' })
  make.delegation({ ...visit, startsOn: '2025-12-28', endsOn: '2026-01-03', unitId })
  const named = ['Lê Minh', 'Trần Hoa', 'Đỗ An'].map((name) => member(name))
  const whole = { ...visit, headCount: null, isListComplete: true, participants: named }
  make.delegation({ ...whole, startsOn: '2024-05-20', countries: ['LA', 'KH'], partnerIds })
  make.delegation({ ...whole, startsOn: '2024-09', participants: named.slice(1) })
  make.delegation({ ...whole, startsOn: '2025', direction: 'inbound', participants: named.slice(0, 1) })
  make.delegation({ ...whole, startsOn: '2025-11-02', isListComplete: false, headCount: 9 })
  make.delegation({ ...visit, startsOn: '2024-07-01', status: 'postponed' })
  return { ...app, unitId }
}
