import { expect, test } from 'vitest'
import { readRemarks, remarksInTitle } from '../src/imports/values/remarks.ts'

// What the words beside a visit say of it, as offices write them, with and without tones.

const told = (typed: string) =>
  readRemarks(typed)
    .map(({ says, isSure }) => (isSure ? says : `${says}?`))
    .join(' ')
const toldOfTitle = (title: string) =>
  remarksInTitle(title)
    .map(({ says, isSure }) => (isSure ? says : `${says}?`))
    .join(' ')

test.each([
  ['cancelled', 'Hủy', 'huỷ', 'HỦY BỎ', 'đã hủy', 'đoàn bị hủy', 'bạn hủy', 'Phía bạn hủy do dịch', 'phía Lào báo hủy', 'hủy vì Covid-19', 'Đoàn hủy phút chót', 'hủy chuyến đi', 'Không thực hiện', 'không thực hiện được', 'không tổ chức', 'Không tổ chức được do dịch', 'đoàn không đi', 'không đi được', 'ko đi được', 'Bạn không sang được', 'không diễn ra', 'không được duyệt', 'Cancelled', 'da huy', 'huy do dich', 'doan bi huy', 'khong thuc hien', 'Không hoãn được nên hủy'], // prettier-ignore
  ['postponed', 'Hoãn', 'tạm hoãn', 'bị hoãn', 'Đoàn hoãn sang năm sau', 'hoãn do bão', 'hoãn đến 2022', 'trì hoãn', 'lùi sang 2002', 'lùi lịch', 'lùi thời gian sang quý II', 'dời sang tháng 9', 'chuyển sang năm 2002', 'để sang năm sau', 'tam hoan', 'bi hoan', 'lui sang 2002', 'Postponed'], // prettier-ignore
  ['planned', 'chưa thực hiện', 'Chưa đi', 'đoàn chưa đi', 'chưa đi được do dịch', 'chưa tổ chức', 'Dự kiến', 'dự kiến tháng 5', 'dự kiến 5/2001', 'dự kiến đi cuối năm', 'mới là dự kiến', 'kế hoạch', 'mới có kế hoạch', 'chua thuc hien', 'du kien', 'chua di'], // prettier-ignore
  ['online', 'trực tuyến', 'Online', 'on-line', 'họp trực tuyến', 'Họp trực tuyến qua Zoom', 'hình thức trực tuyến', 'tổ chức theo hình thức trực tuyến', 'làm việc online', 'qua Zoom', 'chuyển sang trực tuyến do dịch', 'hop truc tuyen', 'TRUC TUYEN'], // prettier-ignore
  ['private', 'việc riêng', 'Đi việc riêng', 'việc cá nhân', 'cá nhân', 'Đi cá nhân', 'cá nhân tự túc', 'đi thăm thân', 'du lịch', 'đi du lịch tự túc', 'nghỉ phép', 'giải quyết việc riêng', 'viec rieng', 'di viec rieng', 'ca nhan'], // prettier-ignore
  ['joined', 'đi ghép đoàn Ban Tuyên giáo', 'ghép đoàn', 'Đi ghép cùng đoàn VUFO', 'di ghep doan'],
])('%s is said in many ways', (says, ...ways) => {
  expect(ways.map((way) => [way, told(way)])).toEqual(ways.map((way) => [way, says]))
})

test('a negation says nothing of the kind', () => {
  const ways = ['không hủy', 'chưa hủy', 'Không bị hủy', 'không hoãn', 'khong huy', 'không phải việc riêng', 'không họp trực tuyến', 'chưa về', 'theo kế hoạch', 'đúng kế hoạch năm 2001'] // prettier-ignore
  expect(ways.map((way) => [way, told(way)])).toEqual(ways.map((way) => [way, '']))
})

test('other words that look alike say nothing', () => {
  const ways = ['Tặng huy chương', 'tang huy chuong', 'đ/c Nguyễn Quang Huy đi thay', 'hoàn thành tốt', 'da hoan thanh', 'Thăm chùa, đi Hà Nội', 'đổi mới báo chí', 'tặng bằng khen cá nhân', 'tự túc kinh phí', 'báo trực tuyến đưa tin', 'đăng ký trực tuyến', 'TP HCM', 'ghi bổ sung', 'chép theo giấy mời', 'thiếu ngày, hỏi lại', '3 ngày', 'đã báo cáo'] // prettier-ignore
  expect(ways.map((way) => [way, told(way)])).toEqual(ways.map((way) => [way, '']))
})

test('what may be said of a part only, or is only wished for, is for somebody to look at', () => {
  expect(told('hủy vé máy bay')).toBe('cancelled?')
  expect(told('hủy buổi làm việc với Bộ')).toBe('cancelled?')
  expect(told('bạn xin hủy')).toBe('cancelled?')
  expect(told('đ/c An không đi')).toBe('cancelled?')
  expect(told('không tổ chức họp báo')).toBe('cancelled?')
  expect(told('lùi 2 ngày')).toBe('')
  expect(told('hoãn 1 ngày')).toBe('postponed?')
  expect(told('hoãn từ năm 2020')).toBe('postponed?')
  expect(told('đổi lịch')).toBe('postponed?')
  expect(told('dự kiến ký MOU')).toBe('planned?')
  expect(told('kết hợp trực tiếp và trực tuyến')).toBe('online?')
  expect(told('có 2 đ/c dự trực tuyến')).toBe('online?')
  expect(told('đ/c An ở lại giải quyết việc riêng')).toBe('private?')
  expect(told('đi với tư cách cá nhân')).toBe('private?')
  expect(told('tháp tùng')).toBe('joined?')
  expect(told('đi cùng đoàn Chủ tịch nước')).toBe('joined?')
})

test('a title is sure of what stands in its brackets, and of little else', () => {
  expect(toldOfTitle('Thăm Cuba (hủy)')).toBe('cancelled')
  expect(toldOfTitle('Đoàn đi Lào (hoãn do dịch)')).toBe('postponed')
  expect(toldOfTitle('Họp BGĐ CAJ (trực tuyến)')).toBe('online')
  expect(toldOfTitle('Dự tọa đàm trực tuyến với Hội Nhà báo Cuba')).toBe('online')
  expect(toldOfTitle('Đi thăm thân')).toBe('private')
  expect(toldOfTitle('Đoàn dự kiến sang Đức')).toBe('planned?')
  expect(toldOfTitle('Đoàn hủy vì dịch')).toBe('cancelled?')
  expect(toldOfTitle('Hội thảo báo chí trực tuyến')).toBe('online?')
  expect(toldOfTitle('Làm việc với Báo Tuổi Trẻ Online')).toBe('')
  expect(toldOfTitle('Đoàn thăm thân nhân liệt sĩ')).toBe('')
  expect(toldOfTitle('Khảo sát xúc tiến du lịch')).toBe('')
})
