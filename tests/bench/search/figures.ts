// The figures of the comparison, and the lines in which they are shown. How they are taken is measure.ts, what they
// should be is goals.ts.
import { KINDS, type Kind } from './questions.ts'

/** Milliseconds; `worst` is the slowest question's median. */
export interface Times {
  readonly p50: number
  readonly p95: number
  readonly worst: number
}

/** One engine on one corpus. What an engine cannot do, or what was not measured, is absent. */
export interface EngineFigures {
  /** Seconds. `cpu` is that of all threads, without reading the corpus. */
  readonly build: { readonly wall: number; readonly cpu: number; readonly peakMB: number }
  readonly diskBytes: number
  /** Milliseconds from the bytes on the disk to the first answer: in a process just started, and in the same again. */
  readonly open: { readonly fresh: number; readonly again: number }
  /** What the process grew by. */
  readonly memoryMB: { readonly loaded: number; readonly asked: number }
  /** Milliseconds, of the first 300 questions. */
  readonly coldP95: number
  readonly warm: Readonly<Partial<Record<Kind, Times>>>
  /** Questions that ended with an error. */
  readonly failed: number
}

/** Lectern's build by number of workers. */
export interface WorkerFigures {
  /** Seconds with 1, 2 and 3 workers. */
  readonly wall: readonly number[]
  readonly isIdentical: boolean
}

/** How Lectern's results compare with corrected Lunr's. */
export interface EqualityFigures {
  readonly queries: number
  readonly differences: number
  /** Queries that Lunr refuses; they are not compared. */
  readonly refused: number
  /** The first that differ, as text. */
  readonly examples: readonly string[]
}

export interface CorpusFigures {
  readonly name: string
  readonly documents: number
  /** Of titles and bodies. */
  readonly bytes: number
  readonly engines: Readonly<Record<string, EngineFigures>>
  readonly workers?: WorkerFigures
  readonly equality?: EqualityFigures
}

/** A line of the table. All of them are better when smaller. */
export interface Measure {
  readonly key: string
  readonly unit: string
  /** The figure of an engine; absent where it has none. */
  readonly get: (figures: EngineFigures, corpus: CorpusFigures) => number | undefined
}

/** Every line, in order. */
export const MEASURES: readonly Measure[] = [
  { key: 'build, processor', unit: 's', get: ({ build }) => build.cpu },
  { key: 'build, wall', unit: 's', get: ({ build }) => build.wall },
  { key: 'build, peak memory', unit: 'MB', get: ({ build }) => build.peakMB },
  { key: 'on disk, of the text', unit: '%', get: (each, { bytes }) => (100 * each.diskBytes) / bytes },
  { key: 'load + first query, fresh process', unit: 'ms', get: ({ open }) => open.fresh },
  { key: 'load + first query, again', unit: 'ms', get: ({ open }) => open.again },
  { key: 'memory after load', unit: 'MB', get: ({ memoryMB }) => memoryMB.loaded },
  { key: 'memory after 300 queries', unit: 'MB', get: ({ memoryMB }) => memoryMB.asked },
  { key: 'first 300 queries, p95', unit: 'ms', get: ({ coldP95 }) => coldP95 },
  ...KINDS.flatMap((kind): Measure[] =>
    kind === 'letter'
      ? [{ key: 'worst letter', unit: 'ms', get: ({ warm }) => warm.letter?.worst }]
      : [
          { key: `${kind}, p50`, unit: 'ms', get: ({ warm }) => warm[kind]?.p50 },
          { key: `${kind}, p95`, unit: 'ms', get: ({ warm }) => warm[kind]?.p95 },
        ],
  ),
]

/** How many times Lectern's figure a peer's is; absent where either has none. */
export function toRatio(measure: Measure, peer: string, corpus: CorpusFigures): number | undefined {
  const { lectern: ours, [peer]: theirs } = corpus.engines
  const a = ours && measure.get(ours, corpus)
  const b = theirs && measure.get(theirs, corpus)
  return a === undefined || b === undefined || !(a > 0) ? undefined : b / a
}
