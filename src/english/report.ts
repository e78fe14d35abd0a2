/** Writing a visit's report, what an approver says to it, and the paper it becomes, in English. */
export const report: Record<string, string> = {
  'Văn bản hành chính': 'State paper',
  'Văn bản của Đảng': 'Party paper',
  'Thể thức': 'Layout',
  'Tải Word': 'Download Word file',
  'Ví dụ Hà Nội.': 'For example Ha Noi.',
  'Mỗi dòng một chức danh, ví dụ TM. BAN THƯỜNG VỤ.': 'One title a line, as it stands on the paper.',
  'Mỗi dòng một nơi; dấu gạch, dấu chấm phẩy sổ tự thêm.':
    'One recipient a line; dashes and semicolons are added.',
  'Nơi viết, chữ ký, nơi nhận': 'Place, signature, recipients',
  'Mỗi kiến nghị một việc: một đầu mối, một bên, một hạn. Nộp báo cáo thì các việc này được theo dõi.':
    'One line for each recommendation: one lead, one side, one day. They are tracked once the report is submitted.',
  'Việc {line}': 'Follow-up {line}',
  'Bỏ việc {line}': 'Remove follow-up {line}',
  Bên: 'Side',
  'Đã đóng, vẫn nằm trong báo cáo:': 'Closed, still part of the report:',
  'Vừa có người sửa việc này nên sổ chưa bỏ. Nếu vẫn muốn bỏ thì bỏ lần nữa':
    'Somebody has just changed this, so it was not removed. Remove it again if you still want to',
  'Vừa có người bỏ việc này. Nếu vẫn cần thì lưu lần nữa, không thì bỏ dòng':
    'Somebody has just removed this. Save again if it is still needed, or remove the line',
  'Việc này đã ghi là xong nên không sửa được nữa. Bỏ dòng, hoặc lưu lần nữa thành việc mới':
    'This is closed and cannot be changed any more. Remove the line, or save again to make it a new one',
  'Vừa có người ghi khác: “{text}”. Sửa lại nếu cần rồi lưu':
    'Somebody has just written something else: “{text}”. Correct it if needed, then save',
  'Đã lưu {time}': 'Saved {time}',
  'Chưa lưu.': 'Not saved.',
  'Chưa lưu, đang thử lại': 'Not saved, trying again',
  'Có phần viết dở, lưu lúc {moment}': 'Unfinished words, put by {moment}',
  'Trong lúc anh chị viết, báo cáo đã được lưu ({who}, {moment}). Chữ ở đây còn nguyên; khi lưu, sổ gộp hai bản và hỏi chỗ nào khác nhau.':
    'While you were writing, the report was saved ({who}, {moment}). Your words are all here; when you save, both are merged and you are asked where they differ.',
  '{name} cũng có phần viết dở chưa lưu, lúc {moment}.':
    '{name} has unsaved words in this report too, of {moment}.',
  'Trình duyệt này còn giữ phần anh chị viết mà sổ chưa kịp lưu.':
    'This browser still keeps words of yours that were not saved.',
  'Lấy lại': 'Take them back',
  'Phiên làm việc đã hết. Chữ vừa gõ còn trong trình duyệt này;':
    'Your session has ended. What you typed is still in this browser;',
  'đăng nhập lại ở thẻ khác': 'sign in again in another tab',
  'rồi viết tiếp ở đây.': 'then go on writing here.',
  'Còn chữ chưa lưu được nên chưa đăng xuất. Bấm đăng xuất lần nữa thì bỏ phần ấy.':
    'Some words could not be saved, so you are still signed in. Sign out again to give them up.',
  'Trang này do tài khoản khác mở. Mở lại trang để viết tiếp':
    'This page was opened by another account. Open it again to go on',
  'Báo cáo này cũng đang được anh chị viết ở cửa sổ khác. Bấm Lưu nháp để gộp hai nơi':
    'You are writing this report in another window too. Save the draft to merge both',
  'Điền lại từ hồ sơ?': 'Fill in from the file again?',
  'Phần được chọn viết lại theo hồ sơ đoàn lúc này; các phần khác giữ nguyên. Bấm Lưu nháp mới lưu.':
    'The part you choose is written again from the visit’s file as it is now; the others stay. Nothing is kept until you save the draft.',
  'Bỏ phần viết dở?': 'Give up the unfinished words?',
  'Bỏ phần viết dở': 'Give them up',
  'Đã bỏ phần viết dở.': 'The unfinished words were given up.',
  'Báo cáo trở lại như lần lưu cuối. Phần viết dở không lấy lại được.':
    'The report goes back to what was last saved. The unfinished words cannot be brought back.',
  'Nộp lại báo cáo': 'Submit the report again',
  'Sửa báo cáo': 'Mend the report',
  'Đã duyệt {date}': 'Accepted {date}',
  'Đang chờ duyệt.': 'Waiting to be accepted.',
  'Đọc và duyệt': 'Read and decide',
  'Trả lại {date}.': 'Returned {date}.',
  'Duyệt báo cáo': 'Accept the report',
  'Ý kiến khi duyệt': 'Remark',
  'Lý do trả lại': 'What is to be mended',
  'Người viết thấy lời này ở đầu báo cáo.': 'Whoever writes sees this on top of the report.',
  'Trả lại để sửa': 'Return it to be mended',
  'Trả lại báo cáo': 'Return the report',
  'Đoàn trở về bước “Đã về” và lại chờ báo cáo.':
    'The delegation goes back to “Returned” and awaits its report again.',
  'Đã duyệt báo cáo kết quả.': 'The report was accepted.',
  'Đã trả lại báo cáo. Đoàn lại chờ báo cáo.':
    'The report was returned. The delegation awaits its report again.',
  'Báo cáo vừa được sửa, hoặc không còn chờ duyệt. Đọc lại rồi quyết định. Chưa lưu gì.':
    'The report has just been changed, or waits no longer. Read it again, then decide. Nothing was saved.',
  'Báo cáo đã duyệt. Muốn sửa, rút lại thành bản nháp; đoàn trở về bước “Đã về”.':
    'The report was accepted. To change it, withdraw it to a draft; the delegation goes back to “Returned”.',
  'Báo cáo đã duyệt. Cần sửa thì nhờ người duyệt rút lại.':
    'The report was accepted. To have it changed, ask an approver to withdraw it.',
}
