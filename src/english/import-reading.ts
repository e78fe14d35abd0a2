/** What the reading of a ledger says of its lines, and the rest of an undo, in English. */
export const importReading: Record<string, string> = {
  '“{text}” đọc là {count} người. Xem lại': '“{text}” is read as {count} people. Please check',
  'Bên mời, bên đón': 'Inviting or receiving body',
  'Bên cử đoàn': 'Sending body',
  'Chưa ghi: từ lúc anh chị mở trang, có người vừa sửa lần nhập này. Xem lại rồi ghi.':
    'Not written: somebody has changed this import since you opened the page. Look again, then write it.',
  'Chưa lưu: từ lúc anh chị mở trang, có người vừa sửa lần nhập này. Xem lại rồi chọn.':
    'Not saved: somebody has changed this import since you opened the page. Look again, then choose.',
  'Chưa lưu: tệp này đang được đọc. Đọc xong thì làm lại.':
    'Not saved: this file is being read. Do it again once it is read.',
  'Chưa lưu {count} ô: người khác vừa sửa đúng ô ấy. Các ô khác đã lưu. Ô chưa lưu còn giữ chỗ anh chị gõ: xem lại, lưu lần nữa thì thay.':
    '{count} {count|field|fields} not saved: somebody else has just changed the same. The others are saved. What you typed still stands there: look again; saving once more replaces theirs.',
  'Người khác vừa sửa thành “{now}”': 'Somebody else has just changed it to “{now}”',
  'Người khác vừa chọn cách khác cho dòng này': 'Somebody else has just decided otherwise about this line',
  'Không đọc được cột {names} nên không nhập.': 'Column {names} was not understood and is not imported.',
  'Không đọc được các cột {names} nên không nhập.':
    'Columns {names} were not understood and are not imported.',
  'Chọn cột ấy là gì': 'Choose what it is',
  'đoàn này đã có trong sổ': 'the register has this visit',
  'Dòng này ghi “{said}”, sổ đang ghi “{status}” và giữ nguyên. Muốn đổi thì ghi ở trang của đoàn':
    'This line says “{said}”, the register says “{status}” and keeps it. To change it, go to the page of the visit',
  'Dòng này ghi “{said}”, sổ đang ghi “{status}” và giữ nguyên. Muốn đổi theo dòng này thì chọn gộp':
    'This line says “{said}”, the register says “{status}” and keeps it. To have it as this line says, choose Merge',
  'Dòng này ghi “{said}”, dòng {line} ghi “{status}” và giữ nguyên. Muốn đổi theo dòng này thì chọn gộp':
    'This line says “{said}”, line {line} says “{status}”, which is kept. To have it as this line says, choose Merge',
  'Dòng này ghi “{said}”, dòng {line} ghi “{status}” và giữ nguyên. Xem lại trạng thái':
    'This line says “{said}”, line {line} says “{status}”, which is kept. Please check the status',
  'Ghi {new} đoàn mới, sửa {changed} đoàn, gộp {merged} dòng':
    'Write {new} new {new|delegation|delegations}, change {changed}, merge {merged} {merged|line|lines}',
  'Đã gộp {count} dòng trùng.': '{count} duplicate {count|line|lines} merged.',
  'Dòng này ghi “{text}”. Xem lại trạng thái': 'This line says “{text}”. Please check the status',
  'Có ghi “{text}”: chưa rõ đoàn có đi hay không. Xem lại trạng thái':
    'It says “{text}”: whether the delegation went is not clear. Please check the status',
  'Chưa rõ đoàn đã đi hay chưa; ghi “Dự kiến”, chưa tính vào số liệu. Xem lại trạng thái':
    'Whether the delegation has left is not known; entered as planned, not counted yet. Please check the status',
  'Ghi “{text}” mà chưa đến ngày đi; ghi “Dự kiến”. Xem lại trạng thái':
    'It says “{text}”, but the day has not come; entered as planned. Please check the status',
  'Ghi “{text}” mà ngày về đã qua. Xem lại trạng thái':
    'It says “{text}”, but the last day is over. Please check the status',
  '“{text}”: làm việc trực tuyến là hoạt động, không phải đoàn, nên không tính vào số liệu':
    '“{text}”: an online meeting is an activity, not a delegation, so it is not counted',
  '“{text}”: đi việc riêng nên không tính vào số liệu': '“{text}”: a private trip, so it is not counted',
  '“{text}”: đi trong đoàn của cơ quan khác nên chỉ tính lượt người':
    '“{text}”: within another body’s delegation, so only the people count',
  'Có ghi “{text}”: nếu đi trong đoàn của cơ quan khác thì chỉ tính lượt người. Xem lại':
    'It says “{text}”: if they went within another body’s delegation, only the people count. Please check',
  'Có ghi “{text}”: nếu chỉ làm việc trực tuyến thì không tính. Xem lại':
    'It says “{text}”: if it was held online only, it does not count. Please check',
  'Có ghi “{text}”: nếu là việc riêng thì không tính. Xem lại':
    'It says “{text}”: if it was a private trip, it does not count. Please check',
  '“{text}” chỉ là quá cảnh, không tính là nước đến': '“{text}” is a transit only, not a country visited',
  '“{text}”: năm {year} nằm ngoài khoảng năm sổ nhận. Xem lại':
    '“{text}”: the year {year} is beyond what the register takes. Please check',
  'Đoàn dài {days} ngày. Xem lại ngày đi, ngày về':
    'The visit lasts {days} {days|day|days}. Please check its dates',
  'Có lẽ Excel đã đảo ngày và tháng: {date} có thể là {other}. Xem lại':
    'Excel has probably swapped day and month: {date} may be {other}. Please check',
  'có lẽ Excel đã đảo ngày và tháng ở {swapped} ô: xem từng dòng':
    'Excel has probably swapped day and month in {swapped} {swapped|cell|cells}: check line by line',
  'Hoàn tác nốt': 'Undo the rest',
  'Đoàn nào còn giữ chỗ sửa sau khi nhập thì vẫn ở lại.':
    'A delegation that still holds a later correction stays.',
  'Trang tính': 'Sheet',
  'Kết quả từng dòng': 'Line by line',
  'Sửa dòng {line}': 'Correct line {line}',
  'Chưa ghi: tệp này chưa đọc được. Đọc lại rồi ghi.':
    'Not written: this file has not been read. Read it again, then write it.',
  'Lần nhập này không đổi gì trong sổ nên không có gì để hoàn tác.':
    'This import changed nothing in the register, so there is nothing to take back.',
  'Lần nhập này chưa ghi gì vào sổ nên không có gì để hoàn tác.':
    'This import has not written anything into the register, so there is nothing to take back.',
}
