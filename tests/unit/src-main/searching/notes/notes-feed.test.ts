import { describe, expect, it } from 'vitest'
import { openNotesFeed } from '../../../../../src-main/searching/notes/notes-feed.ts'
import { buildAnnotation } from './stock.ts'

interface Portion {
  readonly changed: readonly string[]
  readonly removed: readonly string[]
}

function open(): { feed: ReturnType<typeof openNotesFeed>; sent: Portion[] } {
  const sent: Portion[] = []
  const feed = openNotesFeed((changed, removed) => {
    sent.push({ changed: changed.map(({ body }) => body), removed })
    return Promise.reject(new Error('nobody listens'))
  })
  return { feed, sent }
}

describe('openNotesFeed', () => {
  it('sends a few at once, without what the search does not need', () => {
    const { feed, sent } = open()
    const gone = buildAnnotation({ deleted: true })
    feed.put([buildAnnotation({ body: 'a' }), gone])
    feed.put([])
    expect(sent).toEqual([{ changed: ['a'], removed: [gone.id] }])
  })

  it('sends many in portions, and what comes meanwhile after them', async () => {
    const { feed, sent } = open()
    feed.put(Array.from({ length: 1_000 }, (_, index) => buildAnnotation({ body: `${index}` })))
    feed.put([buildAnnotation({ body: 'last' })])
    expect(sent).toHaveLength(1)
    await feed.sent()
    expect(sent.length).toBeGreaterThan(3)
    expect(sent.flatMap(({ changed }) => changed)).toEqual([
      ...Array.from({ length: 1_000 }, (_, index) => `${index}`),
      'last',
    ])
    feed.put([buildAnnotation({ body: 'again' })])
    expect(sent.at(-1)).toEqual({ changed: ['again'], removed: [] })
  })

  it('sends only the last state of what changed twice, also when it came back', () => {
    const { feed, sent } = open()
    const note = buildAnnotation({ body: 'now' })
    feed.put([{ ...note, deleted: true }, note])
    expect(sent).toEqual([{ changed: ['now'], removed: [] }])
  })
})
