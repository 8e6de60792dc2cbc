import { describe, expect, it } from 'vitest'
import { readMarkdown } from '../../../../src-main/importing/markdown.ts'
import type { Page } from '../../../../src-main/importing/page.ts'
import { parseOutline, toCanonicalText } from '../../../../src-shared/text/canonical-text.ts'

const read = (source: string): Page => readMarkdown(source, { link: (href) => href, image: (src) => src })
const bare = (page: Page): string => page.normalised.html.replace(/ id="[^"]*"/g, '')

describe('readMarkdown', () => {
  it('reads the front matter and leaves it out of the text', () => {
    const page = read(
      '---\ntitle: "The day"\nlanguage: en-GB\nauthor: [A. Quill, B. Ink]\ndescription: What it is\nx: 1\n---\n\n# One\n',
    )
    expect(page).toMatchObject({
      title: 'The day',
      language: 'en-GB',
      author: ['A. Quill', 'B. Ink'],
      description: 'What it is',
    })
    expect(bare(page)).toBe('<h1>One</h1>')
  })

  it('takes no thematic break for front matter, and sets apart front matter it cannot read', () => {
    expect(bare(read('---\n\nText\n\n---\n'))).toBe('<hr/>\n<p>Text</p>\n<hr/>')
    const page = read('---\ntitle: [unclosed\nother: "x\n---\n\nText\n')
    expect(page.setApart).toEqual([{ where: 'leading', text: 'title: [unclosed\nother: "x' }])
    expect(page.repairs).toHaveLength(1)
    expect(bare(page)).toBe('<p>Text</p>')
  })

  it('refuses an alias bomb in the front matter', () => {
    const bomb =
      'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\ntitle: [*c,*c,*c,*c]'
    expect(read(`---\n${bomb}\n---\n\nText\n`).setApart[0]?.text).toBe(bomb)
  })

  it('reads tables, strikethrough, footnotes, code and raw HTML', () => {
    expect(bare(read('| a | b |\n|---|--:|\n| 1 | ~~2~~ |\n'))).toBe(
      '<table><thead><tr><th>a</th>\n<th>b</th></tr></thead>\n<tbody><tr><td>1</td>\n<td><s>2</s></td></tr></tbody></table>',
    )
    expect(bare(read('```js\n\nlet a = "<b>"\n```\n'))).toBe(
      '<pre><code class="language-js">let a = "&lt;b&gt;"</code></pre>',
    )
    expect(bare(read('a <kbd>K</kbd> <script>x</script><b onclick="x">c</b>\n'))).toBe(
      '<p>a <kbd>K</kbd> <b>c</b></p>',
    )
    const noted = read('Text[^1].\n\n[^1]: The note.\n')
    expect(toCanonicalText(noted.normalised.html)).toContain('The note.')
    expect(noted.normalised.anchors.get('fn1')).toBeDefined()
    expect(noted.normalised.anchors.get('fnref1')).toBe('fnref1')
  })

  it('gives headings the ids that links to them expect', () => {
    const { headings } = parseOutline(read('# Über `code` & more\n\n## Same\n\n## Same\n').normalised.html)
    expect(headings.map((heading) => heading.id)).toEqual(['über-code--more', 'same', 'same-1'])
  })

  it('makes neither links of bare addresses nor quotes of quotes', () => {
    expect(bare(read('See https://example.org "now" -- ok...\n'))).toBe(
      '<p>See https://example.org "now" -- ok...</p>',
    )
  })

  it.each([
    ['nested quotes', '>'.repeat(20_000) + ' deep'],
    [
      'nested lists',
      Array.from({ length: 500 }, (_, index) => `${' '.repeat(index * 2)}- a`).join('\n') + ' deep',
    ],
    ['brackets', '['.repeat(50_000) + ' deep'],
    ['emphasis marks', '*_'.repeat(50_000) + ' deep'],
    ['backticks', '`a``b```'.repeat(10_000) + ' deep'],
    ['angle brackets', '<'.repeat(100_000) + ' deep'],
    ['a long line', 'word '.repeat(400_000) + ' deep'],
    ['pipes', '|'.repeat(20_000) + '\n' + '|-'.repeat(20_000) + '\n\ndeep'],
  ])('survives %s', (_what, source) => {
    expect(toCanonicalText(read(source).normalised.html).includes('deep')).toBe(true)
  })
})
