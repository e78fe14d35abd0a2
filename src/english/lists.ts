/** What every list says of what an address asks: what was left aside, and the day it is held against. */
export const lists: Record<string, string> = {
  'Đoàn bắt đầu từ': 'Visits from',
  'Đoàn bắt đầu đến': 'Visits until',
}
