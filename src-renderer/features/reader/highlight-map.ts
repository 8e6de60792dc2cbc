// Where the ticks of the highlight map stand: at shares of the text, at most one of a colour at each step.
import type { PlacedAnnotation } from '../../../src-shared/domain/annotation.ts'
import { countBefore, type PackedRanges } from '../../anchoring/packed-ranges.ts'
import { toRange } from '../../stores/annotations-store.ts'

/** `at` is a percentage of the document's text. */
export interface MapTick {
  readonly at: number
  readonly color: string
}

/** Steps along the scroll bar that can be told apart. */
const STEPS = 240

/** @param marks search hits as [start, end) in canonical text */
export function toMapTicks(
  document: { readonly documentId: string; readonly length: number },
  annotations: readonly PlacedAnnotation[],
  marks: readonly (readonly [number, number])[],
): MapTick[] {
  if (document.length === 0) return []
  const ticks = new Map<string, MapTick>()
  const add = (offset: number, color: string): void => {
    const step = Math.floor((offset / document.length) * STEPS)
    ticks.set(`${step} ${color}`, { at: (step / STEPS) * 100, color })
  }
  for (const [start] of marks) add(start, 'search')
  for (const placed of annotations) {
    const range = toRange(placed)
    if (range !== null && placed.annotation.documentId === document.documentId)
      add(range.start, placed.annotation.kind === 'bookmark' ? 'bookmark' : placed.annotation.color)
  }
  return [...ticks.values()].sort((a, b) => a.at - b.at)
}

/** Ticks of what is found in the document; costs the same however much that is. */
export function toFoundTicks(length: number, matches: PackedRanges): MapTick[] {
  if (matches.length === 0 || length === 0) return []
  const ticks: MapTick[] = []
  let before = 0
  for (let step = 0; step < STEPS; step += 1) {
    const upTo = countBefore(matches, Math.ceil(((step + 1) / STEPS) * length))
    if (upTo > before) ticks.push({ at: (step / STEPS) * 100, color: 'found' })
    before = upTo
  }
  return ticks
}
