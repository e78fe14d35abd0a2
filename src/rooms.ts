import type { Router } from 'express'
import type { Db } from './db/open.ts'
import type { Mailing } from './mail/mailing.ts'
import type { SecretKey } from './secret-key.ts'
import type { Room } from './web/router.ts'

/** What the product is told about where it runs. */
export interface Surroundings {
  key: SecretKey
  /** Where people reach it, if not at this machine's own names. */
  publicUrl?: string
  /** The address it listens at. */
  host?: string
  /** Where a mail server is named. */
  mailing?: Mailing
}

/** The rooms around the register, which are the same for everybody: coming in, accounts, letters. */
export const entranceRooms = (db: Db, { key, publicUrl, mailing }: Surroundings): Room[] => [
  {
    at: ['/setup', '/sign-in', '/sign-out'],
    open: async () => (await import('./accounts/sign-in-routes.ts')).signInRoutes(db, key),
  },
  {
    at: ['/account'],
    open: async () => (await import('./accounts/account-routes.ts')).accountRoutes(db, key),
  },
  {
    at: ['/feeds', '/account/feeds'],
    open: async () => (await import('./accounts/feed-routes.ts')).feedRoutes(db),
  },
  { at: ['/preferences'], open: async () => (await import('./preferences.ts')).preferenceRoutes() },
  {
    at: ['/admin/accounts'],
    open: async () => (await import('./accounts/admin-routes.ts')).adminAccountRoutes(db, publicUrl),
  },
  {
    at: ['/admin/rights'],
    open: async () => (await import('./accounts/rights-routes.ts')).rightsRoutes(),
  },
  {
    at: ['/admin/security-log'],
    open: async () => (await import('./accounts/security-log-routes.ts')).securityLogRoutes(db),
  },
  {
    at: ['/admin/mail', '/account/reminders'],
    open: async () => (await import('./mail/routes.ts')).mailRoutes(db, mailing),
  },
  { at: ['/openapi'], open: async () => (await import('./openapi/routes.ts')).openApiRoutes(publicUrl) },
]

/** The rooms of the register, over all of it or the part that belongs to one unit, in menu order. */
export function registerRooms(db: Db, { key, publicUrl }: Surroundings): Room[] {
  const room = (at: string[], open: () => Promise<(db: Db) => Router>): Room => ({
    at,
    open: async () => (await open())(db),
  })
  return [
    {
      // Before the rooms whose lists it holds against another day.
      ...room(
        [
          '/delegations',
          '/partners',
          '/countries',
          '/follow-ups',
          '/visit-reports',
          '/opening-figures',
          '/totals',
          '/contradictions',
          '/reports',
          '/then-and-now',
        ],
        async () => (await import('./then-and-now/routes.ts')).thenAndNowRoutes,
      ),
      answers: (req) => req.query.at !== undefined || req.path.startsWith('/then-and-now'),
    },
    room(['/'], async () => (await import('./today/routes.ts')).todayRoutes),
    room(['/leader'], async () => (await import('./leader/routes.ts')).leaderRoutes),
    room(
      ['/visit-reports', '/delegations/:id/report'],
      async () => (await import('./visit-reports/routes.ts')).visitReportRoutes,
    ),
    room(['/delegations/:id/documents'], async () => (await import('./documents/routes.ts')).documentRoutes),
    room(['/delegations/:id/funding'], async () => (await import('./funding/routes.ts')).fundingRoutes),
    room(
      ['/delegations/:id/press-work'],
      async () => (await import('./press-work/routes.ts')).pressWorkRoutes,
    ),
    room(['/delegations/:id/identity', '/people/:id/extract', '/people/:id/erasure'], async () => {
      const { identityRoutes } = await import('./identity-papers/routes.ts')
      return (db) => identityRoutes(db, key)
    }),
    room(
      ['/delegations/:id/programme'],
      async () => (await import('./programmes/routes.ts')).programmeRoutes,
    ),
    room(
      ['/delegations/:id/checklist'],
      async () => (await import('./checklists/routes.ts')).checklistRoutes,
    ),
    room(
      ['/delegations/:id/participants'],
      async () => (await import('./participants/list-routes.ts')).participantListRoutes,
    ),
    room(['/delegations'], async () => (await import('./delegations/list-routes.ts')).delegationListRoutes),
    room(
      ['/delegations/:id', 'POST /delegations'],
      async () => (await import('./delegations/routes.ts')).delegationRoutes,
    ),
    room(
      ['/follow-ups', '/delegations/:id/follow-ups'],
      async () => (await import('./follow-ups/routes.ts')).followUpRoutes,
    ),
    room(['/delegations/:id/coverage'], async () => (await import('./coverage/routes.ts')).coverageRoutes),
    room(['/partners'], async () => (await import('./partners/routes.ts')).partnerRoutes),
    room(['/countries'], async () => (await import('./countries/routes.ts')).countryRoutes),
    room(['/people'], async () => (await import('./people/routes.ts')).personRoutes),
    room(['/totals'], async () => (await import('./totals/routes.ts')).totalsRoutes),
    room(['/totals/quality'], async () => (await import('./quality/routes.ts')).qualityRoutes),
    room(['/reports'], async () => (await import('./yearly-reports/routes.ts')).yearlyReportRoutes),
    room(['/opening-figures'], async () => (await import('./opening-figures/routes.ts')).openingFigureRoutes),
    room(['/contradictions'], async () => (await import('./contradictions/routes.ts')).contradictionRoutes),
    room(['/search'], async () => (await import('./search/routes.ts')).searchRoutes),
    room(['/imports'], async () => (await import('./imports/routes.ts')).importRoutes),
    room(['/history'], async () => (await import('./history/routes.ts')).historyRoutes),
    room(
      ['/deletions', '/delegations/:id/deletion', '/partners/:id/deletion', '/people/:id/deletion'],
      async () => (await import('./deletions/routes.ts')).deletionRoutes,
    ),
    room(['/admin'], async () => (await import('./admin/routes.ts')).adminRoutes),
    room(['/admin/units'], async () => (await import('./units/routes.ts')).unitRoutes),
    room(['/admin/authorities'], async () => (await import('./authorities/routes.ts')).authorityRoutes),
    room(['/admin/legal-bases'], async () => (await import('./legal-bases/routes.ts')).legalBasisRoutes),
    room(['/admin/settings'], async () => (await import('./settings/routes.ts')).settingRoutes),
    room(['/admin/holidays'], async () => (await import('./holidays/routes.ts')).holidayRoutes),
    room(
      ['/admin/checklists'],
      async () => (await import('./checklists/catalogue-routes.ts')).checklistCatalogueRoutes,
    ),
    room(['/help'], async () => {
      const { helpRoutes } = await import('./help/routes.ts')
      return (db) => helpRoutes(db, publicUrl)
    }),
  ]
}
