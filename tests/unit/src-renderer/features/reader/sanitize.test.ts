// @vitest-environment jsdom
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toSafeFragment } from '../../../../../src-renderer/features/reader/sanitize.ts'
import { toCanonicalText } from '../../../../../src-shared/text/canonical-text.ts'
import { normalHtml } from '../../anchoring/sample-document.ts'

const BASE = '/bundles/b/1.0.0'

function toHtml(html: string): string {
  const place = document.createElement('div')
  place.append(toSafeFragment(html, BASE))
  return place.innerHTML
}

describe('toSafeFragment', () => {
  it('changes no character of the text', () => {
    fc.assert(
      fc.property(normalHtml, (html) => {
        expect(toSafeFragment(html, BASE).textContent).toBe(toCanonicalText(html))
        expect(toSafeFragment(`\n${html}\n`, BASE).textContent).toBe(toCanonicalText(`\n${html}\n`))
      }),
    )
  })

  it('keeps every id, even one that is the name of a property of every page', () => {
    const html = '<h2 id="body">a</h2>\n<p id="title">b</p>\n<p id="attributes">c</p>\n<p id="links">d</p>'
    expect(toHtml(html)).toBe(html)
  })

  it('keeps code that shows markup as text', () => {
    const html =
      '<pre id="p"><code>&lt;script&gt;alert("x")&lt;/script&gt; &lt;img onerror=x&gt;</code></pre>'
    expect(toSafeFragment(html, BASE).textContent).toBe('<script>alert("x")</script> <img onerror=x>')
  })

  it.each([
    ['<p onclick="x()">a</p>', '<p>a</p>'],
    ['<img src="x" onerror="x()">', '<img loading="lazy" decoding="async">'],
    ['<a href="javascript:x()">a</a>', '<a>a</a>'],
    ['<a href="data:text/html,x">a</a>', '<a>a</a>'],
    ['<p style="position:fixed">a</p>', '<p>a</p>'],
    ['<form action="/x"><p>a</p></form>', '<p>a</p>'],
    ['<img name="body" alt="a">', '<img alt="a" loading="lazy" decoding="async">'],
    ['<iframe srcdoc="x"></iframe>a', 'a'],
    ['<script>x()</script>a', 'a'],
    ['<svg><script>x()</script></svg>a', 'a'],
    ['<a href="two.html#x" target="_top">a</a>', '<a href="two.html#x">a</a>'],
    ['<ul data-markers="text"><li>– a</li></ul>', '<ul data-markers="text"><li>– a</li></ul>'],
  ])('%s becomes %s', (hostile, safe) => {
    expect(toHtml(hostile)).toBe(safe)
  })

  it.each([
    ['../resources/a%20b.png', `${BASE}/resources/a%20b.png`],
    ['resources/a.png', `${BASE}/resources/a.png`],
    ['data:image/png;base64,AAAA', 'data:image/png;base64,AAAA'],
    ['https://example.org/a.png', null],
    ['//example.org/a.png', null],
    ['/etc/a.png', null],
    ['../resources/../../x.png', null],
    ['../documents/a.html', null],
  ])('an image at %s is fetched from %s', (source, wanted) => {
    const fragment = toSafeFragment(`<p><img src="${source}" alt="a"></p>`, BASE)
    expect(fragment.querySelector('img')?.getAttribute('src') ?? null).toBe(wanted)
  })
})
