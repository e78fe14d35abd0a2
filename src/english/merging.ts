/** Partners typed twice, in English. */
export const merging: Record<string, string> = {
  'Gộp hai đối tác': 'Merge two partners',
  'Tìm đối tác kia theo tên, không cần dấu': 'Search for the other partner by name, tones aside',
  'Đối tác tìm thấy': 'Partners found',
  'Có thể là cùng một đối tác': 'May be the same partner',
  'Không tìm thấy đối tác nào khác.': 'No other partner found.',
  'Không thấy đối tác nào có tên gần giống. Tìm ở ô trên.': 'No partner with a like name. Search above.',
  'Giữ {kept}; mọi đoàn, việc và cuộc gặp của {other} chuyển sang. Không tên nào mất.':
    'Keep {kept}; all visits, follow-ups and meetings of {other} move there. No name is lost.',
  'Chưa gộp, còn {count} chỗ cần sửa': 'Not merged, {count} {count|thing|things} to mend',
  'Chưa gộp được: quá nhiều tên': 'Cannot be merged: too many names',
  'Một đối tác giữ được {count} tên khác và tên cũ. Bỏ bớt tên ở một bên rồi gộp; bỏ tên nào là do anh chị chọn.':
    'A partner holds {count} other and former names. Remove some on one side, then merge; which go is yours to choose.',
  'Đã có người ghi hai đối tác này không phải một.': 'Somebody wrote down that these two are not one.',
  'Xem ai ghi, lúc nào': 'See who, and when',
  'Hai bên ghi hai nước khác nhau': 'The two are of different countries',
  'Hai nước có thể có hai tổ chức cùng tên: NPC là câu lạc bộ báo chí ở Philippines và cũng là hội đồng báo chí ở Thái Lan. Chỉ gộp khi biết chắc một bên ghi sai nước.':
    'Two countries may have two bodies of one name: NPC is a press club in the Philippines, and a press council in Thailand. Merge only when you are sure that one country is wrong.',
  'Đúng là một tổ chức, dù hai bên ghi hai nước': 'It is one body, though of two countries here',
  'Hai bên ghi hai nước. Đánh dấu nếu đúng là một tổ chức, không thì đừng gộp':
    'The two are of two countries. Tick the box if they are one body; if not, do not merge',
  'Hai ghi chú cộng lại dài quá {max} ký tự. Chọn một bên, hoặc rút gọn trước':
    'Both notes together are longer than {max} characters. Choose one, or shorten them first',
  'Mọi đoàn ghi {earlier} đều trước các đoàn ghi {later}: có thể là một tổ chức đã đổi tên. Nếu vậy, giữ {later} và ghi tên kia là tên cũ ở dưới.':
    'All visits with {earlier} lie before those with {later}: it may be one body that changed its name. If so, keep {later} and make the other a former name below.',
  'Đổi bên giữ lại': 'Keep the other one',
  'Chỗ nào hai bên khác nhau thì chọn; chỗ chỉ một bên có thì giữ chỗ có.':
    'Choose where the two differ; what only one of them has is kept.',
  'Tên không giữ làm tên chính': 'Names that do not stay in place',
  'Tên không giữ ghi là': 'They become',
  'Tên cũ không phải là ghi trùng: tổ chức đổi tên thì ghi tên trước kia là tên cũ, với thời gian dùng như đã biết. Viết hai cách cùng một lúc thì là tên gọi khác.':
    'A former name is no duplicate: of a body that changed its name, the earlier one is a former name, with the time it was used as far as known. Two ways of writing at one time are other names.',
  '{count} đoàn ghi cả hai: sau khi gộp chỉ ghi một, và tính một lần như trước':
    '{count} {count|visit lists|visits list} both: merged, they list one, and count once as before',
  'và {count} đoàn khác': 'and {count} more {count|visit|visits}',
  'Tổng số đoàn và lượt người không đổi; bảng theo đối tác còn một dòng thay cho hai. Hoàn tác được ở lịch sử, một lần là trả lại cả hai.':
    'The totals of visits and person-trips stay; the table by partner has one line instead of two. It can be undone in the history, which gives both back.',
  'Không phải một': 'Not the same',
  'giữ cả hai': 'keep both',
  'Bên giữ lại': 'The one that stays',
  'Bên chuyển đi': 'The one that goes',
  'Cả hai': 'Both',
  'Đối tác kia': 'The other partner',
  'Loại và nước': 'Kind and country',
  'Gộp đối tác ghi hai cách': 'Merge partners typed in two ways',
  'Một tổ chức ghi hai tên thì bị đếm hai lần. Ở trang Đối tác, “Có thể ghi trùng” cho các cặp tên gần giống; hoặc mở một bên rồi bấm “Gộp với bản ghi khác”. Tên đã đổi thì ghi là tên cũ; gộp nhầm thì hoàn tác được.':
    'A body under two names is counted twice. On the page of partners, “Maybe typed twice” lists pairs with like names; or open one and press “Merge with another record”. A name that was changed becomes a former name; a wrong merging can be undone.',
  'đa phương': 'multilateral',
  'Đoàn ra được tính': 'Outbound visits counted',
  'Đoàn vào được tính': 'Inbound visits counted',
  'Mọi đoàn ghi đối tác này': 'All visits naming it',
  'Xem mọi đoàn': 'See all visits',
  '{count} việc, còn mở {open}': '{count} {count|follow-up|follow-ups}, {open} open',
  'Gặp trong chương trình': 'Met in programmes',
  'Tin bài của các đoàn': 'Coverage of its visits',
  'và {count} mục nữa ở trang từng đoàn': 'and {count} more on the pages of the visits',
  'Đã gộp hai đối tác thành một.': 'Two records merged into one partner.',
  'Gộp hai bản ghi của một đối tác': 'Two records of one partner merged',
  'Gộp hai bản ghi: mọi đoàn chuyển sang đối tác được giữ, tên này thành tên gọi khác của đối tác ấy.':
    'Merge the two records: all visits move to the one that is kept, and this name becomes another name of it.',
  'Gộp {name} vào {kept}': '{name} merged into {kept}',
  'Không phải một: {one} và {other}': 'Not the same: {one} and {other}',
  'Xét lại: {one} và {other}': 'To be looked at again: {one} and {other}',
  '{count} lần ghi là không phải một': '{count} {count|note|notes} that it is not another',
  'Bản ghi được giữ, {title}, nay cũng không còn trong sổ. Khôi phục hoặc hoàn tác lần gộp ấy trước.':
    'The record that was kept, {title}, is no longer in the register either. Restore it, or undo its merging, first.',
  'Đoàn {title} từ sau khi gộp không còn ghi đối tác này. Ghi lại ở đoàn ấy rồi hoàn tác.':
    'The visit {title} lists this partner no more since the merging. Enter it there again, then undo.',

  'Có thể ghi trùng': 'Maybe typed twice',
  'Đối tác có thể ghi trùng': 'Partners maybe typed twice',
  'Một tổ chức ghi hai cách thì bị đếm hai lần. Gộp khi đúng là một; không phải một thì nói một lần, sổ không hỏi lại.':
    'A body typed in two ways is counted twice. Merge where it is one; where it is not, say so once and you are not asked again.',
  'Cặp tên gần giống': 'Pairs with like names',
  '{count} cặp': '{count} {count|pair|pairs}',
  'Các cặp đối tác có thể là một': 'Pairs of partners that may be one',
  'Hai bản ghi': 'Two records',
  'Gộp…': 'Merge…',
  '{one} và {other}': '{one} and {other}',
  'Không thấy cặp nào': 'No pair found',
  'Không có hai đối tác nào cùng nước mà tên gần giống, hay cùng tên viết tắt. Thấy hai bản ghi của một tổ chức thì mở một bên rồi bấm “Gộp với bản ghi khác”.':
    'No two partners of one country have like names or one abbreviation. If you see two records of one body, open one of them and press “Merge with another record”.',
  'Chỉ xét hai bản ghi cùng một nước, hoặc có bên không ghi nước. Hai nước khác nhau thì không hỏi: NPC của Philippines và NPC của Thái Lan là hai.':
    'Only records of one country are looked at, or where one of them has none. Of two countries nothing is asked: NPC of the Philippines and NPC of Thailand are two.',
  'Đã ghi là không phải một': 'Written down as not the same',
  'Xét lại': 'Look again',
  'Đã ghi: hai đối tác này không phải một. Sổ không hỏi lại nữa.':
    'Written down: these two are not one. You are not asked again.',
  'Đã bỏ. Nếu hai tên còn giống nhau, cặp này lại hiện ở danh sách.':
    'Taken back. If the names are still alike, the pair is listed again.',
  'cùng mang tên “{name}”': 'both are called “{name}”',
  'cùng tên viết tắt {name}': 'one abbreviation, {name}',
  'tên gồm cùng những chữ: “{one}”, “{other}”': 'names of the same words: “{one}”, “{other}”',
  'tên đọc như nhau: “{one}”, “{other}”': 'names that sound alike: “{one}”, “{other}”',
  'tên chỉ khác một chữ cái: “{one}”, “{other}”': 'names that differ by a letter: “{one}”, “{other}”',
  'tên gần giống: “{one}”, “{other}”': 'like names: “{one}”, “{other}”',
}
