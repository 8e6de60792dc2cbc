// Where a popup goes: near what it concerns, inside the area it may use, and not over the text it is about.
// Pure arithmetic in CSS pixels; it measures nothing.

export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export interface Placement {
  readonly left: number
  readonly top: number
  readonly side: 'above' | 'below' | 'over'
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** Distance from the text and from the edges of the area. */
const GAP = 8

/**
 * Places a popup of `size` by `anchor` within `area`. It prefers `side`, takes the other when there is no room, and
 * covers the anchor only when there is room on neither. It is always wholly inside the area when it fits there.
 */
export function placePopup(anchor: Box, size: Size, area: Box, side: 'above' | 'below' = 'above'): Placement {
  const above = anchor.top - GAP - size.height
  const below = anchor.bottom + GAP
  const fitsAbove = above >= area.top + GAP
  const fitsBelow = below + size.height <= area.bottom - GAP
  const left = clamp(
    (anchor.left + anchor.right - size.width) / 2,
    area.left + GAP,
    area.right - GAP - size.width,
  )
  if (fitsAbove && (side === 'above' || !fitsBelow)) return { left, top: above, side: 'above' }
  if (fitsBelow) return { left, top: below, side: 'below' }
  const top = clamp(below, area.top + GAP, area.bottom - GAP - size.height)
  return { left, top, side: 'over' }
}

/** The smallest box around some boxes that overlap `area`; null when none does. */
export function joinVisible(boxes: readonly Box[], area: Box): Box | null {
  const visible = boxes.filter((box) => box.bottom > area.top && box.top < area.bottom)
  if (visible.length === 0) return null
  return {
    left: Math.min(...visible.map((box) => box.left)),
    top: Math.max(area.top, Math.min(...visible.map((box) => box.top))),
    right: Math.max(...visible.map((box) => box.right)),
    bottom: Math.min(area.bottom, Math.max(...visible.map((box) => box.bottom))),
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high))
}
