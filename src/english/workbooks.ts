/** What a workbook says of itself. */
export const workbooks: Record<string, string> = {
  'Khi in, các cột từ “{heading}” trở đi không có trên giấy.':
    'When printed, the columns from “{heading}” on are not on the paper.',
  'Ô có “{marks}” là số thật, cộng và sắp xếp được; tổng cộng từ các ô ấy cũng chỉ là mức ít nhất.':
    'Cells with “{marks}” are real numbers that can be added up and sorted; a sum made of them is a lower bound as well.',
  'Ô có “{marks}” là số thật, cộng và sắp xếp được; tổng cộng từ các ô ấy cũng chỉ là số ước chừng.':
    'Cells with “{marks}” are real numbers that can be added up and sorted; a sum made of them is approximate as well.',
  'Số liệu tổng hợp {period}, {unit}: {figure}': 'Opening figure {period}, {unit}: {figure}',
  '{count} lần ghi': '{count} {count|entry|entries}',
  '{count} lần xóa': '{count} {count|deletion|deletions}',
  '{count} lần nhập': '{count} {count|import|imports}',
}
