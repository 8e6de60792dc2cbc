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
  /** Ids of a layer's marks that are painted at a point of the viewport, shortest first; null: cannot be told. */
  idsAt(layer: string, x: number, y: number): readonly string[] | null
  /** Takes everything off the document. The painter is unusable afterwards. */
  close(): void
}

/**
 * @param priorities names from the bottom up; a name that is not listed is painted below all others
 */
export function createPainter(
  realm: PaintRealm,
  index: TextIndex,
  segments: readonly TextSpan[],
  priorities: readonly string[],
): Painter {
  const canvas: Canvas = {
    realm,
    index,
    segments,
    priorities,
    highlights: new Map(),
    layers: new Map(),
    painted: new Map(),
    owners: new WeakMap(),
  }
  return {
    setMarks(layer, marks) {
      canvas.layers.set(layer, createIntervalIndex(marks))
      const shown = [...canvas.painted.keys()]
      for (const at of shown) erase(canvas, at)
      for (const at of shown) paint(canvas, at)
    },
    show(first, last) {
      for (const at of [...canvas.painted.keys()]) if (at < first || at > last) erase(canvas, at)
      for (let at = first; at <= last; at += 1) paint(canvas, at)
    },
    idsAt: (layer, x, y) => findIds(canvas, layer, x, y),
    close() {
      for (const name of canvas.highlights.keys()) realm.CSS.highlights.delete(name)
      canvas.painted.clear()
      canvas.layers.clear()
    },
  }
}

interface TextSpan {
  readonly start: number
  readonly end: number
}

interface PaintedRange {
  readonly highlight: Highlight
  readonly range: StaticRange
}

interface Canvas {
  readonly realm: PaintRealm
  readonly index: TextIndex
  readonly segments: readonly TextSpan[]
  readonly priorities: readonly string[]
  readonly highlights: Map<string, Highlight>
  readonly layers: Map<string, IntervalIndex<Mark>>
  /** What stands in the highlights, by segment. */
  readonly painted: Map<number, PaintedRange[]>
  readonly owners: WeakMap<AbstractRange, { readonly layer: string; readonly mark: Mark }>
}

function paint(canvas: Canvas, at: number): void {
  const segment = canvas.segments[at]
  if (segment === undefined || canvas.painted.has(at)) return
  const ranges: PaintedRange[] = []
  for (const [layer, marks] of canvas.layers)
    for (const mark of marks.overlapping(segment.start, segment.end))
      ranges.push(...paintMark(canvas, layer, mark, segment))
  canvas.painted.set(at, ranges)
}

/** The part of a mark that lies in one segment, under each of its names. */
function paintMark(canvas: Canvas, layer: string, mark: Mark, segment: TextSpan): PaintedRange[] {
  const start = Math.max(mark.start, segment.start)
  const boundary = canvas.index.toBoundary(start, Math.min(mark.end, segment.end))
  if (boundary === null) return []
  return mark.names.map((name) => {
    const range = new canvas.realm.StaticRange(boundary)
    const highlight = toHighlight(canvas, name)
    highlight.add(range)
    canvas.owners.set(range, { layer, mark })
    return { highlight, range }
  })
}

function erase(canvas: Canvas, at: number): void {
  for (const { highlight, range } of canvas.painted.get(at) ?? []) highlight.delete(range)
  canvas.painted.delete(at)
}

function toHighlight({ realm, highlights, priorities }: Canvas, name: string): Highlight {
  const known = highlights.get(name)
  if (known !== undefined) return known
  const highlight = new realm.Highlight()
  highlight.priority = priorities.indexOf(name) + 1
  realm.CSS.highlights.set(name, highlight)
  highlights.set(name, highlight)
  return highlight
}

function findIds(canvas: Canvas, layer: string, x: number, y: number): readonly string[] | null {
  const registry = canvas.realm.CSS.highlights
  if (!canHitTest(registry)) return null
  const marks = registry
    .highlightsFromPoint(x, y)
    .flatMap((hit) => hit.ranges)
    .map((range) => canvas.owners.get(range))
    .flatMap((owner) => (owner?.layer === layer ? [owner.mark] : []))
    .sort((a, b) => a.end - a.start - (b.end - b.start))
  return [...new Set(marks.map((mark) => mark.id))]
}

/** `highlightsFromPoint` is not in every browser, nor yet in TypeScript's library. */
interface HitTesting {
  highlightsFromPoint(x: number, y: number): readonly { readonly ranges: readonly AbstractRange[] }[]
}

function canHitTest(registry: HighlightRegistry): registry is HighlightRegistry & HitTesting {
  return 'highlightsFromPoint' in registry
}
