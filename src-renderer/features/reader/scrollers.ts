// Tables and code that are wider than the text scroll within themselves: those that do can be reached and scrolled with
// the keyboard. Which do is known only when they are laid out.
import type { Segment } from '../../anchoring/text-index.ts'

export interface Scrollers {
  /** Looks at segments [first, last], each once. */
  show(first: number, last: number): void
  /** Looks again at segments whose layout has changed. */
  renew(changed: ReadonlySet<number>): void
}

export function createScrollers(segments: readonly Segment[]): Scrollers {
  const seen = new Set<number>()

  function look(indices: readonly number[]): void {
    const boxes = indices.flatMap((at) => [...(segments[at]?.root.querySelectorAll('pre, table') ?? [])])
    const wide = boxes.map((box) => box.scrollWidth > box.clientWidth)
    boxes.forEach((box, at) => {
      if (wide[at] === true) box.setAttribute('tabindex', '0')
      else box.removeAttribute('tabindex')
    })
  }

  return {
    show(first, last) {
      const fresh: number[] = []
      for (let at = first; at <= last; at += 1) if (!seen.has(at)) fresh.push(at)
      for (const at of fresh) seen.add(at)
      if (fresh.length > 0) look(fresh)
    },
    renew(changed) {
      look([...changed].filter((at) => seen.has(at)))
    },
  }
}
