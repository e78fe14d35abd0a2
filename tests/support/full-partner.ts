import { write } from '../../src/db/write.ts'
import { followUps } from '../../src/follow-ups/follow-up.ts'
import { partnerNames } from '../../src/partners/partner.ts'
import { programmeItems } from '../../src/programmes/programme-item.ts'
import type { startApp } from './app.ts'

/** A partner of whom there is more to tell than a page holds, in long words; its id. */
export function fullPartner({ make, db }: Pick<ReturnType<typeof startApp>, 'make' | 'db'>): number {
  const long =
    'Trao đổi nghiệp vụ về báo chí số, chuyển đổi số và phòng chống tin giả với các cơ quan báo chí'
  const id = make.partner({
    name: 'Hiệp hội các nhà báo và người làm truyền thông nước Cộng hòa Dân chủ Nhân dân Lào',
    nameEn: 'Association of Journalists and Media Workers of the Lao People’s Democratic Republic',
    nameLocal: 'ສະມາຄົມນັກຂ່າວແຫ່ງ ສປປ ລາວ',
    abbreviation: 'LJA',
    relationSince: '1993',
  })
  const people = Array.from({ length: 12 }, (_, index) => ({
    id: null,
    name: `Khamphanh Sengdala ${index}`,
    role: index ? ('member' as const) : ('head' as const),
    post: 'Phó Chủ tịch Thường trực kiêm Tổng Thư ký',
    organisation: 'Hội Nhà báo Lào',
    hasTravelled: true,
  }))
  const ids = Array.from({ length: 12 }, (_, index) =>
    make.delegation({
      title: `${long} ${index}`,
      partnerIds: [id],
      status: 'returned',
      direction: index % 2 ? 'inbound' : 'outbound',
      startsOn: `${2010 + index}-05-02`,
      endsOn: `${2010 + index}-05-06`,
      headCount: 12,
      participants: index % 2 ? people : [],
    }),
  )
  write(db, { name: 'Test' }, (write) => {
    for (const [kind, name] of [
      ['former', 'Hội Phóng viên Lào'],
      ['former', 'Hội Nhà báo yêu nước Lào'],
      ['alias', 'Hội Nhà báo Viêng Chăn'],
    ] as const)
      write.insert(partnerNames, { partnerId: id, kind, name, sinceOn: '1968', untilOn: '1992' })
    for (const delegationId of ids) {
      for (const side of ['ours', 'theirs'] as const)
        write.insert(followUps, {
          delegationId,
          side,
          content: `${long}. ${long}`,
          lead: 'Ban Hợp tác quốc tế',
          dueOn: '2024-05-02',
        })
      write.insert(programmeItems, {
        delegationId,
        dayNumber: 1,
        position: 0,
        content: long,
        met: `Lãnh đạo ${delegationId}: ${long}`,
      })
    }
  })
  return id
}
