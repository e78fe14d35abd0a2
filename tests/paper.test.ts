import { expect, test } from 'vitest'
import { write } from '../src/db/write.ts'
import { bodiesOf } from '../src/paper/bodies.ts'
import { paperOf } from '../src/paper/docx.ts'
import { blocksOf, type Layout, type Paper, placeAndDate, signatureLine } from '../src/paper/paper.ts'
import { units } from '../src/units/unit.ts'
import { attachment } from '../src/web/attachment.ts'
import { startApp } from './support/app.ts'
import { partsOf } from './support/downloads.ts'

const paper = (given: Partial<Paper> = {}): Paper => ({
  bodies: { parent: 'Hội Nhà báo Việt Nam', issuing: 'Ban Đối ngoại' },
  number: '15/BC-HNBVN',
  place: 'Hà Nội',
  date: '2026-01-05',
  kind: 'BÁO CÁO',
  subject: 'Kết quả đoàn thăm Lào',
  body: [
    { kind: 'heading', level: 1, text: '1. Thông tin chung' },
    {
      kind: 'table',
      columns: [
        { heading: 'Ngày', width: 1 },
        { heading: 'Việc', width: 3 },
      ],
      rows: [['05/01', 'Họp']],
    },
    ...blocksOf('Đoạn một\n- Việc một\n- Việc hai\nĐoạn cuối'),
  ],
  signature: { signedFor: ['TM. BAN THƯỜNG VỤ', 'KT. CHỦ TỊCH'], signer: 'Nguyễn Thử' },
  recipients: ['Lãnh đạo Hội', '- Lưu: VT;'],
  annexes: [],
  ...given,
})

