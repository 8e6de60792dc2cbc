import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findChunk, planChunks } from '../../../../src-renderer/anchoring/chunk-plan.ts'
import { toCanonicalText } from '../../../../src-shared/text/canonical-text.ts'
import { normalHtml } from './sample-document.ts'

describe('planChunks', () => {
  it('covers the document without gap, and knows the canonical text of every chunk', () => {
    fc.assert(
      fc.property(normalHtml, fc.integer({ min: 1, max: 400 }), (html, size) => {
        const text = toCanonicalText(html)
        const chunks = planChunks(html, size)
        expect(chunks.map((each) => html.slice(each.htmlStart, each.htmlEnd)).join('')).toBe(html)
        for (const each of chunks)
          expect(toCanonicalText(html.slice(each.htmlStart, each.htmlEnd))).toBe(
            text.slice(each.start, each.end),
          )
        expect(chunks.at(-1)?.end ?? 0).toBe(text.length)
      }),
    )
  })

  it('cuts before top-level elements only', () => {
    const html = '<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<p>three</p>\n<p>four</p>'
    expect(planChunks(html, 1).map((each) => html.slice(each.htmlStart, each.htmlEnd))).toEqual([
      '<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n',
      '<p>three</p>\n',
      '<p>four</p>',
    ])
  })

  it('keeps a heading with the block after it', () => {
    const html = '<p>a</p>\n<h2>T</h2>\n<h3>U</h3>\n<p>b</p>\n<p>c</p>'
    expect(planChunks(html, 1).map((each) => html.slice(each.htmlStart, each.htmlEnd))).toEqual([
      '<p>a</p>\n',
      '<h2>T</h2>\n<h3>U</h3>\n<p>b</p>\n',
      '<p>c</p>',
    ])
  })

  it('makes one chunk of a short document and none of an empty one', () => {
    expect(planChunks('<p>a &amp; b</p>')).toEqual([
      { htmlStart: 0, htmlEnd: 16, start: 0, end: 5, blocks: 1 },
    ])
    expect(planChunks('')).toEqual([])
  })

  it('is not misled by a bracket in a quoted value or in the text', () => {
    const html = `<p title="a > b" class='c>d'>1 < 2 > 1</p>\n<p>x</p>`
    expect(planChunks(html, 1)).toEqual([
      { htmlStart: 0, htmlEnd: html.indexOf('<p>x'), start: 0, end: 10, blocks: 1 },
      { htmlStart: html.indexOf('<p>x'), htmlEnd: html.length, start: 10, end: 11, blocks: 1 },
    ])
  })
})

describe('findChunk', () => {
  it('finds the chunk that holds an offset, and the last one at the end', () => {
    const chunks = [
      { start: 0, end: 10 },
      { start: 10, end: 10 },
      { start: 10, end: 25 },
    ]
    expect([0, 9, 10, 24, 25, 99].map((offset) => findChunk(chunks, offset))).toEqual([0, 0, 2, 2, 2, 2])
    expect(findChunk([], 0)).toBe(-1)
  })
})
