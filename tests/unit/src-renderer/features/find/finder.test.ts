import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { NO_RANGES } from '../../../../../src-renderer/anchoring/packed-ranges.ts'
import {
  createFinder,
  type FindThread,
  PATTERN_LIMIT,
  type StartThread,
} from '../../../../../src-renderer/features/find/finder.ts'
import type { FindOrder } from '../../../../../src-renderer/features/find/messages.ts'
import type { FindAnswer, FindQuery } from '../../../../../src-renderer/stores/find-store.ts'

const query: FindQuery = {
  text: 'a',
  matchCase: false,
  wholeWords: false,
  matchAccents: false,
  isPattern: false,
}
const pattern: FindQuery = { ...query, text: '(a+)+$', isPattern: true }
const found: FindAnswer = { kind: 'found', matches: NO_RANGES, isMore: false }

interface FakeThread extends FindThread {
  readonly orders: FindOrder[]
  readonly events: Parameters<StartThread>[0]
  isEnded: boolean
}

function setUp() {
  const threads: FakeThread[] = []
  const finder = createFinder((events) => {
    const orders: FindOrder[] = []
    const thread: FakeThread = {
      orders,
      events,
      isEnded: false,
      post: (order) => void orders.push(order),
      end: () => {
        thread.isEnded = true
      },
    }
    threads.push(thread)
    return thread
  })
  const reply = (thread: number, kind: 'begun' | 'answer', id: number): void => {
    threads[thread]?.events.onReply(kind === 'begun' ? { kind, id } : { kind, id, answer: found })
  }
  return { finder, threads, reply }
}

describe('the finder', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('starts its thread with the first query, and sends each text once', async () => {
    const { finder, threads, reply } = setUp()
    finder.setText('one')
    expect(threads).toHaveLength(0)
    const first = finder.find(query)
    reply(0, 'answer', 1)
    const second = finder.find(query)
    reply(0, 'answer', 2)
    expect(await Promise.all([first, second])).toEqual([found, found])
    expect(threads[0]?.orders.map((order) => order.kind)).toEqual(['text', 'find', 'find'])
  })

  it('lets a new query take the place of the one before, and drops its answer', async () => {
    const { finder, threads, reply } = setUp()
    const first = finder.find(query)
    const second = finder.find({ ...query, text: 'b' })
    expect(await first).toEqual({ kind: 'superseded' })
    reply(0, 'answer', 1)
    reply(0, 'answer', 2)
    expect(await second).toEqual(found)
    expect(threads).toHaveLength(1)
  })

  it('stops a pattern that runs too long, and goes on with a new thread that has the text', async () => {
    const { finder, threads, reply } = setUp()
    finder.setText('aaa')
    const slow = finder.find(pattern)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(threads[0]?.isEnded).toBe(false)
    reply(0, 'begun', 1)
    await vi.advanceTimersByTimeAsync(PATTERN_LIMIT)
    expect(await slow).toEqual({ kind: 'stopped' })
    expect(threads[0]?.isEnded).toBe(true)
    const next = finder.find(query)
    expect(threads[1]?.orders[0]).toEqual({ kind: 'text', text: 'aaa' })
    reply(1, 'answer', 2)
    expect(await next).toEqual(found)
  })

  it('has no limit for a pattern that has answered, nor for a text', async () => {
    const { finder, threads, reply } = setUp()
    const quick = finder.find(pattern)
    reply(0, 'begun', 1)
    reply(0, 'answer', 1)
    expect(await quick).toEqual(found)
    void finder.find(query)
    reply(0, 'begun', 2)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(threads[0]?.isEnded).toBe(false)
  })

  it('ends the thread of a pattern at once when it is called off', async () => {
    const { finder, threads } = setUp()
    const running = finder.find(pattern)
    finder.cancel()
    expect(await running).toEqual({ kind: 'superseded' })
    expect(threads[0]?.isEnded).toBe(true)
  })

  it('says that a scan broke off, and recovers', async () => {
    const { finder, threads, reply } = setUp()
    const broken = finder.find(query)
    threads[0]?.events.onFailure()
    expect(await broken).toEqual({ kind: 'failed' })
    const next = finder.find(query)
    threads[0]?.events.onFailure()
    reply(1, 'answer', 2)
    expect(await next).toEqual(found)
  })
})
