/** "Quy tắc tính số liệu", in the words of whoever reads a figure; `counting.ts` keeps them. */
export const countingRules: [number: string, rule: string][] = [
  [
    'C1',
    'Đoàn là một nhóm, một trưởng đoàn, một quyết định; tính một lần dù đi mấy nước, mấy nơi, gặp mấy đối tác.',
  ],
  [
    'C2',
    'Lượt người là số người thực đi; một người đi hai chuyến là hai lượt. Danh sách đủ tên thì đếm theo danh sách, chưa đủ thì lấy tổng số người đã ghi; hai số khác nhau thì sổ nhắc. Chưa rõ số người thì để trống, không ghi 0, và tổng ghi “ít nhất”.',
  ],
  [
    'C3',
    'Số người là người không trùng nhau, chỉ đếm trong các đoàn có danh sách đủ tên, nên luôn kèm “trên bao nhiêu lượt có danh sách”.',
  ],
  ['C4', 'Đoàn vào chỉ tính khách nước ngoài. Người Việt Nam đón tiếp và phiên dịch ghi riêng, không tính.'],
  [
    'C5',
    'Năm, nửa năm, quý, tháng tính theo ngày đi (đoàn ra) hoặc ngày đến Việt Nam (đoàn vào): 28/12/2025–03/01/2026 thuộc năm 2025.',
  ],
  ['C6', 'Số ngày bằng ngày kết thúc trừ ngày bắt đầu, cộng một.'],
  ['C7', 'Nước đến là nước có buổi làm việc; quá cảnh không ghi.'],
  [
    'C8',
    'Bảng theo nước, theo đối tác ghi đoàn ở từng nước, từng đối tác của đoàn; dòng tổng cộng là số không trùng, kèm ghi chú cột cộng lớn hơn bao nhiêu.',
  ],
  ['C9', 'Họp, ký trực tuyến và hoạt động tại chỗ không phải là đoàn, có số riêng.'],
  ['C10', 'Chỉ tính đoàn đã diễn ra: đang đi, đã về, đã báo cáo. Dự kiến, hoãn, hủy không vào tổng.'],
  [
    'C11',
    'Việc riêng không tính. Người của Hội đi trong đoàn cơ quan khác: tính lượt người, không tính đoàn; ghi rõ lý do.',
  ],
  [
    'C12',
    'Đoàn của đơn vị tính ở đơn vị; số của cơ quan Trung ương không gồm các đơn vị, trừ khi chọn “toàn hệ thống”.',
  ],
  [
    'C13',
    'Số liệu tổng hợp đã công bố để riêng với chữ “hơn”, “khoảng” và nguồn; chỉ cộng khi yêu cầu, và khi ấy tổng mang chữ yếu nhất, ví dụ “ít nhất 1.264”. Đoàn ghi thêm cho kỳ ấy là phần đã có trong số tổng hợp, không cộng hai lần.',
  ],
  [
    'C14',
    'Ngày biết đến đâu ghi đến đó: 9/2024 được xếp, lọc, tính trong tháng 9 và năm 2024, in ra “9/2024”.',
  ],
  ['C15', 'Mọi số đều ghi “số liệu tính đến” ngày nào.'],
  [
    'C16',
    'Sổ nhắc khi có điều không thể cùng đúng: phần lớn hơn cả kỳ, lũy kế nhỏ hơn một tháng, các tháng không cộng thành năm, danh sách khác số người, về trước khi đi, thiếu nước. Tất cả nằm ở trang “Số liệu cần soát”, mỗi chỗ kèm cách sửa; người duyệt có thể chấp nhận kèm lý do, và chỗ ấy mở lại khi số liệu đổi.',
  ],
  [
    'C17',
    'Tăng, giảm bằng (kỳ này trừ kỳ trước) chia kỳ trước, một số lẻ; kỳ trước bằng 0 thì ghi “không so sánh”.',
  ],
  ['C18', 'Đối tác có ba số riêng, không cộng: tổ chức, nước, tổ chức đa phương.'],
]

