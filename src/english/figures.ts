/** Totals in halves of a year, with people and what is left out. */
export const figures = {
  'Theo nửa năm': 'By half-year',
  'Nửa năm': 'Half-year',
  'Nửa đầu năm': 'First half',
  'Nửa cuối năm': 'Second half',
  'Nửa đầu năm {year}': 'First half of {year}',
  'Nửa cuối năm {year}': 'Second half of {year}',
  'Không rõ nửa năm': 'Half-year not known',
  'Không rõ nửa năm, {year}': 'Half-year not known, {year}',
  'Đoàn{hyphen}': 'Dele{hyphen}gations',
  'Số người': 'Persons',
  'Số người ra': 'Persons out',
  'Số người vào': 'Persons in',
  'Lượt ra có danh sách': 'Person-trips out with a list',
  'Lượt vào có danh sách': 'Person-trips in with a list',
  'trên {count}': 'of {count}',
  'Số đoàn, lượt người và số người, mỗi con số mở ra danh sách đoàn':
    'Delegations, person-trips and persons; each figure opens its delegations',
  'Số đoàn, mức cân bằng ra – vào, lượt người và số người; mỗi con số mở ra danh sách đoàn':
    'Delegations, the balance out and in, person-trips and persons; each figure opens its delegations',
  'Tính đoàn đã lên đường, theo ngày đi hoặc ngày đến (quy tắc C5, C10); lượt người theo người thực đi (C2); số người là số người không trùng, trong những đoàn có đủ danh sách (C3).':
    'Counted: delegations that have gone, by day of departure or arrival (rules C5, C10); person-trips by who travelled (C2); persons are distinct people of the delegations whose list is complete (C3).',
  'Không tính vào số đoàn:': 'Not among the delegations:',
  'Không có đoàn nào phải để ngoài.': 'No delegation is left out.',
  '{count} việc riêng hoặc việc khác không tính': '{count} private or otherwise not counted',
  'đoàn chưa đi': 'delegations not yet gone',
  'đoàn hoãn': 'postponed delegations',
  'đoàn hủy': 'cancelled delegations',
  'đoàn không tính': 'delegations left out',
  'đoàn chỉ tính lượt người': 'delegations counted as person-trips only',
  '“–”: chưa rõ số người của đoàn nào, hoặc chưa đoàn nào có đủ danh sách. “≥ 71”: ít nhất 71, vì còn đoàn chưa rõ số người. “27 trên 38”: 27 người, trên 38 lượt người có danh sách; không cộng các dòng với nhau.':
    '“–”: head-counts unknown, or no list complete. “≥ 71”: at least 71, as some head-counts are unknown. “27 of 38”: 27 persons, among 38 person-trips with a list; rows are never added up.',
  'Số người: mỗi người tính một lần, trong những đoàn có đủ danh sách; không cộng các dòng với nhau (quy tắc C3).':
    'Persons: each counted once, among the delegations whose list is complete; rows are never added up (rule C3).',
  'là số người không trùng, chỉ tính trong những đoàn có đủ danh sách; người ở hai dòng là một người, nên các dòng không cộng được.':
    'are distinct people, counted only where the list is complete; somebody in two rows is one person, so rows cannot be added up.',
  'Tính vào năm, nửa năm, quý, tháng của ngày đi (đoàn vào: ngày đến), kể cả khi về sang kỳ sau. Chỉ biết năm thì đứng riêng.':
    'A delegation counts in the year, half, quarter and month it leaves (inbound: arrives), even if it ends in the next. Where only the year is known it stands apart.',
  'Cộng của danh sách': 'Total of the list',
  'mọi đối tác': 'every partner',
  'mọi số đã công bố': 'every published figure',
  '{rows} dòng': '{rows} {rows|row|rows}',
  'Điều kiện: {filters}': 'Filters: {filters}',
  'mọi đoàn của {unit}': 'every delegation of {unit}',
  'tăng dưới 0,1%': 'up by less than 0.1%',
  'giảm dưới 0,1%': 'down by less than 0.1%',
  'đoàn qua nhiều nước': 'delegations to several countries',
  'đoàn có nhiều đối tác': 'delegations with several partners',
  'bảng theo nước ghi {count} đoàn này thành {sum}, hơn {more}':
    'the table by country has these {count} delegations as {sum}: {more} more',
  'bảng theo nước ghi {count} lượt người này thành {sum}, hơn {more}':
    'the table by country has these {count} person-trips as {sum}: {more} more',
  'bảng theo đối tác ghi {count} đoàn này thành {sum}, hơn {more}':
    'the table by partner has these {count} delegations as {sum}: {more} more',
  'bảng theo đối tác ghi {count} lượt người này thành {sum}, hơn {more}':
    'the table by partner has these {count} person-trips as {sum}: {more} more',
  'từ {from} đến {to}': 'from {from} to {to}',
  '{count} đoàn chỉ rõ là trong năm {year}': '{count} {count|visit|visits} known only to be in {year}',
  '{count} đoàn chỉ tính lượt người, chỉ rõ là trong năm {year}':
    '{count} {count|visit|visits} counted as people only, known only to be in {year}',
  '{count} đoàn chỉ tính lượt người, chỉ rõ là trong tháng {month}':
    '{count} {count|visit|visits} counted as people only, known only to be in {month}',
  '{count} đoàn chỉ rõ là trong tháng {month}': '{count} {count|visit|visits} known only to be in {month}',
}
