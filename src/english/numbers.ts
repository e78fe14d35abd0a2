/** The leaders' numbers, in English. */
export const numbers: Record<string, string> = {
  'lượt người': 'person-trips',
  'số người không trùng': 'distinct persons',
  '{period}, đến hôm nay': '{period}, until today',
  '6 tháng đầu {year}': 'First half of {year}',
  '6 tháng cuối {year}': 'Second half of {year}',
  'Tháng {month}': 'Month {month}',
  'So với cùng kỳ': 'Beside the same period before',
  'Số đoàn, lượt người, số người của kỳ này bên cạnh cùng kỳ trước':
    'Delegations, person-trips and persons of this period beside the same period before',
  'Chỉ tiêu': 'Figure',
  '{persons} trên {personTrips} lượt có danh sách': '{persons} of {personTrips} trips with a list',
  '{persons} người trên {personTrips} lượt có danh sách':
    '{persons} {persons|person|persons} of {personTrips} trips with a list',
  'đoàn có đủ danh sách người': 'delegations whose people are all named',
  'không so sánh: có đoàn chưa rõ số người': 'not compared: of some the number of people is unknown',
  'chưa có danh sách': 'no lists yet',
  'không so sánh: danh sách chưa đủ': 'not compared: the lists are not complete',
  'Tính đoàn đã lên đường, theo ngày đi hoặc ngày đến (quy tắc C5, C10); lượt người theo người thực đi (C2).':
    'Counts delegations that left, by the day of departure or arrival (rules C5, C10); person-trips by who travelled (C2).',
  'Không kể {count} đoàn chỉ biết tháng hoặc năm, có thể đi sau hôm nay.':
    'Leaves out {count} {count|delegation|delegations} known to the month or year only, which may start after today.',
}
