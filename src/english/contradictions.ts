/** What cannot all be true, and the figures that were published without the visits behind them. */
export const contradictions: Record<string, string> = {
  'Số liệu cần soát': 'Figures to check',
  'chỗ không thể cùng đúng, còn thiếu': 'what cannot all be true, what is missing',
  'Số đã công bố': 'Published figures',
  'Không thể cùng đúng': 'Cannot all be true',
  'Còn mở, đã chấp nhận': 'Open, accepted',
  'Đã chấp nhận': 'Accepted',
  'Người chấp nhận': 'Accepted by',
  'Lý do chấp nhận': 'Reason for accepting',
  'Sửa ở nguồn, hoặc chấp nhận kèm lý do.': 'Mend it at its source, or accept it with a reason.',
  'Chọn kỳ và phạm vi cần soát': 'Choose the period and scope to check',
  'Đang soát số liệu của riêng cơ quan Trung ương Hội.':
    'Only the central body’s own figures are checked here.',
  'Soát toàn hệ thống': 'Check the whole system',
  'Không có mâu thuẫn nào': 'No contradictions',
  'Chưa chấp nhận mâu thuẫn nào': 'No contradiction has been accepted',
  'Chỗ được chấp nhận kèm lý do sẽ nằm ở đây, và mở lại khi số liệu đổi.':
    'What is accepted with a reason stands here, and opens again when the figures change.',
  'Không có số công bố, danh sách hay ngày nào trong phạm vi này trái nhau.':
    'No published figure, list or date in this scope contradicts another.',
  'Theo loại': 'By kind',
  'Còn mở từng tuần': 'Open, week by week',
  'Số chỗ còn mở từng tuần': 'How many stood open each week',
  Tuần: 'Week',
  'Đếm ngày': 'Counted on',
  'không đếm': 'not counted',
  'Sổ tự đếm mỗi ngày, trên toàn hệ thống. Tuần nào sổ không chạy thì không biết, ghi “?”.':
    'Counted every day by the program, over the whole system. A week in which it did not run is unknown, shown as “?”.',
  '{count} chỗ': '{count} {count|place|places}',
  '{count} chỗ còn thiếu': '{count} {count|thing|things} missing',
  '{count} chỗ không thể cùng đúng': '{count} {count|place|places} that cannot all be true',
  '{count} chỗ số liệu mâu thuẫn': '{count} {count|contradiction|contradictions} in the figures',
  '{count} chỗ trái nhau hoặc chưa khớp': '{count} {count|place that does|places that do} not agree',
  'Chấp nhận': 'Accept',
  'Chấp nhận cả {count} chỗ': 'Accept all {count}',
  'Chấp nhận {count} chỗ': 'Accept {count} {count|place|places}',
  'Chấp nhận chỗ mâu thuẫn': 'Accept a contradiction',
  'Chấp nhận: {reason}': 'Accepted: {reason}',
  'Chấp nhận một chỗ “{kind}”: {said} Lý do: {reason}': 'Accepted one of “{kind}”: {said} Reason: {reason}',
  'Chấp nhận “{kind}” của {about}: {said} Lý do: {reason}':
    'Accepted “{kind}” of {about}: {said} Reason: {reason}',
  'Chấp nhận một chỗ “{kind}”. Lý do: {reason}': 'Accepted one of “{kind}”. Reason: {reason}',
  'Mở lại chỗ “{kind}” đã chấp nhận vì: {reason}': 'Opened one of “{kind}” again, accepted because: {reason}',
  'Chấp nhận “{kind}” của {about}. Lý do: {reason}': 'Accepted “{kind}” of {about}. Reason: {reason}',
  'Mở lại “{kind}” của {about}, trước đã chấp nhận vì: {reason}':
    'Opened “{kind}” of {about} again, accepted before because: {reason}',
  'Chấp nhận giữ nguyên số liệu đang có. Khi số liệu đổi, chỗ này tự mở lại.':
    'Accepting leaves the figures as they are. When they change, this opens again.',
  'Chỗ này không còn mở: đã sửa, hoặc đã có người chấp nhận.':
    'This is no longer open: it was mended, or somebody accepted it.',
  'Về trang soát': 'Back to the figures to check',
  'và {count} chỗ nữa cùng loại': 'and {count} more of this kind',
  'Đã ghi là chấp nhận.': 'Accepted.',
  'Đã mở lại.': 'Opened again.',
  'Đã lưu. Chỗ vừa sửa không còn ở đây.': 'Saved. What you mended is no longer here.',
  'Đã lưu, nhưng chỗ này vẫn chưa khớp.': 'Saved, but this still does not agree.',
  'Đã từng chấp nhận ({reason}), nhưng số liệu đã đổi từ đó.':
    'It was accepted before ({reason}), but the figures have changed since.',
  'Số liệu đã đổi từ khi mở trang này. Xem lại rồi gửi lại.':
    'The figures have changed since this page was opened. Look again, then send it again.',
  'Vì sao để nguyên như vậy, ví dụ: nguồn công bố như thế, không còn hồ sơ để tra.':
    'Why it is left so, for example: it was published so, and no files are left to look into.',
  'Những chỗ số liệu không thể cùng đúng hoặc còn thiếu':
    'What cannot all be true of the figures, or is missing',

  // ── The kinds, and why each matters ──
  'Số công bố trái nhau': 'Published figures disagree',
  'Số công bố nhỏ hơn số đã ghi': 'Published figure below what was entered',
  'Danh sách khác số người': 'List differs from head-count',
  'Không đúng một trưởng đoàn': 'Not exactly one head',
  'Một người ở hai nơi': 'One person in two places',
  'Kết thúc trước khi bắt đầu': 'Ends before it begins',
  'Ghi đã diễn ra khi chưa đến ngày': 'Marked as gone before its day',
  'Một đối tác ghi hai lần': 'One partner entered twice',
  'Số đối tác khác danh mục': 'Partners stated differ from those listed',
  'Quá hạn chưa có báo cáo': 'Report overdue',
  'Đã qua ngày, chưa ghi bước tiếp': 'Long over, next step not entered',
  'Chưa rõ lượt người': 'Person-trips unknown',
  'Danh sách còn thiếu tên': 'List lacks names',
  'Một phần không thể lớn hơn cả kỳ, lũy kế không thể nhỏ hơn từng phần, các tháng cộng lại phải bằng cả năm.':
    'A part is never more than its whole, a year to date never less than a part of it, and the months sum to the year.',
  'Số đã công bố của một kỳ không thể ít hơn những đoàn sổ đã ghi trong kỳ ấy.':
    'What was published for a period cannot be less than the visits entered for it.',
  'Sổ tính lượt người theo danh sách; hai số khác nhau thì một số sai.':
    'Person-trips are counted by the list; where the two differ, one of them is wrong.',
  'Mỗi đoàn có đúng một trưởng đoàn; danh sách đã ghi đủ thì phải có người ấy.':
    'Each delegation has exactly one head; a list marked complete must have that person.',
  'Không ai ở hai đoàn trong cùng một ngày: hoặc danh sách, hoặc ngày đã ghi sai.':
    'Nobody is in two delegations on one day: either a list or a date is wrong.',
  'Số ngày của đoàn được tính từ hai ngày này.': 'The days of the visit are worked out from these two dates.',
  'Đoàn đã được tính vào số liệu dù chưa bắt đầu.': 'The visit is counted although it has not begun.',
  'Một đối tác ghi thành hai thì số đối tác và bảng theo đối tác đều sai.':
    'A partner entered as two makes the number of partners and the table by partner wrong.',
  'Tổ chức, nước và tổ chức đa phương là ba số, tra được trong danh mục đối tác.':
    'Organisations, countries and multilateral bodies are three figures that the list of partners can answer for.',
  'Đoàn đã về thì có báo cáo kết quả đúng hạn.': 'A visit that came back has its report in time.',
  'Đoàn chưa ghi là đã diễn ra thì không được tính vào số liệu của năm nào.':
    'A visit not marked as gone is counted in no year.',
  'Bảng theo nước bỏ sót đoàn chưa ghi nước.': 'The table by country misses visits without a country.',
  'Chưa biết số người thì tổng lượt người chỉ nói được “ít nhất”.':
    'While the number of people is unknown, totals of person-trips can only say “at least”.',
  'Số người chỉ đếm được ở những đoàn có đủ danh sách.':
    'Persons can be counted only where the list is complete.',

  // ── What is wrong, in a sentence ──
  'Danh sách ghi là đã đủ nhưng chưa có trưởng đoàn.':
    'The list is marked complete but has no head of delegation.',
  'Danh sách có hai trưởng đoàn.': 'The list has two heads of delegation.',
  'Danh sách có {heads} trưởng đoàn.': 'The list has {heads} heads of delegation.',
  'Danh sách đã ghi đủ {listed} người nhưng không ai là trưởng đoàn.':
    'The list is marked complete with {listed} {listed|person|people}, but nobody is its head.',
  'Danh sách đã ghi đủ có {travelled} người, ô số người ghi {headCount}. Sổ đang tính {travelled} lượt người.':
    'The list, marked complete, has {travelled} {travelled|person|people}; the head-count says {headCount}. Counted: {travelled} {travelled|person-trip|person-trips}.',
  'Danh sách có {travelled} người, ô số người chỉ ghi {headCount}. Sổ đang tính {travelled} lượt người.':
    'The list has {travelled} {travelled|person|people}; the head-count says only {headCount}. Counted: {travelled} {travelled|person-trip|person-trips}.',
  'Danh sách mới có tên {travelled} trong số {headCount} người.':
    'The list names {travelled} of {headCount} people.',
  'Đã ghi là “{status}” trong khi {date} mới bắt đầu.': 'Marked “{status}”, but it only begins on {date}.',
  'Vẫn ghi là “{status}” trong khi thời gian của đoàn ({dates}) đã qua lâu.':
    'Still marked “{status}”, though its time ({dates}) is long past.',
  'Ngày kết thúc {to} lại trước ngày bắt đầu {from}.': 'The last day, {to}, is before the first, {from}.',
  'Đoàn chưa ghi nước nào.': 'The visit has no country.',
  'Đoàn đã được tính vào số liệu ({dates}) nhưng chưa ghi số người.':
    'The visit is counted ({dates}), but the number of people is not entered.',
  'Đoàn đã về; báo cáo đến hạn ngày {date}, nay đã quá {count} ngày.':
    'It is back; its report was due on {date}, {count} {count|day|days} ago.',
  '{names} cũng có tên ở đoàn {other}, trùng ngày {dates}.':
    '{names}: also named in {other}, on the same {dates}.',
  '{names} và {count} người nữa cũng có tên ở đoàn {other}, trùng ngày {dates}.':
    '{names} and {count} more: also named in {other}, on the same {dates}.',
  '“{name}” và “{other}” có thể là một: {reason}.': '“{name}” and “{other}” may be one: {reason}.',
  '{whole} công bố {wholeValue} {indicator}, ít hơn riêng {part} là {partValue}: một phần không thể lớn hơn cả kỳ.':
    '{whole}: {wholeValue} {indicator} published, less than {partValue} in {part} alone: a part cannot be more than its whole.',
  'Cùng {period} mà công bố hai số {indicator} khác nhau: {wholeValue} và {partValue}.':
    'Two different numbers of {indicator} were published for {period}: {wholeValue} and {partValue}.',
  '{whole} công bố {wholeValue} {indicator}, ít hơn các kỳ nằm trong đó cộng lại là {sumOfParts}: {parts}.':
    '{whole}: {wholeValue} {indicator} published, less than the periods within it together, {sumOfParts}: {parts}.',
  '{part} công bố {partValue} {indicator}, trong khi các kỳ ghép lại phủ trọn thời gian ấy mới được {sumOfWholes}: {wholes}.':
    '{part}: {partValue} {indicator} published, while the periods that together cover that time come to {sumOfWholes}: {wholes}.',
  'Cộng các kỳ nhỏ được {sumOfParts} {indicator} ({parts}), nhiều hơn tổng {sumOfWholes} của các kỳ chứa chúng ({wholes}).':
    'The smaller periods come to {sumOfParts} {indicator} ({parts}), more than the {sumOfWholes} of the periods that hold them ({wholes}).',
  '{period} là {value}': '{value} in {period}',
  '{one}; {other}': '{one}; {other}',
  '{period} công bố {value} {indicator}, trong khi sổ đã ghi từng đoàn được {covered}.':
    '{period}: {value} {indicator} published, while {covered} are entered visit by visit.',
  '{period} công bố {value} {indicator}, trong khi sổ đã ghi từng đoàn được {covered}: số công bố nay quá thấp.':
    '{period}: {value} {indicator} published, while {covered} are entered visit by visit: the published figure is now too low.',
  '{period} công bố {value} {indicator}; danh mục đối tác tính được {count}.':
    '{period}: {value} {indicator} published; the list of partners gives {count}.',
  '{period} công bố {value} {indicator}; danh mục đối tác tính được {count}. Có {undated} đối tác chưa ghi năm bắt đầu quan hệ nên chưa rõ đã tính vào kỳ ấy hay chưa.':
    '{period}: {value} {indicator} published; the list of partners gives {count}. For {undated} {undated|partner|partners} the year relations began is not entered, so it is not known whether they belong to that period.',
  '{value} {indicator}, {period}': '{value} {indicator}, {period}',
  'Lũy kế đến {date}': 'Up to {date}',
  '{said} “Khoảng” được hiểu là lệch không quá {percent}%.':
    '{said} “About” is taken to be off by {percent}% at most.',
  'Lũy kế {count} tháng năm {year}': '{count} months to date of {year}',
  'Tháng {date}': '{date}',
  'Ngày {date}': '{date}',
  '{from} – {to}': '{from} – {to}',
  'Kỳ {from} – {to}': '{from} – {to}',

  // ── What mends it ──
  'Ghi nước': 'Enter the country',
  'Ghi số người': 'Enter how many',
  'Ghi thêm tên': 'Add names',
  'Ghi trưởng đoàn': 'Enter the head',
  'Sửa bước': 'Correct the step',
  'Sửa số người': 'Correct the head-count',
  'Sửa danh sách đoàn kia': 'Correct the other list',
  'Sửa ngày': 'Correct the dates',
  'Sửa ngày đi': 'Correct the first day',
  'Sửa số công bố': 'Correct the published figure',
  'Sửa số {period}': 'Correct {period}',
  'Xem các đoàn sổ đã đếm': 'See the visits counted',
  'Xem danh mục đối tác': 'See the list of partners',
  'Xem đối tác kia': 'See the other partner',

  // ── Help ──
  'Sổ nhắc khi có điều không thể cùng đúng: phần lớn hơn cả kỳ, lũy kế nhỏ hơn một tháng, các tháng không cộng thành năm, danh sách khác số người, về trước khi đi, thiếu nước. Tất cả nằm ở trang “Số liệu cần soát”, mỗi chỗ kèm cách sửa; người duyệt có thể chấp nhận kèm lý do, và chỗ ấy mở lại khi số liệu đổi.':
    'The register says so where not all can be true: a part larger than its whole, a year to date less than one of its months, months that do not sum to the year, a list that differs from the head-count, back before it left, no country. All of it is on the page “Figures to check”, each with what mends it; an approver may accept one with a reason, and it opens again when the figures change.',
  'Soát số liệu trước khi báo cáo': 'Check the figures before reporting',
  'Mở “Số liệu cần soát”, chọn kỳ. Sửa theo liên kết bên cạnh từng chỗ, hoặc chấp nhận kèm lý do khi nguồn ghi như vậy hay không còn hồ sơ để tra. Số đã công bố ghi ở “Số liệu tổng hợp đã công bố”, giữ nguyên chữ “hơn”, “khoảng” và nguồn.':
    'Open “Figures to check” and choose the period. Mend each by the link beside it, or accept it with a reason where the source says so or no files are left. Published figures are entered under “Published summary figures”, with “over”, “about” and the source as published.',

  // ── Published figures ──
  'Số liệu tổng hợp đã công bố': 'Published summary figures',
  'Số liệu tổng hợp đã công bố, kỳ mới trước': 'Published summary figures, the newest period first',
  'Thêm số liệu tổng hợp': 'Add a summary figure',
  'Số đã công bố mà sổ không có từng đoàn phía sau; giữ nguyên chữ “hơn”, “khoảng” và nguồn.':
    'Figures published without the visits behind them; “over”, “about” and the source are kept as published.',
  'Lọc số liệu tổng hợp': 'Filter summary figures',
  '{count} số liệu': '{count} {count|figure|figures}',
  'Chưa có số liệu tổng hợp nào': 'No summary figures yet',
  'Số đã công bố cho những năm chưa ghi từng đoàn được giữ ở đây, kèm nguồn, và hiện bên cạnh số sổ đếm được.':
    'Figures published for years not entered visit by visit are kept here with their source, and shown beside what is counted.',
  'Thêm số liệu đầu tiên': 'Add the first figure',
  'Số đã công bố của từng đơn vị, với kỳ và nguồn': 'Published figures of each unit, with period and source',
  Kỳ: 'Period',
  'Số công bố': 'Published figure',
  'Mức chắc chắn': 'How certain',
  'Số này của cùng đơn vị, cùng kỳ, cùng nguồn đã có trong sổ':
    'This figure of the same body, period and source is in the register already',
  'Lý do nhận như đã công bố': 'Reason for taking it as published',
  '{date} chưa đến: số đã công bố không thể của kỳ chưa bắt đầu. Xem lại năm':
    '{date} is still to come: a published figure cannot be of a period that has not begun. Check the year',
  'Nguồn không nói từ khi nào thì để trống.': 'Leave it empty where the source does not say since when.',
  'Cả năm, cả tháng thì ghi hai ô như nhau: 2023 hoặc 7/2023.':
    'For a whole year or month write the same into both: 2023 or 7/2023.',
  'Nguồn viết “hơn 1.200” thì chọn hơn, “khoảng 800” thì chọn khoảng.':
    'Where the source says “over 1,200” choose over, “about 800” choose about.',
  'Địa chỉ trên mạng, hoặc tên văn bản với số và ngày.':
    'A web address, or a paper’s name with number and date.',
  'Nguồn tự mâu thuẫn thì ghi lý do ở đây: số được lưu đúng như công bố và nằm ở mục đã chấp nhận của trang Số liệu cần soát.':
    'Where the source contradicts itself give the reason here: the figure is kept as published and stands accepted on the page Figures to check.',
  'Số quá lớn. Xem lại số chữ số không': 'The number is too large. Check its noughts',
  'Lưu số liệu': 'Save the figure',
  'Đã lưu số liệu.': 'The figure is saved.',
  'Lưu và thêm số khác': 'Save and add another',
  'Số đúng ở đây mà sai ở kia thì sửa bên kia (mở thẻ mới):':
    'Where this one is right and the other wrong, mend the other (opens a new tab):',
  'Bỏ số liệu': 'Remove the figure',
  'Đã bỏ số liệu.': 'The figure was removed.',
  'Số này không còn hiện bên số liệu đã đếm.': 'It is no longer shown beside what is counted.',
  'Thêm số liệu tổng hợp: {figure}': 'Added a summary figure: {figure}',
  'Bỏ số liệu tổng hợp: {figure}': 'Removed a summary figure: {figure}',
  'mọi đơn vị, mọi chỉ tiêu': 'all units, all indicators',
}
