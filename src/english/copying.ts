/** Copying a visit as a new one, in English. */
export const copying: Record<string, string> = {
  'Chép thành đoàn mới': 'Copy as a new delegation',
  'năm sau, cùng đối tác': 'next year, the same partner',
  'Chép: chiều, đơn vị, đối tác, nước, nơi thăm, danh nghĩa, nội dung; việc chuẩn bị, để lại từ đầu; chương trình như đã định. Không chép: giấy tờ, tệp, văn bản phê duyệt, kinh phí, báo cáo, việc tiếp theo, tin bài, giấy tờ tùy thân.':
    'Copied: direction, unit, partners, countries, place, capacity, purpose; the checklist, all of it open again; the programme as it was planned. Not copied: papers, files, the approval, costs, the report, follow-ups, press items, identity papers.',
  'Biết đến đâu ghi đến đó. Đủ ngày thì chương trình và hạn việc chuẩn bị có ngày ngay.':
    'As far as it is known. Known to the day, the programme and the checklist have their days at once.',
  'Chép cả danh sách người': 'Copy the list of people too',
  'Kèm chức vụ, đơn vị của lần trước': 'With their posts and organisations of that time',
  'Chức vụ có thể đã khác; không đánh dấu thì để trống để ghi lại.':
    'Posts may have changed; without the tick they are left empty, to be written anew.',
  'Quay lại, không chép': 'Back without copying',
  'Đã chép thành đoàn mới.': 'Copied as a new delegation.',
}
