import { type Role, roles } from './accounts/account.ts'
import { valuesOf } from './db/vocabulary.ts'

/** What a page or a form asks of whoever opens it. */
export const rights = {
  anyone: 'Ai cũng mở được',
  signedIn: 'Ai đã đăng nhập',
  own: 'Tài khoản của mình',
  read: 'Xem',
  enter: 'Nhập liệu',
  enterAtCentre: 'Nhập liệu, thuộc cơ quan Trung ương',
  approve: 'Duyệt',
  administer: 'Quản trị',
  readIdentity: 'Được xem giấy tờ tùy thân',
} as const
export type Right = keyof typeof rights

/**
 * Who may open what: every address of the product, with the right it needs. An address that is missing here keeps the
 * program from starting. Which records somebody sees is another matter: those of their unit (`db/scope.ts`).
 */
export const rightOfRoute: Record<string, Right> = {
  'GET /healthz': 'anyone',
  'GET /readyz': 'anyone',
  'GET /setup': 'anyone',
  'POST /setup': 'anyone',
  'GET /sign-in': 'anyone',
  'POST /sign-in': 'anyone',
  'GET /sign-in/code': 'anyone',
  'POST /sign-in/code': 'anyone',
  'GET /sign-in/password': 'anyone',
  'POST /sign-in/password': 'anyone',
  'POST /preferences': 'anyone',
  // Whoever has the address has the feed: calendars cannot sign in.
  'GET /feeds/:token.ics': 'anyone',

  'POST /sign-out': 'signedIn',
  'GET /account': 'own',
  'GET /account/password': 'own',
  'POST /account/password': 'own',
  'GET /account/second-factor': 'signedIn',
  'POST /account/second-factor': 'signedIn',
  'POST /account/second-factor/off': 'own',
  'POST /account/recovery-codes': 'own',
  'POST /account/sessions/end': 'own',
  // Not before the second factor is set up: a token would be a way around it.
  'POST /account/tokens': 'read',
  'POST /account/tokens/:id/revocation': 'own',
  'GET /account/feeds/new': 'own',
  'POST /account/feeds': 'own',
  'POST /account/feeds/:id/revocation': 'own',

  'GET /': 'read',
  'GET /help': 'read',
  'GET /help/api': 'read',
  'GET /openapi.json': 'read',
  'GET /search': 'read',
  'GET /search.json': 'read',
  'GET /delegations': 'read',
  'GET /delegations.json': 'read',
  'GET /delegations.csv': 'read',
  'GET /delegations.xlsx': 'read',
  'GET /delegations.ics': 'read',
  'GET /delegations/:id': 'read',
  'GET /delegations/:id.json': 'read',
  'GET /delegations/:id/report': 'read',
  'GET /delegations/:id/programme': 'read',
  'GET /delegations/:id/programme.ics': 'read',
  'GET /partners': 'read',
  'GET /partners.json': 'read',
  'GET /partners.csv': 'read',
  'GET /partners.xlsx': 'read',
  'GET /partners/options': 'read',
  'GET /partners/:id': 'read',
  'GET /partners/:id.json': 'read',
  'GET /countries': 'read',
  'GET /countries.json': 'read',
  'GET /countries.csv': 'read',
  'GET /countries.xlsx': 'read',
  'GET /countries/options': 'read',
  'GET /countries/:iso2': 'read',
  'GET /countries/:iso2.json': 'read',
  'GET /people/options': 'read',
  'GET /people/:id': 'read',
  'GET /people/:id.json': 'read',
  'GET /totals': 'read',
  'GET /totals.json': 'read',
  'GET /totals.csv': 'read',
  'GET /totals.xlsx': 'read',
  'GET /history': 'read',
  'GET /history.json': 'read',
  'GET /history/:id': 'read',
  'GET /history/:id.json': 'read',
  'GET /deletions': 'read',
  'GET /deletions.json': 'read',
  'GET /deletions.csv': 'read',
  'GET /deletions.xlsx': 'read',
  'GET /deletions/:id': 'read',
  'GET /deletions/:id.json': 'read',

  'GET /delegations/new': 'enter',
  'POST /delegations': 'enter',
  'GET /delegations/:id/edit': 'enter',
  'POST /delegations/:id': 'enter',
  'GET /delegations/:id/submission': 'enter',
  'POST /delegations/:id/submission': 'enter',
  'GET /delegations/:id/departure': 'enter',
  'POST /delegations/:id/departure': 'enter',
  'GET /delegations/:id/return': 'enter',
  'POST /delegations/:id/return': 'enter',
  'GET /delegations/:id/postponement': 'enter',
  'POST /delegations/:id/postponement': 'enter',
  'GET /delegations/:id/cancellation': 'enter',
  'POST /delegations/:id/cancellation': 'enter',
  'POST /delegations/:id/step-back': 'enter',
  'POST /delegations/:id/report': 'enter',
  'GET /delegations/:id/copy': 'enter',
  'POST /delegations/:id/copy': 'enter',
  'GET /delegations/:id/programme/edit': 'enter',
  'POST /delegations/:id/programme': 'enter',
  'POST /delegations/:id/programme/shift': 'enter',
  'GET /delegations/:id/checklist': 'enter',
  'POST /delegations/:id/checklist': 'enter',
  'POST /delegations/:id/checklist/making': 'enter',
  'POST /delegations/:id/checklist/:itemId/state': 'enter',
  'POST /delegations/:id/report/withdrawal': 'enter',
  'POST /history/:id/undo': 'enter',
  'GET /delegations/:id/deletion': 'enter',
  'POST /delegations/:id/deletion': 'enter',
  'POST /deletions/:id/restoration': 'enter',

  'GET /delegations/:id/approval': 'approve',
  'POST /delegations/:id/approval': 'approve',
  'POST /delegations/:id/report/waiver': 'approve',

  // Everybody's: a unit's correspondents see them, the centre keeps them.
  'GET /partners/new': 'enterAtCentre',
  'POST /partners': 'enterAtCentre',
  'GET /partners/:id/edit': 'enterAtCentre',
  'POST /partners/:id': 'enterAtCentre',
  'GET /people/:id/edit': 'enterAtCentre',
  'POST /people/:id': 'enterAtCentre',
  'GET /partners/:id/deletion': 'enterAtCentre',
  'POST /partners/:id/deletion': 'enterAtCentre',
  'GET /people/:id/deletion': 'enterAtCentre',
  'POST /people/:id/deletion': 'enterAtCentre',

  // A ledger makes partners and people as well as visits.
  'GET /imports': 'enterAtCentre',
  'POST /imports': 'enterAtCentre',
  'GET /imports/:id': 'enterAtCentre',
  'GET /imports/:id.json': 'enterAtCentre',
  'POST /imports/:id/commit': 'enterAtCentre',
  'POST /imports/:id/undo': 'enterAtCentre',
  'POST /imports/:id/lines': 'enterAtCentre',
  'POST /imports/:id/matches': 'enterAtCentre',
  'POST /imports/:id/columns': 'enterAtCentre',
  'POST /imports/:id/reading': 'enterAtCentre',

  'GET /delegations/:id/identity': 'readIdentity',
  'POST /delegations/:id/identity/:participantId': 'readIdentity',
  'POST /delegations/:id/identity/:participantId/reading': 'readIdentity',
  'POST /delegations/:id/identity/:participantId/erasure': 'readIdentity',
  'POST /people/:id/extract': 'readIdentity',

  'GET /admin': 'administer',
  'GET /admin/authorities': 'administer',
  'GET /admin/authorities/new': 'administer',
  'POST /admin/authorities': 'administer',
  'GET /admin/authorities/:id': 'administer',
  'POST /admin/authorities/:id': 'administer',
  'GET /admin/authorities/:id/renaming': 'administer',
  'POST /admin/authorities/:id/renaming': 'administer',
  'POST /admin/authorities/:id/removal': 'administer',
  'GET /admin/legal-bases': 'administer',
  'GET /admin/legal-bases/new': 'administer',
  'POST /admin/legal-bases': 'administer',
  'GET /admin/legal-bases/:id': 'administer',
  'POST /admin/legal-bases/:id': 'administer',
  'POST /admin/legal-bases/:id/removal': 'administer',
  'GET /admin/units': 'administer',
  'GET /admin/units/new': 'administer',
  'POST /admin/units': 'administer',
  'GET /admin/units/:id': 'administer',
  'POST /admin/units/:id': 'administer',
  'GET /admin/units/:id/renaming': 'administer',
  'POST /admin/units/:id/renaming': 'administer',
  'POST /admin/units/:id/removal': 'administer',
  'GET /admin/settings': 'administer',
  'GET /admin/settings/:key': 'administer',
  'GET /admin/settings/:key/new': 'administer',
  'POST /admin/settings/:key': 'administer',
  'GET /admin/settings/:key/:id': 'administer',
  'POST /admin/settings/:key/:id': 'administer',
  'POST /admin/settings/:key/:id/removal': 'administer',
  'GET /admin/holidays': 'administer',
  'GET /admin/holidays/new': 'administer',
  'POST /admin/holidays': 'administer',
  'GET /admin/holidays/:id': 'administer',
  'POST /admin/holidays/:id': 'administer',
  'POST /admin/holidays/:id/removal': 'administer',
  'GET /admin/checklists': 'administer',
  'GET /admin/checklists/new': 'administer',
  'POST /admin/checklists': 'administer',
  'GET /admin/checklists/:id': 'administer',
  'POST /admin/checklists/:id': 'administer',
  'POST /admin/checklists/:id/removal': 'administer',
  'GET /people/:id/erasure': 'administer',
  'POST /people/:id/erasure': 'administer',
  'GET /admin/accounts': 'administer',
  'GET /admin/accounts/new': 'administer',
  'POST /admin/accounts': 'administer',
  'GET /admin/accounts/:id': 'administer',
  'POST /admin/accounts/:id': 'administer',
  'POST /admin/accounts/:id/link': 'administer',
  'POST /admin/accounts/:id/sessions/end': 'administer',
  'POST /admin/accounts/:id/tokens/revocation': 'administer',
  'POST /admin/accounts/:id/second-factor/off': 'administer',
  'GET /admin/rights': 'administer',
  'GET /admin/security-log': 'administer',
}

/** Of whom a right is asked. */
export interface Holder {
  role: Role
  /** Of the own body, not of a unit elsewhere. */
  isCentre: boolean
  mayReadIdentity: boolean
}

const rank = (role: Role) => valuesOf(roles).indexOf(role)

/** Whether somebody who is signed in holds a right. */
export function holds({ role, isCentre, mayReadIdentity }: Holder, right: Right): boolean {
  switch (right) {
    case 'anyone':
    case 'signedIn':
    case 'own':
    case 'read':
      return true
    case 'enter':
      return rank(role) >= rank('clerk')
    case 'enterAtCentre':
      return isCentre && rank(role) >= rank('clerk')
    case 'approve':
      return rank(role) >= rank('approver')
    case 'administer':
      return isCentre && role === 'administrator'
    case 'readIdentity':
      return mayReadIdentity
  }
}