/** The main tasks, in the order a visit asks for them. */
export const tasks: [title: string, steps: string, href: string][] = [
  [
    'Ghi một đoàn',
    'Bấm “Thêm đoàn”. Chỉ cần chiều, tên đoàn, nước và ngày bắt đầu là lưu được; phần còn lại bổ sung sau, sổ liệt kê ở dòng “Còn thiếu”.',
    '/delegations/new',
  ],
  [
    'Ghi người trong đoàn',
    'Mở đoàn, bấm “Sửa danh sách”. Thêm từng dòng, hoặc dán cả bảng từ Excel, Word rồi bấm “Đọc danh sách”. Ai có tên mà không đi thì đánh dấu “Không đi”.',
    '/delegations',
  ],
  [
    'Ghi bước của đoàn',
    'Trên trang của đoàn: ghi đã trình, đã duyệt (số, ngày, cơ quan ký), đang đi, đã về. Ghi thẳng “đã về” cũng được khi vào sổ muộn. Ghi nhầm thì “Lùi một bước”.',
    '/delegations',
  ],
  [
    'Hoãn, hủy đoàn',
    'Trong “Việc khác”. Đoàn hoãn, hủy vẫn nằm trong sổ kèm lý do, không tính vào số liệu và khôi phục được.',
    '/delegations',
  ],
  [
    'Viết và nộp báo cáo',
    'Báo cáo có sẵn từ ngày ghi đoàn. Lưu nháp bao nhiêu lần cũng được; khi nộp thì ghi số và ngày. Báo cáo quá hạn hiện ở trang Hôm nay.',
    '/',
  ],
  [
    'Tra đối tác theo nước',
    'Trang Đối tác xếp theo khu vực và nước. Trang một đối tác cho thấy mọi đoàn hai chiều theo năm.',
    '/partners',
  ],
  [
    'Gộp đối tác ghi hai cách',
    'Một tổ chức ghi hai tên thì bị đếm hai lần. Ở trang Đối tác, “Có thể ghi trùng” cho các cặp tên gần giống; hoặc mở một bên rồi bấm “Gộp với bản ghi khác”. Tên đã đổi thì ghi là tên cũ; gộp nhầm thì hoàn tác được.',
    '/partners',
  ],
  [
    'Xem số liệu',
    'Trang Số liệu theo năm, nửa năm, quý, tháng, nước, đối tác, nội dung, đơn vị. Bấm vào con số nào cũng mở ra đúng các đoàn làm nên con số ấy.',
    '/totals',
  ],
  [
    'Làm báo cáo năm, nửa năm',
    'Mục “Báo cáo” liệt kê từng năm, nửa năm. Mở một kỳ là thấy bản in: câu và bảng có số do sổ viết, bấm vào số để xem các đoàn. Bấm “Soạn báo cáo” để viết thêm lời cơ quan ở từng phần; lời ấy không mất khi số liệu đổi. Số nào khác so với lần ghi nhận trước thì được đánh dấu; xem lại lời văn rồi bấm “Ghi nhận số mới”. “Tải Word” theo thể thức Nghị định 30 hoặc của Đảng; phụ lục tải ra Excel ở “Việc khác”.',
    '/reports',
  ],
  [
    'Phát hành báo cáo năm',
    'Người có quyền Duyệt ở cơ quan Trung ương bấm “Phát hành” trên trang báo cáo, xem lại số sẽ giữ nguyên rồi ghi số, ngày, người ký. Từ đó số liệu, danh sách đoàn và văn bản không đổi nữa; đoàn sửa, xóa, ghi thêm về sau hiện bên cạnh: “41, sau điều chỉnh 42”, kèm lý do. Còn điều mâu thuẫn trong kỳ thì sửa hoặc chấp nhận trước. Ký nhầm thì “Thu hồi” kèm lý do; bản cũ vẫn đọc được, bản mới đứng cạnh.',
    '/reports',
  ],
  [
    'Xem chất lượng',
    'Thẻ Chất lượng ở trang Số liệu: báo cáo đúng hạn, việc đã đóng, tin bài, đi đúng kế hoạch. Mỗi tỉ lệ ghi rõ tử và mẫu, bấm vào là mở đúng các dòng đã đếm; chưa có gì để tính thì nói vậy, không ghi 0%.',
    '/totals/quality',
  ],
  [
    'Lãnh đạo xem nhanh',
    'Một màn hình điện thoại: năm nay bên cạnh cùng kỳ, đoàn đang đi, 60 ngày tới, báo cáo và việc quá hạn. In vừa một tờ A4. Người có quyền Duyệt thấy ngay ở đầu trang Hôm nay.',
    '/leader',
  ],
  [
    'Tìm',
    'Gõ có dấu hay không dấu, tên viết tắt, tên tiếng nước ngoài đều được; gõ đúng dấu thì kết quả đúng dấu lên trước.',
    '/search',
  ],
  [
    'Mang ra Excel, ra lịch',
    'Ở mỗi danh sách, “Xuất” hoặc “Tải” cho đúng những dòng đang lọc: bảng tính Excel in vừa khổ A4, CSV, lịch. Muốn lịch tự cập nhật thì lấy địa chỉ lịch ở trang tài khoản.',
    '/account',
  ],
  [
    'Xóa khi ghi nhầm, rồi khôi phục',
    'Trong “Việc khác” của đoàn, chọn “Xóa khỏi sổ” và ghi lý do. Mục đã xóa rời khỏi danh sách và số liệu, nằm ở trang “Đã xóa”, khôi phục được bất cứ lúc nào cùng mọi liên kết.',
    '/deletions',
  ],
  [
    'Hai người cùng sửa',
    'Ô chỉ một người sửa thì giữ cả hai. Ô hai người ghi khác nhau thì sổ hiện ba bản: của anh chị, của người kia và trước đó, để chọn; chữ đã gõ không mất.',
    '/history',
  ],
  [
    'So với một ngày trước',
    'Ở danh sách hay trang số liệu, bấm “So với ngày…” rồi ghi ngày: sổ cho biết từ cuối ngày ấy thêm gì, bớt gì, đổi gì, ai làm và lúc nào. Số khác được ghi số cũ rồi số mới, và mở ra những đoàn làm nên chỗ khác.',
    '/totals',
  ],
  [
    'Tài khoản và mật khẩu',
    'Bấm chữ cái tên mình ở góc trên: đổi mật khẩu, bật xác nhận hai bước, xem đang đăng nhập ở đâu. Quên mật khẩu thì nhờ quản trị cấp liên kết đặt lại.',
    '/account',
  ],
  [
    'Soát số liệu trước khi báo cáo',
    'Mở “Số liệu cần soát”, chọn kỳ. Sửa theo liên kết bên cạnh từng chỗ, hoặc chấp nhận kèm lý do khi nguồn ghi như vậy hay không còn hồ sơ để tra. Số đã công bố ghi ở “Số liệu tổng hợp đã công bố”, giữ nguyên chữ “hơn”, “khoảng” và nguồn.',
    '/contradictions?scope=all',
  ],
]

