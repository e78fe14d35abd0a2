import type { Router } from 'express'
import type { Db } from '../db/open.ts'
import { found, idOf } from '../web/errors.ts'
import { sendJson } from '../web/export.ts'
import type { Values } from '../web/form.ts'
import { inJson } from '../web/json-body.ts'
import { createFromJson, editFromJson, type ReadJson } from '../web/json-form.ts'
import { tellApartFromAlike } from './distinctions.ts'
import { type PartnerInput, readPartner } from './form.ts'
import { editedPartner, newPartner } from './operations.ts'
import { createPartner, duplicatesOf, findPartnerFile, type PartnerFile, updatePartner } from './queries.ts'
import { recordOf } from './record.ts'

/** A partner as programs read it, and its form as they send it. */
export function partnerApiRoutes(db: Db, routes: Router) {
  const show = (id: number) => recordOf(db, found(findPartnerFile(db, id)))

  routes.get('/partners/:id.json', (req, res) => sendJson(res, show(idOf(req.params.id))))

  routes.post(
    '/partners',
    inJson((req, res, body) =>
      createFromJson(db, req, res, body, {
        schema: newPartner,
        read: (sent) => judged(readPartner(sent)),
        keep(write, input) {
          const id = createPartner(write, input)
          tellApartFromAlike(write, id, input)
          return `/partners/${id}`
        },
        show: (location) => show(idOf(location.split('/')[2])),
      }),
    ),
  )

  routes.post(
    '/partners/:id',
    inJson((req, res, body) => {
      const partner = found(findPartnerFile(db, idOf(req.params.id)))
      editFromJson(db, req, res, body, {
        table: 'partners',
        id: partner.id,
        schema: editedPartner,
        stored: (register) => fieldsOfPartner(found(findPartnerFile(register, partner.id))),
        read: (sent, stored) => judged(readPartner({ ...stored, ...sent }), partner),
        keep(write, input) {
          updatePartner(write, partner.id, input)
          tellApartFromAlike(write, partner.id, input)
        },
        show: () => show(partner.id),
      })
    }),
  )

  function judged(typed: ReturnType<typeof readPartner>, stored?: PartnerFile): ReadJson<PartnerInput> {
    const duplicates = typed.data ? duplicatesOf(db, typed.data, stored) : []
    if (!duplicates.length) return typed
    const text = 'Có thể đã có trong sổ. Nếu là đối tác khác thì gửi lại với notDuplicate: true'
    return {
      errors: { notDuplicate: [{ text }] },
      more: { candidates: duplicates.map(({ id, name, country }) => ({ id, name, country })) },
    }
  }
}

const fieldsOfPartner = (partner: PartnerFile): Values => ({
  version: partner.version,
  name: partner.name,
  nameEn: partner.nameEn,
  nameLocal: partner.nameLocal,
  abbreviation: partner.abbreviation,
  names: partner.names.map(({ id, name, kind, sinceOn, untilOn }) => ({ id, name, kind, sinceOn, untilOn })),
  kind: partner.kind,
  country: partner.country,
  relationSince: partner.relationSince,
  sourceUrl: partner.sourceUrl,
  note: partner.note,
})
