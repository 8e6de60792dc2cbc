// Documents → a binary index with the results of `lunr.Builder`, in threads; with a pipeline of one's own, which cannot
// be sent to a thread, where it is called. What is asked of the index is not known here.
import { setImmediate } from 'node:timers/promises'
import type { ByteSource } from '../../../src-shared/domain/byte-source.ts'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import { MOST_FIELDS } from '../binary/header.ts'
import type { lunr } from '../lunr-corrected.ts'
import { LUNR_PIPELINE } from '../lunr-corrected.ts'
import type { IndexShape } from './assembly.ts'
import { toBatches } from './batches.ts'
import { LocalBuild } from './index-builder.ts'
import type { Field } from '../merging/index-writer.ts'
import { type FieldValue, PipedDocuments, toFieldValue } from '../gathering/lunr-documents.ts'
import type { DocumentBatch } from './thread-steps.ts'
import { buildInThreads, cancelled, type ThreadOptions, toReporter } from './threads.ts'

/** A document as Lunr takes it. */
export interface LunrDocument {
  readonly ref: string
  /** How much the document counts, 1 when not given. */
  readonly boost?: number
  /** By field, as `lunr.tokenizer` takes them: null, texts, arrays, numbers … */
  readonly values: readonly unknown[]
}

/** What the index is to be, and how it is built. */
export interface LunrBuildOptions extends ThreadOptions {
  readonly fields: readonly Field[]
  /** Lunr's default pipeline when not given. One of one's own is run in this thread. */
  readonly pipeline?: lunr.Pipeline
}

const TURN = 20

/**
 * Builds the index of documents, in their order: what `lunr.Builder` makes of them with `metadataWhitelist` set to
 * `['position']`, but that a position that Lunr leaves out (in elements of arrays) has length 0. Whoever asked for it
 * closes it; a large one is a temporary file until then. The same documents give the same bytes.
 * @throws LecternError CANCELLED when `signal` is aborted, INVALID_INPUT when a term or a name is too long, a boost is
 * not finite, or there are no fields or more than sixteen
 */
export async function buildLunrIndex(
  documents: Iterable<LunrDocument> | AsyncIterable<LunrDocument>,
  options: LunrBuildOptions,
): Promise<ByteSource> {
  const { pipeline } = options
  const fields = options.fields.map(({ name, boost }) => ({ name, boost: toBoost(boost) }))
  if (fields.length === 0 || fields.length > MOST_FIELDS) throw tooManyFields(fields.length)
  const refs: string[] = []
  const boosts: number[] = []
  const take = ({ ref, boost = 1, values }: LunrDocument): readonly FieldValue[] => {
    refs.push(ref)
    boosts.push(toBoost(boost))
    return fields.map((_, field) => toFieldValue(values[field]))
  }
  const toShape = (): IndexShape => ({
    fields,
    ids: true,
    pipeline: LUNR_PIPELINE,
    own: [],
    refs,
    boosts,
  })
  if (pipeline !== undefined) return buildHere(documents, take, pipeline, toShape, options)
  const batches = async function* (): AsyncGenerator<DocumentBatch> {
    for await (const batch of toBatches(documents, (document) => withSize(take(document))))
      yield { kind: 'lunr', documents: batch }
  }
  return buildInThreads({ fields: fields.length, batches: batches(), shape: toShape }, options)
}

async function buildHere(
  documents: Iterable<LunrDocument> | AsyncIterable<LunrDocument>,
  take: (document: LunrDocument) => readonly FieldValue[],
  pipeline: lunr.Pipeline,
  toShape: () => IndexShape,
  { fields, budget, signal, onProgress }: LunrBuildOptions,
): Promise<ByteSource> {
  const build = new LocalBuild(fields.length, budget)
  try {
    const names = fields.map(({ name }) => name)
    const piped = new PipedDocuments(build.gatherer, names, pipeline)
    const report = toReporter(onProgress)
    let turn = performance.now()
    if (signal?.aborted) throw cancelled()
    for await (const document of documents) {
      piped.add(take(document))
      report(1)
      if (performance.now() - turn < TURN) continue
      await setImmediate()
      if (signal?.aborted) throw cancelled()
      turn = performance.now()
    }
    report(0)
    return build.finish(toShape())
  } finally {
    build.close()
  }
}

/** A boost as Lunr takes it: what is no number counts as 1. */
function toBoost(boost: number): number {
  if (Number.isNaN(boost)) return 1
  if (Number.isFinite(boost)) return boost
  throw new LecternError('INVALID_INPUT', `The boost ${boost} does not fit an index. Give a finite number.`)
}

function tooManyFields(count: number): LecternError {
  const message = `An index has from 1 to ${MOST_FIELDS} fields, not ${count}. Put the text of several into one.`
  return new LecternError('INVALID_INPUT', message)
}

function withSize(values: readonly FieldValue[]): readonly [values: readonly FieldValue[], size: number] {
  let size = 0
  for (const value of values)
    if (typeof value === 'string') size += value.length
    else for (const part of value ?? []) size += part.length
  return [values, size]
}
