// Random documents in normal form, and one laid into a DOM the way the reader does it: chunk by chunk, when asked for.
import fc from 'fast-check'
import { planChunks } from '../../../../src-renderer/anchoring/chunk-plan.ts'
import {
  createTextIndex,
  type Segment,
  type TextIndex,
} from '../../../../src-renderer/anchoring/text-index.ts'

const word = fc.constantFrom(
  'alpha',
  'Beta',
  'ünïcode',
  '漢字',
  '👩‍👩‍👧',
  'a &amp; b',
  'x &lt; y',
  '&#233;t&#xe9;',
  'e\u0301',
  '1 > 0',
  '"q"',
)
const text = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '))
const inline: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 1, arbitrary: text.map((inner) => `<em>${inner}</em>`) },
  { weight: 1, arbitrary: text.map((inner) => `<a href="x.html#a>b" title='1 > "0"'>${inner}</a>`) },
  { weight: 1, arbitrary: fc.constant('<br>') },
  { weight: 1, arbitrary: fc.constant('<img src="../resources/a.png" alt="a > b">') },
  { weight: 1, arbitrary: text.map((inner) => `<strong><code>${inner}</code> tail</strong>`) },
)
const line = fc.array(inline, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''))
const block = fc.oneof(
  { weight: 4, arbitrary: line.map((inner) => `<p>${inner}</p>`) },
  { weight: 1, arbitrary: line.map((inner) => `<h2>${inner}</h2>`) },
  { weight: 1, arbitrary: fc.tuple(line, line).map(([a, b]) => `<ul>\n<li>${a}</li>\n<li>${b}</li>\n</ul>`) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(line, line)
      .map(([a, b]) => `<table>\n<tbody>\n<tr>\n<td>${a}</td>\n<td>${b}</td>\n</tr>\n</tbody>\n</table>`),
  },
  { weight: 1, arbitrary: text.map((inner) => `<pre><code>  ${inner}\n\n  end</code></pre>`) },
  { weight: 1, arbitrary: line.map((inner) => `<blockquote>\n<p>${inner}</p>\n</blockquote>`) },
  { weight: 1, arbitrary: fc.constant('<hr>') },
)

/** The inner HTML of a body in normal form: blocks separated by newlines, each with an id. */
export const normalHtml: fc.Arbitrary<string> = fc
  .array(block, { minLength: 0, maxLength: 12 })
  .map((blocks) => blocks.map((each, at) => each.replace(/^<([a-z0-9]+)/, `<$1 id="b${at}"`)).join('\n'))

export interface LaidOut {
  readonly container: Element
  readonly segments: readonly Segment[]
  readonly index: TextIndex
  /** Number of chunks that were put into the DOM so far. */
  filled(): number
}

/** Lays `html` out in the current jsdom document. */
export function layOut(html: string, chunkSize: number): LaidOut {
  const container = document.createElement('main')
  let filled = 0
  const segments = planChunks(html, chunkSize).map((chunk): Segment => {
    const root = document.createElement('div')
    container.append(root)
    let done = false
    return {
      start: chunk.start,
      end: chunk.end,
      root,
      fill() {
        if (done) return
        done = true
        filled += 1
        root.innerHTML = html.slice(chunk.htmlStart, chunk.htmlEnd)
      },
    }
  })
  return { container, segments, index: createTextIndex(container, segments), filled: () => filled }
}
