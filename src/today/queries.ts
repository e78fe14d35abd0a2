import type { Db } from '../db/open.ts'

export const countAttention = (_db: Db, _today: string) => 0
