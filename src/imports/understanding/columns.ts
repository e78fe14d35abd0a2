import { cleaned, folded, toned } from '../../vietnamese.ts'
import { countryOf, readCountries } from '../values/countries.ts'
import { readCount } from '../values/counts.ts'
import { isDateLike, readYear } from '../values/dates.ts'

/** What a column may hold. */
export const columnFields = {
  number: 'Số thứ tự',
  code: 'Số sổ',
  direction: 'Chiều (ra, vào)',
  title: 'Tên đoàn',
  country: 'Nước',
  partner: 'Đối tác',
  host: 'Bên mời, bên đón',
  sender: 'Bên cử đoàn',
  headName: 'Trưởng đoàn',
  headPosition: 'Chức vụ trưởng đoàn',
  headCount: 'Số người đi',
  startsOn: 'Ngày bắt đầu, hoặc cả thời gian',
  endsOn: 'Ngày kết thúc',
  month: 'Tháng',
  year: 'Năm',
  place: 'Nơi thăm',
  purpose: 'Nội dung',
  unit: 'Đơn vị',
  approvalNumber: 'Số văn bản',
  status: 'Trạng thái',
  countsAs: 'Tính vào số liệu',
  note: 'Ghi chú',
  ignored: 'Không nhập',
} as const
export type ColumnField = keyof typeof columnFields

/** Which column holds what: by index; 'ignored' where nothing of it is taken. */
export type Columns = Record<number, ColumnField>

