// What the search should reach, and whether it does: the figures of one corpus against targets that depend on its
// size. A target that names a peer is a ratio to that peer's figure in the same run.
import type { CorpusFigures, EngineFigures } from './figures.ts'
import type { Kind } from './questions.ts'

/** `reached` and `target` are texts for people. What could not be measured is neither reached nor missed. */
export interface Goal {
  readonly name: string
  readonly target: string
  readonly reached: string
  readonly outcome: 'reached' | 'missed' | 'not measured'
  /** A wish rather than a goal: it does not count among what falls short. */
  readonly isStretch?: true
}

/** Targets by the number of documents, up to which they hold. */
interface Size {
  readonly upTo: number
  /** How many times faster than a peer from the bytes on the disk to the first answer. */
  readonly open: { readonly lunr: number; readonly minisearch: number }
  /** How many times less time of the processor than stock Lunr. */
  readonly build: number
  /** The part of a peer's 95th percentile that is allowed. */
  readonly warm: Readonly<Record<string, number>>
  readonly letterMs: number | null
  readonly workers: number | null
  readonly peakMB: number | null
}

const ABREAST = { xapian: 1, sqlite: 1, minisearch: 1, flexsearch: 1, lunr: 1 }
const AHEAD = { xapian: 1 / 2, sqlite: 1 / 5, minisearch: 1 / 15 }
const SMALLEST: Size = {
  upTo: 1_600,
  open: { lunr: 300, minisearch: 75 },
  build: 8,
  warm: ABREAST,
  letterMs: null,
  workers: null,
  peakMB: null,
}
const SIZES: readonly Size[] = [
  SMALLEST,
  { ...SMALLEST, upTo: 11_000, open: { lunr: 600, minisearch: 110 }, build: 12, warm: AHEAD },
  {
    upTo: 41_000,
    open: { lunr: 1_000, minisearch: 200 },
    build: 15,
    warm: AHEAD,
    letterMs: 8,
    workers: 1.7,
    peakMB: null,
  },
  {
    upTo: Infinity,
    open: { lunr: 1_000, minisearch: 200 },
    build: 15,
    warm: AHEAD,
    letterMs: null,
    workers: 1.7,
    peakMB: 600,
  },
]
const COLD_MS = 4
const MEMORY_PART = 150
const MEMORY_MB = 32
const DISK_PERCENT = 40
const QUERIES = 10_000
const WARM_KINDS: readonly Kind[] = ['word', 'two words', 'prefix']

/** Every goal for a corpus of this size. */
export function buildGoals(corpus: CorpusFigures): Goal[] {
  const size = SIZES.find(({ upTo }) => corpus.documents <= upTo) ?? SMALLEST
  const { lectern: own } = corpus.engines
  return [
    toEqualityGoal(corpus),
    ...(own ? toEngineGoals(own, corpus, size) : []),
    ...toWorkerGoals(corpus, size),
  ]
}

function toEqualityGoal({ equality }: CorpusFigures): Goal {
  const name = 'equal to corrected Lunr'
  const target = `0 differences in ${toFigure(QUERIES)} queries`
  if (!equality || equality.queries === 0) return notMeasured(name, target)
  const { queries, differences } = equality
  const few = queries < QUERIES ? ` (--queries ${QUERIES} asks them all)` : ''
  return {
    name,
    target,
    reached: `${toFigure(differences)} in ${toFigure(queries)}${few}`,
    outcome: differences === 0 ? 'reached' : 'missed',
  }
}

