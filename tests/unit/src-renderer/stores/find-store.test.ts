import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BundleId, DocumentId } from '../../../../src-shared/domain/ids.ts'
import { createFindStore } from '../../../../src-renderer/stores/find-store.ts'
import { setUpStores } from '../app/set-up.ts'
import { createFakeFinder } from '../fake-finder.ts'
import { settle } from '../fake-host.ts'

const bundleId = BundleId.parse('other')
const [one, two] = [DocumentId.parse('one'), DocumentId.parse('two')]

/** The document is `Some text to be read.`; it is open, and its first line is at offset 0. */
async function setUp() {
  const { stores } = setUpStores()
  const finder = createFakeFinder()
  const find = createFindStore(finder, stores.reader)
  await stores.reader.open({ bundleId, documentId: one })
  const state = () => find.getState()
  const typeAndWait = async (text: string): Promise<void> => {
    find.type(text)
    await vi.advanceTimersByTimeAsync(200)
  }
  const landing = () => {
    const landing = stores.reader.getState().landing
    return landing?.kind === 'range' ? [landing.start, landing.end] : landing?.kind
  }
  const answer = async (...ranges: readonly (readonly [number, number])[]): Promise<void> => {
    finder.answerFound(...ranges)
    await settle()
  }
  return { reader: stores.reader, finder, find, state, typeAndWait, answer, landing }
}

describe('finding in the document', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('does not open where no document is open', () => {
    const { stores } = setUpStores()
    expect(createFindStore(createFakeFinder(), stores.reader).open()).toBe(false)
  })

  it('hands the text over once, and goes to the first match while one types', async () => {
    const { finder, find, state, typeAndWait, answer, landing } = await setUp()
    expect(find.open()).toBe(true)
    find.type('t')
    await typeAndWait('te')
    expect([finder.texts, finder.queries.map(({ text }) => text)]).toEqual([
      ['Some text to be read.'],
      ['te'],
    ])
    await answer([5, 7], [10, 12])
    expect([state().status.kind, state().active, landing()]).toEqual(['found', 0, [5, 7]])
    expect(find.slice(5, 9)).toBe('text')
  })

  it('goes on round the ends, and says so', async () => {
    const { find, state, typeAndWait, answer, landing } = await setUp()
    find.open()
    await typeAndWait('t')
    await answer([5, 6], [10, 11])
    find.step(1)
    expect([state().active, state().wrapped]).toEqual([1, null])
    find.step(1)
    expect([state().active, state().wrapped, landing()]).toEqual([0, 'end', [5, 6]])
    find.step(-1)
    expect([state().active, state().wrapped, landing()]).toEqual([1, 'start', [10, 11]])
    find.goTo(0)
    expect([state().active, state().wrapped]).toEqual([0, null])
  })

  it('finds what is selected, from where it is selected; a pattern is made of it where patterns are on', async () => {
    const { finder, find, state, answer } = await setUp()
    find.open({ text: 't', start: 10 })
    await answer([5, 6], [10, 11])
    expect([state().text, state().active]).toEqual(['t', 1])
    find.setOption('isPattern', true)
    find.open({ text: 'a.b (c)', start: 0 })
    expect(finder.queries.at(-1)?.text).toBe('a\\.b \\(c\\)')
    find.open({ text: 'x'.repeat(201), start: 0 })
    expect(state().text).toBe('a\\.b \\(c\\)')
  })

  it('keeps the way back once for each time the bar is open', async () => {
    const { reader, find, typeAndWait, answer } = await setUp()
    const left: number[] = []
    reader.onJump((place) => left.push(place.start))
    find.open()
    await typeAndWait('t')
    await answer([5, 6], [10, 11])
    find.step(1)
    await typeAndWait('te')
    await answer([5, 7])
    expect(left).toHaveLength(1)
  })

  it('says what is wrong with a pattern, or that it was stopped, and shows no match then', async () => {
    const { finder, find, state, typeAndWait, answer } = await setUp()
    find.open()
    await typeAndWait('t')
    await answer([5, 6])
    await typeAndWait('(')
    finder.answer({ kind: 'invalid', reason: 'Unterminated group' })
    await settle()
    expect([state().status, state().matches.length, state().active]).toEqual([
      { kind: 'invalid', reason: 'Unterminated group' },
      0,
      -1,
    ])
    await typeAndWait('(a+)+$')
    finder.answer({ kind: 'stopped' })
    await settle()
    expect(state().status.kind).toBe('stopped')
  })

  it('keeps the matches while others are looked for, and none when nothing is', async () => {
    const { find, state, typeAndWait, answer } = await setUp()
    find.open()
    await typeAndWait('t')
    await answer([5, 6])
    find.type('tx')
    expect([state().status.kind, state().matches.length]).toEqual(['finding', 2])
    find.type('')
    expect([state().status.kind, state().matches.length]).toEqual(['idle', 0])
  })

  it('takes the marks away when it is closed, and gives the text the focus at the match', async () => {
    const { reader, find, state, typeAndWait, answer } = await setUp()
    const focus = vi.fn()
    reader.attach({
      highlightSelection: () => false,
      noteOnSelection: () => false,
      toggleBookmark: () => undefined,
      showAnnotation: () => undefined,
      focus,
      takeSelection: () => null,
    })
    find.open()
    await typeAndWait('t')
    await answer([5, 6])
    find.close()
    expect([state().isOpen, state().matches.length, state().text]).toEqual([false, 0, 't'])
    expect(focus).toHaveBeenCalledWith({ start: 5, end: 6 })
  })

  it('takes up where it was left, when it is opened again or stepped on with', async () => {
    const { find, state, typeAndWait, answer } = await setUp()
    find.open()
    await typeAndWait('t')
    await answer([5, 6], [10, 11])
    find.close()
    find.open()
    await answer([5, 6], [10, 11])
    expect(state().active).toBe(0)
    find.close()
    find.step(1)
    await answer([5, 6], [10, 11])
    expect([state().isOpen, state().active]).toEqual([true, 1])
  })

  it('looks for the same in the next document, without going anywhere', async () => {
    const { reader, finder, find, state, typeAndWait, answer, landing } = await setUp()
    find.open()
    await typeAndWait('t')
    await answer([5, 6])
    await reader.open({ bundleId, documentId: two })
    expect(state().matches.length).toBe(0)
    await answer([5, 6])
    expect([finder.queries.length, state().active, landing()]).toEqual([2, -1, 'line'])
    find.step(1)
    expect(state().active).toBe(0)
  })
})
