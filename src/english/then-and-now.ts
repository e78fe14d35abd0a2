/** A list or a figure beside what it was on a day, in English. */
export const thenAndNow: Record<string, string> = {
  'khôi phục': 'restored',
  'ghi muộn': 'entered late',
  'chuyển đơn vị': 'given to another unit',
  'xóa: {reason}': 'deleted: {reason}',
  'thu hồi việc ghi': 'entry taken back',
  'hủy: {reason}': 'cancelled: {reason}',
  'hoãn: {reason}': 'postponed: {reason}',
  'trạng thái: {was} → {is}': 'stage: {was} → {is}',
  'đổi ngày đi {was} → {is}': 'departure moved {was} → {is}',
  'đổi ngày đến {was} → {is}': 'arrival moved {was} → {is}',
  'chuyển đơn vị: {was} → {is}': 'given to another unit: {was} → {is}',
  'đổi chiều: {was} → {is}': 'direction: {was} → {is}',
  'cách tính: {was} → {is}': 'counted as: {was} → {is}',
  'số người {was} → {is}': 'people {was} → {is}',
}
