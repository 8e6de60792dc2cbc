// The title of a plain text, where it has one: what comes first, when it is a line or a few that no sentence ends.

import type { Block, HeadingStyle } from './blocks.ts'
import { toBlockText } from './blocks.ts'
import { isNamedSection } from './heading-styles.ts'
import type { Line } from './lines.ts'
import type { Profile } from './profile.ts'
import { endsWithStop } from './profile.ts'

const LONGEST = 160
const MOST_LINES = 4
const ADDRESS = /https?:|www\.|\S@\S|\w\.(?:com|org|net)\b/i
const QUOTED = /^["“«「『].*["”»」』]$/u
const BYLINE =
  /^(?:(?:by|von|par|por|di|door|av|от)\s+\p{Lu}|作者|文[/／]|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:\d{1,2}(?:st|nd|rd|th)? )?(?:january|february|march|april|may|june|july|august|september|october|november|december)\b.{0,12}\b\d{4}$)/iu

/**
 * Which block is the title.
 * @param styles the heading style of each block, null for what is no heading
 * @returns its index; null when the text begins at once, or with a chapter
 */
export function findTitle(
  blocks: readonly Block[],
  styles: readonly (HeadingStyle | null)[],
  profile: Profile,
): number | null {
  const index = blocks.findIndex((block) => block.kind !== 'preformatted' && block.kind !== 'rule')
  const block = blocks[index]
  const next = blocks[index + 1]
  if (index > 2 || block === undefined || next === undefined) return null
  const byStyle = judgeStyle(styles, index)
  if (byStyle !== null) return byStyle ? index : null
  const lines = toLines(block, index > 0)
  if (lines === null) return null
  const stands = next.gap.lines > 0 || toBlockText(next).length > toBlockText(block).length
  return stands && readsAsTitle(lines, profile) ? index : null
}

/** What is never a heading, however it looks: addresses, whole quotations, names of authors, dates. */
export function isRemark(line: Line): boolean {
  return ADDRESS.test(line.text) || QUOTED.test(line.text) || BYLINE.test(line.text)
}

/** Whether the style alone decides: an underline that is used once makes a title, a chapter never is one. */
function judgeStyle(styles: readonly (HeadingStyle | null)[], index: number): boolean | null {
  const style = styles[index] ?? null
  if (style === null || ['plain', 'capitals', 'named'].includes(style.kind)) return null
  if (style.kind === 'marked') return style.depth === 1
  if (style.kind !== 'underlined') return false
  return styles.filter((each) => each?.kind === 'underlined' && each.mark === style.mark).length === 1
}

/** The lines that may be a title; below something else only what is centred. */
function toLines(block: Block, below: boolean): readonly Line[] | null {
  if (below && !('centred' in block && block.centred)) return null
  if (block.kind === 'line') return [block.line]
  return block.kind === 'verse' && block.lines.length <= MOST_LINES ? block.lines : null
}

function readsAsTitle(lines: readonly Line[], profile: Profile): boolean {
  const text = lines.map((line) => line.text).join(' ')
  if (text.length > LONGEST || endsWithStop(text) || /[:：]$/.test(text)) return false
  if (lines.some(isRemark) || isNamedSection(text)) return false
  return profile.prose >= 0.3 || lines.length === 1
}
