/** Quality beside quantity, the leader's page, and Today by consequence, in English. */
export const quality: Record<string, string> = {
  'Báo cáo nộp đúng hạn': 'Report in on time',
  'Báo cáo nộp muộn': 'Report in late',
  'Báo cáo quá hạn, chưa nộp': 'Report overdue, not in',
  'Chưa về hoặc chưa đến hạn báo cáo': 'Still away, or report not yet due',
  'Không rõ báo cáo có đúng hạn không': 'Not known whether the report was on time',
  'Không theo dõi báo cáo': 'No report awaited',
  'Đi đúng kế hoạch': 'Went as planned',
  'Đi khác kế hoạch': 'Went otherwise than planned',
  'Không có kế hoạch để so': 'No plan to hold it against',
  'Có tin bài': 'With press coverage',
  'Chưa có tin bài': 'Without press coverage',
  'Hạn từ {date}': 'Due from {date}',
  'Hạn đến {date}': 'Due until {date}',
  'Của đoàn bắt đầu từ {date}': 'Of visits starting from {date}',
  'Của đoàn bắt đầu đến {date}': 'Of visits starting until {date}',
}
