import fc from 'fast-check'
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5'
import markdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { containBody, escapeLine, quoteBlock } from '../../../../src-main/exporting/escape-markdown.ts'

const markdown = markdownIt({ html: true })

function textOf(node: DefaultTreeAdapterTypes.Node): string {
  if ('value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : ''
}

function elementsOf(node: DefaultTreeAdapterTypes.Node): string[] {
  const below = 'childNodes' in node ? node.childNodes.flatMap(elementsOf) : []
  return 'tagName' in node ? [node.tagName, ...below] : below
}

/** What of a text a reader sees: white space folded, control characters shown as one mark. */
function seen(text: string): string {
  return text
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\p{Cc}/gu, '\ufffd')
}

const risky = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '#',
        '-',
        '+',
        '*',
        '_',
        '`',
        '```',
        '~~~',
        '>',
        '<b>',
        '&amp;',
        '&',
        '[a](b)',
        '![',
        ']',
        '\\',
        '|',
        '1.',
        '2)',
        '===',
        '---',
        '<!--',
        '    ',
        '\t',
        ' ',
        '\n',
        '\n\n',
        'http://a.b',
        '$x$',
        ':',
        '!',
      ),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
      fc.stringMatching(/^[a-z]{1,6}$/),
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(''))

describe('quoteBlock', () => {
  it('reads as the very text, in paragraphs of one blockquote', () => {
    fc.assert(
      fc.property(risky, (text) => {
        fc.pre(seen(text) !== '')
        const tree = parseFragment(markdown.render(quoteBlock(text)))
        expect(seen(textOf(tree))).toBe(seen(text))
        const elements = elementsOf(tree)
        expect(elements[0]).toBe('blockquote')
        expect(new Set(elements.slice(1))).toEqual(new Set(['p']))
      }),
      { numRuns: 1_000 },
    )
  })

  it('keeps paragraphs apart', () => {
    expect(quoteBlock('One.\n\n  Two.\r\nThree.')).toBe('> One.\n>\n> Two.\n>\n> Three.')
  })
})

describe('escapeLine', () => {
  it('reads as the very text in a heading', () => {
    fc.assert(
      fc.property(risky, (text) => {
        fc.pre(seen(text) !== '')
        const tree = parseFragment(markdown.render(`## ${escapeLine(text)}`))
        expect(elementsOf(tree)).toEqual(['h2'])
        expect(seen(textOf(tree)).replace(/[\s#]+$/, '')).toBe(seen(text).replace(/[\s#]+$/, ''))
      }),
      { numRuns: 500 },
    )
  })
})

describe('containBody', () => {
  it('keeps what follows out of a code fence that was left open', () => {
    const body = fc
      .array(fc.constantFrom('```', '````', '~~~', '```js', 'text', '``` `', '   ```', '    ```', '# h'), {
        maxLength: 9,
      })
      .map((lines) => lines.join('\n'))
    fc.assert(
      fc.property(body, (text) => {
        const html = markdown.render(`${containBody(text)}\n\nBEHIND`)
        expect(html).toMatch(/<p>BEHIND<\/p>\n$/)
      }),
      { numRuns: 1_000 },
    )
  })

  it('leaves Markdown that needs nothing as it is', () => {
    expect(containBody('**bold** and\r\n- a list\n')).toBe('**bold** and\n- a list')
  })
})
