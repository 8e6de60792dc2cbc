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
  const fits = (top: number): boolean => top >= area.top + GAP && top + size.height <= area.bottom - GAP
  const fitsAbove = fits(above)
  const fitsBelow = fits(below)
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
  const whole = visible.map(toBox).reduce(join)
  return { ...whole, top: Math.max(area.top, whole.top), bottom: Math.min(area.bottom, whole.bottom) }
}

/** Boxes of text joined line by line, in order: what overlaps by more than half its height stands on one line. */
export function joinLines(boxes: readonly Box[]): Box[] {
  const lines: Box[] = []
  for (const box of boxes) {
    const line = lines.at(-1)
    const shared = line === undefined ? 0 : Math.min(line.bottom, box.bottom) - Math.max(line.top, box.top)
    const isSame = shared > (box.bottom - box.top) / 2
    if (line === undefined || !isSame) lines.push(toBox(box))
    else lines[lines.length - 1] = join(line, box)
  }
  return lines
}

function join(one: Box, other: Box): Box {
  return {
    left: Math.min(one.left, other.left),
    top: Math.min(one.top, other.top),
    right: Math.max(one.right, other.right),
    bottom: Math.max(one.bottom, other.bottom),
  }
}

function toBox({ left, top, right, bottom }: Box): Box {
  return { left, top, right, bottom }
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high))
}
