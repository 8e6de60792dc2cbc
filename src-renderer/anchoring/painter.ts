// Paints marks over a document with the CSS Custom Highlight API. The document's DOM is never touched, and only the
// segments near the reading area carry ranges, so that ten thousand marks cost what the visible ones cost.
// What a mark looks like is the style sheet's business: a mark only has names.
import { createIntervalIndex, type Interval } from './interval-index.ts'
import type { TextIndex } from './text-index.ts'
import { createTileSet, type IntervalSource, type TileSet } from './tiles.ts'

/** Something painted: [start, end) in canonical text, under every name of `::highlight()` in `names`. */
export interface Mark {
  readonly id: string
  readonly start: number
  readonly end: number
  readonly names: readonly string[]
}

/** Marks that are made when they come near the screen, however many there are. */
export type MarkSource = IntervalSource<Mark>

/** The realm that owns the document: its window's constructors and registry. */
export interface PaintRealm {
  readonly CSS: { readonly highlights: HighlightRegistry }
  readonly Highlight: new () => Highlight
  readonly StaticRange: new (init: StaticRangeInit) => StaticRange
}

export interface Painter {
  /** Replaces the marks of one layer; those that are the same objects as before are left alone. */
  setMarks(layer: string, marks: readonly Mark[]): void
  /** Replaces what a layer shows by the marks of a source. */
  setSource(layer: string, source: MarkSource): void
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
  segments: readonly Interval[],
  priorities: readonly string[],
): Painter {
  const canvas: Canvas = { realm, index, priorities, highlights: new Map(), owners: new WeakMap() }
  const layers = new Map<string, TileSet<Mark>>()
  const window = { first: 0, last: -1 }
  const setSource = (layer: string, source: MarkSource): void => {
    const known = layers.get(layer)
    const tiles = known ?? createLayer(canvas, layer, segments)
    layers.set(layer, tiles)
    tiles.setSource(source)
    if (known === undefined) tiles.show(window.first, window.last)
  }
  return {
    setSource,
    setMarks: (layer, marks) => {
      setSource(layer, createIntervalIndex(marks))
    },
    show(first, last) {
      Object.assign(window, { first, last })
      for (const tiles of layers.values()) tiles.show(first, last)
    },
    idsAt: (layer, x, y) => findIds(canvas, layer, x, y),
    close() {
      for (const name of canvas.highlights.keys()) realm.CSS.highlights.delete(name)
      layers.clear()
    },
  }
}

interface PaintedRange {
  readonly highlight: Highlight
  readonly range: StaticRange
}

interface Canvas {
  readonly realm: PaintRealm
  readonly index: TextIndex
  readonly priorities: readonly string[]
  readonly highlights: Map<string, Highlight>
  readonly owners: WeakMap<AbstractRange, { readonly layer: string; readonly mark: Mark }>
}

function createLayer(canvas: Canvas, layer: string, segments: readonly Interval[]): TileSet<Mark> {
  return createTileSet<Mark, readonly PaintedRange[]>(segments, {
    prepare(at, marks) {
      const segment = segments[at]
      return segment === undefined ? null : marks.flatMap((mark) => toRanges(canvas, layer, mark, segment))
    },
    add(_, ranges) {
      for (const { highlight, range } of ranges) highlight.add(range)
    },
    remove(_, ranges) {
      for (const { highlight, range } of ranges) highlight.delete(range)
    },
  })
}

/** The part of a mark that lies in one segment, under each of its names. */
function toRanges(canvas: Canvas, layer: string, mark: Mark, segment: Interval): PaintedRange[] {
  const start = Math.max(mark.start, segment.start)
  const boundary = canvas.index.toBoundary(start, Math.min(mark.end, segment.end))
  if (boundary === null) return []
  return mark.names.map((name) => {
    const range = new canvas.realm.StaticRange(boundary)
    canvas.owners.set(range, { layer, mark })
    return { highlight: toHighlight(canvas, name), range }
  })
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