/** The parts of a paper's Word file. */
async function fileOf(layout: Layout, given: Partial<Paper> = {}) {
  const parts = partsOf(await paperOf(layout, paper(given)))
  const document = parts.get('word/document.xml')!
  const paragraphs = document.match(/<w:p>.*?<\/w:p>|<w:p [^>]*>.*?<\/w:p>/gs)!
  return {
    parts,
    document,
    styles: parts.get('word/styles.xml')!,
    /** The paragraph that says this. */
    paragraph: (words: string) => paragraphs.find((one) => textOf(one).includes(words)) ?? '',
    text: paragraphs.map(textOf).join('\n'),
  }
}
const textOf = (xml: string) =>
  [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join('')

/** The size of a paragraph's letters, in points. */
const pointsOf = (xml: string) => Number(/<w:sz w:val="(\d+)"/.exec(xml)?.[1]) / 2

test('a paper is A4 with the margins of Nghị định 30, in Times New Roman, Vietnamese, black', async () => {
  const { document, styles } = await fileOf('state')
  expect(document).toContain('<w:pgSz w:w="11906" w:h="16838" w:orient="portrait"/>')
  expect(document).toContain('<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701"')
  expect(styles).toContain(
    '<w:rFonts w:ascii="Times New Roman" w:cs="Times New Roman" w:eastAsia="Times New Roman" w:hAnsi="Times New Roman"/>',
  )
  expect(styles).toContain('<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="vi-VN"/>')
  expect(styles).toMatch(/<w:rPrDefault>.*<w:color w:val="000000"\/>.*<w:sz w:val="28"\/>.*<\/w:rPrDefault>/s)
})

test('its head says from whom it is on the left and of which nation on the right, each with its rule', async () => {
  const { paragraph, document } = await fileOf('state')
  expect(paragraph('HỘI NHÀ BÁO VIỆT NAM')).not.toContain('<w:b/>')
  expect(paragraph('BAN ĐỐI NGOẠI')).toContain('<w:b/>')
  expect(paragraph('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')).toContain('<w:b/>')
  expect(pointsOf(paragraph('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'))).toBe(13)
  expect(pointsOf(paragraph('Độc lập - Tự do - Hạnh phúc'))).toBe(14)
  expect(pointsOf(paragraph('Số: 15/BC-HNBVN'))).toBe(13)
  expect(paragraph('Hà Nội, ngày 05 tháng 01 năm 2026')).toContain('<w:i/>')
  // Of a column 98 mm wide, what the indents leave is as wide as the motto: 60,5 mm.
  const rules = [
    ...document.matchAll(
      /<w:top [^>]*w:val="single"[^>]*\/><\/w:pBdr>.*?<w:ind w:left="(\d+)" w:right="(\d+)"\/>/gs,
    ),
  ]
  const [issuing, motto] = rules.map(([, left, right]) => Number(left) + Number(right))
  expect(5555 - motto!).toBeCloseTo(3428, -2)
  expect((3798 - issuing!) / 20 / (13 * 13 * 0.61)).toBeGreaterThan(1 / 3)
  expect((3798 - issuing!) / 20 / (13 * 13 * 0.61)).toBeLessThan(1 / 2)
})

test('text is 14, justified, its first line 1,27 cm in, 6 points between paragraphs', async () => {
  const { paragraph } = await fileOf('state')
  const one = paragraph('Đoạn một')
  expect(one).toContain('<w:jc w:val="both"/>')
  expect(one).toContain('<w:ind w:firstLine="720"/>')
  expect(one).toContain('w:after="120"')
  expect(paragraph('1. Thông tin chung')).toContain('<w:pStyle w:val="Heading1"/>')
  expect(textOf(paragraph('Việc một'))).toBe('- Việc một')
})

test('the heading row of a table stands again on each page', async () => {
  const { document } = await fileOf('state')
  expect(document).toMatch(/<w:trPr><w:cantSplit\/><w:tblHeader\/><\/w:trPr>/)
})

test('the page has its number in the top margin, in the middle, and not on the first page', async () => {
  const { document, parts } = await fileOf('state')
  expect(document).toContain('<w:titlePg/>')
  const ids = Object.fromEntries(
    [...document.matchAll(/<w:headerReference w:type="(\w+)" r:id="(\w+)"\/>/g)].map(([, type, id]) => [
      type,
      id,
    ]),
  )
  const relations = parts.get('word/_rels/document.xml.rels')!
  const header = (type: string) =>
    parts.get(
      `word/${new RegExp(`Id="${ids[type]}"[^>]*Target="([^"]+)"|Target="([^"]+)"[^>]*Id="${ids[type]}"`).exec(relations)!.slice(1).find(Boolean)}`,
    )!
  expect(header('default')).toMatch(/<w:jc w:val="center"\/>.*<w:sz w:val="28"\/>.*PAGE/s)
  expect(header('first')).not.toContain('PAGE')
})

test('who signs is never alone on a page: it keeps with the last words, and is not split', async () => {
  const { paragraph, document } = await fileOf('state')
  expect(paragraph('Đoạn cuối')).toContain('<w:keepNext/>')
  expect(paragraph('Đoạn một')).not.toContain('<w:keepNext/>')
  for (const words of ['TM. BAN THƯỜNG VỤ', 'KT. CHỦ TỊCH', 'Nguyễn Thử']) {
    expect(paragraph(words)).toContain('<w:keepNext/>')
    expect(paragraph(words)).toContain('<w:b/>')
  }
  expect(document.lastIndexOf('<w:cantSplit/>')).toBeLessThan(document.indexOf('Nơi nhận'))
  expect(paragraph('Nơi nhận:')).toMatch(/<w:b\/>.*<w:i\/>/s)
  expect(pointsOf(paragraph('Nơi nhận:'))).toBe(12)
  expect(textOf(paragraph('Lãnh đạo Hội'))).toBe('- Lãnh đạo Hội;')
  expect(textOf(paragraph('Lưu'))).toBe('- Lưu: VT.')
  expect(pointsOf(paragraph('Lưu'))).toBe(11)
})

test('a paper of a Party body has its own head, number and signature', async () => {
  const { text, document, paragraph } = await fileOf('party', { number: '127-QĐ/TW' })
  expect(document).toContain('<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701"')
  expect(text).toContain('ĐẢNG CỘNG SẢN VIỆT NAM')
  expect(text).not.toContain('CỘNG HÒA')
  expect(text).toContain('Số 127-QĐ/TW')
  expect(text).toContain('T/M BAN THƯỜNG VỤ')
  expect(pointsOf(paragraph('ĐẢNG CỘNG SẢN VIỆT NAM'))).toBe(15)
})

test('an annex begins on a page of its own, numbered from 1, and says with which paper it came', async () => {
  const { document, text } = await fileOf('state', {
    annexes: [{ title: 'Danh sách đoàn', body: blocksOf('Nguyễn Thử') }],
  })
  expect(document.match(/<w:titlePg\/>/g)).toHaveLength(2)
  expect(document).toContain('<w:pgNumType w:start="1"')
  expect(text).toContain('(Kèm theo Báo cáo số 15/BC-HNBVN ngày 05 tháng 01 năm 2026 của Ban Đối ngoại)')
})

test('what XML cannot hold is left out, and what it escapes is kept', async () => {
  const { document, text } = await fileOf('state', {
    body: blocksOf('A\u0000\u0008\uD800B <w:p> & "C"'),
  })
  expect(document).not.toMatch(/[\u0000-\u0008]/)
  expect(text).toContain('AB &lt;w:p&gt; &amp; ')
})

test('days below 10 and the first two months are written with 0, and a day nobody knows is left open', () => {
  expect(placeAndDate('Hà Nội', '2026-02-09')).toBe('Hà Nội, ngày 09 tháng 02 năm 2026')
  expect(placeAndDate('Huế', '2026-03-10')).toBe('Huế, ngày 10 tháng 3 năm 2026')
  expect(placeAndDate(null, null)).toBe('…, ngày … tháng … năm …')
  expect(signatureLine('state', 'T/M Ban Thường vụ')).toBe('TM. BAN THƯỜNG VỤ')
})

test('a unit’s papers are from it and from the unit above it, by their names of that day', () => {
  const { db } = startApp()
  const id = write(db, { name: 'Test' }, (write) =>
    write.insert(units, { name: 'Ban Đối ngoại', kind: 'chapter', parentId: 1, sortKey: 'b' }),
  )
  expect(bodiesOf(db, id, '2026-01-05')).toEqual({ parent: 'Hội Nhà báo Việt Nam', issuing: 'Ban Đối ngoại' })
  expect(bodiesOf(db, 1, '2026-01-05').parent).toBeNull()
})

test('a file is named in Vietnamese without breaking out of its header', () => {
  expect(attachment('Báo cáo "kết quả"\r\nĐoàn.docx')).toBe(
    'attachment; filename="Bao cao ket qua Doan.docx"; filename*=UTF-8\'\'B%C3%A1o%20c%C3%A1o%20k%E1%BA%BFt%20qu%E1%BA%A3%20%C4%90o%C3%A0n.docx',
  )
  expect(attachment('doan-2026.xlsx')).toBe('attachment; filename="doan-2026.xlsx"')
})
