// A checkpoint: all annotations of one bundle with the stamps of their fields, as the content of one electron-store
// file. This module turns a notebook into that content and bytes back into checked content; it reads and writes no file.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Annotation } from '../../../src-shared/domain/annotation.ts'
import { AnnotationId, BundleId, Timestamp } from '../../../src-shared/domain/ids.ts'
import type { Notebook } from '../notebook.ts'
import { Stamp, WriterId } from '../journal/line.ts'
import { isSafe, parseJson } from '../journal/json.ts'

/** Version of the checkpoint format that is written, and the oldest reader that may read and rewrite it. */
export const CHECKPOINT_VERSION = 1
export const CHECKPOINT_MIN_READER = 1

/** How far a writer's journal is contained: up to this sequence, up to this byte. */
const Covered = z.object({
  writer: WriterId,
  sequence: z.number().int().min(0),
  bytes: z.number().int().min(0),
})
export type Covered = z.infer<typeof Covered>

const FieldName = z.string().min(1).max(256)

const Entry = z.object({
  annotation: Annotation,
  stamp: Stamp,
  fields: z.array(z.tuple([FieldName, z.number().int(), WriterId])),
})

const Pending = z.object({ id: AnnotationId, name: FieldName, stamp: Stamp, value: z.unknown() })

/** The frame around the annotations. Unknown fields are carried through. */
const Frame = z.looseObject({
  sum: z.string().regex(/^[0-9a-f]{64}$/),
  format: z.literal('lectern-notes'),
  formatVersion: z.number().int().min(1),
  minReader: z.number().int().min(1),
  bundleId: BundleId,
  serial: z.number().int().min(1),
  written: Timestamp,
  clock: z.number().int().min(0),
  covered: z.array(Covered),
  annotations: z.array(z.unknown()),
  pending: z.array(z.unknown()),
  /** Entries that do not have the form of an annotation, kept as they were found. */
  unreadable: z.array(z.unknown()),
})
export type Frame = z.infer<typeof Frame>

/** A checkpoint whose checksum and frame are good. */
export interface Checkpoint {
  readonly frame: Frame
  /** Written for a newer reader: it can be shown as far as it is understood, but not changed. */
  readonly readOnly: boolean
  /** The version it had on disk, before any migration. */
  readonly storedVersion: number
}

/** Turns the frame of version N into that of version N + 1. */
export type Migration = (frame: Frame) => Frame

/** By the version they start from. Version 1 is the first, so there is none yet. */
export const MIGRATIONS: ReadonlyMap<number, Migration> = new Map()

/** What goes into a checkpoint besides the annotations. */
export interface CheckpointFacts {
  readonly serial: number
  readonly written: Timestamp
  readonly covered: readonly Covered[]
  readonly unreadable: readonly unknown[]
  /** Unknown fields of the checkpoint before. */
  readonly extra: Readonly<Record<string, unknown>>
}

/** The content of the store file for a notebook, checksum included. Same input, same content. */
export function buildCheckpoint(notebook: Notebook, facts: CheckpointFacts): Frame {
  const annotations = [...notebook.entries]
    .map(({ annotation, stamp, fields }) => ({
      annotation,
      stamp,
      fields: [...fields].sort(byName).map(([name, [sequence, writer]]) => [name, sequence, writer]),
    }))
    .sort((a, b) => (a.annotation.id < b.annotation.id ? -1 : 1))
  const frame: Frame = {
    sum: '0'.repeat(64),
    format: 'lectern-notes',
    formatVersion: CHECKPOINT_VERSION,
    minReader: CHECKPOINT_MIN_READER,
    bundleId: notebook.bundleId,
    serial: facts.serial,
    written: facts.written,
    clock: notebook.clock,
    covered: [...facts.covered],
    annotations,
    pending: notebook.pending,
    unreadable: [...facts.unreadable],
    ...facts.extra,
  }
  const content = Buffer.from(JSON.stringify(frame, undefined, '\t'))
  frame.sum = sumOf(content) ?? frame.sum
  return frame
}

