/** What the form and the lists of visits say, in English. */
export const delegationForms: Record<string, string> = {
  '{date} chưa đến, mà đoàn ở bước “{status}”. Ghi lại ngày, hoặc ghi lại bước của đoàn':
    '{date} is still to come, yet the visit is at “{status}”. Correct the date, or the stage',
  'Cùng chiều; cùng đối tác và thời gian chồng lên nhau, hoặc cùng tên, cùng ngày, cùng nước.':
    'The same direction; the same partner at overlapping dates, or the same title, days and country.',
  '“{name}” nay là nhiều nước: {names}. Ghi nước đã đến':
    '“{name}” is several countries today: {names}. Give the one that was visited',
  'Đã chọn đơn vị thì phạm vi là đơn vị ấy, nên đã bỏ qua {filters}.':
    'A unit was chosen, and is the scope then, so {filters} was left aside.',
  'Mỗi mục này chỉ chọn được một, nên đã bỏ qua {filters}.':
    'Only one of each can be chosen, so {filters} was left aside.',
  'Chỉ tìm theo 200 ký tự đầu nên đã bỏ qua {filters}.':
    'Only the first 200 characters are searched for, so {filters} was left aside.',
  'Việc đã đóng thì không còn đến hạn, nên đã bỏ qua {filters}.':
    'What is closed is no longer due, so {filters} was left aside.',
  'Số người chưa tính': 'People not counted',
  'dự kiến {count}': '{count} expected',
  '{count}, không tính': '{count}, not counted',
  '{people} người, chưa tính': '{people} {people|person|people}, not counted',
  'Lưới trao đổi với đối tác: số đoàn mỗi năm, mỗi chiều':
    'Exchange grid with partners: delegations a year, each way',
  'Các tệp đã đưa vào': 'Files brought in',
  'mọi thay đổi': 'every change',
  'Đưa tệp vào đọc thử, chưa ghi gì': 'Bring a file in for a dry run; nothing is written yet',
  'Ghi các dòng đã đọc thử vào sổ': 'Write the lines of a dry run into the register',
  'Lấy lại những gì lần nhập đã ghi': 'Take back what an import wrote',
  'Chuyến không tính (việc riêng): không phải báo cáo': 'Not counted (a private trip): no report is owed',
  'Ghi lại từ nguồn công bố; sổ không theo dõi báo cáo của chuyến này':
    'Written down from published sources; the register does not follow this visit’s report',
  'Nhập từ sổ cũ; sổ không theo dõi báo cáo của chuyến này':
    'Brought in from an old ledger; the register does not follow this visit’s report',
}
