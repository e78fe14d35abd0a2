import type { Request } from 'express'
import { today } from '../dates.ts'
import type { Db } from '../db/open.ts'
import {
  type Dossier,
  findDelegation,
  type ListedParticipant,
  listParticipants,
} from '../delegations/queries.ts'
import { found, idOf } from '../web/errors.ts'
import { batchesOf, type Column, sendCsv, type Sheet } from '../web/export.ts'
import { languageOf, type Speech, speechOf } from '../web/language.ts'
import { Router } from '../web/router.ts'
import { sendXlsx } from '../web/workbook.ts'
import { participantRoles, participantSides } from './participant.ts'

interface Line extends ListedParticipant {
  /** Its place in the list of its side. */
  number: number
}

/** Danh sách đoàn to take along: who goes, and apart from them who receives. The record of a visit has it for programs. */
export function participantListRoutes(db: Db) {
  const routes = Router()

  routes.get('/delegations/:id/participants.csv', async (req, res) => {
    const speech = speechOf(languageOf(req))
    const { visit, members, hosts } = read(req)
    const side: Column<Line> = {
      heading: speech.t('Phía'),
      value: ({ side }) => speech.t(participantSides[side]),
    }
    const columns = [side, ...memberColumns(visit, speech)]
    await sendCsv(res, fileOf(visit), columns, batchesOf([...members, ...hosts]))
  })

  routes.get('/delegations/:id/participants.xlsx', async (req, res) => {
    const speech = speechOf(languageOf(req))
    const { visit, members, hosts } = read(req)
    const columns = memberColumns(visit, speech)
    const sheets = [
      sheetOf(visit, 'Người trong đoàn', members, columns, speech),
      // Who receives is not counted, and goes nowhere.
      ...(hosts.length ? [sheetOf(visit, 'Phía đón tiếp', hosts, columns.slice(0, 5), speech)] : []),
    ]
    await sendXlsx(res, fileOf(visit), ...sheets)
  })

  function read(req: Request) {
    const visit = found(findDelegation(db, idOf(req.params.id)))
    const people = listParticipants(db, visit.id)
    const of = (side: ListedParticipant['side']): Line[] =>
      people.filter((one) => one.side === side).map((one, index) => ({ ...one, number: index + 1 }))
    return { visit, members: of('delegation'), hosts: of('host') }
  }

  return routes
}

const fileOf = ({ code }: Dossier) => `danh-sach-${code}-${today()}`

function memberColumns(visit: Dossier, { t }: Speech): Column<Line>[] {
  const isOfDelegation = ({ side }: Line) => side === 'delegation'
  return [
    { heading: t('STT'), value: ({ number }) => number, kind: 'number', width: 14 },
    { heading: t('Họ tên'), value: ({ name }) => name, width: 28 },
    { heading: t('Vai trò'), value: ({ role }) => t(participantRoles[role]), width: 18 },
    { heading: t('Chức vụ khi đi'), value: ({ post }) => post, width: 34 },
    { heading: t('Đơn vị'), value: ({ organisation }) => organisation, width: 34 },
    {
      heading: t('Thực đi'),
      value: (one) =>
        isOfDelegation(one) ? t(!one.hasTravelled ? 'không đi' : one.isAdded ? 'đi thêm' : 'có') : null,
      width: 10,
    },
    {
      heading: t('Chuyến thứ'),
      value: (one) =>
        isOfDelegation(one) && one.hasTravelled && visit.arePeopleCounted ? one.tripNumber || null : null,
      kind: 'number',
      width: 10,
    },
  ]
}

function sheetOf(
  visit: Dossier,
  title: string,
  lines: Line[],
  columns: Column<Line>[],
  { t, date, range }: Speech,
): Sheet<Line> {
  return {
    name: t(title),
    title: `${t(title)}: ${visit.code} ${visit.title}`,
    about: [range(visit.startsOn, visit.endsOn), t('Số liệu tính đến {date}.', { date: date(today()) })],
    columns,
    batches: batchesOf(lines),
    counted: '{count} người trong danh sách',
  }
}
