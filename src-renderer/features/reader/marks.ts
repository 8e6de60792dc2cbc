// How annotations and search hits become marks, and the names under which the style sheet knows them.
import type { PlacedAnnotation } from '../../../src-shared/domain/annotation.ts'
import { HighlightColor, HighlightStyle } from '../../../src-shared/domain/annotation.ts'
import { type PackedRanges, rangesWithin } from '../../anchoring/packed-ranges.ts'
import type { Mark, MarkSource } from '../../anchoring/painter.ts'
import type { TextRange } from '../../anchoring/trim.ts'

/** Names of `::highlight()` in document-marks.css, from the bottom up. */
export const PRIORITIES: readonly string[] = [
  ...HighlightStyle.options.flatMap((style) => HighlightColor.options.map((color) => `${style}-${color}`)),
  'noted',
  'draft',
  'active',
  'search',
  'search-current',
  'flash',
  'found',
  'found-current',
]

/**
 * Marks of the annotations that stand in a document; orphans and bookmarks have none. The mark of an annotation that
 * has not changed is the same object as before, which spares painting it again.
 * @param active the one whose popover is open
 */
export function toAnnotationMarks(placed: readonly PlacedAnnotation[], active: string | null): Mark[] {
  return placed.flatMap((each) => {
    const mark = known.get(each) ?? toMark(each)
    if (mark === null) return []
    known.set(each, mark)
    return each.annotation.id === active ? [{ ...mark, names: [...mark.names, 'active'] }] : [mark]
  })
}

const known = new WeakMap<PlacedAnnotation, Mark>()

function toMark({ annotation, anchoring }: PlacedAnnotation): Mark | null {
  if (anchoring.kind === 'orphaned' || annotation.kind === 'bookmark') return null
  const names = [`${annotation.style}-${annotation.color}`]
  if (annotation.body !== '') names.push('noted')
  return { id: annotation.id, ...anchoring.position, names }
}

/** Marks of search hits; `current` is the one that was opened. */
export function toSearchMarks(
  ranges: readonly (readonly [number, number])[],
  current: readonly [number, number] | null,
): Mark[] {
  return ranges.map(([start, end]) => {
    const isCurrent = current !== null && start === current[0] && end === current[1]
    return { id: `${start}`, start, end, names: [isCurrent ? 'search-current' : 'search'] }
  })
}

/** Marks of what is found in the document, made where they are asked for. */
export function toFoundMarks(matches: PackedRanges): MarkSource {
  return {
    overlapping: (start, end) =>
      rangesWithin(matches, start, end).map((range) => toFoundMark(range, 'found')),
  }
}

/** The mark of one match. */
export function toFoundMark(range: TextRange, name: 'found' | 'found-current'): Mark {
  return { id: `${range.start}`, ...range, names: [name] }
}
