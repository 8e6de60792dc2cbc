// Keeps a place of the text where the person left it: when a font arrives, the type changes size or the window is
// resized, the same line stays at the same height. Ordinary scrolling is left to the browser, which anchors it itself;
// this steps in after a landing or a change of layout, until things have settled or the person does something.

/** The character at `offset` (UTF-16, canonical text) stands `top` CSS pixels below the upper edge. */
export interface Anchor {
  readonly offset: number
  readonly top: number
}

export interface ScrollAnchor {
  /** Scrolls so that the anchor holds, and keeps it so while the layout settles. */
  hold(anchor: Anchor): void
  /** The layout is about to change, or has changed: the anchor holds throughout. */
  settle(): void
  /** Makes the anchor hold now, if the layout is settling. */
  restore(): void
  /** The person has taken over: wheel, key, touch, pointer. */
  interrupt(): void
  /** On a scroll event: true when the person scrolls, false when it is this module or the layout. */
  isByPerson(): boolean
  /** Remembers where the person has scrolled to. */
  moveTo(anchor: Anchor): void
  close(): void
}

/** How long a layout is given to settle, in milliseconds: longer than a font takes from the disk. */
const SETTLE = 700
/** What rounding to device pixels may make of a scroll position. */
const TOLERANCE = 1.5

/**
 * @param scroller the element that scrolls
 * @param topOf where the character at an offset stands now, or null when it is not laid out
 * @param onSettled called when the layout has settled
 */
export function createScrollAnchor(
  scroller: HTMLElement,
  topOf: (offset: number) => number | null,
  onSettled: () => void,
): ScrollAnchor {
  let held: Anchor | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let expected = scroller.scrollTop

  function restore(): void {
    if (held === null || timer === undefined) return
    const top = topOf(held.offset)
    if (top !== null && Math.abs(top - held.top) >= 1) scroller.scrollTop += top - held.top
    expected = scroller.scrollTop
  }

  function stop(): void {
    clearTimeout(timer)
    timer = undefined
    scroller.style.removeProperty('overflow-anchor')
  }

  function settle(): void {
    clearTimeout(timer)
    scroller.style.setProperty('overflow-anchor', 'none')
    timer = setTimeout(() => {
      restore()
      stop()
      onSettled()
    }, SETTLE)
    restore()
  }

  return {
    hold(anchor) {
      held = anchor
      settle()
      restore()
    },
    settle,
    restore,
    interrupt: stop,
    isByPerson: () => timer === undefined && Math.abs(scroller.scrollTop - expected) > TOLERANCE,
    moveTo(anchor) {
      held = anchor
      expected = scroller.scrollTop
    },
    close: stop,
  }
}
