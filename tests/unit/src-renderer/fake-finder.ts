// A finder that answers when it is told to, for tests of the interface: what it is asked is kept.
import { NO_RANGES } from '../../../src-renderer/anchoring/packed-ranges.ts'
import type { FindAnswer, Finder, FindQuery } from '../../../src-renderer/stores/find-store.ts'

export interface FakeFinder extends Finder {
  readonly texts: readonly string[]
  readonly queries: readonly FindQuery[]
  /** Answers the query that is waiting. */
  answer(answer: FindAnswer): void
  /** The ranges of these starts and ends as the answer. */
  answerFound(...ranges: readonly (readonly [number, number])[]): void
}

export function createFakeFinder(): FakeFinder {
  const texts: string[] = []
  const queries: FindQuery[] = []
  let waiting: ((answer: FindAnswer) => void) | null = null
  const answer = (given: FindAnswer): void => {
    const settle = waiting
    waiting = null
    settle?.(given)
  }
  return {
    texts,
    queries,
    answer,
    answerFound: (...ranges) => {
      const matches = ranges.length === 0 ? NO_RANGES : new Uint32Array(ranges.flat())
      answer({ kind: 'found', matches, isMore: false })
    },
    setText: (text) => void texts.push(text),
    find(query) {
      answer({ kind: 'superseded' })
      queries.push(query)
      return new Promise((resolve) => {
        waiting = resolve
      })
    },
    cancel: () => {
      answer({ kind: 'superseded' })
    },
  }
}
