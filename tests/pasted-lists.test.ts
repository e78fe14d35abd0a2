import { expect, test } from 'vitest'
import { readPasted } from '../src/participants/pasted/list.ts'
import { speechOf } from '../src/web/language.ts'

// Lists as offices write them. Each person in short: "name | role | post | organisation", "không đi" behind it.

const { say } = speechOf('vi')
const read = (pasted: string, already = { hasHead: false }) => readPasted(pasted, already)
const people = (pasted: string) =>
  read(pasted).people.map(({ name, role, post, organisation, hasStayed }) =>
    [name, role, post, organisation, ...(hasStayed ? ['không đi'] : [])].join(' | '),
  )
const told = (pasted: string) => read(pasted).told.map(say).join(' ')

const lists: { is: string; pasted: string; gives: string[] }[] = [
  {
    is: 'a table out of Word with a title above it, and a role column',
    pasted: `DANH SÁCH ĐOÀN ĐI CÔNG TÁC TẠI LÀO
(Kèm theo Quyết định số 177/QĐ-HNBVN ngày 05/9/2024)
STT\tHọ và tên\tChức vụ\tĐơn vị\tVai trò
1\tÔng Nguyễn Đức Lợi\tPhó Chủ tịch Thường trực\tHội Nhà báo Việt Nam\tTrưởng đoàn
2\tBà Trần Thị Hoa\tPhó Trưởng Ban Hợp tác quốc tế\tHội Nhà báo Việt Nam\tThành viên
3\tÔng Lê Văn Bình\tPhiên dịch viên\tHội Nhà báo Việt Nam\tPhiên dịch
Danh sách này có 03 người./.`,
    gives: [
      'Nguyễn Đức Lợi | head | Phó Chủ tịch Thường trực | Hội Nhà báo Việt Nam',
      'Trần Thị Hoa | member | Phó Trưởng Ban Hợp tác quốc tế | Hội Nhà báo Việt Nam',
      'Lê Văn Bình | interpreter | Phiên dịch viên | Hội Nhà báo Việt Nam',
    ],
  },
  {
    is: 'numbered lines with a dash behind the name',
    pasted: `1. Ông Nguyễn Văn A – Phó Chủ tịch Hội Nhà báo Việt Nam, Trưởng đoàn
2. Bà Trần Thị B – Trưởng ban Đối ngoại, Hội Nhà báo Việt Nam, Phó Trưởng đoàn
3. Ông Lê C - Phóng viên Báo Nhân Dân - Thành viên`,
    gives: [
      'Nguyễn Văn A | head | Phó Chủ tịch | Hội Nhà báo Việt Nam',
      'Trần Thị B | deputy | Trưởng ban Đối ngoại | Hội Nhà báo Việt Nam',
      'Lê C | member | Phóng viên | Báo Nhân Dân',
    ],
  },
  {
    is: 'comrades, as Party papers call them',
    pasted: `1- Đ/c Phạm Quang Minh, Ủy viên Thường vụ, Tổng Biên tập Báo Hà Nội Mới, làm Trưởng đoàn;
2- Đồng chí Vũ Thị Thu, Chánh Văn phòng Hội Nhà báo thành phố Hà Nội, Thư ký đoàn.`,
    gives: [
      'Phạm Quang Minh | head | Ủy viên Thường vụ, Tổng Biên tập | Báo Hà Nội Mới',
      'Vũ Thị Thu | secretary | Chánh Văn phòng | Hội Nhà báo thành phố Hà Nội',
    ],
  },
  {
    is: 'learned titles, with and without spaces',
    pasted: `PGS.TS. Đỗ Thị Thu Hằng, Trưởng khoa, Học viện Báo chí và Tuyên truyền
TS Nguyễn Thành Lợi - Tổng Biên tập Tạp chí Người Làm Báo
GS.TS.NSND Trần Văn Khê, Viện Âm nhạc
ThS. Lê Thu Hà, Giảng viên, Trường Đại học Khoa học xã hội và Nhân văn
Đại tá Nguyễn Kim Tôn, Tổng Biên tập Báo Quân đội nhân dân`,
    gives: [
      'Đỗ Thị Thu Hằng | member | Trưởng khoa | Học viện Báo chí và Tuyên truyền',
      'Nguyễn Thành Lợi | member | Tổng Biên tập | Tạp chí Người Làm Báo',
      'Trần Văn Khê | member |  | Viện Âm nhạc',
      'Lê Thu Hà | member | Giảng viên | Trường Đại học Khoa học xã hội và Nhân văn',
      'Nguyễn Kim Tôn | member | Tổng Biên tập | Báo Quân đội nhân dân',
    ],
  },
  {
    is: 'names in capitals and a joint column of post and body',
    pasted: `TT\tHỌ VÀ TÊN\tCHỨC VỤ, ĐƠN VỊ CÔNG TÁC\tNHIỆM VỤ
1\tNGUYỄN VĂN HÙNG\tPhó Chủ tịch Hội Nhà báo tỉnh Nghệ An\tTrưởng đoàn
2\tHỒ THỊ NGỌC\tPhóng viên, Đài PT-TH Nghệ An\tThành viên`,
    gives: [
      'Nguyễn Văn Hùng | head | Phó Chủ tịch | Hội Nhà báo tỉnh Nghệ An',
      'Hồ Thị Ngọc | member | Phóng viên | Đài PT-TH Nghệ An',
    ],
  },
  {
    is: 'birth dates, passports and telephones beside the names',
    pasted: `STT\tHọ tên\tNgày tháng năm sinh\tGiới tính\tSố hộ chiếu\tĐiện thoại\tChức danh\tCơ quan công tác
1\tLê Quốc Khánh\t12/03/1970\tNam\tC1234567\t0912345678\tTổng Biên tập\tBáo Đồng Nai
2\tPhan Thị Mai\t1985\tNữ\tB7654321\t\tBiên tập viên\tBáo Đồng Nai`,
    gives: [
      'Lê Quốc Khánh | member | Tổng Biên tập | Báo Đồng Nai',
      'Phan Thị Mai | member | Biên tập viên | Báo Đồng Nai',
    ],
  },
  {
    is: 'cells of a body merged over several rows',
    pasted: `STT\tHọ và tên\tChức vụ\tĐơn vị
1\tNguyễn An\tPhó Trưởng ban\tHội Nhà báo Việt Nam
2\tTrần Bình\tChuyên viên\t
3\tLê Chi\tPhóng viên\tBáo Nhân Dân
4\tĐỗ Dung\tBiên tập viên\t`,
    gives: [
      'Nguyễn An | member | Phó Trưởng ban | Hội Nhà báo Việt Nam',
      'Trần Bình | member | Chuyên viên | Hội Nhà báo Việt Nam',
      'Lê Chi | member | Phóng viên | Báo Nhân Dân',
      'Đỗ Dung | member | Biên tập viên | Báo Nhân Dân',
    ],
  },
  {
    is: 'groups as rows of their own in a table',
    pasted: `STT\tHọ và tên\tChức vụ\tĐơn vị
I\tTRƯỞNG ĐOÀN\t\t
1\tNguyễn An\tPhó Chủ tịch\tHội Nhà báo Việt Nam
II\tTHÀNH VIÊN\t\t
2\tTrần Bình\tPhóng viên\tBáo Tiền Phong
III\tPHIÊN DỊCH\t\t
3\tLê Chi\tChuyên viên\tHội Nhà báo Việt Nam`,
    gives: [
      'Nguyễn An | head | Phó Chủ tịch | Hội Nhà báo Việt Nam',
      'Trần Bình | member | Phóng viên | Báo Tiền Phong',
      'Lê Chi | interpreter | Chuyên viên | Hội Nhà báo Việt Nam',
    ],
  },
  {
    is: 'groups as lines of their own',
    pasted: `Đoàn gồm có:
I. Trưởng đoàn:
Ông Nguyễn Văn An, Phó Chủ tịch Hội Nhà báo Việt Nam
II. Các thành viên:
1. Bà Trần Thị Bình, Trưởng ban Công tác Hội
2. Ông Lê Chi`,
    gives: [
      'Nguyễn Văn An | head | Phó Chủ tịch | Hội Nhà báo Việt Nam',
      'Trần Thị Bình | member | Trưởng ban Công tác | Hội',
      'Lê Chi | member |  | ',
    ],
  },
  {
    is: 'the role before the name',
    pasted: `Trưởng đoàn: Ông Nguyễn Văn An, Tổng Biên tập Báo Thanh Niên
Phó Trưởng đoàn: Bà Lê Thị Bích
Thành viên: Trần Cường, Phóng viên`,
    gives: [
      'Nguyễn Văn An | head | Tổng Biên tập | Báo Thanh Niên',
      'Lê Thị Bích | deputy |  | ',
      'Trần Cường | member | Phóng viên | ',
    ],
  },
  {
    is: 'bullets and roles in brackets',
    pasted: `- Nguyễn Văn An (Trưởng đoàn)
• Trần Thị Bình (thư ký đoàn)
+ Lê Chi (phiên dịch tiếng Lào)`,
    gives: ['Nguyễn Văn An | head |  | ', 'Trần Thị Bình | secretary |  | ', 'Lê Chi | interpreter |  | '],
  },
  {
    is: 'bare names, one a line',
    pasted: 'Nguyễn Văn An\n\nTrần Thị Bình\r\nLê Chi\n',
    gives: ['Nguyễn Văn An | member |  | ', 'Trần Thị Bình | member |  | ', 'Lê Chi | member |  | '],
  },
  {
    is: 'a sentence of a mail',
    pasted: 'Đoàn gồm: Nguyễn Văn An (Trưởng đoàn); Trần Thị Bình; Lê Văn Chi.',
    gives: ['Nguyễn Văn An | head |  | ', 'Trần Thị Bình | member |  | ', 'Lê Văn Chi | member |  | '],
  },
  {
    is: 'names with commas between them',
    pasted: 'Ông Nguyễn Văn An, bà Trần Thị Bình, ông Lê Văn Chi',
    gives: ['Nguyễn Văn An | member |  | ', 'Trần Thị Bình | member |  | ', 'Lê Văn Chi | member |  | '],
  },
  {
    is: 'guests with English headings',
    pasted: `No.\tFull name\tPosition\tOrganization\tRole\tPassport No.\tNationality
1\tMr. Savankhone Razmountry\tPresident\tLao Journalists Association\tHead of delegation\tP1234567\tLao
2\tMs. Vanhsy Kouangsavath\tReporter\tVientiane Times\tMember\t\tLao`,
    gives: [
      'Savankhone Razmountry | head | President | Lao Journalists Association',
      'Vanhsy Kouangsavath | member | Reporter | Vientiane Times',
    ],
  },
  {
    is: 'guests in running lines, with hyphens and apostrophes in their names',
    pasted: `1) Mr. Kim Dong-hoon, President, Journalists Association of Korea
2) Ms Park Hyun-ju – Secretary General
3) Dr. María-Elena O'Brien, Editor, Prensa Latina
4) Jean-Pierre de la Croix, Director, Agence France-Presse`,
    gives: [
      'Kim Dong-hoon | member | President | Journalists Association of Korea',
      'Park Hyun-ju | member | Secretary General | ',
      "María-Elena O'Brien | member | Editor | Prensa Latina",
      'Jean-Pierre de la Croix | member | Director | Agence France-Presse',
    ],
  },
  {
    is: 'decomposed letters, no-break spaces and invisible marks',
    pasted: `STT\tHọ và tên\tChức vụ\n1\tNguyễn\u00a0Văn\u00a0Ả\tPhó Chủ tịch\u200b`.normalize('NFD'),
    gives: ['Nguyễn Văn Ả | member | Phó Chủ tịch | '],
  },
  {
    is: 'cells of several lines out of Excel',
    pasted: `STT\tHọ và tên\tChức vụ\tĐơn vị
1\t"Ông
Nguyễn Văn An"\t"Phó Chủ tịch
phụ trách đối ngoại"\tHội Nhà báo Việt Nam
2\tTrần Bình\t"Báo ""Làng"""\t`,
    gives: [
      'Nguyễn Văn An | member | Phó Chủ tịch, phụ trách đối ngoại | Hội Nhà báo Việt Nam',
      'Trần Bình | member | Báo "Làng" | Hội Nhà báo Việt Nam',
    ],
  },
  {
    is: 'cells of several lines out of Word',
    pasted: `STT\tHọ và tên\tChức vụ\tĐơn vị
1\tNguyễn Văn An\tPhó Chủ tịch
phụ trách đối ngoại\tHội Nhà báo Việt Nam
2\tTrần Bình\tPhóng viên\tBáo Lao Động`,
    gives: [
      'Nguyễn Văn An | member | Phó Chủ tịch, phụ trách đối ngoại | Hội Nhà báo Việt Nam',
      'Trần Bình | member | Phóng viên | Báo Lao Động',
    ],
  },
  {
    is: 'two lines of headings and a line of numbers below them',
    pasted: `STT\tHọ và tên\tNăm sinh\t\tChức vụ\tĐơn vị
\t\tNam\tNữ\t\t
(1)\t(2)\t(3)\t(4)\t(5)\t(6)
1\tNguyễn An\t1970\t\tTrưởng ban\tHội Nhà báo Việt Nam
2\tTrần Bình\t\t1980\tPhóng viên\tBáo Tin tức`,
    gives: [
      'Nguyễn An | member | Trưởng ban | Hội Nhà báo Việt Nam',
      'Trần Bình | member | Phóng viên | Báo Tin tức',
    ],
  },
  {
    is: 'a name in two columns',
    pasted: `STT\tHọ và tên đệm\tTên\tChức vụ\n1\tNguyễn Văn\tAn\tPhóng viên`,
    gives: ['Nguyễn Văn An | member | Phóng viên | '],
  },
  {
    is: 'a table without headings, the body before the post',
    pasted: `1\tNguyễn An\tBáo Nhân Dân\tPhóng viên\n2\tTrần Bình\tĐài Tiếng nói Việt Nam\n3\tBà\tLê Chi\tTrưởng ban`,
    gives: [
      'Nguyễn An | member | Phóng viên | Báo Nhân Dân',
      'Trần Bình | member |  | Đài Tiếng nói Việt Nam',
      'Lê Chi | member | Trưởng ban | ',
    ],
  },
  {
    is: 'who does not go, in notes and in brackets',
    pasted: `STT\tHọ tên\tChức vụ\tGhi chú
1\tNguyễn An\tTrưởng ban\tTrưởng đoàn
2\tTrần Bình\tPhóng viên\tkhông đi
3\tLê Chi (vắng)\tPhóng viên\tăn chay`,
    gives: [
      'Nguyễn An | head | Trưởng ban | ',
      'Trần Bình | member | Phóng viên |  | không đi',
      'Lê Chi | member | Phóng viên |  | không đi',
    ],
  },
  {
    is: 'years of birth and passports in running lines',
    pasted: `1. Nguyễn Văn An, sinh năm 1975, hộ chiếu số C1234567, Phó Chủ tịch
2. Trần Thị Bình (1980), Phóng viên, binh@example.org, 0912 345 678`,
    gives: ['Nguyễn Văn An | member | Phó Chủ tịch | ', 'Trần Thị Bình | member | Phóng viên | '],
  },
  {
    is: 'two posts in two bodies',
    pasted: `Hồ Quang Lợi, Phó Chủ tịch Hội Nhà báo Việt Nam, Chủ tịch Hội Nhà báo thành phố Hà Nội
Lê Trần Nguyên Huy, Trưởng ban, Tổng Biên tập Báo Nhà báo và Công luận`,
    gives: [
      'Hồ Quang Lợi | member | Phó Chủ tịch Hội Nhà báo Việt Nam, Chủ tịch | Hội Nhà báo thành phố Hà Nội',
      'Lê Trần Nguyên Huy | member | Trưởng ban, Tổng Biên tập | Báo Nhà báo và Công luận',
    ],
  },
  {
    is: 'posts that name a ban, a vụ or a council, and a family called Ông',
    pasted: `Trần Trọng Dũng - Trưởng Ban Kiểm tra
Nguyễn Minh Vũ – Vụ trưởng Vụ Báo chí, Bộ Ngoại giao
Lê Hải, Chủ tịch Hội đồng quản trị Công ty Truyền thông X
Ông Thị Mộng Thúy, Thư ký tòa soạn`,
    gives: [
      'Trần Trọng Dũng | member | Trưởng Ban Kiểm tra | ',
      'Nguyễn Minh Vũ | member | Vụ trưởng Vụ Báo chí | Bộ Ngoại giao',
      'Lê Hải | member | Chủ tịch Hội đồng quản trị | Công ty Truyền thông X',
      'Ông Thị Mộng Thúy | member | Thư ký tòa soạn | ',
    ],
  },
  {
    is: 'people of one body below its name',
    pasted: `A. Hội Nhà báo Việt Nam
1. Nguyễn An, Trưởng ban
2. Trần Bình, Chuyên viên
B. Báo Nhân Dân
3. Lê Chi, Phóng viên`,
    gives: [
      'Nguyễn An | member | Trưởng ban | Hội Nhà báo Việt Nam',
      'Trần Bình | member | Chuyên viên | Hội Nhà báo Việt Nam',
      'Lê Chi | member | Phóng viên | Báo Nhân Dân',
    ],
  },
  {
    is: 'the role in the heading “Chức vụ trong Đoàn”, separate from the post',
    pasted: `Số TT\tHọ, tên\tChức vụ\tChức vụ trong Đoàn\n01\tÔng/Bà Nguyễn An\tTrưởng ban\tTrưởng Đoàn công tác\n02\tTrần Bình\tPhóng viên\tĐoàn viên`,
    gives: ['Nguyễn An | head | Trưởng ban | ', 'Trần Bình | member | Phóng viên | '],
  },
]

