import { countryName } from '../../countries/names.ts'

// How clerks abbreviate. Data, not sentences of the program: what stands on the left is written in ledgers, what
// stands on the right is what it means.

/** Abbreviations in the names of bodies, the longer ones first. Written in capitals unless marked `i`. */
const inBodies: [RegExp, string][] = [
  [/\bHNBVN\b/g, 'Hội Nhà báo Việt Nam'],
  [/\bHNB\b/g, 'Hội Nhà báo'],
  [/(?<!\p{L})Hội NB\b/giu, 'Hội Nhà báo'],
  [/(?<!\p{L})LĐ(?!\p{L})/gu, 'Liên đoàn'],
  [/(?<!\p{L})HĐQT(?!\p{L})/gu, 'Hội đồng quản trị'],
  [/(?<!\p{L})HĐBC(?!\p{L})/gu, 'Hội đồng Báo chí'],
  [/(?<!\p{L})HĐ(?!\p{L})/gu, 'Hội đồng'],
  [/\bCLB\b/g, 'Câu lạc bộ'],
  [/\bNB\b/g, 'nhà báo'],
  [/\bPTTH\b|\bPT-TH\b|\bPT&TH\b/g, 'Phát thanh Truyền hình'],
  [/\bPTQG\b/g, 'Phát thanh Quốc gia'],
  [/\bPTQT\b/g, 'Phát thanh Quốc tế'],
  [/\bTHQG\b/g, 'Truyền hình Quốc gia'],
  [/\bTTXVN\b/g, 'Thông tấn xã Việt Nam'],
  [/\bTTX\b/g, 'Thông tấn xã'],
  [/(?<!\p{L})ĐSQ(?!\p{L})/gu, 'Đại sứ quán'],
  [/(?<!\p{L})ĐTNVN(?!\p{L})|\bVOV\b/gu, 'Đài Tiếng nói Việt Nam'],
  [/\bVTV\b/g, 'Đài Truyền hình Việt Nam'],
  [/(?<!\p{L})QĐND(?!\p{L})/gu, 'Quân đội nhân dân'],
  [/\bCCB\b/g, 'Cựu chiến binh'],
  [/\bSGGP\b/g, 'Sài Gòn Giải Phóng'],
  [/\bTP\.? ?HCM\b/g, 'TP Hồ Chí Minh'],
  [/\bTP\.? ?HN\b/g, 'TP Hà Nội'],
  [/\bPV\b/g, 'phóng viên'],
  [/\bQG\b/g, 'Quốc gia'],
  [/\bQT\b/g, 'Quốc tế'],
  [/\bTW\b|(?<!\p{L})TƯ(?!\p{L})/gu, 'Trung ương'],
  [/\bBC\b/g, 'Báo chí'],
  [/\bTT&TT\b|\bTTTT\b/g, 'Thông tin và Truyền thông'],
  [/\bBND\b/g, 'Báo Nhân Dân'],
]

/** Countries as ledgers abbreviate them, folded. */
export const shortCountries: Record<string, string> = {
  tq: 'CN',
  hq: 'KR',
  han: 'KR',
  cpc: 'KH',
  thai: 'TH',
  trieu: 'KP',
  nb: 'JP',
  'in do': 'ID',
  indo: 'ID',
  'ma lai': 'MY',
  malaixia: 'MY',
  phi: 'PH',
  philipin: 'PH',
  philippin: 'PH',
  sing: 'SG',
  mianma: 'MM',
  myanma: 'MM',
  mien: 'MM',
  bungari: 'BG',
  hungari: 'HU',
  hung: 'HU',
  rumani: 'RO',
  italia: 'IT',
  'hong kong': 'HK',
  'my quoc': 'US',
  achentina: 'AR',
  braxin: 'BR',
  'dong timor': 'TL',
  'trung hoa': 'CN',
  'dai han dan quoc': 'KR',
  'chdcnd lao': 'LA',
  'vuong quoc campuchia': 'KH',
  tiep: 'CZ',
  'tay duc': 'DE',
  'dong duc': 'DE',
  niudilan: 'NZ',
}

