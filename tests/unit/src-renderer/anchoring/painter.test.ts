// @vitest-environment jsdom
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { createPainter, type Mark, type PaintRealm } from '../../../../src-renderer/anchoring/painter.ts'
import { toCanonicalText } from '../../../../src-shared/text/canonical-text.ts'
import { layOut, normalHtml } from './sample-document.ts'

/** The registry of a browser, as far as painting needs it: jsdom has none. */
class FakeHighlight extends Set<StaticRange> {
  priority = 0
}

function FakeRange(init: StaticRangeInit): StaticRangeInit {
  return { ...init }
}

function createRealm() {
  const registry = new Map<string, FakeHighlight>()
  const realm = {
    CSS: { highlights: registry },
    Highlight: FakeHighlight,
    StaticRange: FakeRange,
  } as unknown as PaintRealm
  return { realm, registry }
}

function paintedText(highlight: Iterable<StaticRange> | undefined): string[] {
  return [...(highlight ?? [])].map((boundary) => {
    const range = document.createRange()
    range.setStart(boundary.startContainer, boundary.startOffset)
    range.setEnd(boundary.endContainer, boundary.endOffset)
    return range.toString()
  })
}

const HTML = Array.from({ length: 6 }, (_, at) => `<p id="p${at}">paragraph ${at}</p>`).join('\n')
const TEXT = toCanonicalText(HTML)

function mark(id: string, text: string, ...names: string[]): Mark {
  const start = TEXT.indexOf(text)
  return { id, start, end: start + text.length, names }
}

let laid = layOut(HTML, 1)
beforeEach(() => {
  laid = layOut(HTML, 1)
})

describe('painter', () => {
  it('paints what is shown, and nothing else', () => {
    const { realm, registry } = createRealm()
    const painter = createPainter(realm, laid.index, laid.segments, ['a'])
    painter.setMarks('notes', [mark('1', 'graph 1', 'a'), mark('4', 'graph 4', 'a')])
    painter.show(0, 2)
    expect(paintedText(registry.get('a'))).toEqual(['graph 1'])
    painter.show(3, 5)
    expect(paintedText(registry.get('a'))).toEqual(['graph 4'])
    expect(laid.filled()).toBeLessThan(6)
  })

  it('paints a long mark in pieces that make up the whole', () => {
    fc.assert(
      fc.property(normalHtml, fc.nat(), fc.nat(), (html, a, b) => {
        const text = toCanonicalText(html)
        const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [
          number,
          number,
        ]
        const { index, segments } = layOut(html, 60)
        const { realm, registry } = createRealm()
        const painter = createPainter(realm, index, segments, [])
        painter.setMarks('notes', [{ id: '1', start, end, names: ['a'] }])
        painter.show(0, segments.length - 1)
        expect(paintedText(registry.get('a')).join('')).toBe(text.slice(start, end))
      }),
    )
  })

  it('paints a mark under each of its names, the later names on top', () => {
    const { realm, registry } = createRealm()
    const painter = createPainter(realm, laid.index, laid.segments, ['low', 'high'])
    painter.setMarks('notes', [mark('1', 'graph 1', 'high', 'low')])
    painter.show(0, 5)
    expect(paintedText(registry.get('low'))).toEqual(paintedText(registry.get('high')))
    expect(registry.get('high')!.priority).toBeGreaterThan(registry.get('low')!.priority)
  })

  it('replaces one layer and leaves the others', () => {
    const { realm, registry } = createRealm()
    const painter = createPainter(realm, laid.index, laid.segments, [])
    painter.setMarks('notes', [mark('1', 'graph 1', 'a')])
    painter.setMarks('search', [mark('s', 'paragraph', 'b')])
    painter.show(0, 5)
    painter.setMarks('notes', [mark('2', 'graph 2', 'a')])
    expect(paintedText(registry.get('a'))).toEqual(['graph 2'])
    expect(paintedText(registry.get('b'))).toEqual(['paragraph'])
    painter.setMarks('search', [])
    expect(paintedText(registry.get('b'))).toEqual([])
  })

  it('tells which marks are at a point, the shortest first; and that it cannot where the browser cannot', () => {
    const { realm, registry } = createRealm()
    const painter = createPainter(realm, laid.index, laid.segments, [])
    painter.setMarks('notes', [mark('long', 'paragraph 1', 'a'), mark('short', 'graph', 'b')])
    painter.setMarks('search', [mark('hit', 'paragraph', 'c')])
    painter.show(0, 5)
    expect(painter.idsAt('notes', 1, 1)).toBeNull()
    Object.assign(registry, {
      highlightsFromPoint: () => [...registry.values()].map((each) => ({ ranges: [...each] })),
    })
    expect(painter.idsAt('notes', 1, 1)).toEqual(['short', 'long'])
  })

  it('leaves nothing behind', () => {
    const { realm, registry } = createRealm()
    const painter = createPainter(realm, laid.index, laid.segments, [])
    painter.setMarks('notes', [mark('1', 'graph 1', 'a')])
    painter.show(0, 5)
    painter.close()
    expect(registry.size).toBe(0)
  })
})
