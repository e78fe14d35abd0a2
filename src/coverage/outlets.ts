import { folded } from '../vietnamese.ts'

/** Press bodies whose site everybody knows, by its host. */
const known: Record<string, string> = {
  'hoinhabaovietnam.vn': 'Hội Nhà báo Việt Nam',
  'vjn.vn': 'Hội Nhà báo Việt Nam',
  'nguoilambao.vn': 'Tạp chí Người Làm Báo',
  'congluan.vn': 'Báo Nhà báo và Công luận',
  'nhandan.vn': 'Báo Nhân Dân',
  'vietnamplus.vn': 'VietnamPlus',
  'vnanet.vn': 'Thông tấn xã Việt Nam',
  'baotintuc.vn': 'Báo Tin tức',
  'vietnamnews.vn': 'Việt Nam News',
  'lecourrier.vn': 'Le Courrier du Vietnam',
  'dangcongsan.vn': 'Báo điện tử Đảng Cộng sản Việt Nam',
  'baochinhphu.vn': 'Báo điện tử Chính phủ',
  'qdnd.vn': 'Báo Quân đội nhân dân',
  'cand.com.vn': 'Báo Công an nhân dân',
  'vov.vn': 'VOV',
  'vovworld.vn': 'VOV5',
  'vtv.vn': 'VTV',
  'vtcnews.vn': 'VTC News',
  'hanoimoi.vn': 'Báo Hànộimới',
  'sggp.org.vn': 'Báo Sài Gòn Giải Phóng',
  'tuoitre.vn': 'Báo Tuổi Trẻ',
  'thanhnien.vn': 'Báo Thanh Niên',
  'tienphong.vn': 'Báo Tiền Phong',
  'laodong.vn': 'Báo Lao Động',
  'daidoanket.vn': 'Báo Đại Đoàn Kết',
  'daibieunhandan.vn': 'Báo Đại biểu Nhân dân',
  'baoquocte.vn': 'Báo Thế giới và Việt Nam',
  'thoidai.com.vn': 'Tạp chí Thời Đại',
  'vnexpress.net': 'VnExpress',
  'vietnamnet.vn': 'VietNamNet',
  'dantri.com.vn': 'Báo Dân trí',
  'kpl.gov.la': 'Thông tấn xã Lào (KPL)',
  'vientianetimes.org.la': 'Vientiane Times',
  'akp.gov.kh': 'Thông tấn xã Campuchia (AKP)',
  'news.cn': 'Tân Hoa xã',
  'xinhuanet.com': 'Tân Hoa xã',
  'prensa-latina.cu': 'Prensa Latina',
  'granma.cu': 'Granma',
}

const names = new Set(Object.values(known).map(folded))

/** Whether words are the name of a press body: one known here, or one that says so itself. */
export const isOutlet = (words: string): boolean =>
  names.has(folded(words)) ||
  /^(báo|tạp chí|đài|thông tấn xã|ttx|truyền hình|cổng thông tin|trang tin)\s/i.test(words) ||
  /^[\w-]+(\.[\w-]+)+$/.test(words)

/** Whose site an address is of: a known press body's (also of a part of its site), else the host itself. */
export function outletOf(url: string): string {
  const host = new URL(url).hostname.replace(/^(www|m|amp)\./, '')
  const parts = host.split('.')
  for (let from = 0; from < parts.length - 1; from++) {
    const name = known[parts.slice(from).join('.')]
    if (name) return name
  }
  return host
}
