import { writeXlsx } from 'hucre/xlsx'

// Ledgers of other offices: made up after how such ledgers look, with the right reading of each line beside it. Names of
// bodies are real; visits and persons are invented.

export interface Expected {
  sheet: string
  line: number
  verdict: string
  duplicateOf?: number
  direction: string
  title: string
  partners: string
  countries: string
  startsOn: string
  endsOn: string
  headName: string
  headPosition: string
  headCount: string
}

type Short = [
  line: number,
  verdict: string,
  title: string,
  partners: string,
  countries: string,
  startsOn: string,
  endsOn: string,
  headName: string,
  headPosition: string,
  headCount: string,
]
const expand = (sheet: string, direction: string, rows: Short[]): Expected[] =>
  rows.map(
    ([line, verdict, title, partners, countries, startsOn, endsOn, headName, headPosition, headCount]) => {
      const [kind = '', of] = verdict.split(' ')
      return {
        sheet,
        line,
        verdict: kind,
        ...(of && { duplicateOf: Number(of) }),
        direction,
        title,
        partners,
        countries,
        startsOn,
        endsOn,
        headName,
        headPosition,
        headCount,
      }
    },
  )

const day = (text: string) => new Date(`${text}T00:00:00Z`)

/**
 * A workbook with a sheet for each direction: two-line headers over merged cells, dates as Excel keeps them, posts beside
 * the name, a visit to two countries on two merged lines, a hidden row, totals, another column order in each sheet.
 */
