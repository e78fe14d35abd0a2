import { cleaned, folded } from '../../vietnamese.ts'

/** What a remark may say of a visit that is then no counted one (C9, C10, C11). */
export type Said = 'cancelled' | 'postponed' | 'planned' | 'online' | 'private' | 'joined'

/** Something that words beside a visit say of it. */
export interface Remark {
  says: Said
  /** The words can mean nothing else: else somebody should look, and nothing is changed. */
  isSure: boolean
}

// Most cells hold none of these.
const hints =
  /huy|hoan|lui|doi |khong|\bko\b|\bkg\b|\bk\b|chua|du kien|du tinh|ke hoach|\bbo\b|\bse |\bcho |chuyen|\bde |\bday |\bgac |truc tuyen|on ?line|zoom|google|teams|webinar|video|virtual|truyen hinh|qua mang|tu xa|viec|ca nhan|tham|nghi |benh|du lich|ghep|thap tung|\bcung doan|\btheo doan|tham gia doan|private|cancel|called off|not |postpone|deferred|rescheduled|planned|tentative|tb[cd]/

/** So much of a sentence is read: what it says, it says at its beginning. */
const CLAUSE_LENGTH = 160

/** What a remarks cell says: "hoãn do bão", "đoàn bị hủy", "chưa thực hiện", "họp trực tuyến", "việc riêng". */
export function readRemarks(typed: string): Remark[] {
  const remarks = new Map<Said, Remark>()
  if (!hints.test(folded(typed))) return []
  for (const clause of clausesOf(typed)) {
    for (const remark of [
      cancelledIn(clause),
      postponedIn(clause),
      plannedIn(clause),
      onlineIn(clause),
      privateIn(clause),
      joinedIn(clause),
    ]) {
      if (remark && !remarks.get(remark.says)?.isSure) remarks.set(remark.says, remark)
    }
  }
  // "Trực tiếp và trực tuyến": some travelled.
  const online = remarks.get('online')
  if (online && /\b(?:truc tiep|ket hop|hybrid)\b/.test(folded(typed))) online.isSure = false
  return [...remarks.values()]
}

/**
 * What a title says. Its brackets are remarks; elsewhere a title may be about the very thing ("hội thảo về báo chí trực
 * tuyến"), so that only "họp trực tuyến" and "thăm thân" themselves are sure.
 */
export function remarksInTitle(title: string): Remark[] {
  const aside = [...title.matchAll(/\(([^)]*)\)/g)].flatMap(([, inside]) => readRemarks(inside ?? ''))
  const rest = title.replace(/\([^)]*\)/g, ' ').replace(/(?<=\p{Lu}\p{L}*\s)Online\b/gu, ' ')
  const within = readRemarks(rest).map((remark) =>
    ['online', 'private', 'joined'].includes(remark.says) ? remark : { ...remark, isSure: false },
  )
  return [...aside, ...within]
}

// ── Words without their tones, where the tones are not what tells them ────

// Folded words that mean something else with other tones: huy chương, hoàn thành, thăm chùa, đổi mới.
const meant: Record<string, string> = {
  huy: 'hủy huỷ',
  hoan: 'hoãn',
  lui: 'lùi lui',
  doi: 'dời',
  chua: 'chưa',
  khong: 'không',
  bo: 'bỏ',
  di: 'đi',
  kien: 'kiến',
  rieng: 'riêng',
  nhan: 'nhân',
}

