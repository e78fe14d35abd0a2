import { hash, randomBytes } from 'node:crypto'

/** A new secret of 256 bits, as an address or a cookie may carry it. */
export const newToken = () => randomBytes(32).toString('base64url')

/** What is kept of a secret: nobody who reads the database can use it. */
export const hashOfToken = (token: string) => hash('sha256', token, 'hex')
