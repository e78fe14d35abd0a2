/** Publishing a yearly report, its editions, and what changed since, in English. */
export const publishing: Record<string, string> = {
  'Duyệt, thuộc cơ quan Trung ương': 'Approve, at the centre',
  'Phát hành': 'Publish',
  'Phát hành báo cáo': 'Publish the report',
  'Phát hành bản {edition}, số {number}': 'Edition {edition} published, number {number}',
  'Thu hồi bản đã phát hành: {reason}': 'The published edition was withdrawn: {reason}',
  'để sửa và phát hành lại': 'to mend it and publish again',
  'Thu hồi bản phát hành': 'Withdraw the edition',
  'Bản đã phát hành': 'The published edition',
  'đúng từng chữ như đã ký': 'word for word as it was signed',
  'Đã phát hành {date}, số {number}, {signer} ký. Số liệu tính đến {asOf}, giữ nguyên.':
    'Published {date}, number {number}, signed by {signer}. Figures as of {asOf}; they stay.',
  'Sau đó có': 'Since then:',
  '{count} thay đổi': '{count} {count|change|changes}',
  '{count} số đã khác': '{count} {count|figure|figures} that {count|differs|differ}',
  'Sau đó chưa có thay đổi nào.': 'Nothing has changed since.',
  'Đã phát hành. Số liệu của báo cáo từ nay giữ nguyên.':
    'Published. The figures of the report stay from now on.',
  'Đã thu hồi. Báo cáo lại lấy số liệu mới từ sổ.':
    'Withdrawn. The report takes its figures from the register again.',
  'Các bản đã thu hồi': 'Editions that were withdrawn',
  'Bản {edition}, số {number}': 'Edition {edition}, number {number}',
  'Bản {edition}': 'Edition {edition}',
  'thu hồi {moment}, vì: {reason}': 'withdrawn {moment}, because: {reason}',
  'Thay đổi sau khi phát hành': 'Changes since it was published',
  'Bản in dưới đây giữ số đã phát hành; số mới ghi bên cạnh.':
    'The paper below keeps the published figures; the new ones stand beside them.',
  'Xem bản đã phát hành': 'See the published edition',
  'Xem thao tác': 'See the act',
  'Còn {count} thay đổi nữa; bản JSON ghi đủ.':
    '{count} more {count|change|changes}; the JSON has all of them.',
  'sau điều chỉnh {now}': 'restated {now}',
  'không còn': 'no longer there',
  '{count} dòng': '{count} {count|row|rows}',
  'đã phát hành {words}': 'published {words}',
  'Từ khi phát hành chưa có thay đổi nào động đến số liệu của báo cáo.':
    'Since it was published, nothing has changed its figures.',
  '{words}; và {count} thay đổi khác': '{words}; and {count} other {count|change|changes}',
  'đến hạn từ khi phát hành': 'due since it was published',
  'đổi danh sách đoàn': 'list of members changed',
  'sửa tin bài': 'press coverage changed',
  'sửa việc tiếp theo': 'follow-ups changed',
  'sửa báo cáo kết quả': 'visit report changed',
  'sửa chương trình': 'programme changed',
  'sửa các bước': 'steps changed',
  'sửa lý do thay đổi': 'reason for the change edited',
  'loại đối tác {was} → {is}': 'kind {was} → {is}',
  'nước {was} → {is}': 'country {was} → {is}',
  'không nước nào': 'no country',
  '{figure} so với {period}': '{figure} against {period}',
  'Cột {column} cộng lại': 'Column {column} adds up to',
  'Cột {column} cộng lại hơn số thật': 'Column {column} adds up to more by',
  'đổi nguồn': 'source changed',
  'đã bỏ': 'taken away',
  '{was} → {is}': '{was} → {is}',
  'đổi nước': 'country changed',
  'đổi đối tác': 'partner changed',
  'đổi loại nội dung': 'kind of purpose changed',

  'Về trang báo cáo': 'To the report',
  'Chưa phát hành được': 'It cannot be published yet',
  'Báo cáo này đã phát hành. Muốn phát hành bản khác, thu hồi bản đang giữ trước.':
    'This report is published. To publish another edition, withdraw the one that stands first.',
  'Kỳ báo cáo chưa bắt đầu, chưa có gì để phát hành.':
    'The period has not begun; there is nothing to publish yet.',
  'Còn {count} điều mâu thuẫn hoặc còn thiếu trong kỳ này. Sửa, hoặc chấp nhận kèm lý do, rồi phát hành.':
    '{count} {count|thing contradicts or is|things contradict or are} missing in this period. Mend them, or accept them with a reason, then publish.',
  'Mở bàn đối chiếu của kỳ này': 'Open the contradictions of this period',
  'Số liệu hoặc lời báo cáo vừa đổi': 'The figures or the words of the report have just changed',
  'Chưa phát hành gì. Dưới đây là số mới; xem lại rồi phát hành lần nữa nếu vẫn đúng.':
    'Nothing was published. Below are the new figures: look again, then publish once more if it is still right.',
  'Sẽ giữ nguyên từ nay': 'What will stay as it is',
  '{count} số của báo cáo, mỗi số cùng các đoàn đã tính':
    '{count} {count|figure|figures} of the report, each with the visits it counted',
  'Văn bản đúng từng chữ như khi ký': 'The paper, word for word as signed',
  'Sửa, xóa, ghi thêm đoàn sau đó không đổi các số này: mỗi thay đổi được liệt kê bên cạnh, kèm lý do. Lời cơ quan tự viết vẫn sửa được.':
    'Editing, deleting or adding visits later does not change these figures: each change is listed beside them, with its reason. What the office writes itself can still be edited.',
  'Nên xem trước khi phát hành': 'Worth a look before publishing',
  'Kỳ này chưa hết: báo cáo chỉ gồm đoàn đã đi, đã đến tính đến {date}. Đoàn đi sau đó sẽ thành thay đổi sau khi phát hành.':
    'The period is not over: the report has the visits up to {date}. Later ones will be changes since publishing.',
  '{count} đoàn đã về chưa có báo cáo kết quả.': '{count} {count|visit is|visits are} back without a report.',
  '{count} đoàn chưa rõ số người: lượt người là mức ít nhất.':
    '{count} {count|visit|visits} of unknown size: person-trips are a lower bound.',
  '{count} phần còn trống: bản in ghi “Chưa ghi nội dung nào.” ở đó.':
    '{count} {count|section is|sections are} still empty: the paper says there that nothing was written yet.',
  '{count} đoàn đã qua ngày mà còn ghi dự kiến: báo cáo này không tính.':
    '{count} {count|visit has|visits have} passed and still {count|stands|stand} as planned: this report does not count {count|it|them}.',
  'Quay lại, không phát hành': 'Back without publishing',
  '{date} chưa đến. Ghi ngày đã ký': '{date} is still to come. Write the day it was signed',
  'Trước ngày {start} của đoàn {code} ({title}) đã tính trong báo cáo. Xem lại ngày ký':
    'Before {start}, when visit {code} ({title}) began, which the report counts. Check the day it was signed',
  'Trước tháng {start} của đoàn {code} ({title}) đã tính trong báo cáo. Xem lại ngày ký':
    'Before {start}, when visit {code} ({title}) began, which the report counts. Check the day it was signed',
  'Số {number}, {signer} ký ngày {date}: giữ như bản đã phát hành. Muốn đổi thì thu hồi bản ấy rồi phát hành lại.':
    'Number {number}, signed by {signer} on {date}: as in the published edition. To change them, withdraw that edition and publish again.',
  'Nơi viết, thẩm quyền ký, nơi nhận': 'Place, authority to sign, recipients',
  '{date} trước khi kỳ báo cáo bắt đầu. Xem lại năm': '{date} is before the period begins. Check the year',

  'Lý do thu hồi': 'Reason for withdrawing',
  'Ví dụ: ký nhầm bản chưa sửa phần kiến nghị; phát hành lại với số mới.':
    'For example: the wrong draft was signed; it will be published again under a new number.',
  'Thu hồi bản đã phát hành': 'Withdraw the published edition',
  'Bản này vẫn được giữ và đọc được, ghi rõ đã thu hồi và lý do. Báo cáo lại lấy số từ sổ; phát hành lại thành bản thứ {edition}.':
    'This edition is kept and can be read, marked as withdrawn with the reason. The report takes its figures from the register again; published again it becomes edition {edition}.',
  'Quay lại, không thu hồi': 'Back without withdrawing',

  '{signer} ký ngày {date}': 'signed by {signer} on {date}',
  '{name} phát hành {moment}': 'published by {name} {moment}',
  'Đã thu hồi {moment}': 'Withdrawn {moment}',
  'Lý do: {reason}': 'Reason: {reason}',
  'Các đoàn đã tính vào số này, đúng như khi phát hành.':
    'The visits this figure counted, as they stood when it was published.',
  'Xem danh sách hiện nay': 'See the list of today',

  'Phát hành báo cáo năm': 'Publish a yearly report',
  'Người có quyền Duyệt ở cơ quan Trung ương bấm “Phát hành” trên trang báo cáo, xem lại số sẽ giữ nguyên rồi ghi số, ngày, người ký. Từ đó số liệu, danh sách đoàn và văn bản không đổi nữa; đoàn sửa, xóa, ghi thêm về sau hiện bên cạnh: “41, sau điều chỉnh 42”, kèm lý do. Còn điều mâu thuẫn trong kỳ thì sửa hoặc chấp nhận trước. Ký nhầm thì “Thu hồi” kèm lý do; bản cũ vẫn đọc được, bản mới đứng cạnh.':
    'Whoever may approve at the centre presses “Publish” on the page of the report, looks at the figures that will stay, and writes its number, day and signer. From then on its figures, lists of visits and paper do not change; visits edited, deleted or added later stand beside them: “41, restated 42”, with the reason. What contradicts in the period is mended or accepted first. Signed by mistake, it is withdrawn with a reason; the old edition can still be read, the new one stands beside it.',
}
