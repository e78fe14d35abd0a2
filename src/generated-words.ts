// What a generated register is made of. No person, office or paper here is a real one.
import type { partnerKinds } from './partners/partner.ts'

export const provinces =
  'An Giang, Bà Rịa – Vũng Tàu, Bạc Liêu, Bắc Giang, Bắc Kạn, Bắc Ninh, Bến Tre, Bình Dương, Bình Định, Bình Phước, Bình Thuận, Cà Mau, Cao Bằng, Đắk Lắk, Đắk Nông, Điện Biên, Đồng Nai, Đồng Tháp, Gia Lai, Hà Giang, Hà Nam, Hà Tĩnh, Hải Dương, Hậu Giang, Hòa Bình, Hưng Yên, Khánh Hòa, Kiên Giang, Kon Tum, Lai Châu, Lạng Sơn, Lào Cai, Lâm Đồng, Long An, Nam Định, Nghệ An, Ninh Bình, Ninh Thuận, Phú Thọ, Phú Yên, Quảng Bình, Quảng Nam, Quảng Ngãi, Quảng Ninh, Quảng Trị, Sóc Trăng, Sơn La, Tây Ninh, Thái Bình, Thái Nguyên, Thanh Hóa, Thừa Thiên Huế, Tiền Giang, Trà Vinh, Tuyên Quang, Vĩnh Long, Vĩnh Phúc, Yên Bái'.split(
    ', ',
  )

export const cities = ['Cần Thơ', 'Đà Nẵng', 'Hà Nội', 'Hải Phòng', 'Hồ Chí Minh']

export const chapters =
  'kinh tế, văn hóa, giáo dục, y tế, giao thông, nông nghiệp, công thương, khoa học, pháp luật, thể thao, môi trường, tài chính, xây dựng, thanh niên, phụ nữ, quốc phòng, an ninh, phát thanh, truyền hình, báo điện tử'.split(
    ', ',
  )

/** Places abroad, by country: where generated partners sit and where generated visits go. */
export const placesAbroad: Record<string, string[]> = {
  LA: ['Viêng Chăn', 'Luông Pha Băng', 'Sa-van-na-khẹt', 'Chăm-pa-sắc', 'Hủa Phăn', 'Xiêng Khoảng'],
  KH: ['Phnôm Pênh', 'Xiêm Riệp', 'Bát-tam-băng', 'Kăm-pốt', 'Kan-đan', 'Xvay Riêng'],
  TH: ['Băng Cốc', 'Chiang Mai', 'Khon Kaen', 'Udon Thani', 'Nakhon Phanom', 'Phuket'],
  CN: ['Bắc Kinh', 'Thượng Hải', 'Quảng Châu', 'Nam Ninh', 'Côn Minh', 'Hàng Châu', 'Thành Đô'],
  KR: ['Xơ-un', 'Busan', 'Gwangju', 'Daegu', 'Jeju'],
  JP: ['Tokyo', 'Osaka', 'Kyoto', 'Fukuoka', 'Nagoya'],
  CU: ['La Habana', 'Santiago de Cuba', 'Matanzas', 'Camagüey'],
  ID: ['Jakarta', 'Bandung', 'Surabaya', 'Medan', 'Denpasar'],
  MY: ['Kuala Lumpur', 'Penang', 'Johor Bahru', 'Malacca'],
  PH: ['Manila', 'Cebu', 'Davao', 'Baguio'],
  SG: ['Singapore'],
  MM: ['Yangon', 'Mandalay', 'Naypyidaw'],
  RU: ['Mát-xcơ-va', 'Xanh Pê-téc-bua', 'Vladivostok', 'Kazan'],
  BY: ['Minsk', 'Brest', 'Gomel'],
  CH: ['Geneva', 'Bern', 'Zürich'],
  DE: ['Berlin', 'Bonn', 'Hamburg', 'Leipzig'],
  FR: ['Paris', 'Lyon', 'Marseille', 'Lille'],
  SE: ['Stockholm', 'Kalmar', 'Göteborg'],
  PL: ['Warszawa', 'Kraków', 'Gdańsk'],
  HU: ['Budapest', 'Szeged'],
  BG: ['Sofia', 'Plovdiv'],
  MN: ['Ulan Bator', 'Darkhan'],
  IN: ['New Delhi', 'Mumbai', 'Kolkata', 'Chennai'],
  AU: ['Canberra', 'Sydney', 'Melbourne'],
  US: ['Washington', 'New York', 'San Francisco'],
  AR: ['Buenos Aires', 'Córdoba'],
  VE: ['Caracas', 'Maracaibo'],
  EG: ['Cairo', 'Alexandria'],
}

