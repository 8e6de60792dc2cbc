// What was gathered, put together: documents in the order of the index, and all that the file says of them. How it is
// written is index-writer.ts.
import { arrange, type DocumentOrder, findOrder } from '../merging/document-order.ts'
import type { Gathered } from '../gathering/gatherer.ts'
import type { Field, IndexContent, OwnSection } from '../merging/index-writer.ts'
import type { Run } from '../merging/runs.ts'

/** What an index is to be, besides its terms. */
export interface IndexShape {
  readonly fields: readonly Field[]
  /** Whether terms are numbered in the order of their first occurrence. */
  readonly ids: boolean
  readonly pipeline: string
  readonly own: readonly OwnSection[]
  /** The ref of each document as it came; null when they are `0`, `1`, `2`, … */
  readonly refs: readonly string[] | null
  /** How much each document counts, as they came; null when all count alike. */
  readonly boosts: readonly number[] | null
}

/** All documents, and how they are ordered. */
export interface Assembly {
  readonly runs: readonly Run[]
  readonly order: DocumentOrder | null
  readonly ordered: boolean
  /** The file's content but for its terms. */
  readonly content: Omit<IndexContent, 'plan' | 'parts'>
}

/** Puts together what was gathered, in the order of the documents. */
export function assemble(gathered: readonly Gathered[], shape: IndexShape): Assembly {
  const { fields, pipeline, own, refs, boosts } = shape
  const order = refs === null ? null : findOrder(refs)
  const added = gathered.reduce((sum, { documents }) => sum + documents, 0)
  const ordered = gathered.every((each) => each.ordered) && (order?.unique ?? true)
  return {
    runs: gathered.flatMap(({ runs }) => runs),
    order,
    ordered,
    content: {
      pipeline,
      fields,
      ordered,
      documents: order?.documents ?? added,
      added,
      lengths: fields.map((_, field) => arrange(joinLengths(gathered, field, added), order)),
      boosts: boosts?.some((boost) => boost !== 1) ? arrange(Float64Array.from(boosts), order) : null,
      order: order?.added.some((document, at) => document !== at) ? order.added : null,
      refs: refs && arrangeRefs(refs, order),
      own,
    },
  }
}

function joinLengths(gathered: readonly Gathered[], field: number, count: number): Uint32Array {
  const joined = new Uint32Array(count)
  let at = 0
  for (const { lengths, documents } of gathered) {
    joined.set(lengths[field] ?? [], at)
    at += documents
  }
  return joined
}

/** The refs by document; null when they are `0`, `1`, `2`, … */
function arrangeRefs(refs: readonly string[], order: DocumentOrder | null): readonly string[] | null {
  const arranged = order === null ? refs : Array.from(order.latest, (arrival) => refs[arrival] ?? '')
  return arranged.every((ref, number) => ref === String(number)) ? null : arranged
}
