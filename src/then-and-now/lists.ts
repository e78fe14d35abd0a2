import { countListed, knownPersonTrips, together } from '../counting.ts'
import * as countryExport from '../countries/export.ts'
import { listCountries } from '../countries/queries.ts'
import { countryName } from '../countries/names.ts'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import * as delegationExport from '../delegations/export.ts'
import { asAsked, type DelegationFilters, readListFilters, scopes } from '../delegations/filters.ts'
import { chipsOf as delegationChips } from '../delegations/listing.ts'
import { listDelegationsAmong } from '../delegations/queries.ts'
import * as followUpExport from '../follow-ups/export.ts'
import { readFollowUpFilters } from '../follow-ups/filters.ts'
import { chipsOf as followUpChips } from '../follow-ups/listing.ts'
import { listChangedSince } from '../history/since.ts'
import * as figureExport from '../opening-figures/export.ts'
import { figuresAsked, readFigureFilters } from '../opening-figures/filters.ts'
import { indicators } from '../opening-figures/opening-figure.ts'
import * as partnerExport from '../partners/export.ts'
import { listPartners, partnerFilters } from '../partners/filters.ts'
import { chipsOf as partnerChips } from '../partners/listing.ts'
import * as qualityExport from '../quality/export.ts'
import { chipsFor as qualityChips, qualityAt, QUALITY_PATH, readQualityFilters } from '../quality/filters.ts'
import { periodsOf, qualityRows } from '../quality/page.ts'
import { qualityOf } from '../quality/shares.ts'
import { chased, chaseFilters } from '../visit-reports/chase.ts'
import * as chaseExport from '../visit-reports/chase-export.ts'
import { batchesOf } from '../web/export.ts'
import { chip, oneOf, readFilters } from '../web/listing.ts'
import { type ComparedList, toldBy } from './compared-list.ts'
import { desk } from './desk-list.ts'
import { reports } from './reports-list.ts'

function* detailed(db: Db, filters: DelegationFilters, among: number[]) {
  const rows = listDelegationsAmong(db, filters, among)
  for (const some of batchesOf(rows)) yield delegationExport.withDetails(db, some)
}

