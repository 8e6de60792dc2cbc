import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Change, SaveState } from '../../../../../src-renderer/stores/annotations-store.ts'
import { createNoteSaver } from '../../../../../src-renderer/features/reader/note-saver.ts'
import { createDeferred } from '../../fake-host.ts'

const done: Change = { kind: 'done', changed: [] }
const failed: Change = {
  kind: 'failed',
  failure: { code: 'NOT_SAVED', message: 'The disk is full.', details: {} },
}

function setUp(answer: () => Change | Promise<Change> = () => done) {
  const saves: string[] = []
  const states: SaveState['kind'][] = []
  const saver = createNoteSaver('before', (state) => states.push(state.kind))
  saver.saveWith((body) => {
    saves.push(body)
    return Promise.resolve(answer())
  })
  return { saver, saves, states }
}

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('note saver', () => {
  it('saves after a pause in typing, the newest text alone', async () => {
    const { saver, saves, states } = setUp()
    for (const text of ['a', 'ab', 'abc']) {
      saver.change(text)
      await vi.advanceTimersByTimeAsync(200)
    }
    expect(saves).toEqual([])
    await vi.advanceTimersByTimeAsync(2_000)
    expect(saves).toEqual(['abc'])
    expect(states).toEqual(['saving', 'saved'])
  })

  it('writes one thing at a time, and what was typed meanwhile after it', async () => {
    const slow = createDeferred<Change>()
    const answers = [slow.promise, Promise.resolve(done)]
    const { saver, saves, states } = setUp(() => answers.shift() ?? done)
    saver.change('first')
    saver.flush()
    saver.change('second')
    await vi.advanceTimersByTimeAsync(2_000)
    expect(saves).toEqual(['first'])
    slow.resolve(done)
    await vi.advanceTimersByTimeAsync(0)
    expect(saves).toEqual(['first', 'second'])
    expect(states.at(-1)).toBe('saved')
  })

  it('does not save what is saved', () => {
    const { saver, saves } = setUp()
    saver.flush()
    saver.change('other')
    saver.change('before')
    saver.flush()
    expect(saves).toEqual([])
  })

  it('says that it failed, and saves again when asked', async () => {
    const answers = [failed, done]
    const { saver, saves, states } = setUp(() => answers.shift() ?? done)
    saver.change('text')
    saver.flush()
    await vi.advanceTimersByTimeAsync(0)
    expect(states).toEqual(['saving', 'failed'])
    saver.flush()
    await vi.advanceTimersByTimeAsync(0)
    expect(saves).toEqual(['text', 'text'])
    expect(states.at(-1)).toBe('saved')
  })
})
