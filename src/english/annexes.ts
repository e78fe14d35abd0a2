/** What a report says around its annexes, and the leader's page beside its counts, in English. */
export const annexes: Record<string, string> = {
  'Đơn vị có đoàn trong kỳ': 'Units with delegations in the period',
  'Viết phần này': 'Write this section',
  'Qua ngày, còn dự kiến': 'Past, still planned',
  'Qua ngày, quá hạn, chờ duyệt': 'Past, overdue, to be approved',
}
