import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openProgressReporter } from '../../../../../src-main/library/jobs/progress-reporter.ts'
import type { ImportPhase, ImportProgress } from '../../../../../src-shared/domain/import-job.ts'

const at = (phase: ImportPhase, done: number): ImportProgress => ({ phase, done, total: 100, current: '' })

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('the progress reporter', () => {
  it('passes on at most ten a second, always the newest', () => {
    const sent: number[] = []
    const reporter = openProgressReporter((progress) => sent.push(progress.done))
    for (let done = 0; done < 100; done += 1) {
      reporter.report(at('importing', done))
      vi.advanceTimersByTime(10)
    }
    vi.advanceTimersByTime(200)
    expect(sent.length).toBeLessThanOrEqual(12)
    expect(sent[0]).toBe(0)
    expect(sent.at(-1)).toBe(99)
  })

  it('tells a new phase at once', () => {
    const sent: string[] = []
    const reporter = openProgressReporter((progress) => sent.push(`${progress.phase} ${progress.done}`))
    reporter.report(at('scanning', 1))
    reporter.report(at('scanning', 2))
    reporter.report(at('importing', 0))
    expect(sent).toEqual(['scanning 1', 'importing 0'])
  })

  it('says nothing after it was closed', () => {
    const send = vi.fn()
    const reporter = openProgressReporter(send)
    reporter.report(at('writing', 0))
    reporter.report(at('writing', 1))
    reporter.close()
    vi.advanceTimersByTime(1_000)
    expect(send).toHaveBeenCalledTimes(1)
  })
})
