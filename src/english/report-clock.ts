/** When reports are due, who is asked for them, and the letters that remind, in English. */
export const reportClock: Record<string, string> = {
  'Nhắc báo cáo sắp đến hạn': 'Reminder that a report is due soon',
  'trước ngày đến hạn': 'before it is due',
  'Báo lên lãnh đạo báo cáo quá hạn': 'Late reports told to leadership',
  'quá hạn trở lên': 'late or more',
  'Báo lên lãnh đạo': 'Told to leadership',
  'Quá hạn': 'Late',
  'Sắp đến hạn': 'Due soon',
  'Chưa đến hạn': 'Not due yet',
  'Hạn {date}: {days} {meaning}, căn cứ {basis}.': 'Due {date}: {days} {meaning}, by {basis}.',
  'Hạn {date}: {days} {meaning}, chưa ghi căn cứ.': 'Due {date}: {days} {meaning}; no basis is recorded.',
  'Hạn {date}: {days} {meaning} (chưa rõ ngày, tính từ {from}), căn cứ {basis}.':
    'Due {date}: {days} {meaning} (day not known, counted from {from}), by {basis}.',
  'Hạn {date}: {days} {meaning} (chưa rõ ngày, tính từ {from}), chưa ghi căn cứ.':
    'Due {date}: {days} {meaning} (day not known, counted from {from}); no basis is recorded.',
  'Gia hạn đến {date} vì: {reason} ({name} cho phép ngày {on}).':
    'Extended to {date} because: {reason} (allowed by {name} on {on}).',
  'Gia hạn đến {date} vì: {reason} (cho phép ngày {on}).':
    'Extended to {date} because: {reason} (allowed on {on}).',
  '{state}; đã đến mức báo lên lãnh đạo': '{state}; late enough to be told to leadership',
  'đã đến mức báo lên lãnh đạo': 'late enough to be told to leadership',
  '{count} đã đến mức báo lên lãnh đạo': '{count} late enough to be told to leadership',

  'Gia hạn': 'Extension',
  'Gia hạn nộp': 'Extend the deadline',
  'Gia hạn báo cáo': 'Extension of the report',
  'Các lần gia hạn': 'Extensions',
  'Đến {date}: {reason}': 'To {date}: {reason}',
  'Về trang đoàn': 'To the delegation',
  'Đã gia hạn báo cáo.': 'The deadline of the report was extended.',
  'Ví dụ: trưởng đoàn đi công tác tiếp đến ngày 20/10.': 'For example: the head travels on until 20/10.',
  'Báo cáo đã nộp, không được theo dõi hoặc đoàn đã hủy, nên không gia hạn được':
    'The report was submitted or is not followed, or the delegation was cancelled: nothing to extend',
  'Hạn vừa đổi thành {date}. Xem lại rồi lưu lần nữa':
    'The due day has just become {date}. Look again, then save once more',
  'Hạn hiện nay là {date}. Ghi ngày sau ngày ấy': 'It is due on {date} now. Write a later day',
  'Xa hơn một năm, quá {date}. Xem lại năm': 'More than a year away, after {date}. Check the year',
  '{date} chưa đến. Ghi ngày đã cho phép': '{date} is still to come. Write the day it was allowed',

  'Đôn đốc báo cáo': 'Reports to chase',
  'đoàn đã về, chưa có báo cáo': 'delegations back without a report',
  'Danh sách đôn đốc báo cáo': 'Reports to chase',
  'Đoàn đã về, chưa có báo cáo kết quả.': 'Delegations that are back and have not reported.',
  'Mức đôn đốc': 'How urgent',
  'Lọc danh sách đôn đốc': 'Filter the reports to chase',
  '{count} báo cáo': '{count} {count|report|reports}',
  'Không có báo cáo nào phải đôn đốc': 'No report to chase',
  'Đoàn ghi là đã về mà chưa nộp báo cáo sẽ hiện ở đây.':
    'Delegations marked as returned that have not reported appear here.',
  'Xem cả danh sách': 'See the whole list',
  'Báo cáo phải đôn đốc, quá hạn lâu nhất trước': 'Reports to chase, the latest first',
  Mức: 'Step',
  'Hạn nộp': 'Due',
  'Số ngày quá hạn': 'Days late',
  'gia hạn {words}': 'extended {words}',
  'đến {date} vì: {reason}': 'to {date} because: {reason}',
  'chưa ghi trưởng đoàn': 'no head is recorded',
  '{state}, {count}/{all} phần': '{state}, {count}/{all} parts',
  'mọi đoàn đã về, chưa có báo cáo': 'all delegations that are back without a report',
  'Báo cáo còn chờ của đoàn đã về, quá hạn lâu nhất trước':
    'Awaited reports of delegations that are back, the latest first',

  'Thư nhắc': 'Letters',
  'Thư nhắc báo cáo': 'Letters about reports',
  'Sổ gửi thư khi báo cáo sắp đến hạn, đến hạn, quá hạn hoặc phải báo lên lãnh đạo. Mỗi người nhiều nhất một thư một ngày; mỗi mức của một báo cáo chỉ báo một lần.':
    'The register writes when a report is due soon, due, late, or late enough to be told to leadership. Nobody gets more than one letter a day, and each step of a report is told once.',
  'Gửi thư thử cho tôi': 'Send me a test letter',
  'Máy chủ thư': 'Mail server',
  'cổng {port}': 'port {port}',
  'Địa chỉ gửi': 'Sent from',
  'Chưa nối máy chủ thư nên sổ không gửi thư và không xếp thư nào chờ. Người cài đặt đặt SMTP_URL rồi khởi động lại sổ.':
    'No mail server is named, so the register sends no letters and queues none. Whoever runs it sets SMTP_URL and starts it again.',
  'Không gửi được': 'Not sent',
  'Đang chờ': 'Waiting',
  'Đã gửi từ {date}': 'Sent since {date}',
  '{count} thư': '{count} {count|letter|letters}',
  '{count} thư không gửi được': '{count} {count|letter|letters} not sent',
  'Không có thư nào.': 'No letters.',
  Thư: 'Letter',
  'Gửi đến': 'To',
  'Gửi lại thư': 'Send again',
  'chưa gửi lần nào': 'not tried yet',
  'đã thử {count} lần': 'tried {count} {count|time|times}',
  'thử lại {moment}': 'again at {moment}',
  'Máy chủ thư đã nhận thư.': 'The mail server took the letter.',
  'Thư chưa đi. Lý do ở danh sách bên dưới.': 'The letter has not gone. The reason is in the list below.',
  'Thư thử này đã gửi rồi.': 'This test letter was sent already.',
  'Sổ dừng giữa lúc gửi, không rõ thư đã đến chưa. Hỏi người nhận rồi hãy gửi lại.':
    'The register stopped while sending: nobody knows whether the letter arrived. Ask before sending it again.',
  'Sổ có gửi thư được không; thư đang chờ, thư không gửi được và vì sao; gửi thư thử.':
    'Whether letters can be sent; which wait, which failed and why; a test letter.',
  'Từ nay anh chị nhận thư nhắc báo cáo.': 'From now on you get letters about reports.',
  'Từ nay anh chị không nhận thư nhắc báo cáo.': 'From now on you get no letters about reports.',
  'Khi báo cáo của đơn vị anh chị sắp đến hạn, đến hạn hoặc quá hạn; nhiều nhất một thư một ngày.':
    'When a report of your unit is due soon, due or late; one letter a day at most.',
  'Sổ chưa nối máy chủ thư nên hiện chưa gửi thư nào.':
    'No mail server is named yet, so no letters are sent.',
  'Đang nhận.': 'You get them.',
  'Không nhận.': 'You get none.',
  'Thôi nhận thư nhắc': 'Get no more letters',
  'Nhận thư nhắc': 'Get letters',
}
