/** What only files to take along say: headings of their columns, and what their last line counts. */
export const files: Record<string, string> = {
  'Tìm thấy': 'Found',
}
