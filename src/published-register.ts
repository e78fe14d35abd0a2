import type { Db } from './db/open.ts'

export const isEmpty = (db: Db) => !db.$client.prepare('select 1 from delegations').get()
export function loadPublishedRegister(_db: Db) {}
