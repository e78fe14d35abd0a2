/** The papers of a visit, its cost and its guests' work as press, in English. */
export const papers: Record<string, string> = {
  'Giấy tờ': 'Papers',
  'Quyết định cử đoàn': 'Decision to send',
  'Văn bản đồng ý': 'Consent',
  'Thêm giấy tờ': 'Add a paper',
  'Sửa giấy tờ': 'Edit the paper',
  'Bỏ giấy tờ': 'Remove the paper',
  'Bỏ giấy tờ này': 'Remove this paper',
  'Lưu vào hồ sơ': 'Save to the file',
  'Chưa ghi giấy tờ nào.': 'No papers written down yet.',
  'Sửa {paper}': 'Edit {paper}',
  'Thêm tệp': 'Add the file',
  'Thêm tệp của {paper}': 'Add the file of {paper}',
  'chưa có tệp': 'no file yet',
  'chỉ ghi số, không có tệp': 'number only, without a file',
  'Giấy tờ ra khỏi hồ sơ đoàn. Bỏ nhầm thì hoàn tác ở Lịch sử, tệp trở lại nguyên vẹn.':
    'The paper leaves the visit’s file. Removed by mistake, it comes back whole from History.',
  'Đã lưu giấy tờ.': 'The paper is saved.',
  'Đã lưu giấy tờ. Trong tệp không có chữ đọc được (ảnh, bản quét), nên chỉ tìm được theo số và trích yếu.':
    'The paper is saved. No text could be read in the file (a picture, a scan), so it is found by number and subject only.',
  'Đã bỏ giấy tờ khỏi hồ sơ.': 'The paper is removed from the file.',
  'Ghi như trên giấy, ví dụ 177/HD-HNBVN hoặc 399-QĐ/TW.':
    'As written on the paper, such as 177/HD-HNBVN or 399-QĐ/TW.',
  'Chỉ biết tháng hoặc năm thì ghi 9/2024, 2024.': 'Where only the month or year is known: 9/2024, 2024.',
  'Với thư mời là bên mời.': 'Of an invitation: who invites.',
  'Văn bản Mật, Tối mật, Tuyệt mật chỉ ghi số và ngày; không đưa tệp, không ghi trích yếu.':
    'Of secret papers only the number and date are written down: no file, no subject.',
  'Văn bản {mark}: sổ không nhận tệp, chỉ ghi số và ngày':
    'A {mark} paper: no file is taken, write down the number and date only',
  'Văn bản {mark}: để trống trích yếu, chỉ ghi số và ngày':
    'A {mark} paper: leave the subject empty, write down the number and date only',
  'Ghi ít nhất số, ngày, cơ quan ban hành hoặc trích yếu, hoặc chọn tệp':
    'Write down at least a number, a date, an issuer or a subject, or choose a file',

  'Tệp đang có': 'File so far',
  'Bỏ tệp đang có': 'Drop the file',
  'Thay bằng tệp khác': 'Put another file in its place',
  'PDF, Word (.docx), Excel (.xlsx), ảnh PNG, JPEG; tối đa {most} MB. Không tải lên giấy tờ tùy thân, văn bản có dấu Mật.':
    'PDF, Word (.docx), Excel (.xlsx), PNG or JPEG picture; at most {most} MB. No identity papers, no papers with a mark of secrecy.',
  'Tệp vừa chọn chưa được giữ lại; sửa xong các ô trên thì chọn lại tệp.':
    'The chosen file was not kept; once the fields above are right, choose it again.',
  'Tệp lớn hơn {most} MB. Nén ảnh trong tệp, hoặc chia thành nhiều tệp.':
    'The file is larger than {most} MB. Make its pictures smaller, or split it.',
  'Tệp rỗng (0 byte). Chọn lại tệp.': 'The file is empty (0 bytes). Choose another.',
  'Nội dung tệp không phải loại sổ nhận: PDF, Word (.docx), Excel (.xlsx), ảnh PNG hoặc JPEG.':
    'What is in the file is none of the kinds taken: PDF, Word (.docx), Excel (.xlsx), PNG or JPEG picture.',
  'Đây là tệp nén, không phải Word (.docx) hay Excel (.xlsx), nên sổ không nhận.':
    'This is an archive, neither Word (.docx) nor Excel (.xlsx), so it is not taken.',
  'Tệp Word, Excel đời cũ (.doc, .xls). Lưu lại dạng .docx, .xlsx hoặc PDF rồi tải lên.':
    'An old Word or Excel file (.doc, .xls). Save it as .docx, .xlsx or PDF and upload that.',
  'Tệp có macro nên sổ không nhận. Lưu lại dạng .docx, .xlsx không macro rồi tải lên.':
    'The file has macros, so it is not taken. Save it as .docx or .xlsx without macros and upload that.',
  'Tệp đặt mật khẩu nên sổ không nhận. Bỏ mật khẩu, lưu lại rồi tải lên.':
    'The file has a password, so it is not taken. Remove the password, save and upload again.',
  'Tệp PDF đặt mật khẩu nên sổ không nhận. Bỏ mật khẩu, lưu lại rồi tải lên.':
    'The PDF has a password, so it is not taken. Remove the password, save and upload again.',
  'Tệp bung ra lớn bất thường (hơn {most} MB), nên sổ không nhận.':
    'The file unpacks to an unusual size (more than {most} MB), so it is not taken.',
  'Tệp bị hỏng hoặc tải lên chưa hết. Mở lại, lưu rồi tải lên.':
    'The file is broken or came in only in part. Open and save it, then upload again.',
  'Tệp PDF bị hỏng hoặc tải lên chưa hết. Mở lại, lưu thành PDF mới rồi tải lên.':
    'The PDF is broken or came in only in part. Open it, save it as a new PDF and upload that.',
  'Ảnh bị hỏng hoặc tải lên chưa hết. Chụp hoặc lưu lại rồi tải lên.':
    'The picture is broken or came in only in part. Take or save it again, then upload.',
  'Tệp quá lớn hoặc quá rối nên sổ không xem được bên trong. Lưu thành PDF mới rồi tải lên.':
    'The file is too large or too tangled to look into. Save it as a new PDF and upload that.',
  'Tệp đính kèm': 'Attached files',
  'Cỡ một tệp giấy tờ': 'Size of one file of a paper',
  '{count} MB': '{count} MB',
  'lớn hơn thì không nhận': 'larger ones are not taken',
  'trong tệp đính kèm': 'in an attached file',

  'thư mời của phía bạn': 'their invitation',
  'thư mời đã gửi': 'the invitation sent',
  'tờ trình, văn bản đề nghị': 'the proposal or request',
  'giấy phép hoạt động báo chí': 'the press permit',

  'Cần ghi khi ngày đi, ngày về hoặc số người khác kế hoạch.':
    'Asked for where the days or the number of people differ from the plan.',
  'Kế hoạch là {dates}. Ghi vì sao đi khác kế hoạch': 'The plan was {dates}. Say why it went otherwise',
  'Kế hoạch là {count} người. Ghi vì sao số người khác đi':
    'The plan was {count} {count|person|people}. Say why the number differs',

  'Lưu kinh phí': 'Save the cost',
  'Sửa kinh phí': 'Edit the cost',
  'Chưa ghi kinh phí.': 'No cost written down yet.',
  'Bằng đồng, như 120.000.000.': 'In VND, such as 120.000.000.',
  'Bằng đồng.': 'In VND.',
  'Chỉ ghi số đồng, như 120.000.000': 'Write only the amount in VND, such as 120.000.000',
  'Số tiền quá lớn. Xem lại số chữ số không': 'The amount is too large. Look at the number of zeros',
  '{amount} đồng': '{amount} VND',
  'vượt dự toán {amount} đồng': '{amount} VND over the estimate',
  'thấp hơn dự toán {amount} đồng': '{amount} VND under the estimate',
  'đúng dự toán': 'exactly as estimated',
  'Đi lại': 'Travel',
  'Ăn ở': 'Stay',

  'Hoạt động báo chí': 'Press work',
  'Lưu hoạt động báo chí': 'Save the press work',
  'Khách không hoạt động báo chí': 'The guests do not work as press',
  'Khách không hoạt động báo chí.': 'The guests do not work as press.',
  'Ghi nếu có': 'Write it down if they do',
  'Bỏ phần này khỏi hồ sơ đoàn. Bỏ nhầm thì hoàn tác ở Lịch sử.':
    'Takes this part out of the visit’s file. Done by mistake, it is undone in History.',
  'Chưa có giấy phép thì để trống; sổ nhắc đến khi ghi.':
    'Leave it empty while there is no permit; the register reminds of it until it is written down.',
  'Như PV2, HN, DN1.': 'Such as PV2, HN, DN1.',
  'Sửa giấy phép': 'Edit the permit',
  'Giấy phép': 'Permit',
  'chưa có giấy phép': 'no permit yet',
  'Địa bàn': 'Places',
  'Đã lưu kinh phí.': 'The cost is saved.',
  'Đã lưu hoạt động báo chí.': 'The press work is saved.',
  'Đã ghi: khách không hoạt động báo chí.': 'Written down: the guests do not work as press.',
}
