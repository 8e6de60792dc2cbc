// HTML as the world writes it: random tags opened, closed and forgotten, with text, ids, links and oddities between.
import fc from 'fast-check'
import type { TreeNode } from '../../../../../src-main/importing/normal-form/parse-html.ts'
import { childrenOf, textOf } from '../../../../../src-main/importing/normal-form/parse-html.ts'

const TAGS = (
  'p div h1 h2 h6 ul ol li dl dt dd blockquote pre code table caption thead tbody tr td th figure figcaption ' +
  'a b i em strong span q ruby rt rp sub sup br hr wbr img section article nav header footer main aside ' +
  'details summary center font button form label svg math mi mo mrow mtext annotation script style template iframe ' +
  'address menu del ins mark time abbr bdo nobr s small u'
).split(' ')

const text = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      'one',
      'two three',
      ' four ',
      '\n five\t',
      'Öl',
      '字',
      'x&amp;y',
      'a&lt;b',
      '"q"',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(' ', '\n', '\n\n', '&nbsp;', '\u00a0', '&#13;', '\r\n', '\u2003', '　', '\f'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '\u0000',
      '&#0;',
      '&#x1;',
      '\ufeff',
      '\ud800',
      '\ufffe',
      '&#xfdd0;',
      '<',
      '>',
      '&',
      '&bogus;',
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 5 }) },
)

const attribute = fc.constantFrom(
  ' id="a"',
  ' id="b2"',
  ' id="x y"',
  ' id="body"',
  ' id=""',
  ' id="字"',
  ' href="#a"',
  ' href="x.html"',
  ' href="javascript:1"',
  ' href="https://example.org/?a=1&amp;b"',
  ' src="a.png"',
  ' src="http://e/x"',
  ' alt="alt text"',
  ' class="language-js"',
  ' lang="de"',
  ' lang="!"',
  ' dir="RTL"',
  ' onclick="1"',
  ' style="x"',
  ' colspan="2"',
  ' start="3"',
  ' title="a &quot; > \' b"',
  ' name="n"',
  ' value="4"',
  ' datetime="2020-01-01"',
)

const attributes = fc.array(attribute, { maxLength: 2 }).map((list) => list.join(''))
const tag = fc.constantFrom(...TAGS)
const piece = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 4, arbitrary: fc.tuple(tag, attributes).map(([name, given]) => `<${name}${given}>`) },
  { weight: 3, arbitrary: tag.map((name) => `</${name}>`) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(tag, attributes, text, tag, text)
      .map(
        ([name, given, before, inner, after]) =>
          `<${name}${given}>${before}<${inner}>${after}</${inner}></${name}>`,
      ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('<!-- c -->', '<![CDATA[x]]>', '<?x?>', '</', '<a', '<p ', '</ >'),
  },
)

/** A page's worth of tag soup. */
export const htmlSoup = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''))

/**
 * What of a tree is for reading, by rules of its own: an oracle for the walker. White space is as it comes.
 * @param isKept whether an image of that address stays; the alternative text of others is read
 */
export function readableText(node: TreeNode, isKept: (src: string) => boolean): string {
  if (node.nodeName === '#text') return textOf(node)
  const inFormula = 'namespaceURI' in node && node.namespaceURI.endsWith('MathML')
  const unread = inFormula ? ['annotation'] : ['script', 'style', 'iframe', 'template']
  if (unread.includes(node.nodeName)) return ''
  if (node.nodeName === 'img' && 'attrs' in node) {
    const find = (name: string): string => node.attrs.find((each) => each.name === name)?.value ?? ''
    return isKept(find('src')) ? '' : find('alt')
  }
  return childrenOf(node)
    .map((child) => readableText(child, isKept))
    .join('')
}
