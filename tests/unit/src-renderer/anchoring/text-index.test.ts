// @vitest-environment jsdom
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toCanonicalText } from '../../../../src-shared/text/canonical-text.ts'
import { layOut, normalHtml } from './sample-document.ts'

const chunkSize = fc.constantFrom(1, 60, 300, 100_000)

describe('text index', () => {
  it('takes every range to the DOM and back', () => {
    fc.assert(
      fc.property(normalHtml, chunkSize, fc.nat(), fc.nat(), (html, size, a, b) => {
        const text = toCanonicalText(html)
        const { index } = layOut(html, size)
        const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [
          number,
          number,
        ]
        const boundary = index.toBoundary(start, end)
        if (text.length === 0) {
          expect(boundary).toBeNull()
          return
        }
        expect(boundary).not.toBeNull()
        expect(index.toOffset(boundary!.startContainer, boundary!.startOffset)).toBe(start)
        expect(index.toOffset(boundary!.endContainer, boundary!.endOffset)).toBe(end)
        expect(index.slice(start, end)).toBe(text.slice(start, end))
        const range = document.createRange()
        range.setStart(boundary!.startContainer, boundary!.startOffset)
        range.setEnd(boundary!.endContainer, boundary!.endOffset)
        expect(range.toString()).toBe(text.slice(start, end))
      }),
    )
  })

  it('counts any boundary point as the text before it', () => {
    fc.assert(
      fc.property(normalHtml, chunkSize, fc.nat(), fc.nat(), (html, size, pick, at) => {
        const { container, index, segments } = layOut(html, size)
        segments.forEach((segment) => segment.fill())
        const nodes = [container, ...descendants(container)]
        const node = nodes[pick % nodes.length]!
        const size_ = node.nodeType === 3 ? (node as Text).length : node.childNodes.length
        const offset = at % (size_ + 1)
        const before = document.createRange()
        before.selectNodeContents(container)
        before.setEnd(node, offset)
        expect(index.toOffset(node, offset)).toBe(before.toString().length)
      }),
    )
  })

  it('has the same text as the body that is shown', () => {
    fc.assert(
      fc.property(normalHtml, chunkSize, (html, size) => {
        const { container, segments } = layOut(html, size)
        segments.forEach((segment) => segment.fill())
        expect(container.textContent).toBe(toCanonicalText(html))
      }),
    )
  })

  it('puts only the chunks into the DOM that are asked for', () => {
    const html = Array.from({ length: 50 }, (_, at) => `<p id="p${at}">paragraph ${at}</p>`).join('\n')
    const laid = layOut(html, 1)
    expect(laid.filled()).toBe(0)
    const start = toCanonicalText(html).indexOf('paragraph 20')
    expect(laid.index.slice(start, start + 12)).toBe('paragraph 20')
    expect(laid.index.toOffset(laid.container, 30)).toBe(toCanonicalText(html).indexOf('paragraph 30'))
    expect(laid.filled()).toBe(1)
  })

  it('ends a triple click at the text that follows, not inside it', () => {
    const { index, segments } = layOut('<p id="a">one</p>\n<p id="b">two</p>', 100)
    const second = (segments[0]!.fill(), segments[0]!.root.querySelector('#b')!)
    expect(index.toOffset(second, 0)).toBe(4)
  })

  it('knows nothing of places outside the document', () => {
    const { index } = layOut('<p>one</p>', 100)
    expect(index.toOffset(document.head, 0)).toBeNull()
    expect(index.toOffset(document.createTextNode('x'), 0)).toBeNull()
  })

  it('clamps places around the document to its ends', () => {
    const laid = layOut('<p>one</p>', 100)
    document.body.replaceChildren(document.createElement('i'), laid.container, document.createElement('b'))
    expect(laid.index.toOffset(document.body, 0)).toBe(0)
    expect(laid.index.toOffset(document.body, 1)).toBe(0)
    expect(laid.index.toOffset(document.body, 2)).toBe(3)
    expect(laid.index.toOffset(document.body, 3)).toBe(3)
  })
})

function descendants(node: Node): Node[] {
  return [...node.childNodes].flatMap((child) => [child, ...descendants(child)])
}
