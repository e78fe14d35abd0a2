import { countryNamed } from '../../countries/names.ts'
import { readDate } from '../../dates.ts'
import { cleaned, folded } from '../../vietnamese.ts'
import type { participantRoles } from '../participant.ts'

// The words by which the parts of a pasted line are told apart. Folded, unless they are capitalised.

export type Role = keyof typeof participantRoles

const ofTheDelegation =
  '(?: (?:doan|cong tac|dai bieu|viet nam|chinh thuc|hnbvn|cua doan|of the delegation|of delegation))*'
const roleWords: [Role, RegExp][] = [
  ['deputy', /^(?:pho (?:truong )?doan|deputy(?: head| leader)?)/],
  ['head', /^(?:truong doan|head|leader|delegation leader|team leader)/],
  ['member', /^(?:(?:cac )?(?:thanh vien|doan vien)|members?)(?: gom(?: co)?)?/],
  ['secretary', /^(?:thu ky|secretary)/],
  ['interpreter', /^(?:phien dich(?: vien)?(?: tieng \w+)?|interpreter|translator)/],
]
const roles = roleWords.map(
  ([role, words]) => [role, new RegExp(`${words.source}${ofTheDelegation}$`)] as const,
)

/** The role that a cell or a part of a line says, and nothing else: "làm Trưởng đoàn", not "Thư ký tòa soạn". */
export function roleIn(text: string): Role | undefined {
  const words = folded(text).replace(/^(?:lam|la|vai tro) /, '')
  return roles.find(([, pattern]) => pattern.test(words))?.[0]
}

const stays = /^(?:khong (?:di|tham gia)(?: duoc)?|o (?:lai|nha)|vang(?: mat)?|(?:xin )?rut|thoi khong di)$/
export const saysStayedHome = (text: string) => stays.test(folded(text))

/**
 * What is known of a person and not kept here: a date or year of birth, the number of a passport or of another paper, a
 * telephone, an address of mail, man or woman, a nationality.
 */
export function isPersonal(text: string): boolean {
  const words = folded(text)
  return (
    readDate(text) !== undefined ||
    /^[A-Z]{1,2} ?\d{6,8}$/.test(text) ||
    /^[+\d][\d .()-]{5,}$/.test(text) ||
    /^\S+@\S+$/.test(text) ||
    /^(?:nam|nu|male|female|nam gioi|nu gioi)$/.test(words) ||
    /^(?:sinh|sn|nam sinh|ngay sinh|ho chieu|so ho chieu|hc|passport|cccd|cmnd|dien thoai|dt|sdt|tel|email|quoc tich|dob)\b.*\d/.test(
      words,
    ) ||
    /^(?:email|e mail) /.test(words) ||
    (words.length > 3 && countryNamed(text) !== undefined)
  )
}

// Bodies that people are of, as they are written in the middle of a line; "Trưởng ban", "Hội đồng", "Vụ Báo chí" are not.
const body =
  /(?<![\p{L}\p{N}])(?:Hội(?! đồng| viên)|Liên chi hội|Liên hiệp|Liên đoàn|Hiệp hội|Báo(?! chí(?!\s+\p{Lu}))|Tạp chí|Đài|Thông tấn xã|TTXVN|VTV|VOV|Bộ|Sở|Cục(?! trưởng| phó)|Tổng cục(?! trưởng| phó)|Ủy ban|UBND|Học viện|Trường|Đại học|Viện(?! trưởng| phó)|Trung tâm|Nhà xuất bản|Tòa soạn|Công ty|Tập đoàn|Đại sứ quán|Tỉnh ủy|Thành ủy|Văn phòng Chính phủ|Văn phòng Quốc hội)(?![\p{L}\p{N}])/gu
const leads = /(?:Chi hội|Trưởng|Chánh|Phó|Thư ký|Chủ nhiệm)\s*$/u
const unit = /^(?:Ban|Phòng|Vụ(?! trưởng| phó)|Văn phòng|Chi hội|Kênh|Khoa)(?: |$)/u

