/** Who is in a visit, the person's own page, and what is said beside a visit, in English. */
export const peopleAndWarnings: Record<string, string> = {
  'Trình hồ sơ đoàn ra': 'File of an outbound visit sent up',
  'Văn bản đồng ý đón đoàn vào': 'Consent to receive guests',
  'Giấy phép hoạt động báo chí của khách': 'Press permit of guests',
  'trước ngày đi': 'before departure',
  'trước ngày khách đến': 'before the guests arrive',
  '{names} có tên ở hai đoàn trong cùng ngày ({dates}). Đoàn kia:':
    '{names} in two visits on the same days ({dates}). The other visit:',
  '{names} và {count} người nữa có tên ở hai đoàn trong cùng ngày ({dates}). Đoàn kia:':
    '{names} and {count} more in two visits on the same days ({dates}). The other visit:',
  'Chưa trình hồ sơ cử đoàn; hạn trình là {date}, {days} trước ngày đi ({basis}).':
    'The file of this visit has not been sent up; it was due on {date}, {days} before departure ({basis}).',
  'Khách sắp đến mà chưa có văn bản đồng ý; hạn là {date}, {days} trước ngày đến ({basis}).':
    'The guests arrive soon and there is no consent; it was due on {date}, {days} before arrival ({basis}).',
  'Khách sẽ hoạt động báo chí mà chưa có giấy phép; hạn là {date}, {days} trước ngày đến ({basis}).':
    'The guests will work as press and have no permit; it was due on {date}, {days} before arrival ({basis}).',
  'hạn này chưa ghi căn cứ': 'no basis written down for this deadline',
  'Trình hồ sơ: {title}': 'Send up the file: {title}',
  'chưa trình hồ sơ cử đoàn': 'file not sent up',
  'Văn bản đồng ý: {title}': 'Consent: {title}',
  'khách sắp đến, chưa có văn bản đồng ý': 'guests arrive soon, no consent',
  'Giấy phép báo chí: {title}': 'Press permit: {title}',
  'chưa có giấy phép hoạt động báo chí': 'no press permit',

  'Đơn vị để trống ở {count} dòng được ghi theo dòng trên: xem lại.':
    'In {count} {count|line|lines} the empty organisation was taken from the line above: check it.',
  'Bỏ {count} dòng không phải tên người: {lines}.':
    '{count} {count|line|lines} naming nobody left out: {lines}.',
  '{count} người đã có trong danh sách: chỉ điền ô còn trống.':
    '{count} {count|person was|people were} in the list already: only empty boxes were filled in.',

  'Ghi theo thứ bậc. Người có tên mà không đi thì đánh dấu “không đi”; người đi ngoài danh sách đã duyệt thì đánh dấu “đi thêm”.':
    'In order of rank. Whoever is named but did not travel is ticked “did not travel”; whoever went beside the approved list, “went in addition”.',
  'Đi thêm': 'Went in addition',
  'đi thêm': 'went in addition',
  'cử {sent}, thực đi {travelled}': '{sent} sent, {travelled} travelled',
  '{count} người trong danh sách': '{count} {count|person|people} listed',
  'Có tên mà không đi: {names}.': 'Listed but did not travel: {names}.',
  'Đi thêm ngoài danh sách: {names}.': 'Went in addition to the list: {names}.',
  'Người đi thêm thì đã đi: chỉ đánh dấu một trong hai':
    'Who went in addition did travel: tick one of the two only',
  'Là cùng một người với dòng {line}, “{name}”. Bỏ một dòng':
    'The same person as in line {line}, “{name}”. Remove one of the two',
  'Đổi thứ bậc: bấm lên, xuống ở mỗi dòng, hoặc kéo dòng.':
    'To change the order, press up or down beside a line, or drag the line.',
  'Đã chuyển {name} đến dòng {line} trên {count}.': '{name} moved to line {line} of {count}.',
  'Đã chuyển dòng trống đến dòng {line} trên {count}.': 'The empty line moved to line {line} of {count}.',
  'Chuyển {name} lên': 'Move {name} up',
  'Chuyển {name} xuống': 'Move {name} down',
  'dòng {line}': 'line {line}',

  'Gộp hai nhân sự': 'Merge two records of a person',
  'Gộp với bản ghi khác': 'Merge with another record',
  Gộp: 'Merge',
  'Khi {name} còn một bản ghi nữa dưới cách viết khác. Chọn bản ghi kia, xem hai bên rồi mới gộp.':
    'Where {name} has another record under another spelling. Choose it, see both sides, and then merge.',
  'Tìm người kia theo tên, không cần dấu': 'Find the other by name; no tones needed',
  'Người tìm thấy': 'Found',
  'Có thể là cùng một người': 'May be the same person',
  'chưa ghi chức vụ': 'no post written down',
  'Không tìm thấy ai khác.': 'Nobody else found.',
  'Không thấy ai có tên gần giống. Tìm ở ô trên.': 'Nobody with a like name. Search above.',
  'Quay lại, không gộp': 'Back, without merging',
  'Giữ {kept}; mọi đoàn của {other} chuyển sang, tên ấy thành cách viết khác.':
    'Keep {kept}; all visits of {other} move there, and that name becomes another spelling.',
  'Chưa gộp được: hai người cùng có tên trong một đoàn': 'Cannot be merged: both are named in one visit',
  'Nếu đúng là một người, bỏ một dòng trong danh sách của đoàn ấy rồi gộp.':
    'If they are one person, remove a line from the list of that visit, then merge.',
  'Chưa gộp được: hai ghi chú cộng lại dài quá': 'Cannot be merged: both notes together are too long',
  'Ghi chú của một người chứa được 4.000 ký tự. Rút gọn một bên rồi gộp; bỏ chữ nào là do anh chị chọn.':
    'The note of one person holds 4,000 characters. Shorten one of them, then merge; which words go is yours to choose.',
  'Sửa {name}': 'Edit {name}',
  'Có người vừa sửa sau khi anh chị mở trang này. Chưa gộp gì: xem lại hai bên rồi gộp lần nữa nếu vẫn đúng.':
    'Somebody changed one of them since you opened this page. Nothing was merged: look again, and merge if it is still right.',
  'Hai bản ghi cạnh nhau': 'Two records side by side',
  'giữ lại': 'kept',
  'chuyển sang bên kia': 'moves to the other',
  'Chức vụ gần nhất': 'Last post',
  'Chuyến đã đi': 'Trips made',
  'Đoàn có tên': 'Visits naming them',
  'Xem đủ {count} đoàn': 'See all {count} visits',
  'Số người được đếm lại ngay: hai bản ghi thành một người. Hoàn tác được ở lịch sử, một lần là trả lại cả hai.':
    'Persons are counted anew at once: two records become one person. It can be undone in the history, which gives both back.',
  'Gộp, giữ {name}': 'Merge, keep {name}',
  'Giữ {name} thì hơn': 'Rather keep {name}',
  'Đã gộp hai nhân sự thành một.': 'Two records merged into one person.',
  'Gộp hai bản ghi của một người': 'Two records of one person merged',
  'Mở bản ghi được giữ': 'Open the record that was kept',
  '{title} đã gộp vào người có dữ liệu đã xóa theo yêu cầu nên không trở lại.':
    '{title} was merged into somebody whose data was erased on request, and does not come back.',
  'Gộp hai bản ghi: mọi đoàn chuyển sang người được giữ, tên này thành cách viết khác của người ấy.':
    'Merge the two records: all visits move to the one that is kept, and this name becomes another spelling.',
  'Người kia': 'The other person',

  'Chưa đi đoàn nào; chỉ có tên ở phía đón tiếp.': 'On no visit yet; named among hosts only.',
  'Ở phía đón tiếp': 'Among the hosts',
  'Các đoàn người này đón tiếp, mới nhất trước': 'Visits this person received, newest first',
  'ra {count}': 'out {count}',
  'vào {count}': 'in {count}',
  'trưởng đoàn {count}': 'as head {count}',
  'Chỉ đếm chuyến thực đi của đoàn đã diễn ra và được tính, theo năm của ngày đi hoặc ngày đến.':
    'Only trips made are counted, of visits that took place and count, in the year of departure or arrival.',
}
