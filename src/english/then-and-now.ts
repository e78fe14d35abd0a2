/** A list or a figure beside what it was on a day, in English. */
export const thenAndNow: Record<string, string> = {
  '{persons} trên {count}': '{persons} of {count}',
  'Xem lưới hôm nay': 'See today’s grid',
  'Những đối tác có số khác trước: số lúc đó rồi số nay, đoàn ra rồi đoàn vào':
    'Partners with other figures than before: what they were, then what they are, outbound, then inbound',
  'Mỗi bên soát theo ngày của mình, nên báo cáo quá hạn từ hôm ấy đến nay là chỗ mới. Chỗ không còn là đã sửa, đã xóa hoặc đã được chấp nhận.':
    'Each side is checked as of its own day, so a report that became overdue since came in. What went out was mended, deleted or accepted.',
  'Mỗi dòng là một kỳ: bản thảo hay bản đã phát hành, bên cạnh số sổ đếm được. Lời của bản thảo thì xem ở lịch sử.':
    'Each row is a period: a draft or an edition, beside what the register counts. For the words of a draft see its history.',
  'Chấp nhận từ đó': 'Accepted since',
  'So với một ngày trước': 'Compare with an earlier day',
  'Ở danh sách hay trang số liệu, bấm “So với ngày…” rồi ghi ngày: sổ cho biết từ cuối ngày ấy thêm gì, bớt gì, đổi gì, ai làm và lúc nào. Số khác được ghi số cũ rồi số mới, và mở ra những đoàn làm nên chỗ khác.':
    'In a list or on the page of totals, open “Export” and write a day into “Compare with a day…”: you are told what came, what went and what changed since the end of that day, who did it and when. A figure that differs shows the old one, then the new, and opens the delegations that make the difference.',
  'So với ngày…': 'Compare with a day…',
  'So với ngày': 'Compared with',
  'So với {date}': 'Compared with {date}',
  'So với ngày {date}': 'Compared with {date}',
  'So sánh': 'Compare',
  'dd/mm/yyyy': 'dd/mm/yyyy',
  'So với cuối ngày': 'With the end of',
  'nay là': 'now',
  'Chọn ngày để so': 'Choose the day to compare with',
  'Ngày {day} ở trước dòng lịch sử đầu tiên: sổ có lịch sử từ {date}. Những gì nạp vào không kèm lịch sử được coi như đã có từ trước.':
    '{day} is before the first line of history, which begins on {date}. What was brought in without history is taken to have been there before.',
  'Ngày ấy chưa đến, chưa có gì để so, nên đã bỏ qua {filters}.':
    'That day has not come, and there is nothing to compare with: {filters} was left aside.',
  'Muốn so thì ghi đủ ngày, tháng, năm, như 15/12/2025; đã bỏ qua {filters}.':
    'To compare, give day, month and year, as 15/12/2025; {filters} was left aside.',
  'và {count} lần trước đó': 'and {count} {count|time|times} before',
  'Lúc, ai': 'When, who',
  'Còn {count} dòng; tải về để xem đủ.': '{count} more {count|row|rows}; download the list to see all.',
  '{list}: so với ngày {date}': '{list}: compared with {date}',
  'Danh sách vào cuối ngày {then}, bên cạnh danh sách hôm nay {now}.':
    'The list at the end of {then} beside the list of today, {now}.',
  'Con số ở đầu danh sách, lúc đó và nay': 'The figures above the list, then and now',
  'Con số': 'Figure',
  Nay: 'Now',
  'Không có gì khác': 'Nothing differs',
  'Từ cuối ngày {date} đến nay, danh sách này không thêm, không bớt, không đổi dòng nào.':
    'Since the end of {date} no row came into this list, went out of it or changed.',
  'Xem danh sách hôm nay': 'See the list of today',
  'Thêm vào': 'Came in',
  'Không còn': 'Went out',
  Khác: 'Difference',
  'Trước đây': 'Before',
  'Những dòng có ở cả hai, với từng chỗ đã đổi': 'Rows of both lists, with what changed in each',
  'Từ tìm kiếm được hiểu theo chữ hôm nay. Dữ liệu cá nhân đã xóa theo yêu cầu thì ở ngày trước cũng không còn.':
    'Words are searched in the texts of today. Personal data erased on request are not in the past either.',
  'Dòng trong danh sách': 'Rows in the list',
  '{count} số khác so với cuối ngày {date}.':
    '{count} {count|figure differs|figures differ} from the end of {date}.',
  'Không số nào khác so với cuối ngày {date}.': 'No figure differs from the end of {date}.',
  'Mỗi chỗ khác mở ra những đoàn làm nên nó.': 'Each difference opens the delegations that make it.',
  'Số liệu lúc đó và nay; chỗ khác ghi số cũ rồi số mới':
    'The figures then and now; where they differ, the old one, then the new',
  '{figure}, ngày {date}': '{figure}, {date}',
  '{figure}, nay': '{figure}, now',
  'Một danh sách hay số liệu so với cuối một ngày: thêm, bớt, thay đổi':
    'A list or totals compared with the end of a day: what came, went and changed',
  'khôi phục': 'restored',
  'ghi muộn': 'entered late',
  'chuyển đơn vị': 'given to another unit',
  'xóa: {reason}': 'deleted: {reason}',
  'thu hồi việc ghi': 'entry taken back',
  'hủy: {reason}': 'cancelled: {reason}',
  'hoãn: {reason}': 'postponed: {reason}',
  'trạng thái: {was} → {is}': 'stage: {was} → {is}',
  'đổi ngày đi {was} → {is}': 'departure moved {was} → {is}',
  'đổi ngày đến {was} → {is}': 'arrival moved {was} → {is}',
  'chuyển đơn vị: {was} → {is}': 'given to another unit: {was} → {is}',
  'đổi chiều: {was} → {is}': 'direction: {was} → {is}',
  'cách tính: {was} → {is}': 'counted as: {was} → {is}',
  'số người {was} → {is}': 'people {was} → {is}',
}