/** Cities and provinces abroad that stand where a country should, folded. */
export const citiesOf: Record<string, string> = {
  LA: 'vieng chan,vientiane,luang prabang,luong pha bang,luong phra bang,savannakhet,pac xe,pakse,champasak',
  KH: 'phnom penh,phnompenh,nong penh,xiem riep,siem reap,sihanoukville',
  TH: 'bangkok,bang coc,bang kok,chiang mai,udon thani,u don,phuket,khon kaen,nakhon phanom,pattaya',
  CN: 'bac kinh,beijing,thuong hai,quang chau,nam ninh,con minh,vu han,trung khanh,quang tay,quang dong,van nam,tham quyen,hang chau,nam kinh,thanh do,hai nam,tay an,giang to,to chau',
  KR: 'seoul,xe un,xeun,busan,pusan,incheon,gwangju,daegu,jeju',
  KP: 'binh nhuong,pyongyang',
  JP: 'tokyo,to ki o,osaka,kyoto,fukuoka,okinawa',
  CU: 'la habana,la ha ba na,lahabana,havana,santiago de cuba',
  ID: 'jakarta,gia cac ta,bali,riau,batam,bandung,surabaya',
  MY: 'kuala lumpur,cuala lumpua,penang',
  PH: 'manila,ma ni la,cebu',
  MM: 'yangon,naypyidaw,nay pyi taw',
  BN: 'bandar seri begawan',
  TL: 'dili',
  RU: 'matxcova,mat xco va,moscow,moskva,saint petersburg,xanh petecbua',
  BY: 'minsk,min xco',
  FR: 'paris,pa ri',
  DE: 'berlin,bec lin,bonn',
  GB: 'london,luan don',
  CH: 'geneva,gio ne vo,bern,zurich',
  BE: 'brussels,bruc xen',
  AT: 'vienna,vien',
  US: 'new york,washington,niu ooc',
  IN: 'new delhi,niu de li,delhi',
  SE: 'stockholm,xtockhom,kalmar',
  AU: 'canberra,sydney,melbourne',
  HU: 'budapest',
  CZ: 'praha',
  PL: 'vacsava,warsaw',
  FI: 'helsinki',
  MN: 'ulan bato,ulaanbaatar',
}

/** What stands in a country's place and is none: a region, or nobody said which. Folded. */
export const noCountries = new Set(
  'asean,dong nam a,chau a,chau au,eu,chau phi,chau my,quoc te,nhieu nuoc,cac nuoc,cac nuoc asean,khu vuc,the gioi,da phuong,nuoc ngoai,mot so nuoc,dong duong,my latinh,trung dong'.split(
    ',',
  ),
)

/** Abbreviations in somebody's post. */
const inPosts: [RegExp, string][] = [
  [/\bUVBTV\b/g, 'Ủy viên Ban Thường vụ'],
  [/\bUV ?BCH\b/g, 'Ủy viên Ban Chấp hành'],
  [/\bUV ?BTV\b/g, 'Ủy viên Ban Thường vụ'],
  [/\bUV\b/g, 'Ủy viên'],
  [/\bBTV\b/g, 'Ban Thường vụ'],
  [/\bBCH\b/g, 'Ban Chấp hành'],
  [/\bBTK\b/g, 'Ban Thư ký'],
  [/\bPCT ?TT\b/g, 'Phó Chủ tịch Thường trực'],
  [/\bPCT\b/g, 'Phó Chủ tịch'],
  [/\bP\. ?CT\b/g, 'Phó Chủ tịch'],
  [/\bPTBT\b/g, 'Phó Tổng Biên tập'],
  [/(?<!\p{L})PTGĐ(?!\p{L})/gu, 'Phó Tổng Giám đốc'],
  [/(?<!\p{L})PGĐ(?!\p{L})/gu, 'Phó Giám đốc'],
  [/\bPTTK\b/g, 'Phó Tổng Thư ký'],
  [/\bTTK\b/g, 'Tổng Thư ký'],
  [/\bTBT\b/g, 'Tổng Biên tập'],
  [/(?<!\p{L})TGĐ(?!\p{L})/gu, 'Tổng Giám đốc'],
  [/(?<!\p{L})GĐ(?!\p{L})/gu, 'Giám đốc'],
  [/\bCVP\b/g, 'Chánh Văn phòng'],
  [/\bTrB\b/g, 'Trưởng ban'],
  [/\bCT\b/g, 'Chủ tịch'],
  [/(?<=Chủ tịch )TT\b/gu, 'Thường trực'],
  [/(?<=Chủ tịch )thường trực/gu, 'Thường trực'],
  [/(?<!\p{L})Đài PT-?TH\b/gu, 'Đài PT-TH'],
]