/** Every list that can be held against a day; that of what was deleted is of its days already. */
export const comparedLists: readonly ComparedList[] = [
  {
    path: '/delegations',
    title: 'Đoàn ra – đoàn vào',
    section: '/delegations',
    file: 'doan',
    history: 'records',
    shown: [1, 2, 5, 6, 7, 8, 11],
    read(db, query, at, speech) {
      const { filters, ignored } = readListFilters(db, query)
      const touched = listChangedSince(db, at, 'delegations')
      return toldBy(db, {
        asked: { ...asAsked(filters), page: [], sort: [] },
        chips: delegationChips(db, filters, speech.language),
        ignored,
        columns: () => delegationExport.csvColumns(speech),
        batches: (register) => detailed(register, filters, touched),
        line: ({ id, code, title }) => ({
          key: id,
          records: [{ table: 'delegations', id }],
          name: `${code} – ${title}`,
          href: `/delegations/${id}`,
        }),
        figures: (register) => {
          const listed = countListed(register, filters)
          const all = together(listed)
          return [
            { name: speech.t('Dòng trong danh sách'), value: listed.rows },
            { name: speech.t('Đoàn được tính'), value: all.delegations },
            {
              name: speech.t('Lượt người'),
              value: knownPersonTrips(all),
              isLowerBound: all.unknownPeople > 0,
            },
          ]
        },
      })
    },
  },
  {
    path: '/partners',
    title: 'Đối tác',
    section: '/partners',
    file: 'doi-tac',
    history: 'records',
    shown: [0, 7, 8, 9, 10, 11],
    read(db, query, _at, speech) {
      const { filters, ignored } = readFilters(partnerFilters, query)
      return toldBy(db, {
        asked: { ...filters, page: [] },
        chips: partnerChips(filters, speech.language),
        ignored,
        columns: () => partnerExport.csvColumns(speech),
        batches: (register) => batchesOf(listPartners(register, filters, today()).partners),
        line: ({ id, name }) => ({
          key: id,
          records: [{ table: 'partners', id }],
          name,
          href: `/partners/${id}`,
        }),
      })
    },
  },
  {
    path: '/countries',
    title: 'Các nước',
    section: '/partners',
    file: 'cac-nuoc',
    history: 'records',
    shown: [0, 3, 4, 5, 6, 7],
    read(db, query, _at, speech) {
      const { filters, ignored } = readFilters({ scope: oneOf(scopes) }, query)
      return toldBy(db, {
        asked: filters,
        chips: filters.scope.map((scope) => chip(scopes[scope], '/countries')),
        ignored,
        columns: () => countryExport.csvColumns(speech),
        batches: (register) => [listCountries(register, { unit: [], scope: filters.scope })],
        line: ({ iso2 }) => ({
          key: iso2,
          records: [],
          name: countryName(iso2, speech.language),
          href: `/countries/${iso2}`,
        }),
      })
    },
  },
  {
    path: '/follow-ups',
    title: 'Việc tiếp theo',
    section: '/delegations',
    file: 'viec-tiep-theo',
    history: 'rows',
    shown: [0, 2, 3, 5, 6, 7, 8],
    read(db, query, _at, speech) {
      const { filters, ignored } = readFollowUpFilters(query)
      return toldBy(db, {
        asked: { ...filters, page: [], sort: [] },
        chips: followUpChips(db, filters, speech.language),
        ignored,
        columns: (register) => followUpExport.csvColumns(register, speech),
        batches: (register) => followUpExport.batchesOf(register, filters),
        line: ({ id, content, delegationId }) => ({
          key: id,
          records: [{ table: 'follow_ups', id }],
          name: content,
          href: `/delegations/${delegationId}`,
        }),
      })
    },
  },
  {
    path: '/visit-reports',
    title: 'Đôn đốc báo cáo',
    section: '/reports',
    file: 'don-doc',
    history: 'records',
    shown: [0, 2, 4, 8, 10, 12],
    read(db, query, _at, speech) {
      const { filters, ignored } = readFilters(chaseFilters, query)
      return toldBy(db, {
        asked: { ...filters, page: [] },
        chips: chaseExport.chipsOf(db, filters, speech.language),
        ignored,
        columns: () => chaseExport.csvColumns(speech),
        // Both as of today: what only time changed is no change of the register.
        batches: (register) => batchesOf(chased(register, filters, today())),
        line: ({ id, code, title }) => ({
          key: id,
          records: [{ table: 'delegations', id }],
          name: `${code} – ${title}`,
          href: `/delegations/${id}`,
        }),
      })
    },
  },
  {
    path: '/opening-figures',
    title: 'Số liệu tổng hợp đã công bố',
    section: '/totals',
    file: 'so-lieu-tong-hop',
    history: 'records',
    shown: [0, 2, 3, 4, 5, 6],
    read(db, query, _at, speech) {
      const { filters, ignored } = readFigureFilters(db, query)
      return toldBy(db, {
        asked: filters,
        chips: figureExport.chipsOf(db, filters, speech.language),
        ignored,
        columns: () => figureExport.csvColumns(speech),
        batches: (register) => batchesOf(figuresAsked(register, filters)),
        line: ({ id, indicator }) => ({
          key: id,
          records: [{ table: 'opening_figures', id }],
          name: speech.t(indicators[indicator]),
          href: `/opening-figures/${id}`,
        }),
      })
    },
  },
  {
    path: QUALITY_PATH,
    title: 'Chất lượng đoàn ra – đoàn vào',
    section: '/totals',
    file: 'chat-luong',
    history: 'records',
    shown: [1, 2, 3, 4, 9, 13, 16],
    read(db, query, _at, speech) {
      const { asked, ignored } = readQualityFilters(db, query)
      // Of the same period and as of today both times, like the reports that are chased.
      const { now } = periodsOf(asked, today())
      // Three of its columns are called a share, and say no more than those beside them.
      const columns = qualityExport.columnsOf(speech).filter(({ kind }, at) => !at || kind === 'number')
      return toldBy(db, {
        asked: { ...asked },
        chips: qualityChips(db, asked, speech.language),
        ignored,
        columns: () => columns,
        batches: (register) => [qualityRows(register, now, speech)],
        line: ({ id, name }) => ({
          key: id,
          records: [],
          name,
          href: qualityAt(asked, { unit: [id], scope: [] }),
        }),
        figures(register) {
          const { reportsOnTime, followUpsClosed, covered, asPlanned } = qualityOf(register, now)
          return [
            { name: speech.t('Báo cáo đúng hạn'), value: reportsOnTime.part },
            { name: speech.t('Báo cáo tính được'), value: reportsOnTime.whole },
            { name: speech.t('Việc tiếp theo đã đóng'), value: followUpsClosed.part },
            { name: speech.t('Có tin bài'), value: covered.part },
            { name: speech.t('Đúng kế hoạch'), value: asPlanned.part },
          ]
        },
      })
    },
  },
  desk,
  reports,
]
