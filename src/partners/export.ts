import { countryName } from '../countries/names.ts'
import { today } from '../dates.ts'
import { batchesOf, type Column, type Sheet } from '../web/export.ts'
import type { Speech } from '../web/language.ts'
import type { ListedPartner, ListedPartners, PartnerFilters } from './filters.ts'
import { chipsOf, figuresOf } from './listing.ts'
import { partnerKinds, partnerTitle } from './partner.ts'

/** A partner in the shape that other programs rely on. */
export function asJson(partner: ListedPartner) {
  return {
    id: partner.id,
    name: partner.name,
    names: {
      en: partner.nameEn,
      local: partner.nameLocal,
      abbreviation: partner.abbreviation,
      aliases: partner.aliases,
    },
    kind: partner.kind,
    country: partner.country,
    relationSince: partner.relationSince,
    lastExchangeOn: partner.exchanges.lastOn,
    // The register keeps no agreements yet.
    agreement: null,
  }
}

/** The list's columns as a download, in the reader's words. */
export function csvColumns(speech: Speech): Column<ListedPartner>[] {
  const t = (text: string) => speech.t(text)
  return [
    {
      heading: t('Nước'),
      value: ({ country }) => country && countryName(country, speech.language),
      width: 16,
    },
    { heading: t('Mã nước'), value: ({ country }) => country, width: 7 },
    { heading: t('Đối tác'), value: (partner) => partnerTitle(partner, speech.language), width: 40 },
    speech.language === 'en'
      ? { heading: t('Tên tiếng Việt'), value: ({ name }) => name, width: 34 }
      : { heading: t('Tên tiếng Anh'), value: ({ nameEn }) => nameEn, width: 34 },
    { heading: t('Tên bản ngữ'), value: ({ nameLocal }) => nameLocal, width: 24 },
    { heading: t('Tên viết tắt'), value: ({ abbreviation }) => abbreviation, width: 10 },
    { heading: t('Tên khác'), value: ({ aliases }) => aliases.join('; '), width: 30 },
    { heading: t('Loại'), value: ({ kind }) => t(partnerKinds[kind]), width: 18 },
    {
      heading: t('Đoàn ra'),
      value: ({ exchanges }) => exchanges.outbound.delegations,
      kind: 'number',
      width: 8,
    },
    {
      heading: t('Đoàn vào'),
      value: ({ exchanges }) => exchanges.inbound.delegations,
      kind: 'number',
      width: 8,
    },
    { heading: t('Gần nhất'), value: ({ exchanges }) => exchanges.lastOn, kind: 'date', width: 11 },
    { heading: t('Quan hệ từ'), value: ({ relationSince }) => relationSince, kind: 'date', width: 11 },
  ]
}

/** The list as a workbook, with the figures that stand above it on screen. */
export function sheetOf(
  { partners, unknownBeginning }: ListedPartners,
  filters: PartnerFilters,
  speech: Speech,
): Sheet<ListedPartner> {
  const { t, say, language } = speech
  const words = chipsOf(filters, language).map((chip) => say(chip.words))
  return {
    title: t('Đối tác'),
    about: [
      t('Gồm: {filters}', { filters: words.join(' · ') || t('tất cả đối tác') }),
      say(figuresOf(partners)),
      ...(unknownBeginning
        ? [
            t('Thêm {count} đối tác chưa biết có quan hệ từ bao giờ nên không tính ở đây.', {
              count: unknownBeginning,
            }),
          ]
        : []),
      t('Số liệu tính đến {date}.', { date: speech.date(today()) }),
    ],
    columns: csvColumns(speech),
    batches: batchesOf(partners),
    // As under the list. Visits are counted at each of their partners, so that no column of them adds up (C8).
    closing: [
      {
        kind: 'total',
        cells: [
          t('TỔNG CỘNG'),
          null,
          [t('{rows} dòng', { rows: partners.length }), say(figuresOf(partners))].join(' · '),
        ],
      },
    ],
  }
}
