import { expect, test } from 'vitest'
import { startApp } from './support/app.ts'

test('what a visit cost is typed as people write it, and shown beside what was estimated', async () => {
  const { make, submit, visit } = startApp()
  const id = make.delegation()
  const at = `/delegations/${id}`
  expect((await visit(at)).text('[aria-labelledby="funding"]')).toContain('Chưa ghi kinh phí.')
  const form = {
    version: '1',
    estimate: '120.000.000',
    actual: '126 000 000 đồng',
    source: 'Ngân sách Hội',
    travelPaidBy: 'ours',
    stayPaidBy: 'theirs',
  }
  const saved = await visit((await submit(`${at}/funding`, form)).location!)
  expect(saved.text('.notice--done')).toContain('Đã lưu kinh phí.')
  expect(saved.texts('[aria-labelledby="funding"] dd')).toEqual([
    '120.000.000 đồng',
    '126.000.000 đồng vượt dự toán 6.000.000 đồng (5,0%)',
    'Ngân sách Hội',
    'Bên ta',
    'Phía bạn',
  ])
  expect((await visit(`${at}/funding`)).value('estimate')).toBe('120.000.000')
  expect(saved.text('[aria-labelledby="history"]')).toContain('Ghi kinh phí')
})

test('an amount is whole đồng; a form with nothing in it leaves nothing', async () => {
  const { make, submit, visit, db } = startApp()
  const at = `/delegations/${make.delegation()}/funding`
  for (const estimate of ['12.5', '1.00', '-5', 'mười triệu', '9'.repeat(16)]) {
    const page = await submit(at, { version: '1', estimate })
    expect([estimate, page.status, page.value('estimate')]).toEqual([estimate, 422, estimate])
  }
  await submit(at, { version: '1', estimate: '0', actual: '1,000,000' })
  expect((await visit(at.replace('/funding', ''))).text('[aria-labelledby="funding"]')).toContain('0 đồng')
  await submit(at, { version: '2', estimate: '', actual: '' })
  expect(db.$client.prepare('select count(*) as fundings from fundings').get()).toEqual({ fundings: 0 })
})

test('two people write down the cost: one the estimate, one the actual', async () => {
  const app = startApp()
  const at = `/delegations/${app.make.delegation()}/funding`
  await app.submit(at, { version: '1', estimate: '1.000' })
  const { headers } = app.signIn('clerk')
  const beside = await app.submit(at, { version: '1', actual: '2.000' }, headers)
  expect(beside.status).toBe(303)
  const clash = await app.submit(at, { version: '1', estimate: '3.000' }, headers)
  expect(clash.status).toBe(409)
  expect(app.db.$client.prepare('select estimate, actual from fundings').get()).toEqual({
    estimate: 1000,
    actual: 2000,
  })
})

test('guests who work as press have a permit; who does not, has nothing to fill in', async () => {
  const { make, submit, visit } = startApp()
  const [guests, out] = [make.delegation({ direction: 'inbound' }), make.delegation()]
  const at = `/delegations/${guests}`
  expect((await visit(at)).text('[aria-labelledby="press-work"]')).toContain('Khách không hoạt động báo chí.')
  expect((await visit(`/delegations/${out}`)).all('[aria-labelledby="press-work"]')).toEqual([])
  expect((await visit(`/delegations/${out}/press-work`)).status).toBe(404)
  expect((await submit(`/delegations/${out}/press-work`, { permitNumber: '1' })).status).toBe(404)
  await submit(`${at}/press-work`, { version: '1', visaKind: 'PV2', places: 'Hà Nội, Huế' })
  expect((await visit(at)).text('[aria-labelledby="press-work"]')).toContain('chưa có giấy phép')
  const permit = { version: '2', permitNumber: '12/GP-BNG', permittedOn: '2/9/2025', visaKind: 'PV2' }
  await submit(`${at}/press-work`, permit)
  expect((await visit(at)).texts('[aria-labelledby="press-work"] dd')[0]).toBe('12/GP-BNG 02/09/2025')
  const removed = await submit(`${at}/press-work/removal`, {})
  expect((await visit(removed.location!)).text('.notice--done')).toContain('khách không hoạt động báo chí')
})

test('cost and press work are for who enters data, in the unit whose visit it is', async () => {
  const { make, submit, visit, signIn } = startApp()
  const id = make.delegation({ direction: 'inbound' })
  const unitId = make.unit({ name: 'Hội Nhà báo Hà Nội', kind: 'local_association' })
  const elsewhere = signIn('clerk', { unitId }).headers
  const reader = signIn('viewer').headers
  for (const part of ['funding', 'press-work']) {
    const at = `/delegations/${id}/${part}`
    expect([(await visit(at, elsewhere)).status, (await visit(at, reader)).status]).toEqual([404, 403])
    expect((await submit(at, { source: 'x' }, elsewhere)).status).toBe(404)
    expect((await submit(at, { source: 'x' }, reader)).status).toBe(403)
  }
  expect((await visit(`/delegations/${id}`, reader)).all('[aria-labelledby="funding"] a')).toEqual([])
})

test('a visit carried out otherwise than planned carries a reason; one as planned needs none', async () => {
  const { make, submit, visit } = startApp()
  const planned = { startsOn: '2025-09-14', endsOn: '2025-09-18', headCount: 6, status: 'approved' as const }
  const as = { startsOn: '14/9/2025', endsOn: '18/9/2025', headCount: '6' }
  const sent = async (given: object, form: object) =>
    submit(`/delegations/${make.delegation({ ...planned, ...given })}/return`, { ...as, ...form })
  expect((await sent({}, {})).status).toBe(303)
  const later = await sent({}, { endsOn: '19/9/2025' })
  expect([later.status, later.error('reason')]).toEqual([
    422,
    'Kế hoạch là 14–18/09/2025. Ghi vì sao đi khác kế hoạch',
  ])
  expect((await sent({}, { headCount: '5' })).error('reason')).toContain('Kế hoạch là 6 người')
  expect((await sent({}, { headCount: '5', reason: 'Một người ốm' })).status).toBe(303)
  // What the plan left open is no difference.
  expect((await sent({ startsOn: '2025-09', endsOn: null, headCount: null }, {})).status).toBe(303)

  // A visit that left on another day than planned is asked about that when it is back.
  const id = make.delegation(planned)
  await submit(`/delegations/${id}/departure`, { startsOn: '15/9/2025', endsOn: '18/9/2025' })
  expect((await visit(`/delegations/${id}/return`)).value('startsOn')).toBe('15/09/2025')
  const back = { ...as, startsOn: '15/9/2025' }
  expect((await submit(`/delegations/${id}/return`, back)).error('reason')).toContain('14–18/09/2025')
  expect((await submit(`/delegations/${id}/return`, { ...back, reason: 'Hoãn chuyến bay' })).status).toBe(303)
})
