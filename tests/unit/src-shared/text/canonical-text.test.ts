import fc from 'fast-check'
import { JSDOM } from 'jsdom'
import { describe, expect, it } from 'vitest'
import {
  buildSections,
  parseOutline,
  parseOutlineInTurns,
  toCanonicalText,
} from '../../../../src-shared/text/canonical-text.ts'

const BLOCK = fc.constantFrom('p', 'h1', 'h2', 'h3', 'pre', 'li', 'td', 'blockquote', 'figcaption')
const TEXT = fc
  .string({
    unit: fc.constantFrom('a', 'b', ' ', '<', '>', '&', '"', "'", 'é', '字', '😀', '\u00a0', '=', '/'),
  })
  .map((text) => `x${text}`)
const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A body in normal form: flat blocks with inline elements in them. */
const normalBody = fc
  .array(
    fc.record({
      tag: BLOCK,
      text: TEXT,
      inner: TEXT,
      title: TEXT,
      inline: fc.constantFrom('b', 'a', 'code', ''),
    }),
    {
      maxLength: 8,
    },
  )
  .map((blocks) =>
    blocks
      .map(({ tag, text, inner, title, inline }, index) => {
        const attribute = ` title="${escape(title).replaceAll('"', '&quot;')}"`
        const run = inline === '' ? '<br/>\n' : `<${inline}${attribute}>${escape(inner)}</${inline}>`
        return `<${tag} id="b${index + 1}">${escape(text)}${run}${escape(inner)}</${tag}>`
      })
      .join('\n'),
  )

describe('toCanonicalText', () => {
  it('equals the textContent of the body in a browser', () => {
    fc.assert(
      fc.property(normalBody, (html) => {
        // A list item or a cell cannot stand alone in a browser's body; a div stands for it.
        const safe = html.replace(/<(\/?)(li|td|figcaption)\b/g, '<$1div')
        const { body } = new JSDOM(`<!DOCTYPE html><body>${safe}</body>`).window.document
        expect(toCanonicalText(safe)).toBe(body.textContent)
      }),
      { numRuns: 200 },
    )
  })

  it('decodes the references that are written and leaves others alone', () => {
    expect(toCanonicalText('<p id="a">&lt;&amp;&quot;&apos;&#65;&#x1F600;&bogus;&</p>')).toBe(
      '<&"\'A😀&bogus;&',
    )
    expect(toCanonicalText('&#x110000;&#99999999;')).toBe('&#x110000;&#99999999;')
  })

  it('is not misled by > and quotation marks within attributes', () => {
    expect(toCanonicalText('<a title="x > y" id=\'z\' lang=\'">"\'>t</a>')).toBe('t')
    expect(parseOutline('<p title=" id=\'wrong\'" id="right">t</p>').blocks.map((block) => block.id)).toEqual(
      ['right'],
    )
  })
})

describe('parseOutline', () => {
  it('gives nested blocks their ranges in document order', () => {
    const { text, blocks } = parseOutline(
      '<ul id="l"><li id="i"><p id="p">ab</p>\n<p id="q">c</p></li></ul>\n<hr id="r"/>\n<p id="s">d</p>',
    )
    expect(text).toBe('ab\nc\n\nd')
    expect(blocks.map(({ id, tag, start, end }) => [id, tag, text.slice(start, end)])).toEqual([
      ['l', 'ul', 'ab\nc'],
      ['i', 'li', 'ab\nc'],
      ['p', 'p', 'ab'],
      ['q', 'p', 'c'],
      ['r', 'hr', ''],
      ['s', 'p', 'd'],
    ])
  })

  it('lists no inline element as a block, though it carry an id', () => {
    expect(parseOutline('<p id="p">a<a id="x">b</a></p>').blocks.map((block) => block.id)).toEqual(['p'])
  })

  it('gives headings their level, their title in one line and where they begin', () => {
    const { headings } = parseOutline('<p id="a">x</p>\n<h2 id="b">One <b>two</b><br/>\nthree</h2>')
    expect(headings).toEqual([{ id: 'b', level: 2, title: 'One two three', offset: 2 }])
  })

  it('ends on hostile input, in linear time and without an exception', () => {
    for (const part of [
      '<a ',
      '<',
      '<a "',
      "<a '",
      '<a b="',
      '</',
      '&#',
      '<p id="',
      '<h1 id="x">',
      '</p>',
      '<a =',
    ]) {
      const source = part.repeat(200_000)
      expect(parseOutline(source).text.length).toBeLessThanOrEqual(source.length)
    }
  })

  it('ignores closing tags that close nothing', () => {
    expect(parseOutline('</p><p id="a">x</b></p></p>y')).toMatchObject({
      text: 'xy',
      blocks: [{ start: 0, end: 1 }],
    })
  })
})

describe('parseOutlineInTurns', () => {
  it('gives what parseOutline gives, and pauses the more often the longer the text is', async () => {
    for (const [length, least, most] of [
      [10, 0, 0],
      [10_000, 1, 3],
      [100_000, 15, 30],
    ] as const) {
      const html = Array.from({ length }, (_, at) => `<p id="p${at}">Some &amp; <b>more</b> words</p>`).join(
        '\n',
      )
      let pauses = 0
      const outline = await parseOutlineInTurns(html, () => Promise.resolve((pauses += 1)))
      expect(outline).toEqual(parseOutline(html))
      expect(pauses).toBeGreaterThanOrEqual(least)
      expect(pauses).toBeLessThanOrEqual(most)
    }
  })
})

describe('buildSections', () => {
  it('cuts before the first heading and at each heading, with the trail of titles', () => {
    const outline = parseOutline(
      '<p id="a">pre</p>\n<h1 id="b">A</h1>\n<h3 id="c">B</h3>\n<p id="d">x</p>\n<h2 id="e">C</h2>',
    )
    expect(
      buildSections(outline).map(({ trail, start, end }) => [trail, outline.text.slice(start, end)]),
    ).toEqual([
      [[], 'pre\n'],
      [['A'], 'A\n'],
      [['A', 'B'], 'B\nx\n'],
      [['A', 'C'], 'C'],
    ])
  })

  it('covers every word of the text, in order and without overlap', () => {
    fc.assert(
      fc.property(normalBody, (html) => {
        const outline = parseOutline(html)
        const sections = buildSections(outline)
        const first = sections[0]?.start ?? outline.text.length
        expect(outline.text.slice(0, first).trim()).toBe('')
        expect(sections.map(({ start, end }) => outline.text.slice(start, end)).join('')).toBe(
          outline.text.slice(first),
        )
        for (const { start, end } of sections) expect(start).toBeLessThanOrEqual(end)
      }),
    )
  })

  it('has no section for a text of white space, and one for a text without headings', () => {
    expect(buildSections(parseOutline('<hr id="a"/>\n<hr id="b"/>'))).toEqual([])
    expect(buildSections(parseOutline('<p id="a">x</p>'))).toEqual([{ trail: [], start: 0, end: 1 }])
  })
})
