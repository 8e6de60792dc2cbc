// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { renderMarkdown } from '../../../../src-renderer/ui/render-markdown.ts'

function toHtml(text: string): string {
  const place = document.createElement('div')
  place.append(renderMarkdown(text))
  return place.innerHTML.trim()
}

describe('renderMarkdown', () => {
  it.each([
    ['**a** *b* `c`', '<p><strong>a</strong> <em>b</em> <code>c</code></p>'],
    ['a\nb', '<p>a<br>\nb</p>'],
    ['- a', '<ul>\n<li>a</li>\n</ul>'],
    ['[a](https://example.org)', '<p><a href="https://example.org">a</a></p>'],
  ])('%j', (text, html) => {
    expect(toHtml(text)).toBe(html)
  })

  it.each([
    '<script>x()</script>',
    '<img src=x onerror=x()>',
    '![a](https://example.org/a.png)',
    '[a](javascript:x())',
    '[a](data:text/html,x)',
    '<style>*{}</style>',
  ])('%s loads and runs nothing', (text) => {
    const place = document.createElement('div')
    place.append(renderMarkdown(text))
    expect(place.querySelector('script, img, style, a[href]')).toBeNull()
  })
})