test.each(lists)('a list is read: $is', ({ pasted, gives }) => {
  expect(people(pasted)).toEqual(gives)
})

test('what was left out of a list is said: personal data, lines that name nobody, cells taken from above', () => {
  const pasted = `Danh sách đoàn
STT\tHọ tên\tNgày sinh\tChức vụ\tĐơn vị
1\tNguyễn An\t1/2/1970\tTrưởng ban\tHội
2\tTrần Bình\t\tPhóng viên\t
Tổng cộng: 02 người`
  expect(told(pasted)).toBe(
    'Đã đọc 2 người từ danh sách dán. Ngày sinh, hộ chiếu và ghi chú không được giữ ở đây: bỏ 1 ô. Đơn vị để trống ở 1 dòng được ghi theo dòng trên: xem lại. Bỏ 1 dòng không phải tên người: “Tổng cộng: 02 người”.',
  )
})

test('no number of a passport or telephone, no birth date ever gets into a row', () => {
  const secrets = ['C1234567', '0912345678', '12/03/1970', '012345678901']
  for (const line of [
    `1\tLê Khánh\t${secrets.join('\t')}`,
    `1. Lê Khánh, ${secrets.join(', ')}`,
    `Lê Khánh; ${secrets.join('; ')}`,
    `Lê Khánh (${secrets.join(', ')})`,
  ])
    for (const secret of secrets) expect(JSON.stringify(read(line).people)).not.toContain(secret)
})

test('a head that is there already makes the pasted one a member', () => {
  const { people, told } = read('Nguyễn An, Trưởng đoàn', { hasHead: true })
  expect(people[0]!.role).toBe('member')
  expect(told.map(say).join(' ')).toContain('Mỗi đoàn một trưởng đoàn')
})

test('a text of any kind is read in time and never fails', () => {
  for (const text of [
    '',
    '\t\t\n',
    '"',
    ':'.repeat(50_000),
    '('.repeat(50_000),
    'Ông '.repeat(20_000),
    '1. '.repeat(20_000),
  ])
    expect(read(text).people.length).toBeLessThan(3)
  expect(read('Nguyễn Văn An\n'.repeat(5_000)).people).toHaveLength(300)
})
