ALTER TABLE `checklist_items` ADD `settled_by` text;--> statement-breakpoint
ALTER TABLE `checklist_steps` ADD `settled_by` text;--> statement-breakpoint
-- What settles the steps that the catalogue started with, and the lines that were made of them.
UPDATE checklist_steps SET settled_by = case title
  when 'Nhận thư mời của phía bạn' then 'invitation'
  when 'Lập danh sách đoàn và dự toán' then 'members_and_estimate'
  when 'Trình hồ sơ cử đoàn' then 'submission'
  when 'Nhận quyết định cử đoàn' then 'approval'
  when 'Thống nhất chương trình với phía bạn' then 'programme'
  when 'Quyết toán chuyến đi' then 'costs'
  when 'Gửi thư mời khách' then 'invitation'
  when 'Nhận danh sách khách, giờ đến và giờ về' then 'members'
  when 'Xin giấy phép hoạt động báo chí, nếu khách tác nghiệp' then 'press_permit'
  when 'Lập dự toán đón tiếp' then 'estimate'
  when 'Trình hồ sơ xin đồng ý đón đoàn' then 'submission'
  when 'Thống nhất chương trình với khách và địa phương' then 'programme'
  when 'Quyết toán việc đón tiếp' then 'costs'
end;--> statement-breakpoint
UPDATE checklist_items SET settled_by = case title
  when 'Nhận thư mời của phía bạn' then 'invitation'
  when 'Lập danh sách đoàn và dự toán' then 'members_and_estimate'
  when 'Trình hồ sơ cử đoàn' then 'submission'
  when 'Nhận quyết định cử đoàn' then 'approval'
  when 'Thống nhất chương trình với phía bạn' then 'programme'
  when 'Quyết toán chuyến đi' then 'costs'
  when 'Gửi thư mời khách' then 'invitation'
  when 'Nhận danh sách khách, giờ đến và giờ về' then 'members'
  when 'Xin giấy phép hoạt động báo chí, nếu khách tác nghiệp' then 'press_permit'
  when 'Lập dự toán đón tiếp' then 'estimate'
  when 'Trình hồ sơ xin đồng ý đón đoàn' then 'submission'
  when 'Thống nhất chương trình với khách và địa phương' then 'programme'
  when 'Quyết toán việc đón tiếp' then 'costs'
end;
