// How annotations and search hits become marks, and the names under which the style sheet knows them.
import type { PlacedAnnotation } from '../../../src-shared/domain/annotation.ts'
import { HighlightColor, HighlightStyle } from '../../../src-shared/domain/annotation.ts'
import type { Mark } from '../../anchoring/painter.ts'

/** Names of `::highlight()` in document.css, from the bottom up. */
export const PRIORITIES: readonly string[] = [
  ...HighlightStyle.options.flatMap((style) => HighlightColor.options.map((color) => `${style}-${color}`)),
  'noted',
  'draft',
  'active',
  'search',
  'search-current',
  'flash',
]

/**
 * Marks of the annotations that stand in a document; orphans and bookmarks have none.
 * @param active the one whose popover is open
 */
export function toAnnotationMarks(placed: readonly PlacedAnnotation[], active: string | null): Mark[] {
  return placed.flatMap(({ annotation, anchoring }) => {
    if (anchoring.kind === 'orphaned' || annotation.kind === 'bookmark') return []
    const names = [`${annotation.style}-${annotation.color}`]
    if (annotation.body !== '') names.push('noted')
    if (annotation.id === active) names.push('active')
    return [{ id: annotation.id, ...anchoring.position, names }]
  })
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