/** The parts of a text, each in folded words; a word that its tones make another one has a ~ before it. */
function clausesOf(typed: string): string[] {
  const text = cleaned(typed, { lines: true }).toLowerCase()
  const isToned = /[\u0300-\u036F]/.test(text.normalize('NFD'))
  return text
    .split(/[.,;:!?()[\]\n/]+|\s[-–—]\s|\s(?:nhưng|nên|và|rồi|mà|nhung|nen|roi)\s/u)
    .map((clause) =>
      clause
        .split(/[\s\-–—“”"'+]+/u)
        .map((word) => {
          const plain = folded(word)
          if (/^(?:ko|kg|k)$/.test(plain)) return 'khong'
          const tones = meant[plain]
          return isToned && tones && !tones.split(' ').includes(word) ? `~${plain}` : plain
        })
        .filter(Boolean)
        .join(' ')
        .replace(/\bon line\b/g, 'online')
        .slice(0, CLAUSE_LENGTH),
    )
    .filter(Boolean)
    .map((clause) => (isToned ? clause : clause.replace(otherWords, '~$&')))
}

// What is written without any tones is told from those other words by what stands beside it.
const otherWords =
  /\bhuy (?:chuong|hieu|dong|hoang)\b|\b(?:phat|chi|quoc) huy\b|\bhoan (?:thanh|tat|nghenh|toan|thien|canh|cau)\b/g

const word = '[~\\p{L}\\p{N}]+'
// Who or what it is said of: the whole visit, or the other side.
const subject = `(?:(?:doan|chuyen|tham|cong tac|lich trinh|lich|cuoc|ke hoach|hoat dong|su kien|hoi nghi|hoi thao|khach|(?:phia|ben) ban|(?:phia|ben) ${word}(?: ${word})?|ban|doi tac|hai ben|ta|minh|nay|do|ra|vao|di|cuoi cung|tam thoi|hien|van|con|moi|sau) )*?`
const lead =
  '(?:(?:da|bi|phai|bao|thong bao|buoc|quyet dinh|vua|lai|tam|tri|deu|cung|duoc|vi dich|do dich) )*'
const because = '(?: (?:do|vi|boi|theo|nam|trong nam|tu|phut chot|gio chot)(?: .*)?)?'
const carryOut =
  '(?:thuc hien|to chuc|dien ra|di|sang|den|vao|khoi hanh|len duong|tien hanh|trien khai|cu|thanh)'

const patternOf = (pattern: string) => new RegExp(pattern, 'u')

const wholeSubject = patternOf(`^${subject}${lead}$`)
const negation = /(?:khong|chua|chang|tranh)(?: (?:bi|he|phai|la|can|co|the|y dinh))* $/
const wish =
  /\b(?:xin|de nghi|co the|nguy co|dinh|du dinh|suyt|muon|neu|xem xet|kha nang|de xuat)(?: [~\p{L}]+)? $/u

/** A word that says so by itself: sure where it is said of the whole visit and nothing narrower stands behind it. */
function saidBy(says: Said, said: RegExp, narrower: RegExp, clause: string): Remark | undefined {
  let found: Remark | undefined
  for (const { index, 0: match } of clause.matchAll(said)) {
    const before = clause.slice(0, index)
    const after = clause.slice(index + match.length)
    if (negation.test(before) || before.endsWith('~')) continue
    const isSure = wholeSubject.test(before) && !wish.test(before) && !narrower.test(after)
    if (!found?.isSure) found = { says, isSure }
  }
  return found
}

const partOfVisit =
  /^ (?:bo )?(?:ve|visa|thi thuc|chuyen bay|bay|phong|khach san|dat|buoi|cuoc|phan|noi dung|chang|diem|mot|\d|hop dong|hop bao|tiec|bot|lich (?:hop|gap|lam viec|bay)|chuong trinh)\b/
const notCarriedOut = patternOf(
  `^${subject}${lead}(?:khong|chang)(?: (?:the|con))*(?: (?:duoc|~di))? ${carryOut}(?: (?:duoc|thanh|nua|doan|doan nao))*${because}$`,
)
const notAllowed = patternOf(`^${subject}${lead}khong (?:duoc )?(?:phe duyet|duyet|phep)(?: di)?${because}$`)

function cancelledIn(clause: string): Remark | undefined {
  const found = saidBy(
    'cancelled',
    /(?<!\p{L})(?:huy|cancell?ed|cancel|called off)(?!\p{L})/gu,
    partOfVisit,
    clause,
  )
  if (found?.isSure) return found
  if (notCarriedOut.test(clause) || notAllowed.test(clause) || /^(?:did|does) not take place/.test(clause))
    return { says: 'cancelled', isSure: true }
  const isLikely =
    /(?<!~)\bkhong (?:the |con |duoc )*(?:thuc hien|to chuc|dien ra|di|sang|khoi hanh|trien khai|phe duyet|duyet|cap phep|cap visa)\b/.test(
      clause,
    ) || /^(?:da |phai )?bo(?: doan| chuyen| ke hoach|$)/.test(clause)
  return found ?? (isLikely ? { says: 'cancelled', isSure: false } : undefined)
}

const shorterDelay =
  /^ (?:lai )?(?:tu|\d+ (?:ngay|gio|tuan|tieng)|(?:mot|hai|ba|vai|may) (?:ngay|gio|tuan)|chuyen bay|bay|ve|buoi|cuoc|lich bay|mot)\b/
const movedBack = patternOf(
  `^${subject}${lead}(?:lui|doi)(?: (?:lich|thoi gian|ngay|ke hoach|chuyen di|chuyen|doan|lai))*(?: (?:di|sang|den|toi|qua|sau|xuong|vo thoi han)(?: .*)?)?$`,
)
const movedTo = patternOf(
  `(?:chuyen|de|day|gac)(?: lai)? (?:sang|den|qua|lai)(?: (?:cuoi|dau|giua))? (?:nam|thang|quy|dot|ky|ngay|tuan|sau|\\d)`,
)
const wholeMovedTo = patternOf(`^${subject}${lead}${movedTo.source}`)

function postponedIn(clause: string): Remark | undefined {
  const found = saidBy(
    'postponed',
    /(?<!\p{L})(?:hoan|postponed?|deferred|rescheduled)(?!\p{L})/gu,
    shorterDelay,
    clause,
  )
  if (found?.isSure) return found
  const isByDays = /\b(?:\d+|mot|hai|ba|vai|may) (?:ngay|gio|tuan|tieng)\b|\btu (?:nam|thang|\d)/.test(clause)
  if (!isByDays && (movedBack.test(clause) || wholeMovedTo.test(clause)))
    return { says: 'postponed', isSure: true }
  const isLikely =
    /(?<!~)\b(?:lui|doi) (?:lich|thoi gian|ngay|sang|den|lai)\b|~?\bdoi (?:lich|ngay|thoi gian)\b/.test(
      clause,
    ) || movedTo.test(clause)
  return found ?? (isLikely && !negation.test(clause) ? { says: 'postponed', isSure: false } : undefined)
}

const notYet = patternOf(`^${subject}${lead}chua(?: (?:the|duoc))* ${carryOut}(?: (?:duoc|xong))*${because}$`)
const intended =
  /^(?:(?:moi|con|dang|chi|van|doan|lich) )*(?:(?:la|trong|co|len|o dang) )*(?:du kien|du tinh)(?: (?:(?:se )?(?:di|sang|to chuc|thuc hien)|vao|trong|thang|quy|nam|ngay|den|cuoi|dau|giua|khoang thang)(?: .*)?| \d{1,4}(?: \d{1,4})*)?$/
const onlyPlan =
  /^(?:ke hoach|(?:(?:moi|con|dang|chi|van) )+(?:(?:la|trong|co|len|o dang) )*ke hoach)$|^(?:not yet|planned|tentative|tbc|tbd)\b/

function plannedIn(clause: string): Remark | undefined {
  if (notYet.test(clause) || intended.test(clause) || onlyPlan.test(clause))
    return { says: 'planned', isSure: true }
  const isLikely =
    /(?<!~)\bchua (?:the |duoc )*(?:thuc hien|to chuc|dien ra|di|sang|khoi hanh|trien khai|phe duyet|duyet)\b|(?<!~)\bchua co (?:qd|quyet dinh)\b|\bdu (?:kien|tinh)\b|\bse (?:di|sang|to chuc|thuc hien)\b|\bcho (?:phe )?duyet\b/.test(
      clause,
    )
  return isLikely ? { says: 'planned', isSure: false } : undefined
}

const onlineWord =
  '(?:truc tuyen|online|zoom|google meet|ms teams|microsoft teams|webinar|video conference|virtual(?:ly)?|cau truyen hinh)'
const event =
  '(?:hop|hoi nghi|hoi thao|toa dam|hoi dam|dam phan|lam viec|gap|gap go|trao doi|ky|ky ket|le ky|tap huan|giao luu|dien dan|lop|lop hoc|dao tao|hoc|hoc tap|thao luan)'
const around =
  '(?:doan|chuyen|chuyen sang|chi|deu|cuoc|buoi|du|tham du|tham gia|to chuc|duoc|hinh thuc|bang|theo|duoi|qua|thong qua|phan mem|nen tang|ung dung|ket noi|do dich|vi dich|covid|19)'
const eventOnline = patternOf(`^(?:(?:${around}|${event}) )*${event} (?:${around} )*${onlineWord}\\b`)
const onlyOnline = patternOf(
  `^(?:${around} )*${onlineWord}(?: (?:${onlineWord}|qua|tren|voi|do|vi|tai|tu|cung|bang|nen tang|thong qua)(?: .*)?)?$`,
)
const saidOnline = patternOf(`(?<!\\p{L})${onlineWord}(?!\\p{L})`)
const notOnline = patternOf(`${negation.source.replace(/\$$/, '')}(?:(?:${around}|${event}) )*$`)
const beginsAsEvent = patternOf(`^(?:${around} )*${event}\\b`)
// A newspaper that appears online, a form that is handed in so.
const onlineThing =
  /\b(?:bao chi|bao|tap chi|trang|kenh|truyen hinh|phat thanh|phat|dang ky|dang|nop|khai|visa|truyen thong|dien tu) (?:truc tuyen|online)\b/

function onlineIn(clause: string): Remark | undefined {
  const found = saidOnline.exec(clause)
  if (!found)
    return /^(?:hop |lam viec )?(?:qua mang|tu xa)$/.test(clause)
      ? { says: 'online', isSure: true }
      : undefined
  if (notOnline.test(clause.slice(0, found.index))) return undefined
  if (onlineThing.test(clause))
    return beginsAsEvent.test(clause) ? { says: 'online', isSure: false } : undefined
  return { says: 'online', isSure: eventOnline.test(clause) || onlyOnline.test(clause) }
}

const going =
  '^(?:(?:di|doan|chuyen|giai quyet|muc dich|ly do|xin|nghi|nghi phep|theo|dien|vi|do|co|chi|la|xuat canh|ra nuoc ngoai|nuoc ngoai|tu tuc|ca nhan|phep) )*'
const ownAffair = /(?<!~)\bviec (?:rieng|ca nhan|gia dinh|nha)\b|\bprivate (?:trip|visit|matter|travel)\b/
const ownTrip =
  /\btham (?:than(?! nhan)|nguoi nha|nguoi than|gia dinh$)|\bnghi (?:mat|phep)\b|\b(?:kham |chua )+benh\b|\bdi du lich\b/
const wholeAffair = patternOf(
  `${going}(?:viec (?:rieng|ca nhan|gia dinh|nha)|private (?:trip|visit|matter|travel))\\b`,
)
const wholeTrip = patternOf(
  `${going}(?:tham (?:than(?! nhan)|nguoi nha|nguoi than|gia dinh$)|nghi (?:mat|phep)|(?:kham |chua )+benh|du lich(?: tu tuc| ca nhan)?$|ca nhan(?: tu tuc)?$)`,
)

function privateIn(clause: string): Remark | undefined {
  const found = ownAffair.exec(clause) ?? ownTrip.exec(clause)
  if (found && negation.test(clause.slice(0, found.index))) return undefined
  const isBeside = /\b(?:ket hop|o lai|tranh thu|nhan dip)\b/.test(clause)
  const isWholly = wholeAffair.test(clause) || wholeTrip.test(clause)
  if (isWholly) return { says: 'private', isSure: !isBeside }
  const isLikely = found || /\b(?:di|mang tinh|tu cach|danh nghia|tinh chat|chuyen) ca nhan\b/.test(clause)
  return isLikely ? { says: 'private', isSure: false } : undefined
}

/** Own people in another body's delegation: "đi ghép đoàn Ban Tuyên giáo". */
function joinedIn(clause: string): Remark | undefined {
  const found =
    /(?<!~)\bghep (?:(?:cung|voi|theo|vao|trong) )?doan\b/.exec(clause) ??
    /\bthap tung\b|\b(?:di|tham gia|sang) (?:cung|theo) doan\b|\btham gia doan (?:cua |do )/.exec(clause)
  if (!found || negation.test(clause.slice(0, found.index))) return undefined
  return { says: 'joined', isSure: /^(?:(?:di|doan|duoc|chuyen|to chuc) )*ghep/.test(clause) }
}
