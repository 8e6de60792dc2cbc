import { describe, expect, it } from 'vitest'
import type { CorpusFigures, EngineFigures } from '../../../bench/search/figures.ts'
import { buildGoals, type Goal } from '../../../bench/search/goals.ts'
import { toReport, toShortfallText, toText } from '../../../bench/search/report.ts'

function toEngine(factor: number): EngineFigures {
  const times = { p50: factor, p95: factor, worst: factor }
  return {
    build: { wall: factor, cpu: factor, peakMB: factor },
    diskBytes: 1_000 * factor,
    open: { fresh: factor, again: factor },
    memoryMB: { loaded: factor, asked: factor },
    coldP95: factor,
    warm: { word: times, 'two words': times, prefix: times, letter: times },
    failed: 0,
  }
}

function toCorpus(documents: number, peer: number): CorpusFigures {
  return {
    name: 'made up',
    documents,
    bytes: 10_000,
    engines: {
      lectern: toEngine(1),
      lunr: toEngine(peer),
      minisearch: toEngine(peer),
      xapian: toEngine(peer),
    },
    workers: { wall: [2, 1, 1], isIdentical: true },
    equality: { queries: 10_000, differences: 0, refused: 3, examples: [] },
  }
}

function outcomeOf(goals: readonly Goal[], name: string): string | undefined {
  return goals.find((goal) => goal.name === name)?.outcome
}

describe('goals', () => {
  it('grow with the corpus', () => {
    const name = 'load + first query, fresh process, to lunr'
    expect(outcomeOf(buildGoals(toCorpus(500, 400)), name)).toBe('reached')
    expect(outcomeOf(buildGoals(toCorpus(5_000, 400)), name)).toBe('missed')
    expect(outcomeOf(buildGoals(toCorpus(5_000, 600)), name)).toBe('reached')
    expect(outcomeOf(buildGoals(toCorpus(25_000, 999)), name)).toBe('missed')
    expect(outcomeOf(buildGoals(toCorpus(68_512, 1_000)), name)).toBe('reached')
  })

  it('take a peer that was not measured, or cannot do it, as not measured', () => {
    const goals = buildGoals(toCorpus(5_000, 1))
    expect(outcomeOf(goals, 'word, warm p95, to sqlite')).toBe('not measured')
    expect(outcomeOf(goals, 'word, warm p95, to xapian')).toBe('missed')
  })

  it('miss equality with a single difference and workers with other bytes', () => {
    const corpus = toCorpus(25_000, 2_000)
    expect(outcomeOf(buildGoals(corpus), 'equal to corrected Lunr')).toBe('reached')
    expect(outcomeOf(buildGoals(corpus), 'two workers against one')).toBe('reached')
    const worse: CorpusFigures = {
      ...corpus,
      workers: { wall: [1, 1, 1], isIdentical: false },
      equality: { queries: 10_000, differences: 1, refused: 0, examples: ['this one'] },
    }
    expect(outcomeOf(buildGoals(worse), 'equal to corrected Lunr')).toBe('missed')
    expect(outcomeOf(buildGoals(worse), 'two workers against one')).toBe('missed')
    expect(outcomeOf(buildGoals(worse), 'identical bytes with 1, 2 and 3 workers')).toBe('missed')
  })
})

describe('the report', () => {
  it('has ratios by corpus, peer and figure, and the sum of differences', () => {
    const corpus = toCorpus(500, 3)
    const report = toReport([corpus, { ...corpus, name: 'other' }])
    expect(report.ratios['other']?.['lunr']?.['word, p95']).toBe(3)
    expect(report.ratios['other']?.['lunr']?.['phrase, p95']).toBeUndefined()
    expect(report.differences).toBe(0)
    const { name, documents, bytes, engines } = corpus
    expect(toReport([{ name, documents, bytes, engines }]).differences).toBeNull()
  })

  it('lists what falls short and what was not measured, without the wishes', () => {
    const { shortfalls } = toReport([toCorpus(500, 3)])
    expect(shortfalls.some(({ outcome }) => outcome === 'missed')).toBe(true)
    const text = toShortfallText(shortfalls)
    expect(text).toMatch(/^Falls short:\n {2}made up: load \+ first query/)
    expect(text).toContain('Not measured:\n')
    expect(text).not.toContain('build, processor, to sqlite')
    expect(toShortfallText([])).toBe('Nothing that was measured falls short.')
  })

  it('shows every engine in a column, with its ratio', () => {
    const text = toText(toCorpus(500, 3))
    expect(text).toMatch(/lectern +lunr +minisearch +xapian/)
    expect(text).toMatch(/word, p95 +ms +1 +3 3×/)
    expect(text).toMatch(/phrase, p95 +ms +– +– +– +–/)
  })
})
