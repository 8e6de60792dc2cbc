// Which segments show something at the moment, and what. Three layers lie over a document (marks, outlines, margin);
// each is shown near the screen alone, and changed only where what it shows has changed. This keeps the books for them;
// how something is shown is theirs to say.
import { createIntervalIndex, type Interval, type IntervalIndex } from './interval-index.ts'

/** Where items come from: an index over them, or whatever else can say which ones touch [start, end), in order. */
export type IntervalSource<T extends Interval> = Pick<IntervalIndex<T>, 'overlapping'>

export interface TileSet<T extends Interval> {
  /** Replaces all items. Segments whose items are the same objects as before stay as they are. */
  setItems(items: readonly T[]): void
  /** The same, with items that are asked for where they are shown. */
  setSource(source: IntervalSource<T>): void
  /** Shows segments [first, last] and no others. Cheap when nothing changes. */
  show(first: number, last: number): void
  /** Shows segments anew whose layout has changed, as far as they are shown. */
  renew(changed: ReadonlySet<number>): void
  /** Takes everything away. */
  clear(): void
}

/** `T` is what can be shown, `D` what was made to show it. */
export interface TileActions<T extends Interval, D> {
  /**
   * Makes what shows the items of one segment, without changing the page, so that any number of segments are measured
   * before the first is changed. Null when there is nothing to show.
   */
  readonly prepare: (segment: number, items: readonly T[]) => D | null
  readonly add: (segment: number, shown: D) => void
  readonly remove: (segment: number, shown: D) => void
}

export function createTileSet<T extends Interval, D>(
  segments: readonly Interval[],
  actions: TileActions<T, D>,
): TileSet<T> {
  const tiles = new Map<number, { readonly items: readonly T[]; readonly shown: D | null }>()
  let source: IntervalSource<T> = createIntervalIndex<T>([])

  function itemsOf(at: number): readonly T[] {
    const segment = segments[at]
    if (segment === undefined || segment.end <= segment.start) return []
    return source.overlapping(segment.start, segment.end)
  }

  function drop(at: number): void {
    const shown = tiles.get(at)?.shown ?? null
    tiles.delete(at)
    if (shown !== null) actions.remove(at, shown)
  }

  /** Measures all first and changes the page afterwards: in turns, each change would cost the next a layout. */
  function replace(wanted: readonly number[]): void {
    const prepared = wanted.map((at) => {
      const items = itemsOf(at)
      return { at, items, shown: items.length === 0 ? null : actions.prepare(at, items) }
    })
    for (const { at, items, shown } of prepared) {
      drop(at)
      tiles.set(at, { items, shown })
      if (shown !== null) actions.add(at, shown)
    }
  }

  function setSource(next: IntervalSource<T>): void {
    source = next
    replace([...tiles].filter(([at, tile]) => !isSame(tile.items, itemsOf(at))).map(([at]) => at))
  }

  return {
    setSource,
    setItems: (items) => {
      setSource(createIntervalIndex(items))
    },
    show(first, last) {
      for (const at of [...tiles.keys()]) if (at < first || at > last) drop(at)
      const missing: number[] = []
      for (let at = first; at <= last && at < segments.length; at += 1) if (!tiles.has(at)) missing.push(at)
      if (missing.length > 0) replace(missing)
    },
    renew(changed) {
      replace([...tiles].filter(([at, tile]) => changed.has(at) && tile.items.length > 0).map(([at]) => at))
    },
    clear() {
      for (const at of [...tiles.keys()]) drop(at)
    },
  }
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((each, at) => each === other[at])
}
