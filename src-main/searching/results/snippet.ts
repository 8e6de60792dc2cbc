// The piece of a section that is shown with a hit: the window with the most of the query in it, cut between words.
// It works on canonical text and exact offsets; it does not look for anything.
import type { Snippet } from '../../../src-shared/domain/search.ts'
import { toBoundary } from '../../../src-shared/text/quote.ts'

/** [start, end) in the document's canonical text, and which part of the query it answers. */
export interface Mark {
  readonly start: number
  readonly end: number
  readonly clause: number
}

/** About how long a snippet is, in UTF-16 units of canonical text. */
export const SNIPPET_LENGTH = 200

/** How far a cut may move to fall between two words. */
const REACH = 30
const SPACE = /\s/
const MORE = '…'

interface Range {
  readonly start: number
  readonly end: number
}

/**
 * The snippet of a section with its marks, and the first of the marks it was chosen for (null when there are none).
 * White space is collapsed; a mark in the snippet covers the same words as in the text.
 * @param section range of the section in `text`
 * @param marks ascending by start; they may overlap
 */
export function buildSnippet(
  text: string,
  section: Range,
  marks: readonly Mark[],
): { readonly snippet: Snippet; readonly first: Range | null } {
  const best = findBest(marks)
  const window = toWindow(text, section, best ?? { start: section.start, end: section.start })
  return {
    snippet: cutOut(text, section, window, mergeMarks(marks)),
    first: best && (marks[best.mark] ?? null),
  }
}

/** Marks without overlaps, ascending: what overlaps or touches nothing but itself stays, what overlaps becomes one. */
export function mergeMarks(marks: readonly Range[]): Range[] {
  const merged: Range[] = []
  for (const { start, end } of marks) {
    const last = merged.at(-1)
    if (last && start < last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, end) }
    else merged.push({ start, end })
  }
  return merged
}

/** The window that answers most parts of the query, then the one with most marks, then the first. */
function findBest(marks: readonly Mark[]): (Range & { readonly mark: number }) | null {
  let best: (Range & { readonly mark: number }) | null = null
  let bestScore = 0
  marks.forEach((mark, index) => {
    const clauses = new Set<number>()
    let { end } = mark
    let count = 0
    for (let other = index; other < marks.length; other += 1) {
      const next = marks[other]
      if (next === undefined || next.start > mark.start + SNIPPET_LENGTH) break
      if (other > index && next.end > mark.start + SNIPPET_LENGTH) continue
      clauses.add(next.clause)
      count += 1
      end = Math.max(end, next.end)
    }
    const score = clauses.size * marks.length + count
    if (score <= bestScore) return
    bestScore = score
    best = { start: mark.start, end: Math.min(end, mark.start + SNIPPET_LENGTH), mark: index }
  })
  return best
}

/** Widens a range to a snippet's length, a third of the room before it, and cuts between words where it can. */
function toWindow(text: string, section: Range, core: Range): Range {
  const room = Math.max(0, SNIPPET_LENGTH - (core.end - core.start))
  const wanted = Math.max(section.start, core.start - Math.floor(room / 3))
  const to = Math.min(section.end, wanted + SNIPPET_LENGTH)
  const from = Math.max(section.start, Math.min(wanted, to - SNIPPET_LENGTH))
  return { start: cutBefore(text, section, from, core), end: cutAfter(text, section, to, core) }
}

/** The nearest beginning of a word before `from`, the section's own when it is near; else as it is. */
function cutBefore(text: string, section: Range, from: number, core: Range): number {
  const reach = Math.max(section.start, from - REACH)
  for (let at = from; at > reach; at -= 1)
    if (SPACE.test(text.charAt(at - 1)) && !SPACE.test(text.charAt(at))) return at
  return reach === section.start ? reach : Math.min(toBoundary(text, from), core.start)
}

/** The nearest end of a word after `to`, the section's own when it is near; else as it is. */
function cutAfter(text: string, section: Range, to: number, core: Range): number {
  const reach = Math.min(section.end, to + REACH)
  for (let at = to; at < reach; at += 1)
    if (SPACE.test(text.charAt(at)) && !SPACE.test(text.charAt(at - 1))) return at
  return reach === section.end ? reach : Math.max(toBoundary(text, to), core.end)
}

function cutOut(text: string, section: Range, window: Range, marks: readonly Range[]): Snippet {
  const before = text.slice(section.start, window.start).trim() !== ''
  const after = text.slice(window.end, section.end).trim() !== ''
  const places = new Uint32Array(window.end - window.start + 1)
  let out = before ? MORE : ''
  let gap = false
  for (let at = window.start; at < window.end; at += 1) {
    const unit = text.charAt(at)
    if (SPACE.test(unit)) {
      gap = out !== '' && out !== MORE
      places[at - window.start] = out.length + (gap ? 1 : 0)
      continue
    }
    if (gap) out += ' '
    gap = false
    places[at - window.start] = out.length
    out += unit
  }
  places[window.end - window.start] = out.length
  const shown = marks.flatMap(({ start, end }): [number, number][] => {
    const first = Math.max(start, window.start)
    const last = Math.min(end, window.end) - 1
    if (first > last) return []
    return [[places[first - window.start] ?? 0, (places[last - window.start] ?? 0) + 1]]
  })
  return { text: after ? out + MORE : out, marks: shown }
}
