// The measuring itself: candidates run in turn, figures become rows, rows become a table. It knows no subject.

/** One figure with what it is compared with. The first of `values` is Lectern; the others are baselines. */
export interface Row {
  readonly what: string
  readonly unit: string
  readonly better: 'less' | 'more'
  readonly values: Readonly<Record<string, number>>
}

/** What a subject is given. `scale` multiplies the size of its corpus; 1 unless `LECTERN_BENCH_SCALE` says otherwise. */
export interface BenchOptions {
  readonly scale: number
  /** Says what is going on, on standard error. */
  readonly say: (line: string) => void
  /** Whether a study must not print while it runs. */
  readonly json: boolean
  /** Files with a corpus each, for studies that take them; none for those that they find themselves. */
  readonly corpora: readonly string[]
  /** The engines that a study compares; its own choice unless given. */
  readonly engines?: readonly string[]
  /** How many queries are compared with corrected Lunr. */
  readonly queries?: number
  /** How many workers build Lectern's index; one unless given. */
  readonly workers?: number
}

/** A subject too large for rows: it has tables of its own, and runs only when it is named. */
export interface Study {
  /** One line for `--list`. */
  readonly about: string
  /** `text` is what it has not yet printed; `json` are its figures for machines. */
  readonly run: (options: BenchOptions) => Promise<{ readonly text: string; readonly json: object }>
}

/** A thing to measure, with its baselines, in one file. */
export interface Subject {
  /** One line for `--list`. */
  readonly about: string
  readonly run: (options: BenchOptions) => Promise<readonly Row[]>
}

type Candidate = () => unknown

/**
 * Times candidates in turns: round by round, each round beginning with another, so that whatever else the machine
 * does falls on all of them alike. The first `warmup` rounds do not count.
 * @returns milliseconds of each round by candidate
 */
export async function race<N extends string>(
  candidates: Readonly<Record<N, Candidate>>,
  { rounds, warmup = 1 }: { readonly rounds: number; readonly warmup?: number },
): Promise<Record<N, number[]>> {
  const entries = Object.entries<Candidate>(candidates)
  const times = new Map<string, number[]>(entries.map(([name]) => [name, []]))
  for (let round = 0; round < rounds + warmup; round += 1)
    for (let turn = 0; turn < entries.length; turn += 1) {
      const [name, run] = entries[(round + turn) % entries.length] ?? []
      if (name === undefined || run === undefined) continue
      collectGarbage()
      const begun = performance.now()
      await run()
      const time = performance.now() - begun
      if (round >= warmup) times.get(name)?.push(time)
    }
  return Object.fromEntries(times) as Record<N, number[]>
}

/** The value below which that part of the values lies; linear between neighbours. NaN for no values. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * part
  const low = sorted[Math.floor(at)] ?? NaN
  const high = sorted[Math.ceil(at)] ?? NaN
  return low + (high - low) * (at - Math.floor(at))
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Applies a function to the value of each candidate. */
export function mapValues<N extends string, A, B>(
  values: Readonly<Record<N, A>>,
  change: (value: A, name: N) => B,
): Record<N, B> {
  const entries = Object.entries<A>(values).map(([name, value]) => [name, change(value, name as N)])
  return Object.fromEntries(entries) as Record<N, B>
}

/** Collects garbage when Node was started with `--expose-gc`, so that one candidate does not pay for another. */
export function collectGarbage(): void {
  const { gc } = globalThis as { gc?: () => void }
  gc?.()
}

/** A table with a line for each comparison: `ratio` says how much better (or worse) Lectern is. */
export function toTable(rows: readonly Row[]): string {
  const lines = [['what', 'lectern', '', 'baseline', '', 'ratio']]
  for (const { what, unit, better, values } of rows) {
    const [ours = ['', NaN] as const, ...others] = Object.entries(values)
    if (others.length === 0) lines.push([what, toFigure(ours[1]), unit, '', '', ''])
    others.forEach(([name, value], index) => {
      const gain = better === 'less' ? value / ours[1] : ours[1] / value
      const first = index === 0 ? [what, toFigure(ours[1]), unit] : ['', '', '']
      lines.push([...first, toFigure(value), name, toRatio(gain)])
    })
  }
  const widths =
    lines[0]?.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length))) ?? []
  const right = new Set([1, 3, 5])
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          right.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function toFigure(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits })
}

function toRatio(gain: number): string {
  if (!Number.isFinite(gain)) return '–'
  return gain >= 1 ? `${toFigure(gain)}× better` : `${toFigure(1 / gain)}× worse`
}
