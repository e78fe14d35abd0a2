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
  'Đổi thứ bậc: bấm lên, xuống ở mỗi dòng, hoặc kéo dòng bằng chuột.':
    'To change the order, press up or down beside a line, or drag the line.',
  'Đã chuyển {name} đến dòng {line} trên {count}.': '{name} moved to line {line} of {count}.',
  'Đã chuyển dòng trống đến dòng {line} trên {count}.': 'The empty line moved to line {line} of {count}.',
  'Chuyển {name} lên': 'Move {name} up',
  'Chuyển {name} xuống': 'Move {name} down',
  'dòng {line}': 'line {line}',
}
