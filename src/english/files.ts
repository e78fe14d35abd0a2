/** What only files to take along say: headings of their columns, and what their last line counts. */
export const files: Record<string, string> = {
  'Tìm thấy': 'Found',
  Thứ: 'Weekday',
  Phần: 'Part',
  'Cách hiểu': 'Meaning',
  'Sắp đổi': 'Changing',
  'Chi tiết': 'Details',
  'mọi việc': 'everything',
  'Có thể trùng với': 'May be the same as',
  'Các đoàn đã tính vào một số của bản phát hành': 'The visits that a figure of an edition counted',
  Phía: 'Side',
  'Số lần thử': 'Attempts',
  'Thử lại lúc': 'Next attempt',
  'Đã gửi': 'Sent',
  '{count} quyền': '{count} {count|right|rights}',
  'Thư chưa gửi được, đang chờ, và đã gửi từ {date}.':
    'Letters that could not be sent, that are waiting, and that were sent since {date}.',
  'Danh mục việc chuẩn bị cho đoàn': 'The catalogue of what is prepared for a visit',
  'Ai vào được sổ, với vai trò và đơn vị': 'Who may sign in, with their role and unit',
  'Mỗi quyền ai có, và địa chỉ nào cần': 'Who holds each right, and which addresses ask for it',
  'Văn bản làm căn cứ, mới ban hành trước': 'Papers that settings rest on, the newest first',
  'Thư nhắc: chưa gửi được, đang chờ, vừa gửi': 'Letters: not sent, waiting, and sent of late',
}
