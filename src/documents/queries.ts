import { asc, eq, sql } from 'drizzle-orm'
import type { PartialDate } from '../dates.ts'
import { type Db, prepared } from '../db/open.ts'
import type { Write } from '../db/write.ts'
import type { Dossier } from '../delegations/queries.ts'
import { addEntry, indexDelegation } from '../search/indexing.ts'
import { folded } from '../vietnamese.ts'
import { documents } from './document.ts'
import type { DocumentInput } from './form.ts'
import { type FileKind, storedFiles } from './stored-file.ts'

/** The papers of a visit as they were written down, with the file of each. */
export function listDocuments(db: Db, delegationId: number) {
  return prepared(db, 'documents of visit', () =>
    db
      .select({
        id: documents.id,
        kind: documents.kind,
        number: documents.number,
        issuedOn: documents.issuedOn,
        issuer: documents.issuer,
        signer: documents.signer,
        subject: documents.subject,
        secrecy: documents.secrecy,
        fileName: documents.fileName,
        file: { kind: storedFiles.kind, size: storedFiles.size, hash: storedFiles.hash },
      })
      .from(documents)
      .leftJoin(storedFiles, eq(storedFiles.id, documents.fileId))
      .where(eq(documents.delegationId, sql.placeholder('delegationId')))
      .orderBy(sql`${documents.issuedOn} is null`, asc(documents.issuedOn), asc(documents.id))
      .prepare(),
  )
    .all({ delegationId })
    .map(({ file, fileName, ...paper }) => ({ ...paper, file: file && { ...file, name: fileName! } }))
}

export type PaperOfVisit = ReturnType<typeof listDocuments>[number]

export const findDocument = (db: Db, delegationId: number, id: number): PaperOfVisit | undefined =>
  listDocuments(db, delegationId).find((paper) => paper.id === id)

/** A paper of a visit's list: one that was written down, or the approval that stands on the visit itself. */
export interface ListedPaper extends Omit<PaperOfVisit, 'id'> {
  /** Null: the visit's own approval, of which no paper was written down yet. */
  id: number | null
  /** What the visit was approved by. */
  isApproval: boolean
}

/** Every paper of a visit in time; what it was approved by stands there once, whether or not it was written down too. */
export function papersOf(db: Db, visit: Dossier): ListedPaper[] {
  const written = listDocuments(db, visit.id)
  const approval = visit.approvalNumber === null ? undefined : decisionOf(written, visit.approvalNumber)
  const papers: ListedPaper[] = written.map((paper) => ({ ...paper, isApproval: paper === approval }))
  if (visit.approvalNumber === null || approval) return papers
  const { approvalNumber: number, approvedOn: issuedOn, approvalAuthority: issuer } = visit
  const own: ListedPaper = {
    id: null,
    kind: 'decision',
    number,
    issuedOn,
    issuer,
    signer: null,
    subject: null,
    secrecy: 'normal',
    file: null,
    isApproval: true,
  }
  const later = papers.findIndex((paper) => isLater(paper.issuedOn, issuedOn))
  return papers.toSpliced(later === -1 ? papers.length : later, 0, own)
}
const isLater = (one: PartialDate | null, than: PartialDate | null) =>
  than !== null && (one === null || one > than)

// The paper with the number of the approval, however its strokes and spaces were typed.
const decisionOf = (papers: PaperOfVisit[], number: string) =>
  papers.find(
    (paper) => paper.kind === 'decision' && paper.number !== null && folded(paper.number) === folded(number),
  )

/** The decision that was written down last, for whoever now writes down that a visit was approved by it. */
export const findDecision = (db: Db, delegationId: number): PaperOfVisit | undefined =>
  listDocuments(db, delegationId).findLast(({ kind, number }) => kind === 'decision' && number !== null)

/** A file that lies in its place, and what was read of it. */
export interface NewFile {
  hash: string
  kind: FileKind
  size: number
  words: string | null
  name: string
}

/** The id of a stored file, which is written down once however often it is brought. */
export function storeFile(write: Write, { hash, kind, size, words }: NewFile): number {
  const known = findStoredFile(write.db, hash)
  if (known) return known.id
  const id = write.insert(storedFiles, { hash, kind, size, words, addedAt: new Date().toISOString() })
  if (words) addEntry(write, 'file', String(id), '', { folded: folded(words), written: '' })
  return id
}

export const findStoredFile = (db: Db, hash: string) =>
  db.select({ id: storedFiles.id }).from(storedFiles).where(eq(storedFiles.hash, hash)).get()

const columnsOf = ({ kind, number, issuedOn, issuer, signer, subject, secrecy }: DocumentInput) => ({
  kind,
  number,
  issuedOn,
  issuer,
  signer,
  subject,
  secrecy,
})

export function addDocument(
  write: Write,
  delegationId: number,
  input: DocumentInput,
  file: NewFile | undefined,
): number {
  const fileId = file ? storeFile(write, file) : null
  const row = { ...columnsOf(input), delegationId, fileId, fileName: file?.name ?? null }
  const id = write.insert(documents, row)
  indexDelegation(write, delegationId)
  return id
}

export function updateDocument(
  write: Write,
  { id, delegationId }: { id: number; delegationId: number },
  input: DocumentInput,
  file: NewFile | undefined,
) {
  const changed = file
    ? { fileId: storeFile(write, file), fileName: file.name }
    : input.removeFile
      ? { fileId: null, fileName: null }
      : {}
  write.update(documents, id, { ...columnsOf(input), ...changed })
  indexDelegation(write, delegationId)
}

export function removeDocument(write: Write, { id, delegationId }: { id: number; delegationId: number }) {
  write.remove(documents, id)
  indexDelegation(write, delegationId)
}