export async function workbook(): Promise<{ bytes: Buffer; expected: Expected[] }> {
  const bytes = await writeXlsx({
    sheets: [
      {
        name: 'Đoàn ra',
        rows: [
          ['LIÊN HIỆP CÁC HỘI', null, null, null, null, null, null, null, null],
          [
            'BẢNG TỔNG HỢP ĐOÀN ĐI CÔNG TÁC NƯỚC NGOÀI NĂM 2023',
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
          ],
          [],
          [
            'TT',
            'Nội dung công tác',
            'Nước đến',
            'Cơ quan mời',
            'Thời gian',
            null,
            'Trưởng đoàn',
            null,
            'Số lượng',
          ],
          [null, null, null, null, 'Từ', 'Đến', 'Họ và tên', 'Chức vụ', '(người)'],
          ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)', '(7)', '(8)', '(9)'],
          [
            1,
            'Dự hội thảo báo chí số',
            'Thái Lan',
            'Hội Nhà báo Thái Lan',
            day('2023-02-06'),
            day('2023-02-09'),
            'Lê Văn Ánh',
            'PCT',
            4,
          ],
          [
            2,
            'Trao đổi nghiệp vụ phát thanh',
            'Lào',
            'Đài PTQG Lào',
            day('2023-03-05'),
            day('2023-03-11'),
            'Ông Trần Bá Dung',
            'UVBTV, Trưởng ban',
            '06',
          ],
          [
            3,
            'Khảo sát hai nước',
            'Lào',
            'Hội NB Lào',
            day('2023-04-12'),
            day('2023-04-20'),
            'Nguyễn Thị Hải Vân',
            'TBT',
            5,
          ],
          [null, null, 'Campuchia', 'CLB các nhà báo Campuchia', null, null, null, null, null],
          [4, 'Thăm Hội Nhà báo Cuba', 'Cu-ba', 'UPEC', 45047, 45052, 'Đ/c Lê Văn Ánh', 'PCT', '3 đ/c'],
          [
            5,
            'Dự Đại hội Liên đoàn',
            'In-đô-nê-xia',
            'CAJ',
            day('2023-07-01'),
            day('2023-07-04'),
            'Trần Bá Dung',
            'Trưởng ban',
            2,
          ],
          ['Cộng quý I-II: 5 đoàn', null, null, null, null, null, null, null, 20],
          [
            6,
            'Trao đổi với Hội bạn',
            'Hàn Quốc',
            'JAK',
            day('2023-08-14'),
            day('2023-08-10'),
            'Lê Văn Ánh',
            'PCT',
            6,
          ],
          [
            7,
            'Thăm và làm việc tại Seoul',
            'Hàn Quốc',
            'Hội NB HQ',
            day('2023-09-18'),
            day('2023-09-22'),
            'Lê Văn Ánh',
            'PCT',
            6,
          ],
          [
            8,
            'Đoàn công tác tại Hàn Quốc (bổ sung)',
            'Hàn Quốc',
            'Hội Nhà báo Hàn Quốc',
            day('2023-09-19'),
            day('2023-09-22'),
            'Lê Văn Ánh',
            'Phó Chủ tịch',
            null,
          ],
          ['Tổng cộng', null, null, null, null, null, null, null, 32],
          [],
          [null, null, null, null, null, null, null, 'NGƯỜI LẬP BIỂU', null],
        ],
        merges: [
          { startRow: 0, startCol: 0, endRow: 0, endCol: 8 },
          { startRow: 1, startCol: 0, endRow: 1, endCol: 8 },
          { startRow: 3, startCol: 4, endRow: 3, endCol: 5 },
          { startRow: 3, startCol: 6, endRow: 3, endCol: 7 },
          ...[0, 1, 2, 3].map((column) => ({ startRow: 3, startCol: column, endRow: 4, endCol: column })),
          ...[0, 1, 4, 5, 6, 7, 8].map((column) => ({
            startRow: 8,
            startCol: column,
            endRow: 9,
            endCol: column,
          })),
          { startRow: 12, startCol: 0, endRow: 12, endCol: 7 },
        ],
        rowDefs: new Map([[13, { hidden: true }]]),
      },
      {
        name: 'Khách vào',
        rows: [
          ['DANH SÁCH ĐÓN TIẾP ĐOÀN KHÁCH QUỐC TẾ', null, null, null, null, null, null],
          [
            'STT',
            'Ngày đến',
            'Ngày rời VN',
            'Đoàn khách',
            'Tổ chức',
            'Quốc tịch',
            'Trưởng đoàn (họ tên, chức vụ)',
            'Số khách',
          ],
          [
            1,
            '02/01/2019',
            '06/01/2019',
            'Đoàn Hội Nhà báo Campuchia thăm và làm việc',
            'CCJ',
            'Campuchia',
            'Pen Bona, Chủ tịch',
            '8 khách',
          ],
          [
            2,
            '15/5/2019',
            '18/5/2019',
            'Đoàn Tân Hoa Xã',
            'Tân Hoa xã',
            'TQ',
            'Ông Wang Haidong - Phó TBT',
            5,
          ],
          [
            3,
            '5/9/2019',
            '',
            'Đoàn hãng TASS',
            'TASS',
            'Liên bang Nga',
            'Bà Elena Ivanova (Phó Tổng giám đốc)',
            '03 người',
          ],
          [4, '10/2019', '', 'Đoàn Prensa Latina sang thăm', 'Prensa Latina', 'Cuba', 'nt', 'khoảng 4'],
          [
            5,
            '20/11/2019',
            '23/11/2019',
            'Hội nghị hãng thông tấn',
            'OANA',
            'nhiều nước',
            '',
            '45 (12 nước)',
          ],
          ['Tổng số: 5 đoàn', null, null, null, null, null, null, 61],
        ],
        merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: 7 }],
      },
      {
        name: 'Danh bạ',
        rows: [
          ['Tên', 'Điện thoại'],
          ['Văn thư', '0123'],
        ],
      },
    ],
  })
  return {
    bytes: Buffer.from(bytes),
    expected: [
      ...expand('Đoàn ra', 'outbound', [
        [
          7,
          'new',
          'Dự hội thảo báo chí số',
          'Hội Nhà báo Thái Lan',
          'TH',
          '2023-02-06',
          '2023-02-09',
          'Lê Văn Ánh',
          'Phó Chủ tịch',
          '4',
        ],
        [
          8,
          'new',
          'Trao đổi nghiệp vụ phát thanh',
          'Đài Phát thanh Quốc gia Lào',
          'LA',
          '2023-03-05',
          '2023-03-11',
          'Trần Bá Dung',
          'Ủy viên Ban Thường vụ, Trưởng ban',
          '6',
        ],
        [
          9,
          'new',
          'Khảo sát hai nước',
          'Hội Nhà báo Lào; Câu lạc bộ các nhà báo Campuchia',
          'LA|KH',
          '2023-04-12',
          '2023-04-20',
          'Nguyễn Thị Hải Vân',
          'Tổng Biên tập',
          '5',
        ],
        [
          11,
          'new',
          'Thăm Hội Nhà báo Cuba',
          'Hội Nhà báo Cuba',
          'CU',
          '2023-05-01',
          '2023-05-06',
          'Lê Văn Ánh',
          'Phó Chủ tịch',
          '3',
        ],
        [
          12,
          'new',
          'Dự Đại hội Liên đoàn',
          'Liên đoàn các nhà báo ASEAN',
          'ID',
          '2023-07-01',
          '2023-07-04',
          'Trần Bá Dung',
          'Trưởng ban',
          '2',
        ],
        [
          14,
          'error',
          'Trao đổi với Hội bạn',
          'Hội Nhà báo Hàn Quốc',
          'KR',
          '2023-08-14',
          '',
          'Lê Văn Ánh',
          'Phó Chủ tịch',
          '6',
        ],
        [
          15,
          'new',
          'Thăm và làm việc tại Seoul',
          'Hội Nhà báo Hàn Quốc',
          'KR',
          '2023-09-18',
          '2023-09-22',
          'Lê Văn Ánh',
          'Phó Chủ tịch',
          '6',
        ],
        [
          16,
          'duplicate 15',
          'Đoàn công tác tại Hàn Quốc (bổ sung)',
          'Hội Nhà báo Hàn Quốc',
          'KR',
          '2023-09-19',
          '2023-09-22',
          'Lê Văn Ánh',
          'Phó Chủ tịch',
          '',
        ],
      ]),
      ...expand('Khách vào', 'inbound', [
        [
          3,
          'new',
          'Đoàn Hội Nhà báo Campuchia thăm và làm việc',
          'Câu lạc bộ các nhà báo Campuchia',
          'KH',
          '2019-01-02',
          '2019-01-06',
          'Pen Bona',
          'Chủ tịch',
          '8',
        ],
        [
          4,
          'new',
          'Đoàn Tân Hoa Xã',
          'Tân Hoa Xã',
          'CN',
          '2019-05-15',
          '2019-05-18',
          'Wang Haidong',
          'Phó Tổng Biên tập',
          '5',
        ],
        [
          5,
          'new',
          'Đoàn hãng TASS',
          'Hãng thông tấn TASS',
          'RU',
          '2019-09-05',
          '',
          'Elena Ivanova',
          'Phó Tổng giám đốc',
          '3',
        ],
        [
          6,
          'new',
          'Đoàn Prensa Latina sang thăm',
          'Hãng thông tấn Prensa Latina',
          'CU',
          '2019-10',
          '',
          'Elena Ivanova',
          'Phó Tổng giám đốc',
          '',
        ],
        [
          7,
          'new',
          'Hội nghị hãng thông tấn',
          'Tổ chức các hãng thông tấn châu Á – Thái Bình Dương',
          '',
          '2019-11-20',
          '2019-11-23',
          '',
          '',
          '',
        ],
      ]),
    ],
  }
}