/** Names of frame fields that a newer version may have added, with their values. */
export function extraOf(frame: Frame): Record<string, unknown> {
  return Object.fromEntries(Object.entries(frame).filter(([name]) => !(name in Frame.shape)))
}

/**
 * Reads the bytes of a checkpoint file.
 * @returns null when it is not the checkpoint of this bundle with the checksum it should have
 */
export function parseCheckpoint(bytes: Buffer, bundleId: BundleId): Checkpoint | null {
  return hasGoodSum(bytes) ? checkFrame(parseJson(bytes.toString('utf8')), bundleId) : null
}

/** Whether the bytes of a checkpoint file are those that were written. */
export function hasGoodSum(bytes: Buffer): boolean {
  const sum = sumOf(bytes)
  return sum !== null && bytes.subarray(0, SUM_LINE).includes(sum)
}

/**
 * The frame of what a store holds. The caller has compared the file's checksum already.
 * @returns null when it does not have the form
 */
export function checkFrame(content: unknown, bundleId: BundleId): Checkpoint | null {
  const parsed = isSafe(content) ? Frame.safeParse(content) : null
  if (parsed?.success !== true || parsed.data.bundleId !== bundleId) return null
  const storedVersion = parsed.data.formatVersion
  const readOnly = parsed.data.minReader > CHECKPOINT_VERSION
  return { frame: readOnly ? parsed.data : migrate(parsed.data), readOnly, storedVersion }
}

/** Brings an older frame to the current version, one step after the other. Throws RangeError when a step is missing. */
export function migrate(
  frame: Frame,
  migrations: ReadonlyMap<number, Migration> = MIGRATIONS,
  to = CHECKPOINT_VERSION,
): Frame {
  let current = frame
  for (let version = frame.formatVersion; version < to; version += 1) {
    const step = migrations.get(version)
    if (step === undefined) throw new RangeError(`No way from version ${version} of the notes to the next`)
    current = { ...step(current), formatVersion: version + 1 }
  }
  return current
}

/**
 * Merges a checkpoint's annotations into a notebook, in slices, so that a large one does not hold the thread.
 * @returns entries that do not have the form of an annotation, and those carried from before
 */
export async function mergeCheckpoint(checkpoint: Checkpoint, notebook: Notebook): Promise<unknown[]> {
  const { frame } = checkpoint
  const unreadable = [...frame.unreadable]
  for (const [index, raw] of frame.annotations.entries()) {
    if (index % 200 === 199) await new Promise((resolve) => setImmediate(resolve))
    const entry = Entry.safeParse(raw)
    if (!entry.success || entry.data.annotation.bundleId !== notebook.bundleId) {
      unreadable.push(raw)
      continue
    }
    const { annotation, stamp, fields } = entry.data
    const stamps = new Map(
      fields.map(([name, sequence, writer]): [string, Stamp] => [name, [sequence, writer]]),
    )
    notebook.merge({ annotation, stamp, fields: stamps })
  }
  for (const raw of frame.pending) {
    const field = Pending.safeParse(raw)
    if (field.success) notebook.addPending([field.data])
    else unreadable.push(raw)
  }
  notebook.observe(frame.clock)
  return unreadable
}

/** The bytes before those that are summed: an opening brace and the line with the checksum. */
const SUM_LINE = '{\n\t"sum": "",\n'.length + 64

/** Checksum of a file's bytes behind its checksum line; null when it is too short to have one. */
function sumOf(bytes: Buffer): string | null {
  if (bytes.length <= SUM_LINE) return null
  return createHash('sha256').update(bytes.subarray(SUM_LINE)).digest('hex')
}

function byName(a: readonly [string, Stamp], b: readonly [string, Stamp]): number {
  return a[0] < b[0] ? -1 : 1
}
