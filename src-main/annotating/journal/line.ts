// One line of a journal, to bytes and back: checksum, Lamport sequence, writer, operation. docs/formats/notes.md has
// the bytes. It does no input or output, and it decides nothing about merging.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Annotation } from '../../../src-shared/domain/annotation.ts'
import { AnnotationId, BundleId } from '../../../src-shared/domain/ids.ts'
import { parseJson } from './json.ts'

/** Version of the journal format that is written, and the oldest reader that may read and extend it. */
export const JOURNAL_VERSION = 1
export const JOURNAL_MIN_READER = 1

/** Names one journal file. A process takes a new one for every file it starts. */
export const WriterId = z.string().regex(/^[0-9a-f]{16}$/)
export type WriterId = z.infer<typeof WriterId>

const Sequence = z
  .number()
  .int()
  .min(1)
  .max(2 ** 48)

/** When an operation happened in the order that all processes agree on: by sequence, then by writer. Never a clock. */
export const Stamp = z.tuple([Sequence, WriterId])
export type Stamp = z.infer<typeof Stamp>

/** Fields of an annotation to be set. `id` and `bundleId` never change; unknown fields are carried through. */
export const AnnotationFields = Annotation.partial().refine(
  (fields) => !('id' in fields) && !('bundleId' in fields),
  'id and bundleId cannot change',
)
export type AnnotationFields = z.infer<typeof AnnotationFields>

/** What can happen to annotations. One operation is one line: it is there as a whole or not at all. */
export const Operation = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('put'), bundleId: BundleId, annotations: z.array(Annotation).min(1) }),
  z.object({
    kind: z.literal('set'),
    bundleId: BundleId,
    changes: z.array(z.object({ ids: z.array(AnnotationId).min(1), fields: AnnotationFields })).min(1),
  }),
])
export type Operation = z.infer<typeof Operation>

/** Who writes a journal, so that others can tell whether it may still grow. `started` is empty where unknown. */
export const ProcessMark = z.object({
  pid: z.number().int().min(1),
  host: z.string().max(255),
  started: z.string().max(128),
})
export type ProcessMark = z.infer<typeof ProcessMark>

/** The first line of a journal. */
export const JournalHeader = z.object({
  format: z.literal('lectern-journal'),
  version: z.number().int().min(1),
  minReader: z.number().int().min(1),
  writer: WriterId,
  process: ProcessMark,
})
export type JournalHeader = z.infer<typeof JournalHeader>

const Line = z.object({ seq: Sequence, writer: WriterId, op: Operation })

export interface JournalEntry {
  readonly stamp: Stamp
  readonly operation: Operation
}

/** An operation as a line, its newline included. */
export function formatEntry(stamp: Stamp, operation: Operation): string {
  return frame({ seq: stamp[0], writer: stamp[1], op: operation })
}

/** The header as a line, its newline included. */
export function formatHeader(header: JournalHeader): string {
  return frame({ ...header })
}

/**
 * Reads a line without its newline.
 * @returns null when the checksum is wrong, the form is not known, or it names another writer than the file's
 */
export function parseEntry(line: string, writer: WriterId): JournalEntry | null {
  const parsed = Line.safeParse(unframe(line))
  if (!parsed.success || parsed.data.writer !== writer) return null
  const { op } = parsed.data
  if (op.kind === 'put' && op.annotations.some((annotation) => annotation.bundleId !== op.bundleId))
    return null
  return { stamp: [parsed.data.seq, writer], operation: op }
}

/** Reads a header line without its newline; null when it is not one. */
export function parseHeader(line: string): JournalHeader | null {
  const parsed = JournalHeader.safeParse(unframe(line))
  return parsed.success ? parsed.data : null
}

/** Whether `a` happened after `b` in the agreed order. Equal stamps are the same operation. */
export function isAfter(a: Stamp, b: Stamp): boolean {
  return a[0] !== b[0] ? a[0] > b[0] : a[1] > b[1]
}

const LEAD = '{"sum":"'
const SUM_LENGTH = 16
const BODY = LEAD.length + SUM_LENGTH + 2

function frame(content: object): string {
  const rest = JSON.stringify(content).slice(1)
  return `${LEAD}${checksum(rest)}",${rest}\n`
}

function unframe(line: string): unknown {
  if (!line.startsWith(LEAD)) return undefined
  const rest = line.slice(BODY)
  if (line.slice(LEAD.length, BODY) !== `${checksum(rest)}",`) return undefined
  return parseJson('{' + rest)
}

function checksum(rest: string): string {
  return createHash('sha256').update(rest, 'utf8').digest('hex').slice(0, SUM_LENGTH)
}