/** Kinds of generated partners, `{place}` being where they sit. */
export const bodies: { kind: keyof typeof partnerKinds; name: string; nameEn: string }[] = [
  { kind: 'journalist_association', name: 'Hội Nhà báo {place}', nameEn: '{place} Journalists Association' },
  { kind: 'media_organisation', name: 'Báo {place} buổi sáng', nameEn: '{place} Morning Post' },
  {
    kind: 'media_organisation',
    name: 'Đài Phát thanh – Truyền hình {place}',
    nameEn: '{place} Radio and Television',
  },
  { kind: 'press_club', name: 'Câu lạc bộ Báo chí {place}', nameEn: '{place} Press Club' },
  { kind: 'news_agency', name: 'Hãng tin {place}', nameEn: '{place} News Service' },
  { kind: 'foundation', name: 'Quỹ Truyền thông {place}', nameEn: '{place} Media Foundation' },
  { kind: 'federation', name: 'Liên đoàn Báo chí {place}', nameEn: '{place} Press Federation' },
  { kind: 'state_body', name: 'Sở Thông tin {place}', nameEn: '{place} Information Office' },
]

export const surnames =
  'Nguyễn, Trần, Lê, Phạm, Hoàng, Phan, Vũ, Võ, Đặng, Bùi, Đỗ, Hồ, Ngô, Dương, Lý, Đinh, Trịnh, Mai, Tạ, Lương'.split(
    ', ',
  )
export const middleNames =
  'Văn, Thị, Hữu, Đức, Minh, Thanh, Quang, Xuân, Ngọc, Thu, Hồng, Công, Thế, Kim, Anh, Gia, Bảo, Khánh, Hải, Phương'.split(
    ', ',
  )
export const givenNames =
  'An, Ánh, Bách, Bình, Chi, Cường, Dung, Duy, Đạt, Đông, Giang, Hà, Hạnh, Hiền, Hòa, Hùng, Hương, Khoa, Lan, Linh, Long, Mai, Nam, Nga, Nghĩa, Nhung, Oanh, Phúc, Quân, Quyên, Sơn, Tâm, Thảo, Thắng, Thủy, Toàn, Trang, Tuấn, Uyên, Vân, Việt, Yến'.split(
    ', ',
  )
/** Syllables of names that belong to no language. */
export const syllables =
  'ba, bel, cho, dan, dor, el, fa, gor, ha, in, jo, kal, ke, lam, lo, ma, mir, na, nor, o, pa, ra, rin, sa, so, ta, tel, u, va, yo'.split(
    ', ',
  )

export const postsOfOurs = [
  'Phó Trưởng ban Đối ngoại',
  'Chuyên viên Ban Đối ngoại',
  'Phóng viên',
  'Biên tập viên',
  'Phó Tổng Biên tập',
  'Trưởng ban Thời sự',
  'Thư ký tòa soạn',
  'Phó Chủ tịch Hội địa phương',
]
export const postsOfGuests = [
  'Phó Chủ tịch',
  'Ủy viên Ban Chấp hành',
  'Tổng Thư ký',
  'Phóng viên',
  'Biên tập viên',
  'Giám đốc hợp tác quốc tế',
  'Trưởng ban Biên tập',
]
export const organisations = [
  'Ban Đối ngoại',
  'Văn phòng Hội',
  'Ban Nghiệp vụ',
  'Trung tâm Bồi dưỡng nghiệp vụ báo chí',
  'Tạp chí của Hội',
]

