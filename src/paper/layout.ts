/** Thể thức: of papers of State bodies (Nghị định 30/2020/NĐ-CP, Phụ lục I) or of Party bodies. */
export const layouts = { state: 'Văn bản hành chính', party: 'Văn bản của Đảng' } as const
export type Layout = keyof typeof layouts
