-- What most offices prepare for a visit, for the catalogue to start with: the deadlines of the press work and of the file
-- are those the office goes by, the others are usual. Each office changes them as it likes.
INSERT INTO checklist_steps (direction, title, anchor, "offset", day_kind, position) VALUES
  ('outbound', 'Nhận thư mời của phía bạn', 'start', -60, 'calendar', 1),
  ('outbound', 'Lập danh sách đoàn và dự toán', 'start', -30, 'working', 2),
  ('outbound', 'Trình hồ sơ cử đoàn', 'start', -20, 'working', 3),
  ('outbound', 'Nhận quyết định cử đoàn', 'start', -12, 'working', 4),
  ('outbound', 'Xin thị thực, xem lại hạn hộ chiếu', 'start', -10, 'working', 5),
  ('outbound', 'Thống nhất chương trình với phía bạn', 'start', -10, 'working', 6),
  ('outbound', 'Đặt vé, bảo hiểm, quà tặng', 'start', -7, 'working', 7),
  ('outbound', 'Họp đoàn trước khi đi', 'start', -2, 'working', 8),
  ('outbound', 'Gửi thư cảm ơn phía bạn', 'end', 5, 'working', 9),
  ('outbound', 'Quyết toán chuyến đi', 'end', 15, 'working', 10),
  ('inbound', 'Gửi thư mời khách', 'start', -45, 'calendar', 11),
  ('inbound', 'Nhận danh sách khách, giờ đến và giờ về', 'start', -15, 'working', 12),
  ('inbound', 'Xin giấy phép hoạt động báo chí, nếu khách tác nghiệp', 'start', -10, 'working', 13),
  ('inbound', 'Lập dự toán đón tiếp', 'start', -10, 'working', 14),
  ('inbound', 'Trình hồ sơ xin đồng ý đón đoàn', 'start', -5, 'working', 15),
  ('inbound', 'Thống nhất chương trình với khách và địa phương', 'start', -5, 'working', 16),
  ('inbound', 'Bố trí xe, nơi ở, phiên dịch, quà tặng', 'start', -3, 'working', 17),
  ('inbound', 'Gửi thư cảm ơn khách', 'end', 5, 'working', 18),
  ('inbound', 'Quyết toán việc đón tiếp', 'end', 15, 'working', 19);
