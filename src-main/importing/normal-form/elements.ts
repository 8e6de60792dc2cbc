// The allow-list of the normal form: which elements and attributes a normalised document may hold, and what becomes
// of every other element. Data and small pure checks; the writer is the only one that acts on them.
// What is not named here never reaches a document: output is built from this list, not filtered by it.

/** What a block element may hold directly: `flow` is text or blocks, `text` is text only, an array names the blocks. */
export type Content = 'flow' | 'text' | readonly string[]

/** What each block element of the normal form may hold. */
export const BLOCKS: ReadonlyMap<string, Content> = new Map<string, Content>([
  ...['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'pre', 'dt', 'caption'].map((tag): [string, Content] => [
    tag,
    'text',
  ]),
  ...['blockquote', 'li', 'dd', 'figure', 'figcaption', 'td', 'th'].map((tag): [string, Content] => [
    tag,
    'flow',
  ]),
  ['ul', ['li']],
  ['ol', ['li']],
  ['dl', ['dt', 'dd']],
  ['table', ['caption', 'thead', 'tbody', 'tfoot']],
  ['thead', ['tr']],
  ['tbody', ['tr']],
  ['tfoot', ['tr']],
  ['tr', ['td', 'th']],
])

/** The child that is opened when something stands in a block that must not hold it directly. */
export const IMPLIED_CHILD: ReadonlyMap<string, string> = new Map([
  ['ul', 'li'],
  ['ol', 'li'],
  ['dl', 'dd'],
  ['table', 'tbody'],
  ['thead', 'tr'],
  ['tbody', 'tr'],
  ['tfoot', 'tr'],
  ['tr', 'td'],
])

/** Blocks that stand only in the parents which name them (or, for a figure's caption, in a figure). */
export const BOUND_BLOCKS: ReadonlySet<string> = new Set(
  'li dt dd caption thead tbody tfoot tr td th figcaption'.split(' '),
)

/** Blocks that keep their place although nothing is in them: a table loses its shape without its empty cells. */
export const KEPT_EMPTY: ReadonlySet<string> = new Set(['td', 'th'])

/** Blocks that carry no id: nothing ever points at the section of a table. */
export const WITHOUT_ID: ReadonlySet<string> = new Set(['thead', 'tbody', 'tfoot'])

/** Elements of other names that are written as a block of the normal form. */
export const BLOCK_ALIASES: ReadonlyMap<string, string> = new Map([
  ['menu', 'ul'],
  ['dir', 'ul'],
  ['summary', 'p'],
  ['legend', 'p'],
  ['listing', 'pre'],
  ['xmp', 'pre'],
  ['plaintext', 'pre'],
])

/** Elements that are taken away but end the paragraph before and after them. */
export const BOUNDARIES: ReadonlySet<string> = new Set(
  (
    'html body div section article main header footer nav aside address center details fieldset form hgroup ' +
    'search dialog object video audio canvas marquee optgroup option frameset'
  ).split(' '),
)

/** Inline elements, by the name they are written with. Everything else inline is taken away, its text stays. */
export const INLINES: ReadonlyMap<string, string> = new Map([
  ...'a abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time u var'
    .split(' ')
    .map((tag): [string, string] => [tag, tag]),
  ['acronym', 'abbr'],
  ['strike', 's'],
  ['tt', 'code'],
])

/** Elements without text of their own: nothing in them is for reading. */
export const WITHOUT_TEXT: ReadonlySet<string> = new Set(
  (
    'head script style meta link base basefont bgsound param source track area col colgroup frame iframe embed ' +
    'noembed noframes template applet keygen'
  ).split(' '),
)

/** What works only in a live page: what it says is set apart, for nobody can press it here. */
export const CONTROLS: ReadonlySet<string> = new Set([
  'button',
  'select',
  'textarea',
  'datalist',
  'input',
  'noscript',
])

/** Presentation elements of MathML Core; those of the second kind hold text only. */
export const MATH_CONTAINERS: ReadonlySet<string> = new Set(
  (
    'math mrow mfrac msqrt mroot mstyle merror mpadded mphantom msub msup msubsup munder mover munderover ' +
    'mmultiscripts mprescripts mtable mtr mtd mspace semantics'
  ).split(' '),
)
export const MATH_TOKENS: ReadonlySet<string> = new Set('mi mo mn ms mtext'.split(' '))

const LANGUAGE = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,8}$/
const DIRECTION = /^(ltr|rtl|auto)$/
const COUNT = /^[1-9]\d{0,3}$/
const PLAIN = /^[\w.:+ -]{1,64}$/

/** The form that an attribute's value must have, by element; `*` holds for every element. */
const ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  '*': { lang: LANGUAGE, dir: DIRECTION },
  abbr: { title: /^.{1,500}$/s },
  dfn: { title: /^.{1,500}$/s },
  time: { datetime: PLAIN },
  code: { class: /^language-[\w+#.-]{1,40}$/ },
  ol: { start: /^-?\d{1,6}$/, type: /^[1aAiI]$/, reversed: /^$/ },
  ul: { 'data-markers': /^text$/ },
  li: { value: /^-?\d{1,6}$/ },
  td: { colspan: COUNT, rowspan: COUNT },
  th: { colspan: COUNT, rowspan: COUNT, scope: /^(row|col|rowgroup|colgroup)$/ },
  img: { width: /^\d{1,5}$/, height: /^\d{1,5}$/, title: /^.{1,500}$/s },
}
const MATH_ATTRIBUTES: ReadonlySet<string> = new Set(
  (
    'display dir mathvariant displaystyle scriptlevel stretchy symmetric fence separator form linethickness ' +
    'columnspan rowspan accent accentunder lspace rspace width height depth voffset movablelimits largeop ' +
    'minsize maxsize'
  ).split(' '),
)

/** One attribute of the output, by its name and value. */
export type Attribute = readonly [name: string, value: string]

/**
 * The attributes of an element that the normal form lets through, in a fixed order, each once. `class` keeps only
 * the name of a programming language. Ids, links and addresses of images are not among them: they have ways of
 * their own.
 */
export function pickAttributes(tag: string, given: readonly Attribute[]): Attribute[] {
  if (given.length === 0) return []
  const rules = [...Object.entries(ATTRIBUTES[tag] ?? {}), ...Object.entries(ATTRIBUTES['*'] ?? {})]
  return rules.flatMap(([name, form]): Attribute[] => {
    const raw = given.find((each) => each[0] === name)?.[1]
    if (raw === undefined) return []
    const value = name === 'class' ? raw.split(/\s+/).find((each) => form.test(each)) : normalValue(name, raw)
    return value !== undefined && form.test(value) ? [[name, value]] : []
  })
}

/** The attributes of a MathML element that the normal form lets through. */
export function pickMathAttributes(given: readonly Attribute[]): Attribute[] {
  return given.filter(([name, value]) => MATH_ATTRIBUTES.has(name) && /^[\w.%+ -]{1,32}$/.test(value))
}

function normalValue(name: string, raw: string): string {
  if (name === 'reversed') return ''
  return name === 'dir' || name === 'scope'
    ? raw.trim().toLowerCase()
    : raw.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}
