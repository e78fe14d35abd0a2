import { folded } from '../../vietnamese.ts'

export type Column =
  'number' | 'name' | 'familyName' | 'givenName' | 'role' | 'post' | 'organisation' | 'unkept'

/** What a cell of headings says its column holds: several things, where it is "Chức vụ, đơn vị công tác". */
export type Heading = Column | 'postAndOrganisation' | 'nameAndPost'

// What offices write above the columns of such a list; folded. The first that fits is meant.
const headings: [Heading, RegExp][] = [
  ['number', /^(?:stt|tt|so tt|so thu tu|so|no|nr)$/],
  [
    'unkept',
    /sinh|ho chieu|passport|cccd|cmnd|can cuoc|dien thoai|sdt|phone|email|gioi tinh|gender|sex|ghi chu|note|remark|quoc tich|nationality|birth|ky ten|ngay cap|noi cap|^(?:nam|nu|dob)$/,
  ],
  [
    'role',
    /vai tro|role|nhiem vu|(?:chuc (?:vu|danh)|thanh phan|trach nhiem) (?:trong|cua|tham gia)(?: \w+)? ?doan|^thanh phan$/,
  ],
  [
    'nameAndPost',
    /^(?:ho (?:va )?ten|full name|name)(?: \w+){0,3} (?:va |and )?(?:chuc (?:vu|danh)|position|title)/,
  ],
  [
    'postAndOrganisation',
    /(?:chuc (?:vu|danh)|position|title).*(?:don vi|co quan|noi cong tac|to chuc|organi[sz]ation|agency)|(?:don vi|co quan|organi[sz]ation).*(?:chuc (?:vu|danh)|position|title)/,
  ],
  ['familyName', /^(?:ho(?: va)?(?: ten)? (?:dem|lot)|ho|surname|family name|last name)$/],
  ['givenName', /^(?:given names?|first names?)$/],
  [
    'name',
    /^(?:ho(?: va)? ten|ten|name|full name|ho va ten khai sinh)(?: |$)|^(?:dai bieu|khach|thanh vien)$/,
  ],
  ['post', /chuc (?:vu|danh)|^position|^post|^title|nghe nghiep|^occupation/],
  [
    'organisation',
    /don vi|co quan|cong tac|to chuc|toa soan|organi[sz]ation|agency|^media|^employer|^institution/,
  ],
]

/** What each column holds, where a line is one of headings: it names the people and something else. */
export function headingsIn(cells: string[]): (Heading | undefined)[] | undefined {
  if (cells.some((cell) => cell.length > 60)) return undefined
  const found = cells.map((cell) => {
    const words = folded(cell)
    return words ? headings.find(([, pattern]) => pattern.test(words))?.[0] : undefined
  })
  // "Họ đệm" and "Tên" are one name in two columns.
  const columns = found.includes('familyName')
    ? found.map((column) => (column === 'name' ? 'givenName' : column))
    : found
  const namesPeople = columns.some((column) => column && /name/i.test(column))
  return namesPeople && columns.filter(Boolean).length >= 2 ? columns : undefined
}
