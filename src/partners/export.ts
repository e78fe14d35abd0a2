import { countryName } from '../countries/names.ts'
import { writeDate } from '../dates.ts'
import type { Column } from '../web/export.ts'
import type { Speech } from '../web/language.ts'
import type { ListedPartner } from './filters.ts'
import { partnerKinds } from './partner.ts'

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
    { heading: t('Nước'), value: ({ country }) => country && countryName(country, speech.language) },
    { heading: t('Mã nước'), value: ({ country }) => country },
    { heading: t('Đối tác'), value: ({ name }) => name },
    { heading: t('Tên tiếng Anh'), value: ({ nameEn }) => nameEn },
    { heading: t('Tên bản ngữ'), value: ({ nameLocal }) => nameLocal },
    { heading: t('Tên viết tắt'), value: ({ abbreviation }) => abbreviation },
    { heading: t('Tên khác'), value: ({ aliases }) => aliases.join('; ') },
    { heading: t('Loại'), value: ({ kind }) => t(partnerKinds[kind]) },
    { heading: t('Đoàn ra'), value: ({ exchanges }) => exchanges.outbound.delegations },
    { heading: t('Đoàn vào'), value: ({ exchanges }) => exchanges.inbound.delegations },
    { heading: t('Gần nhất'), value: ({ exchanges }) => exchanges.lastOn && writeDate(exchanges.lastOn) },
    { heading: t('Quan hệ từ'), value: ({ relationSince }) => relationSince && writeDate(relationSince) },
  ]
}

/** Rows some hundred at a time, so that a long list does not keep others waiting. */
export function* batchesOf<Row>(rows: Row[], size = 500): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size)
}