/**
 * A ledger as text in the encoding of old machines: semicolons, years over directions, the whole time in one column, a
 * head told with a post before the name, months by word, no column of partners in one part.
 */
export function oldLedger(): { bytes: Buffer; expected: Expected[] } {
  const text = [
    'Văn phòng Hội;;;;;;',
    'THEO DÕI HỢP TÁC QUỐC TẾ;;;;;;',
    'Số TT;Thời gian;Quốc gia;Tên đoàn/hoạt động;Đối tác nước ngoài;Người dẫn đầu;SL;Lưu ý',
    'NĂM 2016;;;;;;;',
    'A. Đoàn đi;;;;;;;',
    '1;từ 14 đến 18/3;Nhật;Học tập kinh nghiệm toà soạn;Báo Mainichi;PCT Đỗ Minh Quang;5+1;',
    '2;22, 23/4;Campuchia;Dự lễ kỷ niệm;CLB Nhà báo Campuchia;Phó Chủ tịch Đỗ Minh Quang;2;',
    '3;tháng 6;Trung Quốc;Thăm Báo Quảng Tây;Báo Quảng Tây;nt;4 người;',
    'B. Đoàn đến;;;;;;;',
    '1;28/12-03/01/2017;Thụy Điển;Chuyên gia FOJO giảng dạy;Viện FOJO;Bà Anna Svensson;2;',
    '2;30/2;Lào;Báo Pasaxon thăm;Báo Pa-xa-xổn;;6;',
    'Cộng năm 2016: 5 đoàn;;;;;;20;',
    'NĂM 2017;;;;;;;',
    'A. Đoàn đi;;;;;;;',
    'Số TT;Thời gian;Quốc gia;Tên đoàn/hoạt động;Đối tác nước ngoài;Người dẫn đầu;SL;Lưu ý',
    '1;9-13/10;Hàn Quốc;Thăm Quỹ Báo chí Hàn Quốc;KPF;Nguyễn Thị Hoa;10 (kể cả phiên dịch);',
    '2;11/11;Hàn Quốc;Dự diễn đàn nhà báo;;Nguyễn Thị Hoa;7;hoãn do bão',
    'B. Đoàn đến;;;;;;;',
    '1;3/2017;Bê-la-rút;Đoàn Hội Nhà báo Bê-la-rút;Hội nhà báo Belarus;Andrei K.;>5;',
    'Tổng;;;;;;24;',
  ].join('\r\n')
  return {
    bytes: inWindows1258(text),
    expected: [
      ...expand('so', 'outbound', [
        [
          6,
          'new',
          'Học tập kinh nghiệm toà soạn',
          'Báo Mainichi',
          'JP',
          '2016-03-14',
          '2016-03-18',
          'Đỗ Minh Quang',
          'Phó Chủ tịch',
          '6',
        ],
        [
          7,
          'new',
          'Dự lễ kỷ niệm',
          'Câu lạc bộ các nhà báo Campuchia',
          'KH',
          '2016-04-22',
          '2016-04-23',
          'Đỗ Minh Quang',
          'Phó Chủ tịch',
          '2',
        ],
        [
          8,
          'new',
          'Thăm Báo Quảng Tây',
          'Báo Quảng Tây',
          'CN',
          '2016-06',
          '',
          'Đỗ Minh Quang',
          'Phó Chủ tịch',
          '4',
        ],
      ]),
      ...expand('so', 'inbound', [
        [
          10,
          'new',
          'Chuyên gia FOJO giảng dạy',
          'Viện đào tạo nâng cao báo chí Thụy Điển',
          'SE',
          '2016-12-28',
          '2017-01-03',
          'Anna Svensson',
          '',
          '2',
        ],
        [11, 'error', 'Báo Pasaxon thăm', 'Báo Pasaxon', 'LA', '', '', '', '', '6'],
      ]),
      ...expand('so', 'outbound', [
        [
          16,
          'new',
          'Thăm Quỹ Báo chí Hàn Quốc',
          'Quỹ Báo chí Hàn Quốc',
          'KR',
          '2017-10-09',
          '2017-10-13',
          'Nguyễn Thị Hoa',
          '',
          '10',
        ],
        [17, 'new', 'Dự diễn đàn nhà báo', '', 'KR', '2017-11-11', '', 'Nguyễn Thị Hoa', '', '7'],
      ]),
      ...expand('so', 'inbound', [
        [
          19,
          'new',
          'Đoàn Hội Nhà báo Bê-la-rút',
          'Hội Nhà báo Belarus',
          'BY',
          '2017-03',
          '',
          'Andrei K.',
          '',
          '',
        ],
      ]),
    ],
  }
}

/** Text in windows-1258: most vowels as one byte, tones as marks of their own after them. */
export function inWindows1258(text: string): Buffer {
  const decoder = new TextDecoder('windows-1258')
  const byteOf = new Map(
    Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]),
  )
  const bytes = Array.from(text.normalize('NFC')).flatMap((letter) => {
    const whole = byteOf.get(letter)
    if (whole !== undefined) return [whole]
    const marks = Array.from(letter.normalize('NFD'))
    const tone = marks.findLast((mark) => byteOf.has(mark) && /[\u0300\u0301\u0303\u0309\u0323]/.test(mark))
    const base = marks
      .filter((mark) => mark !== tone)
      .join('')
      .normalize('NFC')
    return [byteOf.get(base) ?? 0x3f, ...(tone ? [byteOf.get(tone)!] : [])]
  })
  return Buffer.from(bytes)
}
