/** The leaders' numbers, in English. */
export const numbers: Record<string, string> = {
  'đoàn sau cùng đã đi hoặc đến': 'last delegation that went or came',
  'chưa có đoàn nào đi hoặc đến': 'no delegation went or came yet',
  'Dòng {first}–{last} trong {count}.': 'Rows {first}–{last} of {count}.',
  'TỔNG CỘNG là của cả {count} dòng.': 'TOTAL is of all {count} rows.',
  'Đủ {count} dòng.': 'All {count} rows.',
  'Một lần xem nhiều nhất {most} dòng; tệp Excel có đủ.':
    'At most {most} rows are shown at once; the Excel file has all.',
  'Xem từng trang': 'Show page by page',
  'Xem {most} dòng một lần, để in': 'Show {most} rows at once, to print',
  'Xem cả lưới, để in': 'Show the whole grid, to print',
  'Gần nhất và không liên hệ kể cả đoàn chỉ tính lượt người (C11).':
    'Last exchange and silence also reckon with visits that count their people alone (C11).',
  'lượt người': 'person-trips',
  'số người không trùng': 'distinct persons',
  '{period}, đến hôm nay': '{period}, until today',
  '6 tháng đầu {year}': 'First half of {year}',
  '6 tháng cuối {year}': 'Second half of {year}',
  'Tháng {month}': '{month}',
  'So với cùng kỳ': 'Beside the same period before',
  'Số đoàn, lượt người, số người của kỳ này bên cạnh cùng kỳ trước':
    'Delegations, person-trips and persons of this period beside the same period before',
  'Báo cáo chờ duyệt': 'Reports to approve',
  '{count} báo cáo đã nộp, chờ duyệt': '{count} {count|report|reports} to be approved',
  'Chỉ tiêu': 'Figure',
  '{persons} trên {personTrips} lượt có danh sách':
    '{persons} of {personTrips} {personTrips|trip|trips} with a list',
  '{persons} người trên {personTrips} lượt có danh sách':
    '{persons} {persons|person|persons} of {personTrips} {personTrips|trip|trips} with a list',
  'đoàn có đủ danh sách người': 'delegations whose people are all named',
  'không so sánh: có đoàn chưa rõ số người': 'not compared: some sizes are unknown',
  'chưa có danh sách': 'no lists yet',
  'không so sánh: danh sách chưa đủ': 'not compared: the lists are not complete',
  'Tính đoàn đã lên đường, theo ngày đi hoặc ngày đến (quy tắc C5, C10); lượt người theo người thực đi (C2).':
    'Counts delegations that left, by the day of departure or arrival (rules C5, C10); person-trips by who travelled (C2).',
  'Kỳ trước không kể:': 'Left out of the period before:',
  'So từng ngày, nên ở cả hai kỳ không kể đoàn chưa rõ ngày:':
    'Compared day for day, so that in both periods visits of no known day are left out:',

  'Lưới trao đổi': 'Exchange grid',
  'Lưới trao đổi với đối tác': 'Exchange grid with partners',
  'Số đoàn ra và đoàn vào với từng đối tác, {from}–{to}.':
    'Outbound and inbound delegations with each partner, {from}–{to}.',
  'Từ năm': 'From year',
  'Đến năm': 'To year',
  'Không liên hệ ít nhất': 'No contact for at least',
  'Không liên hệ ít nhất {months}': 'No contact for at least {months}',
  'Không liên hệ': 'No contact',
  '12 tháng': '12 months',
  '24 tháng': '24 months',
  '36 tháng': '36 months',
  '60 tháng': '60 months',
  'Xem lưới': 'Show the grid',
  'Xếp:': 'Sort:',
  'Lâu không liên hệ trước': 'Longest silence first',
  'Xem mọi đối tác': 'Show every partner',
  'Đối tác và năm; mỗi ô là số đoàn ra rồi số đoàn vào, mở ra danh sách đoàn':
    'Partners and years; each cell has outbound, then inbound delegations, and opens their list',
  'Chỉ tính đoàn đã lên đường (C10), theo năm đi hoặc năm đến (C5).':
    'Only visits that took place are counted (C10), by year of departure or arrival (C5).',
  'Xem cả {count} dòng': 'Show all {count} rows',
  'Xem cả {count} số': 'Show all {count} figures',
  'Vẽ {count} kỳ gần nhất; các kỳ trước nằm trong bảng.':
    'The latest {count} are drawn; earlier ones are in the table.',
  'Các dòng cộng lại hơn dòng tổng {outbound} đoàn ra, {inbound} đoàn vào: đoàn có nhiều đối tác ghi ở từng đối tác, dòng tổng tính một lần (C8).':
    'The rows add up to {outbound} outbound and {inbound} inbound delegations more than the total: a delegation with several partners stands at each, and counts once in the total (C8).',
  'Gạch chéo: số đã công bố cho cả kỳ, không có danh sách đoàn, không cộng vào ô nào (C13).':
    'Hatched: figures published for the whole period, without a list, added to no cell (C13).',
  'Dòng tổng tính mỗi đoàn một lần, dù có mấy đối tác (quy tắc C8).':
    'The total counts each delegation once, whatever its partners (rule C8).',
  'chưa có trao đổi': 'no exchange yet',
  'trong tháng này': 'this month',
  'trong tháng trước': 'last month',
  'trong năm trước': 'last year',
  'trong năm nay': 'this year',
  'chưa đầy 1 tháng': 'less than a month',
  'Lưới tính trọn năm, nên {dates} được đọc là cả năm ấy.':
    'The grid counts whole years: {dates} is read as the whole of its year.',
  'Lưới hiện nhiều nhất {count} năm, nên bắt đầu từ {from}, không phải từ {first}.':
    'The grid shows {count} years at most: it begins in {from}, not in {first}.',
  'Ngày đầu ở sau ngày cuối nên đã bỏ qua {filters}.':
    'The first day lies after the last one, so {filters} was left aside.',
  'Không có trang ấy nên đã bỏ qua {filters}; đây là trang cuối.':
    'There is no such page, so {filters} was left aside; this is the last page.',
  'Không kể {count} đoàn ghi là đã đi nhưng ngày đi ở sau hôm nay.':
    'Without {count} {count|delegation|delegations} written down as gone on a day still to come.',
  'Dòng của kỳ đang chạy có cả {count} đoàn ghi là đã đi nhưng ngày đi ở sau hôm nay.':
    'The row of the running period includes {count} {count|delegation|delegations} written down as gone on a day still to come.',
  '{count} đoàn ghi là đã đi nhưng ngày đi ở sau hôm nay':
    '{count} {count|delegation|delegations} written down as gone on a day still to come',
  'Xem ở Số liệu cần soát': 'See figures to check',
  '–': '–',
  'ít nhất {count} tháng': 'at least {count} {count|month|months}',
  '{year} ra': '{year} out',
  '{year} vào': '{year} in',
  'Tổng ra': 'Out in all',
  'Tổng vào': 'In in all',
}