/** Whether a text names a body and no post: "Báo Nhân Dân", "Ban Đối ngoại". */
export const isBody = (text: string) => text.search(body) === 0 || unit.test(text)

const post =
  /^(?:(?:phó|trưởng|tổng|chủ|giám|ủy viên|uỷ viên|thư ký|chánh|nguyên|phóng viên|biên tập|chuyên viên|cán bộ|bí thư|quyền|(?:vụ|cục|tổng cục|viện|hiệu|phân xã) (?:trưởng|phó)|vice|president|editor|director|deputy|chair|secretary|member|reporter|journalist|chief|head|manager)(?!\p{L}))/iu

/** Whether a text begins as a post does, or goes on with one. */
export const isPost = (text: string) => /^\p{Ll}/u.test(text) || post.test(text)

/** Where the body begins in "Phó Chủ tịch Hội Nhà báo Việt Nam"; undefined where none does. */
export const bodyIn = (text: string): number | undefined =>
  [...text.matchAll(body)].find(({ index }) => index > 0 && !leads.test(text.slice(0, index)))?.index

// "Ông Thị Mộng", "Ông Văn Huyên": there it is the family's name.
const address =
  /^(?:(?:ông|bà)\s*[/(]\s*\(?\s*(?:ông|bà)\)?(?![\p{L}\p{N}])|ông(?!\s+(?:thị|văn)\s)|bà|đ\s*\/\s*c|đc\.|đồng chí|nhà báo|nhà văn|nhà thơ|luật sư|mr|mrs|ms|miss|mme|madam|dr|prof|h\.?\s?e|ths|ts|tskh|pgs|gs|nsnd|nsưt|ngnd|ngưt|ls|bs|ks|cn|tiến sĩ|thạc sĩ|phó giáo sư|giáo sư|(?:thiếu|trung|thượng|đại)\s+(?:tướng|tá|úy))(?=[\s.,:]|$)[\s.,:]*/iu
const written = /^(?:pgs|gs|ths|tskh|ts)\s*[.,]\s*/iu

/** A name without what people are addressed by: "Đ/c PGS.TS. Nguyễn Văn A" is Nguyễn Văn A. */
export function unaddressed(name: string): string {
  let left = name
  for (let before = ''; before !== left;) {
    before = left
    left = left.replace(written, '').replace(address, '')
  }
  return left
}

const numbering = /^(?:\(?\d{1,3}\s*[.)/:-]+\s*|\d{1,3}\s+(?=\p{L})|[-–—•·*+▪►✓]+\s*|[a-zđ]\s*[.)]\s+)/u
export const unnumbered = (text: string) => text.replace(numbering, '').replace(numbering, '')
export const isNumber = (cell: string) => /^\(?\d{1,3}[.)/]?$/.test(cell)
/** I, II, A, B before the heading of a group. */
export const isGroupNumber = (cell: string) => /^(?:[IVX]{1,5}|[A-H])[.)/]?$/.test(cell)

/** "NGUYỄN VĂN A" as the register writes names; other names as they are. */
export function asName(text: string): string {
  const name = cleaned(text).replace(/[\s.,;:–-]+$/u, '')
  if (!/\s/.test(name) || name !== name.toUpperCase() || name === name.toLowerCase()) return name
  return name.toLowerCase().replace(/(?<![\p{L}\p{N}'’])\p{L}/gu, (letter) => letter.toUpperCase())
}

const families = new Set(
  `nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh trinh doan luong mai to ha cao ta dao truong
   luu thai chu chau kieu quach phung la vuong tong nghiem doan khuat lam tang ton trieu on bach thach dam tu van ong`.split(
    /\s+/,
  ),
)

/** Whether it is the name of somebody in Viet Nam, for sure, and nothing else. */
export function isSurelyName(text: string): boolean {
  const words = unaddressed(text).split(' ')
  return (
    words.length >= 2 &&
    words.length <= 5 &&
    families.has(folded(words[0]!)) &&
    words.every((word) => /^\p{Lu}/u.test(word)) &&
    !isBody(text)
  )
}