function toEngineGoals(own: EngineFigures, corpus: CorpusFigures, size: Size): Goal[] {
  const compare = (
    name: string,
    peer: string,
    part: number,
    get: (each: EngineFigures) => number | undefined,
  ) => toRatioGoal(name, peer, part, get(own), corpus.engines[peer] && get(corpus.engines[peer]))
  const goals: Goal[] = []
  for (const [peer, times] of Object.entries(size.open)) {
    goals.push(compare('load + first query, fresh process', peer, 1 / times, ({ open }) => open.fresh))
    goals.push(compare('load + first query, again', peer, 1 / times, ({ open }) => open.again))
  }
  for (const kind of WARM_KINDS)
    for (const [peer, part] of Object.entries(size.warm))
      goals.push(compare(`${kind}, warm p95`, peer, part, ({ warm }) => warm[kind]?.p95))
  goals.push(toLimitGoal('first 300 queries, p95', 'ms', COLD_MS, own.coldP95))
  if (size.letterMs !== null)
    goals.push(toLimitGoal('worst letter', 'ms', size.letterMs, own.warm.letter?.worst))
  goals.push(
    compare('memory after load', 'lunr', 1 / MEMORY_PART, ({ memoryMB }) => Math.max(0.1, memoryMB.loaded)),
  )
  goals.push(toLimitGoal('memory after 300 queries', 'MB', MEMORY_MB, own.memoryMB.asked))
  goals.push(compare('build, processor', 'lunr', 1 / size.build, ({ build }) => build.cpu))
  goals.push({ ...compare('build, processor', 'sqlite', 1, ({ build }) => build.cpu), isStretch: true })
  if (size.peakMB !== null) goals.push(toLimitGoal('build, peak memory', 'MB', size.peakMB, own.build.peakMB))
  goals.push(toLimitGoal('on disk, of the text', '%', DISK_PERCENT, (100 * own.diskBytes) / corpus.bytes))
  return goals
}

function toWorkerGoals({ workers }: CorpusFigures, { workers: times }: Size): Goal[] {
  const bytes = 'identical bytes with 1, 2 and 3 workers'
  const goals: Goal[] = [
    workers
      ? {
          name: bytes,
          target: 'yes',
          reached: workers.isIdentical ? 'yes' : 'no',
          outcome: workers.isIdentical ? 'reached' : 'missed',
        }
      : notMeasured(bytes, 'yes'),
  ]
  if (times === null) return goals
  const name = 'two workers against one'
  const target = `${times}× faster`
  const [one = NaN, two = NaN] = workers?.wall ?? []
  const reached = one / two
  if (!Number.isFinite(reached)) return [...goals, notMeasured(name, target)]
  const outcome = reached >= times ? 'reached' : 'missed'
  return [...goals, { name, target, reached: `${toFigure(reached)}×`, outcome }]
}

/** At most this part of a peer's figure. */
function toRatioGoal(
  what: string,
  peer: string,
  part: number,
  own: number | undefined,
  theirs: number | undefined,
): Goal {
  const name = `${what}, to ${peer}`
  const target = part === 1 ? 'not more' : `1/${toFigure(1 / part)}`
  if (own === undefined || theirs === undefined || !Number.isFinite(own / theirs))
    return notMeasured(name, target)
  const reached = own <= theirs ? `1/${toFigure(theirs / own)}` : `${toFigure(own / theirs)}×`
  return {
    name,
    target,
    reached: `${reached} (${toFigure(own)} to ${toFigure(theirs)})`,
    outcome: own <= theirs * part ? 'reached' : 'missed',
  }
}

function toLimitGoal(name: string, unit: string, most: number, own: number | undefined): Goal {
  const target = `at most ${most} ${unit}`
  if (own === undefined || !Number.isFinite(own)) return notMeasured(name, target)
  return { name, target, reached: `${toFigure(own)} ${unit}`, outcome: own <= most ? 'reached' : 'missed' }
}

function notMeasured(name: string, target: string): Goal {
  return { name, target, reached: '–', outcome: 'not measured' }
}

/** A number with about three digits. */
export function toFigure(value: number): string {
  const size = Math.abs(value)
  const digits = Number.isInteger(value) || size >= 100 ? 0 : size >= 10 ? 1 : 2
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
