// The figures as people read them (a table for each corpus, its goals, and what falls short) and as machines do.
import { type CorpusFigures, MEASURES, toRatio } from './figures.ts'
import { buildGoals, type Goal, toFigure } from './goals.ts'

/** A goal that was missed or could not be measured, with its corpus. */
export interface Shortfall {
  readonly corpus: string
  readonly goal: string
  readonly target: string
  readonly reached: string
  readonly outcome: Goal['outcome']
}

/** What `--json` prints of this. */
export interface SearchReport {
  readonly corpora: readonly (CorpusFigures & { readonly goals: readonly Goal[] })[]
  /** By corpus, by peer, by figure: how many times Lectern's figure the peer's is. */
  readonly ratios: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>
  readonly shortfalls: readonly Shortfall[]
  /** Queries whose results differ from corrected Lunr's; null when none were compared. */
  readonly differences: number | null
}

export function toReport(corpora: readonly CorpusFigures[]): SearchReport {
  const compared = corpora.flatMap(({ equality }) => (equality ? [equality] : []))
  return {
    corpora: corpora.map((corpus) => ({ ...corpus, goals: buildGoals(corpus) })),
    ratios: Object.fromEntries(corpora.map((corpus) => [corpus.name, toRatios(corpus)])),
    shortfalls: corpora.flatMap(listShortfalls),
    differences: compared.length > 0 ? compared.reduce((sum, { differences }) => sum + differences, 0) : null,
  }
}

/** The table and the goals of one corpus. */
export function toText(corpus: CorpusFigures): string {
  const { name, documents, bytes, equality } = corpus
  const failed = Object.entries(corpus.engines).filter((entry) => entry[1].failed > 0)
  const lines = [
    `${name}: ${toFigure(documents)} documents, ${toFigure(bytes / 1e6)} MB of text. A peer's figure is followed by its ratio to Lectern's.`,
    '',
    toFigureTable(corpus),
    '',
    toGoalTable(buildGoals(corpus)),
    ...failed.map(([engine, each]) => `${engine}: ${each.failed} queries ended with an error`),
    ...(equality?.examples ?? []).map((example) => `differs from corrected Lunr: ${example}`),
  ]
  return lines.join('\n')
}

/** What falls short, a line each. */
export function toShortfallText(shortfalls: readonly Shortfall[]): string {
  const missed = shortfalls.filter(({ outcome }) => outcome === 'missed')
  const absent = shortfalls.filter(({ outcome }) => outcome === 'not measured')
  const list = (title: string, lines: readonly string[]): string[] =>
    lines.length > 0 ? [title, ...lines.map((line) => `  ${line}`)] : []
  return [
    ...(missed.length === 0 ? ['Nothing that was measured falls short.'] : []),
    ...list(
      'Falls short:',
      missed.map((each) => `${each.corpus}: ${each.goal}: ${each.reached}, wanted ${each.target}`),
    ),
    ...list(
      'Not measured:',
      absent.map((each) => `${each.corpus}: ${each.goal}`),
    ),
  ].join('\n')
}

function listShortfalls(corpus: CorpusFigures): Shortfall[] {
  return buildGoals(corpus)
    .filter(({ outcome, isStretch }) => outcome !== 'reached' && isStretch !== true)
    .map(({ name, target, reached, outcome }) => ({
      corpus: corpus.name,
      goal: name,
      target,
      reached,
      outcome,
    }))
}

function toRatios(corpus: CorpusFigures): Record<string, Record<string, number>> {
  const peers = Object.keys(corpus.engines).filter((name) => name !== 'lectern')
  return Object.fromEntries(
    peers.map((peer) => [
      peer,
      Object.fromEntries(
        MEASURES.flatMap((measure) => {
          const ratio = toRatio(measure, peer, corpus)
          return ratio === undefined ? [] : [[measure.key, ratio] as const]
        }),
      ),
    ]),
  )
}

function toFigureTable(corpus: CorpusFigures): string {
  const names = Object.keys(corpus.engines)
  const rows = MEASURES.map((measure) => [
    measure.key,
    measure.unit,
    ...names.map((name) => {
      const figures = corpus.engines[name]
      const value = figures && measure.get(figures, corpus)
      if (value === undefined || !Number.isFinite(value)) return '–'
      const ratio = name === 'lectern' ? undefined : toRatio(measure, name, corpus)
      return ratio === undefined ? toFigure(value) : `${toFigure(value)} ${toFigure(ratio)}×`
    }),
  ])
  return toTable([['', '', ...names], ...rows], (column) => column > 1)
}

function toGoalTable(goals: readonly Goal[]): string {
  const rows = goals.map(({ name, target, reached, outcome, isStretch }) => [
    name,
    target,
    reached,
    isStretch ? `${outcome} (a wish)` : outcome,
  ])
  return toTable([['goal', 'target', 'reached', ''], ...rows], () => false)
}

/** Columns side by side, to the right where `isRight` says so. */
export function toTable(rows: readonly (readonly string[])[], isRight: (column: number) => boolean): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  )
  const toCell = (text: string, column: number): string =>
    isRight(column) ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0)
  return rows.map((row) => row.map(toCell).join('  ').trimEnd()).join('\n')
}
