/** What lists say of what an address asks, and forms of what was typed. */
export const lists: Record<string, string> = {
  'Ý là {whole} hay {decimal}? Dấu phẩy là dấu thập phân; hàng nghìn ghi dấu chấm':
    'Is it {whole} or {decimal}? A comma begins decimals here; write thousands with a full stop',
  '{name} (đã gộp {old})': '{name} (merged with {old})',
  'Những bước ngoài dự kiến': 'Steps out of turn',
  'Sửa gần đây': 'Latest changes',
  'Chưa chọn tệp nào': 'No file chosen yet',
  'Đoàn bắt đầu từ': 'Visits from',
  'Đoàn bắt đầu đến': 'Visits until',
}