/** What a visit is called whose line gives it no name. */
export function titleOf(direction: string | null, partner: string | undefined, countries: string[]): string {
  const whom = partner ?? countries.map((iso2) => countryName(iso2)).join(', ')
  if (!whom) return ''
  return direction === 'inbound' ? `Đoàn ${whom} thăm Việt Nam` : `Thăm và làm việc với ${whom}`
}

/** The note of a visit: the ledger's own, and whatever of its line has no other place, so that nothing is lost. */
export function noteFor(line: {
  visit?: {
    note: string | null
    partners: { inFull: string; typed: string; partnerId: number | null }[]
    unknownCountries: string[]
  }
  problems: { field: string; text: string }[]
}): string | null {
  const unread = (field: string, label: string) =>
    line.problems
      .filter((problem) => problem.field === field && problem.text)
      .map(({ text }) => `${label} trong sổ cũ ghi: ${text}.`)
  const partners = line.visit?.partners.filter(({ partnerId, typed }) => partnerId === null && typed) ?? []
  const said = [
    line.visit?.note ?? '',
    partners.length ? `Đối tác trong sổ cũ ghi: ${partners.map(({ typed }) => typed).join('; ')}.` : '',
    ...new Set([
      ...unread('countries', 'Nước'),
      ...unread('startsOn', 'Thời gian'),
      ...unread('endsOn', 'Ngày kết thúc'),
      ...unread('headCount', 'Số người'),
    ]),
  ].filter(Boolean)
  return said.length ? said.join(' ').slice(0, 4000) : null
}

/** A body's name with its abbreviations written out. */
export function bodyInFull(text: string): string {
  return inBodies.reduce((written, [short, full]) => written.replace(short, full), text)
}

/** A post with its abbreviations written out, several posts of one person with commas between them. */
export function postInFull(text: string): string {
  const posts = inPosts.reduce((written, [short, full]) => written.replace(short, full), text)
  const [before, radio, after] = posts.split(/(Đài PT-TH)/)
  const bodies = radio ? `${bodyInFull(before!)}${radio}${cityInFull(after!)}` : bodyInFull(posts)
  return bodies.replace(/\s+[-–]\s+|\s*;\s*/g, ', ').replace(/\s*,\s*/g, ', ')
}
const cityInFull = (text: string) => text.replace(/^ HN\b/, ' Hà Nội').replace(/^ HCM\b/, ' TP Hồ Chí Minh')

/** Words a post begins with or is made of, folded: how a post is told from a name. */
export const postWords =
  /\b(chu tich|pho chu tich|tong bien tap|pho tong|tong giam doc|giam doc|tong thu ky|thu ky|uy vien|truong ban|pho ban|cuc truong|vu truong|bo truong|thu truong|chanh van phong|bi thu|co van|chu nhiem|truong phong|phong vien|bien tap vien|dai su|tham tan|vien truong|hieu truong|president|chairman|vice|director|editor|secretary)\b/

/** What is put before a name and is no part of it. */
export const honorifics =
  /^(?:(?:đ\/c|đ\/C|đồng chí|đ\.c|ông|bà|anh|chị|ngài|cụ|mr|mrs|ms|miss|dr|prof|sir|gs|pgs|ts|tskh|ths|nhà báo|nhà văn|nhà thơ|luật sư|bác sĩ|kỹ sư|(?:thiếu|trung|thượng|đại) (?:tướng|tá|úy|uý)|đại tướng|nsnd|nsưt)(?:\.|,|:|(?=\s)))[\s.]*/iu