// Header words, folded, each field's surest first. A pattern must fit a whole header or one of its parts.
const named: [ColumnField, RegExp][] = [
  ['number', /^(?:stt|tt|so tt|so thu tu|no|nr|#)$/],
  ['code', /^(?:so so|ma so doan|ma doan|register no)$/],
  [
    'ignored',
    /^(?:kinh phi.*|chi phi.*|du toan.*|thuc chi.*|budget|cost|nguon kinh phi.*|ngay sinh|nam sinh|so ho chieu|ho chieu|passport.*|gioi tinh|dien thoai|email|nu|so nu|visa|so ngay|thoi luong|days)$/,
  ],
  [
    'endsOn',
    /^(?:(?:den|ngay|thoi gian|ngay thang) )?(?:den ngay|ngay ve|ngay ket thuc|ket thuc|ngay roi.*|ngay xuat canh|den het.*|end( date)?|return( date)?|departure date|until|to( date)?|date to|ve nuoc|ngay ve nuoc)$/,
  ],
  [
    'startsOn',
    /^(?:tu ngay|ngay di|ngay den|ngay bat dau|bat dau|khoi hanh|ngay khoi hanh|ngay vao|ngay nhap canh|ngay xuat phat|len duong|start( date)?|arrival( date)?|from( date)?|date from|begin\w*)$/,
  ],
  [
    'startsOn',
    /^(?:thoi gian(?: .*)?|ngay thang(?: .*)?|ngay|thoi diem|lich|dates?|when|period|ngay to chuc|ngay thuc hien|ngay lam viec|thang nam)$/,
  ],
  ['month', /^(?:thang|month)$/],
  ['year', /^(?:nam|year)$/],
  ['headPosition', /^(?:chuc vu(?: .*)?|chuc danh(?: .*)?|position|post|job title|cuong vi)$/],
  [
    'headCount',
    /^(?:so (?:luong )?(?:nguoi|thanh vien|khach|dai bieu|tv|can bo|nha bao)(?: .*)?|so luong|sl|slg|quan so|tong so(?: nguoi)?|luot nguoi|so luot(?: nguoi)?|nguoi|thanh vien|pax|people|persons?|no of (?:people|persons|members|pax)|head ?count|number of .*|members?|size|tong)$/,
  ],
  [
    'headName',
    /^(?:truong doan(?: .*)?|ho (?:va )?ten(?: .*)?|nguoi dan dau|dan dau|nguoi dan doan|do ai dan dau|head(?: of delegation)?|leader|led by|delegation head|lanh dao doan)$/,
  ],
  [
    'direction',
    /^(?:chieu|loai doan|doan ra vao|ra vao|loai hinh(?: doan)?|loai|huong|direction|type|ra hay vao|di den)$/,
  ],
  ['status', /^(?:trang thai|tinh trang|ket qua thuc hien|thuc hien|tien do|status|state)$/],
  ['countsAs', /^(?:tinh vao so lieu|counts as|counted as)$/],
  ['note', /^(?:ghi chu.*|chu thich|luu y|notes?|remarks?|comments?|nhan xet)$/],
  [
    'country',
    /^(?:nuoc(?: .*)?|quoc gia(?: .*)?|quoc tich|ten nuoc|nuoc vung lanh tho|countr(?:y|ies)(?: .*)?|dia ban(?: nuoc)?|den nuoc|tu nuoc)$/,
  ],
  // Whether a host or a sender is the partner or the own unit, the direction of each line says.
  [
    'host',
    /^(?:(?:ten )?(?:noi den )?(?:co quan|don vi|to chuc|ben|noi)(?: (?:moi|don|tiep))+(?: doan| khach)?|chu nha|host(?: .*)?)$/,
  ],
  [
    'sender',
    /^(?:(?:ten )?(?:co quan|don vi|to chuc|ben|noi) cu(?: di| doan)?(?: doan cua| cua)?|doan cua(?: .*)?|sending (?:unit|body|organi[sz]ation))$/,
  ],
  [
    'partner',
    /^(?:doi tac(?: .*)?|(?:ten )?co quan (?:doi tac|ban|khach|nuoc ngoai|phia ban)|ten to chuc(?: .*)?|(?:to chuc|don vi) khach(?: .*)?|don vi (?:doi tac|ban|phia ban|nuoc ngoai)|to chuc(?: .*)?|phia ban|hoi ban|co quan to chuc(?: .*)?|partners?|organi[sz]ation|counterpart|guest organi[sz]ation|tiep xuc|khach cua)$/,
  ],
  [
    'unit',
    /^(?:don vi(?: (?:chu tri|thuc hien|to chuc|minh|trong nuoc))?|co quan (?:chu tri|chu quan|thuc hien)|chu tri|unit|ban chu tri)$/,
  ],
  [
    'approvalNumber',
    /^(?:so qd|qd|quyet dinh(?: .*)?|so quyet dinh(?: .*)?|so van ban(?: .*)?|so cv|cong van|van ban|so ky hieu|decision(?: .*)?)$/,
  ],
  [
    'place',
    /^(?:dia diem|noi (?:den|tham|di|lam viec|to chuc)|dia phuong|thanh pho|place|city|location|tinh thanh pho|noi den tham)$/,
  ],
  [
    'title',
    /^(?:ten doan(?: .*)?|doan|doan (?:ra|vao|khach|cong tac|di|den)(?: .*)?|ten chuyen(?: .*)?|ten hoat dong|hoat dong|su kien|ten su kien|ten goi|tieu de|delegation(?: name)?|visit|title|name|ten|dien giai|noi dung doan|chuyen cong tac|chuyen di)$/,
  ],
  [
    'purpose',
    /^(?:noi dung(?: .*)?|muc dich(?: .*)?|ly do(?: .*)?|chuong trinh(?: .*)?|chu de|cong viec|purpose|content|programme|program|subject|agenda|ket qua)$/,
  ],
]

/** What a header says its column holds. */
export function fieldNamed(header: string): ColumnField | undefined {
  const text = cleaned(header).replace(/\([^)]*\)/g, ' ')
  // Nam is a man, năm a year.
  if (toned(text) === 'nam') return 'ignored'
  const key = folded(text)
  if (!key || key.length > 60) return undefined
  return named.find(([, pattern]) => pattern.test(key))?.[0]
}

/** One header, of one line or of two. */
export interface Header {
  /** Index of its first row among the sheet's rows, and how many rows it takes. */
  at: number
  height: number
  /** What stands over each column, of two lines joined. */
  names: string[]
  fields: (ColumnField | undefined)[]
}

/** How many different things the cells of a row name, as a header does. */
export function namedIn(cells: string[]): Set<ColumnField> {
  const texts = cells.filter((cell) => cell && cell.length <= 60)
  return new Set(texts.flatMap((cell) => fieldNamed(cell) ?? []))
}

/** Several columns of one name: one of them may be told apart by what its rows hold. */
export function columnsOf(
  header: Header | undefined,
  rows: string[][],
  chosen: Columns,
  isPartner: (text: string) => boolean,
): Columns {
  const width = Math.max(0, ...rows.slice(0, 400).map((cells) => cells.length), header?.names.length ?? 0)
  const columns: Columns = {}
  const taken = new Set<ColumnField>()
  const put = (column: number, field: ColumnField) => {
    columns[column] = field
    if (field !== 'ignored') taken.add(field)
  }
  for (const [column, field] of Object.entries(chosen)) if (Number(column) < width) put(Number(column), field)
  header?.fields.forEach((field, column) => {
    if (!field || columns[column] !== undefined) return
    // A second name, post or number is of somebody else; a second date under one heading is the end.
    if (!taken.has(field)) put(column, field)
    else if (field === 'startsOn' && !taken.has('endsOn')) put(column, 'endsOn')
  })
  const isTold = taken.has('partner') || (taken.has('host') && taken.has('sender'))
  if (!isTold && !Object.keys(chosen).length) findPartners(columns, taken, rows, width, isPartner)
  byContent(columns, taken, rows, width, header)
  arrangeDates(columns, rows)
  return columns
}

/** A column whose cells are mostly partners of the register is theirs, even where its name says only "unit". */
function findPartners(
  columns: Columns,
  taken: Set<ColumnField>,
  rows: string[][],
  width: number,
  isPartner: (text: string) => boolean,
) {
  for (let column = 0; column < width; column++) {
    if (columns[column] !== undefined && columns[column] !== 'unit') continue
    const texts = rows.flatMap((cells) => cleaned(cells[column] ?? '') || []).slice(0, 100)
    if (!texts.length || texts.filter(isPartner).length * 2 < texts.length) continue
    columns[column] = 'partner'
    taken.add('partner')
    return
  }
}

/** Columns nobody named, by what their rows hold; only for what a visit needs. */
function byContent(
  columns: Columns,
  taken: Set<ColumnField>,
  rows: string[][],
  width: number,
  header: Header | undefined,
) {
  const profiles = Array.from({ length: width }, (_, column) => ({
    column,
    ...profileOf(rows, column),
  })).filter(({ column, filled }) => columns[column] === undefined && filled > 0)
  const give = (field: ColumnField, fits: (profile: (typeof profiles)[number]) => number) => {
    if (taken.has(field)) return
    const best = profiles
      .filter(({ column }) => columns[column] === undefined && !isNamedOtherwise(header, column))
      .map((profile) => ({ profile, fit: fits(profile) }))
      .toSorted((one, other) => other.fit - one.fit)[0]
    if (!best || best.fit < 0.5) return
    columns[best.profile.column] = field
    taken.add(field)
  }
  give('number', ({ isSequence }) => (isSequence ? 1 : 0))
  give('startsOn', ({ dates }) => dates)
  if (taken.has('startsOn')) give('endsOn', ({ dates }) => dates)
  give('country', ({ countries }) => countries)
  give('headCount', ({ counts, dates, isSequence }) => (isSequence || dates > 0.5 ? 0 : counts))
  give('title', ({ length, filled, dates }) =>
    length > 12 && dates < 0.3 ? Math.min(1, length / 20) * Math.min(1, filled / 3) : 0,
  )
}

// A header that is there and was not understood is left for the person to say.
const isNamedOtherwise = (header: Header | undefined, column: number) => {
  const name = header?.names[column]
  return Boolean(name && header.fields[column] !== undefined)
}

function profileOf(rows: string[][], column: number) {
  const texts = rows
    .map((cells) => cleaned(cells[column] ?? ''))
    .filter(Boolean)
    .slice(0, 200)
  const share = (fits: (text: string) => boolean) => texts.filter(fits).length / (texts.length || 1)
  const numbers = texts.map(Number)
  const isSequence =
    texts.length > 2 &&
    numbers.filter((number, at) => at > 0 && number === numbers[at - 1]! + 1).length / texts.length > 0.6
  return {
    filled: texts.length,
    isSequence,
    dates: share((text) => isDateLike(text) && readYear(text) === undefined),
    countries: share((text) => countryOf(text) !== undefined || readCountries(text).countries.length > 0),
    counts: share((text) => readCount(text).count !== null && text.length < 12),
    length: texts.reduce((sum, text) => sum + text.length, 0) / (texts.length || 1),
  }
}

/** "Ngày đi" and "Ngày đến" mean either end: the column whose dates come first is the start. */
function arrangeDates(columns: Columns, rows: string[][]) {
  const at = (field: ColumnField) =>
    Object.keys(columns)
      .map(Number)
      .find((column) => columns[column] === field)
  const [start, end] = [at('startsOn'), at('endsOn')]
  if (start === undefined && end !== undefined) columns[end] = 'startsOn'
  if (start === undefined || end === undefined) return
  let ordered = 0
  let reversed = 0
  for (const cells of rows.slice(0, 400)) {
    const [one, other] = [dayNumber(cells[start] ?? ''), dayNumber(cells[end] ?? '')]
    if (one === undefined || other === undefined || one === other) continue
    if (one < other) ordered++
    else reversed++
  }
  if (reversed > ordered * 2 && reversed >= 2) {
    columns[start] = 'endsOn'
    columns[end] = 'startsOn'
  }
}

function dayNumber(text: string): number | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(text)
  if (iso) return Number(iso[1]) * 10000 + Number(iso[2]) * 100 + Number(iso[3])
  const written = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim())
  if (written) return Number(written[3]) * 10000 + Number(written[2]) * 100 + Number(written[1])
  return /^\d{5}$/.test(text.trim()) ? Number(text) : undefined
}

/** Headers of one shape share what was once chosen for them. */
export const fingerprintOf = (header: Header | undefined, width: number): string =>
  header ? header.names.map(folded).join('|').replace(/\|+$/, '') : `width ${width}`
