// Paints marks over a document with the CSS Custom Highlight API. The document's DOM is never touched, and only the
// segments near the reading area carry ranges, so that ten thousand marks cost what the visible ones cost.
// What a mark looks like is the style sheet's business: a mark only has names.
import { createIntervalIndex, type IntervalIndex } from './interval-index.ts'
import type { TextIndex } from './text-index.ts'

/** Something painted: [start, end) in canonical text, under every name of `::highlight()` in `names`. */
export interface Mark {
  readonly id: string
  readonly start: number
  readonly end: number
  readonly names: readonly string[]
}

/** The realm that owns the document: its window's constructors and registry. */
export interface PaintRealm {
  readonly CSS: { readonly highlights: HighlightRegistry }
  readonly Highlight: new () => Highlight
  readonly StaticRange: new (init: StaticRangeInit) => StaticRange
}

export interface Painter {
  /** Replaces the marks of one layer. Costs the visible marks plus the sorting of the layer. */
  setMarks(layer: string, marks: readonly Mark[]): void
  /** Paints segments [first, last] and no others. Cheap when nothing changes. */
  show(first: number, last: number): void
  /** Ids of the marks of a layer that are painted at a point of the viewport, the shortest first. */
  idsAt(layer: string, x: number, y: number): readonly string[] | null
  /** Takes everything off the document. The painter is unusable afterwards. */
  close(): void
}

interface PaintedRange {
  readonly highlight: Highlight
  readonly range: StaticRange
}

/**
 * @param priorities names from the bottom up; a name that is not listed is painted below all others
 */
export function createPainter(
  realm: PaintRealm,
  index: TextIndex,
  segments: readonly { readonly start: number; readonly end: number }[],
  priorities: readonly string[],
): Painter {
  const registry = realm.CSS.highlights
  const highlights = new Map<string, Highlight>()
  const layers = new Map<string, IntervalIndex<Mark>>()
  const painted = new Map<number, PaintedRange[]>()
  const owners = new WeakMap<AbstractRange, { layer: string; mark: Mark }>()

  function toHighlight(name: string): Highlight {
    const known = highlights.get(name)
    if (known !== undefined) return known
    const highlight = new realm.Highlight()
    highlight.priority = priorities.indexOf(name) + 1
    registry.set(name, highlight)
    highlights.set(name, highlight)
    return highlight
  }

  function paint(at: number): void {
    const segment = segments[at]
    if (segment === undefined || painted.has(at)) return
    const ranges: PaintedRange[] = []
    for (const [layer, marks] of layers)
      for (const mark of marks.overlapping(segment.start, segment.end)) {
        const start = Math.max(mark.start, segment.start)
        const boundary = index.toBoundary(start, Math.min(mark.end, segment.end))
        if (boundary === null) continue
        for (const name of mark.names) {
          const range = new realm.StaticRange(boundary)
          const highlight = toHighlight(name)
          highlight.add(range)
          owners.set(range, { layer, mark })
          ranges.push({ highlight, range })
        }
      }
    painted.set(at, ranges)
  }

  function erase(at: number): void {
    for (const { highlight, range } of painted.get(at) ?? []) highlight.delete(range)
    painted.delete(at)
  }

  return {
    setMarks(layer, marks) {
      layers.set(layer, createIntervalIndex(marks))
      const shown = [...painted.keys()]
      shown.forEach(erase)
      shown.forEach(paint)
    },
    show(first, last) {
      for (const at of [...painted.keys()]) if (at < first || at > last) erase(at)
      for (let at = first; at <= last; at += 1) paint(at)
    },
    idsAt(layer, x, y) {
      if (!canHitTest(registry)) return null
      const marks = registry
        .highlightsFromPoint(x, y)
        .flatMap((hit) => hit.ranges)
        .map((range) => owners.get(range))
        .filter((owner) => owner?.layer === layer)
        .map((owner) => owner?.mark)
        .filter((mark) => mark !== undefined)
      const shortest = marks.sort((a, b) => a.end - a.start - (b.end - b.start))
      return [...new Set(shortest.map((mark) => mark.id))]
    },
    close() {
      for (const name of highlights.keys()) registry.delete(name)
      painted.clear()
      layers.clear()
    },
  }
}

/** `highlightsFromPoint` is not in every browser, nor yet in TypeScript's library. */
interface HitTesting {
  highlightsFromPoint(x: number, y: number): readonly { readonly ranges: readonly AbstractRange[] }[]
}

function canHitTest(registry: HighlightRegistry): registry is HighlightRegistry & HitTesting {
  return 'highlightsFromPoint' in registry
}
