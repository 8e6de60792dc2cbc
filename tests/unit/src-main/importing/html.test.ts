import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readHtml } from '../../../../src-main/importing/html.ts'
import type { Page } from '../../../../src-main/importing/page.ts'
import { toCanonicalText } from '../../../../src-shared/text/canonical-text.ts'
import { findElement, parseHtml } from '../../../../src-main/importing/normal-form/parse-html.ts'
import { htmlSoup, readableText } from './normal-form/html-soup.ts'

const read = (source: string): Page => readHtml(source, { link: (href) => href, image: (src) => src })
const textOf = (page: Page): string => toCanonicalText(page.normalised.html)
const PROSE = 'The ferry left at seven, as it always did, and the fog went with it over the bay. '.repeat(4)

describe('readHtml', () => {
  it('reads what a page says of itself', () => {
    const page = read(
      '<!DOCTYPE html><html lang="de-AT"><head><title> Ein\n Titel </title><meta name="Author" content="A. Quill">' +
        '<meta name="description" content="Worum es geht"></head><body><h1>Anders</h1><p>x',
    )
    expect(page).toMatchObject({
      title: 'Ein Titel',
      language: 'de-AT',
      author: ['A. Quill'],
      description: 'Worum es geht',
    })
    expect(read('<p>x')).not.toHaveProperty('title')
  })

  it('takes the heading for the title where the site adds its name to it', () => {
    const title = (head: string, heading: string): string | undefined =>
      read(`<title>${head}</title><h1>${heading}</h1><p>x`).title
    expect(title('Tools — The Manual 3.2', 'Tools')).toBe('Tools')
    expect(title('Tools | Site', 'Tools<a href="#tools">¶</a>')).toBe('Tools')
    expect(title('Tools for all', 'Tools')).toBe('Tools for all')
    expect(title('Other — Site', 'Tools')).toBe('Other — Site')
  })

  it('sets apart the sign beside a heading that links to that heading', () => {
    const page = read('<h1>T</h1><h2 id="a">Care<a href="#a">¶</a></h2><p>See <a href="#a">¶</a> 4.')
    expect(textOf(page)).toBe('T\nCare\nSee ¶ 4.')
    expect(page.setApart).toEqual([{ where: 'within', text: '¶' }])
  })

  it('takes the main element for the text, and sets apart what is around it', () => {
    const page = read(
      `<header><a href="/">Logo</a></header><nav><ul><li>Home<li>About</ul></nav><main><h1>T</h1><p>${PROSE}</p></main>` +
        '<div class="ads"><p>Buy now</p></div><footer>© Us</footer>',
    )
    expect(textOf(page)).toBe(`T\n${PROSE.trim()}`)
    expect(page.setApart).toEqual([
      { where: 'leading', text: 'Logo' },
      { where: 'leading', text: 'Home\nAbout' },
      { where: 'trailing', text: 'Buy now' },
      { where: 'trailing', text: '© Us' },
    ])
  })

  it('keeps the heading of the page that stands above its only article', () => {
    const page = read(
      `<div><header><nav>Menu</nav><h1>Title</h1></header><section>Side</section><article><p>${PROSE}</p></article></div>`,
    )
    expect(textOf(page)).toBe(`Title\n${PROSE.trim()}`)
    expect(page.setApart.map((each) => each.text)).toEqual(['Menu', 'Side'])
  })

  it('keeps all of a page with several articles, or with a main element of no weight, but its furniture', () => {
    const several = read(
      '<nav>Menu</nav><article><header>By me</header><p>a</article><article><p>b<footer>note</footer></article>',
    )
    expect(textOf(several)).toBe('By me\na\nb\nnote')
    expect(several.setApart).toEqual([{ where: 'leading', text: 'Menu' }])
    expect(textOf(read(`<main>x</main><div><p>${PROSE}</p></div>`))).toContain('ferry')
  })

  it('sets apart controls, small forms and what stands in for scripts and drawings', () => {
    const page = read(
      '<p>before</p><form action="/s"><label>Name <input name="n"></label><button>Send it</button></form>' +
        '<noscript>Please enable scripts</noscript><p>a<svg><title>Chart</title><text>42%</text></svg>b</p><select><option>one<option>two</select>',
    )
    expect(textOf(page)).toBe('before\na\nb')
    expect(page.setApart.map((each) => each.text)).toEqual([
      'Name\nSend it',
      'Please enable scripts',
      'Chart42%',
      'one\ntwo',
    ])
  })

  it('reads a page that is one large form, and an image that only a noscript holds', () => {
    const page = read(
      `<form><h1>Old page</h1><table><tr><td>${PROSE}</table><input type=submit value=Go></form>`,
    )
    expect(textOf(page)).toBe(`Old page\n${PROSE.trim()}`)
    expect(page.setApart).toEqual([{ where: 'within', text: 'Go' }])
    expect(read('<p>a<noscript><img src="x.png" alt="v"></noscript>').normalised.html).toContain(
      'src="x.png"',
    )
  })

  it('keeps the letters in a drawing’s element that is named like an empty one', () => {
    const page = read('<p>Before<svg><wbr>one<p>two</p></wbr></svg>')
    expect(`${textOf(page)} ${page.setApart.map(({ text }) => text).join(' ')}`).toMatch(/one/)
  })

  it('loses no letter of any page: what is not in the text is set apart', () => {
    const letters = (text: string): string =>
      Array.from(text.replace(/[^\p{L}\p{N}]+/gu, ''))
        .toSorted()
        .join('')
    fc.assert(
      fc.property(htmlSoup, (soup) => {
        const source = `<!DOCTYPE html><body>${soup}`
        const page = readHtml(source, { link: () => null, image: () => null })
        const all = [textOf(page), ...page.setApart.map((each) => each.text)].join('\n')
        const body = findElement(parseHtml(source), 'body')!
        expect(letters(all)).toBe(letters(readableText(body, () => false)))
      }),
      { numRuns: 1000 },
    )
  })

  it('survives 50,000 nested landmarks and as many forms', () => {
    expect(read('<nav>'.repeat(50_000) + 'deep').setApart[0]?.text).toBe('deep')
    expect(read('<form><button>x</button></form>'.repeat(50_000)).setApart).toHaveLength(50_000)
    expect(textOf(read('<section><nav>'.repeat(25_000) + 'deep'))).toContain('deep')
  })
})