export const topics = [
  'chuyển đổi số trong tòa soạn',
  'báo chí dữ liệu',
  'an toàn của nhà báo',
  'truyền thông biến đổi khí hậu',
  'kinh tế báo chí',
  'kiểm chứng tin giả',
  'đạo đức nghề báo',
  'báo chí vùng biên giới',
  'trí tuệ nhân tạo trong báo chí',
  'phát thanh cộng đồng',
]

/** What a visit is for, by kind: its title each way and what is written of it. Gaps: country, partner, place, topic. */
export const purposes = {
  exchange: {
    outbound: 'Thăm và làm việc tại {country} theo lời mời của {partner}',
    inbound: '{partner} thăm và làm việc tại {place}',
    purpose: 'Trao đổi kinh nghiệm về {topic}',
  },
  conference: {
    outbound: 'Dự hội nghị về {topic} tại {country}',
    inbound: '{partner} dự hội thảo về {topic} tại {place}',
    purpose: 'Hội nghị, hội thảo về {topic}',
  },
  signing: {
    outbound: 'Ký thỏa thuận hợp tác với {partner}',
    inbound: '{partner} sang ký thỏa thuận hợp tác',
    purpose: 'Ký thỏa thuận hợp tác, trong đó có {topic}',
  },
  training: {
    outbound: 'Học tập về {topic} tại {country}',
    inbound: '{partner} dự lớp bồi dưỡng về {topic}',
    purpose: 'Bồi dưỡng nghiệp vụ về {topic}',
  },
  reporting: {
    outbound: 'Tác nghiệp về {topic} tại {country}',
    inbound: '{partner} tác nghiệp tại {place}',
    purpose: 'Thực hiện loạt bài về {topic}',
  },
  commemoration: {
    outbound: 'Dự lễ kỷ niệm của {partner}',
    inbound: '{partner} dự lễ kỷ niệm tại {place}',
    purpose: 'Kỷ niệm quan hệ hai bên, giao lưu về {topic}',
  },
  other: {
    outbound: 'Công tác tại {country} cùng {partner}',
    inbound: '{partner} làm việc về {topic}',
    purpose: 'Bàn việc chuẩn bị hoạt động về {topic}',
  },
} as const

export const capacities = ['Đoàn cấp Hội', 'Đoàn cấp ban', 'Đoàn phóng viên', 'Đoàn liên cơ quan']
export const authorities = ['Thường trực Hội', 'Ban Thường vụ Hội', 'Ủy ban nhân dân tỉnh', 'Ban Đối ngoại']
export const reasonsToCancel = [
  'Phía bạn đề nghị hủy',
  'Không bố trí được kinh phí',
  'Trùng lịch công tác của trưởng đoàn',
  'Dịch bệnh, hai bên thống nhất hủy',
]
export const reasonsToPostpone = [
  'Phía bạn đề nghị lùi thời gian',
  'Chờ văn bản đồng ý',
  'Bão, không có chuyến bay',
  'Trùng kỳ họp, chuyển sang đợt sau',
]
export const reasonsForPeopleOnly = [
  'Đi trong đoàn của cơ quan khác',
  'Tháp tùng đoàn cấp nhà nước',
  'Ghép với đoàn của địa phương',
]
export const reasonsForNothing = ['Chuyến đi việc riêng', 'Hoạt động tại chỗ, không phải đoàn']
export const waivers = ['Đoàn cũ, không còn hồ sơ', 'Đơn vị khác chủ trì báo cáo']
export const achievements = [
  'Hai bên thống nhất nội dung trao đổi đoàn năm sau',
  'Đã ký biên bản ghi nhớ về {topic}',
  'Đã làm việc với ba cơ quan báo chí về {topic}',
  'Đã có sáu tin, bài về chuyến đi',
]
export const ongoing = [
  'Đang bàn thời gian mở lớp về {topic}',
  'Phía bạn sẽ gửi dự thảo thỏa thuận',
  'Đang trao đổi việc cử phóng viên sang thực tập',
]
export const proposals = [
  'Tiếp tục trao đổi về {topic}',
  'Mời phía bạn sang thăm vào năm sau',
  'Bố trí kinh phí cho một lớp về {topic}',
]