/** What programs keep to: a term, and the rule. */
export const apiConventions: [term: string, words: string][] = [
  ['Ngày', '2024, 2024-09 hoặc 2024-09-14, biết đến đâu ghi đến đó. Gửi 14/9/2024 cũng được.'],
  ['Nước', 'ISO 3166-1 alpha-2: LA, CU'],
  [
    'Trường',
    'Trường lạ hoặc sai kiểu thì không nhận cả bản gửi (422). null là để trống; khi sửa, trường không gửi giữ nguyên.',
  ],
  [
    'Gửi lại',
    'submissionId là một UUID tự chọn: gửi lại cùng nội dung thì nhận lại kết quả lần đầu, không thành hai; ghi mới với nội dung khác thì trả lời 409 cùng hồ sơ lần đầu (kept), bản ấy chưa được ghi.',
  ],
  ['Giấy tờ tùy thân', 'Không có trong JSON.'],
]

/** What programs are answered when something is not as it should be. */
export const apiAnswers: [status: number, words: string][] = [
  [400, 'nội dung không phải một đối tượng JSON'],
  [401, 'không có khóa, hoặc khóa đã thu hồi'],
  [403, 'người cấp khóa không có quyền, hoặc khóa chỉ đọc'],
  [404, 'không có, hoặc không thuộc phần của đơn vị'],
  [409, 'version đã cũ, hoặc submissionId đã dùng cho nội dung khác'],
  [410, 'đã xóa; deletion là nơi khôi phục'],
  [422, 'chưa lưu gì; errors là lý do theo từng trường'],
]
