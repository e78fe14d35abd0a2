import { z } from 'zod'
import { countryName } from '../countries/names.ts'
import { valuesOf } from '../db/vocabulary.ts'
import { directions } from '../delegations/delegation.ts'
import { jsonCount, jsonCountry, jsonDate, jsonId, jsonList } from '../web/json-schema.ts'
import { batchesOf } from '../web/export.ts'
import type { Message, Speech } from '../web/language.ts'
import type { ListFile } from '../web/list-files.ts'
import type { FilterKind } from '../web/listing.ts'
import type { Operation } from '../web/operation.ts'
import type { listPublishedVisits, Publication } from './publications.ts'

// The visits behind one figure of an edition to take along, as they stood when it was signed.

type PublishedVisit = ReturnType<typeof listPublishedVisits>[number]

export const countriesOf = ({ countries }: PublishedVisit): string[] => countries.split(',').filter(Boolean)

/** `figure` as its edition tells it, with what it is called by itself; `of` is the report. */
export function visitsBehind(
  visits: PublishedVisit[],
  figure: { label: Message; words: string },
  { publication, of }: { publication: Publication; of: Message },
  { t, say, language }: Speech,
): ListFile<PublishedVisit> {
  const label = say(figure.label)
  return {
    file: `doan-da-tinh-ban-${publication.edition}`,
    title: `${label}: ${say(of)}`,
    about: [
      t('Bản {edition}, số {number}', { edition: publication.edition, number: publication.number }),
      t('Các đoàn đã tính vào số này, đúng như khi phát hành.'),
    ],
    asOf: publication.asOf,
    columns: [
      { heading: t('Số sổ'), value: ({ code }) => code, width: 14 },
      { heading: t('Chiều'), value: ({ direction }) => t(directions[direction]), width: 10 },
      { heading: t('Ngày bắt đầu'), value: ({ startsOn }) => startsOn, kind: 'date', width: 11 },
      { heading: t('Ngày kết thúc'), value: ({ endsOn }) => endsOn, kind: 'date', width: 11 },
      { heading: t('Tên đoàn'), value: ({ title }) => title, width: 42 },
      { heading: t('Nơi thăm'), value: ({ place }) => place, width: 24 },
      {
        heading: t('Nước'),
        value: (visit) =>
          countriesOf(visit)
            .map((iso2) => countryName(iso2, language))
            .join('; '),
        width: 22,
      },
      { heading: t('Lượt người'), value: ({ personTripCount }) => personTripCount, kind: 'number', width: 9 },
    ],
    batches: batchesOf(visits),
    closing: [{ kind: 'total', cells: [t('TỔNG CỘNG'), `${label}: ${figure.words}`] }],
  }
}

export const publishedVisitAsJson = (visit: PublishedVisit): z.output<typeof visitShape> => ({
  id: visit.visitId,
  code: visit.code,
  direction: visit.direction,
  title: visit.title,
  place: visit.place,
  countries: countriesOf(visit),
  startsOn: visit.startsOn,
  endsOn: visit.endsOn,
  personTrips: visit.personTripCount,
})

const visitShape = z.strictObject({
  id: jsonId,
  code: z.string(),
  direction: z.enum(valuesOf(directions)),
  title: z.string(),
  place: z.string().nullable(),
  countries: z.array(jsonCountry),
  startsOn: jsonDate,
  endsOn: jsonDate.nullable(),
  personTrips: jsonCount.nullable(),
})

const figure: FilterKind<string> = (text) => text

export const editionOperations: Operation[] = [
  {
    route: 'GET /reports/:period/editions/:edition/visits.json',
    summary: 'Các đoàn đã tính vào một số của bản phát hành',
    filters: { figure },
    answer: jsonList(visitShape),
  },
]
