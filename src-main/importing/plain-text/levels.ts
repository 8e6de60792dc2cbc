// How deep each heading of a plain text stands. The same style always gets the same level; styles are ordered by what
// they usually mean, and long headlines over articles stand above short ones within them.

import type { Block, HeadingStyle } from './blocks.ts'
import { countNumbers, isPartOfChapter } from './heading-styles.ts'
import { toWidth } from './lines.ts'

/** A headline is at least this wide, in columns, and at least so much wider than the widest sub-heading. */
const HEADLINE = 64
const RATIO = 1.2

type Heading = Block & { readonly kind: 'heading' }

/** The level of every heading among the blocks, 1 for the title, others from 2 down without leaving one out. */
export function assignLevels(blocks: readonly Block[]): Map<Block, number> {
  const headings = blocks.filter((block): block is Heading => block.kind === 'heading')
  const headlines = findHeadlines(headings)
  const marks: string[] = []
  for (const { style } of headings)
    if (style.kind === 'underlined' && !marks.includes(style.mark)) marks.push(style.mark)
  const named = findNamedRank(headings, marks)
  const rankOf = (heading: Heading): number =>
    headlines.has(heading) ? 50 : heading.style.kind === 'named' ? named : toOwnRank(heading, marks)
  const ranks = [...new Set(headings.map(rankOf))]
    .filter((rank) => rank > 0)
    .sort((left, right) => left - right)
  return new Map(
    headings.map((heading) => {
      const rank = rankOf(heading)
      return [heading, rank === 0 ? 1 : Math.min(6, 2 + ranks.indexOf(rank))]
    }),
  )
}

/**
 * The rank of its style. Sections stand below chapters and articles; of headings underlined alike, those that count
 * `2.1` stand below those that count `2`.
 */
function toOwnRank({ style, lines }: Heading, marks: readonly string[]): number {
  const rank = toRank(style, marks)
  const text = lines.join(' ')
  if (style.kind === 'chapter') return isPartOfChapter(text) ? rank + 2 : rank
  return style.kind === 'underlined' ? rank + (countNumbers(text) - 1) / 100 : rank
}

function toRank(style: HeadingStyle, marks: readonly string[]): number {
  switch (style.kind) {
    case 'title':
      return 0
    case 'part':
      return 10
    case 'chapter':
      return 20
    case 'named':
      return 21
    case 'underlined':
      return 30 + Math.min(9, marks.indexOf(style.mark)) / 10
    case 'marked':
      return 31 + style.depth / 10
    case 'numbered':
      return 40 + style.depth / 10
    case 'capitals':
      return 45
    case 'plain':
      return 60
  }
}

/** `Preface` and the like stand beside chapters, or beside whatever comes first below parts in a text without any. */
function findNamedRank(headings: readonly Heading[], marks: readonly string[]): number {
  const others = headings.filter((heading) => !['title', 'part', 'named'].includes(heading.style.kind))
  return others.reduce((rank, heading) => Math.min(rank, toRank(heading.style, marks)), 55)
}

/**
 * Headlines of articles among the plain headings: the longer ones, where lengths fall into two groups with a clear
 * gap between them. Those that come before the first of them have no article to stand in, and count as headlines too.
 */
function findHeadlines(headings: readonly Heading[]): Set<Heading> {
  const plain = headings.filter((heading) => heading.style.kind === 'plain')
  const widths = plain.map((heading) => toWidth(heading.lines.join(' ')))
  const sorted = widths.toSorted((left, right) => left - right)
  const ratioAt = (index: number): number => {
    const [below, width] = [sorted[index - 1], sorted[index]]
    return below === undefined || width === undefined || width < HEADLINE ? 0 : width / below
  }
  const cut = sorted.reduce((best, _, index) => (ratioAt(index) > ratioAt(best) ? index : best), 0)
  if (ratioAt(cut) < RATIO || cut < 2 || sorted.length - cut < 2) return new Set()
  const least = sorted[cut] ?? 0
  const first = widths.findIndex((width) => width >= least)
  return new Set(plain.filter((_, index) => index < first || (widths[index] ?? 0) >= least))
}
