import fc from 'fast-check'
import type { Schema } from 'hast-util-sanitize'
import { sanitize } from 'hast-util-sanitize'
import { fromHtml } from 'hast-util-from-html'
import { toHtml } from 'hast-util-to-html'
import { JSDOM } from 'jsdom'
import { parse } from 'parse5'
import { describe, expect, it } from 'vitest'
import type { References } from '../../../../../src-main/importing/normal-form/html-tree.ts'
import { normalise as normaliseWith } from '../../../../../src-main/importing/normal-form/html-tree.ts'
import { findElement, textOf } from '../../../../../src-main/importing/normal-form/parse-html.ts'
import { parseOutline, toCanonicalText } from '../../../../../src-shared/text/canonical-text.ts'
import { htmlSoup, readableText } from './html-soup.ts'

const isKept = (src: string): boolean => /^[\w./-]+$/.test(src)
const asGiven: References = {
  link: (href) => (/^(https?:|mailto:|[\w./-]*#?[\w.-]*$)/.test(href) ? href : null),
  image: (src) => (isKept(src) ? src : null),
}
const normalise = (html: string): string => normaliseWith(html, asGiven).html
const inBody = (html: string): string => `<!DOCTYPE html><html><head></head><body>${html}</body></html>`

/** What a browser makes of the page: its body's text and its body's HTML again. */
function asBrowser(html: string): { text: string; html: string } {
  const body = new JSDOM(inBody(html)).window.document.body
  return { text: body.textContent, html: body.innerHTML }
}

function bodyText(html: string): string {
  const root = parse(inBody(html)).childNodes.find((node) => node.nodeName === 'html')!
  return textOf(findElement(root, 'body')!)
}

/** Void elements as HTML writes them, so that a browser's innerHTML can be compared. */
const asHtml = (xml: string): string =>
  xml.replace(/<(br|hr|img|wbr)([^>]*)\/>/g, '<$1$2>').replaceAll('\u00a0', '&nbsp;')

describe('normalise', () => {
  it.each([
    ['words of neighbouring blocks apart', '<p>one<p>two', '<p id="b1">one</p>\n<p id="b2">two</p>'],
    ['white space collapsed', '<p> a \n\t b&nbsp; c </p>', '<p id="b1">a b c</p>'],
    ['spaces outside inline edges', '<p>a<b> b </b>c<i> </i>d', '<p id="b1">a <b>b</b> c d</p>'],
    ['bare text in a paragraph', 'a<div>b</div>c', '<p id="b1">a</p>\n<p id="b2">b</p>\n<p id="b3">c</p>'],
    ['ids of the source', '<p id="x">a<p id="x">b', '<p id="x">a</p>\n<p id="b2">b</p>'],
    ['the id of a wrapper on its first block', '<div id="w"><p>a</div>', '<p id="w">a</p>'],
    [
      'slugs on headings',
      '<h2>Größe, 2. Teil!</h2><h2>x</h2><h2>x</h2>',
      '<h2 id="größe-2-teil">Größe, 2. Teil!</h2>\n<h2 id="x">x</h2>\n<h2 id="x-1">x</h2>',
    ],
    [
      'no name of the page itself as id',
      '<h2>Links</h2><p id="body">a',
      '<h2 id="s-links">Links</h2>\n<p id="s-body">a</p>',
    ],
    ['a break as a line end', '<p>a <br> b<br></p>', '<p id="b1">a<br/>\nb</p>'],
    ['two breaks as two paragraphs', 'a<br><br>b', '<p id="b1">a</p>\n<p id="b2">b</p>'],
    ['pre without its first line end', '<pre>\n\n  a\n b \n</pre>', '<pre id="b1">  a\n b</pre>'],
    [
      'a language and no other class',
      '<pre class="x"><code class="hl language-js y">a</code></pre>',
      '<pre id="b1"><code class="language-js">a</code></pre>',
    ],
    [
      'links divided at blocks',
      '<a href="u"><h2>a</h2>b</a>',
      '<h2 id="a"><a href="u">a</a></h2>\n<p id="b2"><a href="u">b</a></p>',
    ],
    [
      'bare text beside blocks in a paragraph',
      '<ul><li>a<ul><li>b</ul></ul>',
      '<ul id="b1"><li id="b2"><p id="b3">a</p>\n<ul id="b4"><li id="b5">b</li></ul></li></ul>',
    ],
    [
      'items in a list that forgot them',
      '<ul>a<li>b<p>c</ul>',
      '<ul id="b1"><li id="b2">a</li>\n<li id="b3"><p id="b4">b</p>\n<p id="b5">c</p></li></ul>',
    ],
    [
      'empty cells',
      '<table><tr><td><td>b</table>',
      '<table id="b1"><tbody><tr id="b2"><td id="b3"></td>\n<td id="b4">b</td></tr></tbody></table>',
    ],
    ['nothing of what is empty', '<p></p><ul><li></ul><table><tr><td></table><b></b>', ''],
    [
      'an alternative text for a lost image',
      'a<img src="http://x/y.png" alt="view">b',
      '<p id="b1">a view b</p>',
    ],
    [
      'ruby',
      '<ruby>漢<rp>(<rt>kan<rp>)</ruby>',
      '<p id="b1"><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>',
    ],
    [
      'formulas',
      '<math><mi>x</mi><mo>&lt;</mo><mn>2</mn><annotation>x&lt;2</annotation></math>',
      '<p id="b1"><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi><mo>&lt;</mo><mn>2</mn></math></p>',
    ],
    ['details open', '<details><summary>a</summary>b</details>', '<p id="b1">a</p>\n<p id="b2">b</p>'],
    ['no control characters', '<p>a&#0;b\u0001c\ufffe\ud800d\ufeff', '<p id="b1">a\ufffdbc\ufffdd</p>'],
    ['a paragraph without its Chinese indent', '<p>　　天地玄黄', '<p id="b1">天地玄黄</p>'],
  ])('keeps %s', (_what, source, expected) => {
    expect(normalise(source)).toBe(expected)
  })

  it.each([
    '<script>alert(1)</script>',
    '<style>p{}</style>',
    '<p onclick="x()" style="x">a</p>',
    '<iframe src="x"></iframe>',
    '<a href="javascript:x()">a</a>',
    '<img src="data:image/png;base64,x" onerror="x()">',
    '<form action="x"><input name="body"></form>',
    '<svg onload="x()"><script>x()</script></svg>',
    '<math><mtext><img src=x onerror=x()></mtext></math>',
    '<object data="x"></object><embed src="x"><base href="x"><link rel="x"><meta http-equiv="x">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<p id="a" name="b" class="c" tabindex="1" data-x="y">a</p>',
  ])('lets nothing live through: %s', (source) => {
    expect(normalise(source)).not.toMatch(
      /script|style|\son|javascript|data:|form|svg|name=|tabindex|data-x|http-equiv/,
    )
  })

  it('writes nothing that an independent sanitiser would take away', () => {
    const names = (list: string): string[] => list.split(' ')
    const schema: Schema = {
      tagNames: names(
        'p h1 h2 h3 h4 h5 h6 pre blockquote ul ol li dl dt dd figure figcaption table caption thead tbody tfoot tr td th hr ' +
          'a abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time u var br wbr img ' +
          'math mrow mi mo mn ms mtext mfrac msqrt msub msup',
      ),
      attributes: {
        '*': ['id', 'lang', 'dir'],
        a: ['href'],
        img: ['src', 'alt', 'title', 'width', 'height'],
        time: ['dateTime'],
        abbr: ['title'],
        dfn: ['title'],
        ol: ['start', 'type', 'reversed'],
        ul: ['dataMarkers'],
        li: ['value'],
        td: ['colSpan', 'rowSpan'],
        th: ['colSpan', 'rowSpan', 'scope'],
        code: [['className', /^language-/]],
        math: ['xmlns', 'display'],
      },
      protocols: { href: ['http', 'https', 'mailto'], src: [] },
      clobber: [],
      strip: ['script', 'style'],
    }
    fc.assert(
      fc.property(htmlSoup, (source) => {
        const tree = fromHtml(normalise(source), { fragment: true })
        expect(toHtml(sanitize(tree, schema))).toBe(toHtml(tree))
      }),
      { numRuns: 300 },
    )
  })

  it('changes nothing when done twice', () => {
    fc.assert(
      fc.property(htmlSoup, (source) => {
        const once = normalise(source)
        expect(normalise(once)).toBe(once)
      }),
      { numRuns: 1000 },
    )
  })

  it('has the text that a browser sees, and reads back as the same tree', () => {
    fc.assert(
      fc.property(htmlSoup, (source) => {
        const html = normalise(source)
        const seen = asBrowser(html)
        expect(toCanonicalText(html)).toBe(seen.text)
        expect(seen.html).toBe(asHtml(html))
        expect(bodyText(html)).toBe(seen.text)
      }),
      { numRuns: 300 },
    )
  })

  it('is well-formed XML with the same text', () => {
    const { DOMParser } = new JSDOM('').window
    fc.assert(
      fc.property(htmlSoup, (source) => {
        const html = normalise(source)
        const xml = new DOMParser().parseFromString(`<body>${html}</body>`, 'application/xhtml+xml')
        expect(xml.documentElement.nodeName).toBe('body')
        expect(xml.documentElement.textContent).toBe(toCanonicalText(html))
      }),
      { numRuns: 300 },
    )
  })

  it('keeps every letter of the text in order, and never runs words of different blocks together', () => {
    const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '')
    fc.assert(
      fc.property(htmlSoup, (source) => {
        const body = findElement(parse(inBody(source)).childNodes.at(-1)!, 'body')!
        expect(letters(toCanonicalText(normalise(source)))).toBe(letters(readableText(body, isKept)))
      }),
      { numRuns: 500 },
    )
  })

  it('gives every block an id, each once, and separates blocks by exactly one line end', () => {
    fc.assert(
      fc.property(htmlSoup, (source) => {
        const html = normalise(source)
        const { blocks } = parseOutline(html)
        expect(new Set(blocks.map((block) => block.id)).size).toBe(blocks.length)
        expect(html).not.toMatch(
          /<(p|h\d|li|ul|ol|dl|dt|dd|td|th|tr|pre|table|blockquote|figure|figcaption)>/,
        )
        expect(html).not.toMatch(
          /<\/(p|h\d|li|ul|ol|dl|td|th|tr|pre|table|blockquote)><(p|h\d|li|ul|ol|dl|td|th|tr|pre|table)/,
        )
      }),
      { numRuns: 300 },
    )
  })

  it('leads every id of the source somewhere', () => {
    fc.assert(
      fc.property(htmlSoup, (source) => {
        const { html, anchors } = normaliseWith(source, asGiven)
        const ids = new Set(parseOutline(html).blocks.map((block) => String(block.id)))
        for (const target of anchors.values()) expect(ids.has(target)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

describe('normalise on hostile input', () => {
  const many = (count: number, part: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => part(index)).join('')

  it.each([
    ['100,000 nested elements', many(100_000, () => '<div>') + 'deep'],
    ['100,000 nested lists', many(100_000, () => '<ul><li>') + 'deep'],
    ['50,000 nested tables', many(50_000, () => '<table><tr><td>') + 'deep'],
    ['50,000 nested quotations', many(50_000, () => '<blockquote>') + 'deep'],
    ['50,000 nested spans', many(50_000, () => '<span lang="en">') + 'deep'],
    ['50,000 nested formulas', many(50_000, () => '<math><mrow>') + '<mi>deep</mi>'],
    ['20,000 different unclosed fonts', many(20_000, (index) => `<font color="${index}"><p>`) + 'deep'],
    ['a megabyte of <', '<'.repeat(1_000_000) + ' deep'],
    ['a megabyte of unclosed comments', many(250_000, () => '<!--') + '-->deep'],
    ['150,000 attributes', `<p ${many(150_000, (index) => ` a${index}`)}>deep`],
    ['a line of five megabytes', 'word '.repeat(1_000_000) + 'deep'],
    ['200,000 breaks', many(200_000, () => '<br>') + 'deep'],
    ['200,000 empty elements in pre', `<pre>${many(200_000, () => '<b> </b>')}deep</pre>`],
    ['100,000 headings of one name', many(100_000, () => '<h2>x</h2>') + 'deep'],
    ['100,000 misplaced elements in a table', `<table>${many(100_000, () => '<i>x</i>')}<tr><td>deep`],
  ])('survives %s', (_what, source) => {
    const html = normalise(source)
    expect(toCanonicalText(html).includes('deep')).toBe(true)
    expect(normalise(html) === html).toBe(true)
  })
})
