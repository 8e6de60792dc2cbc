// A document in the frame, piece by piece: an empty box for every chunk at once, its content when it is wanted. Where
// the person reads is filled first, the rest while nothing else is to do; offsets are exact all the time, because they
// come from the chunk plan and not from what is in the DOM.
import { planChunks, type Chunk } from '../../anchoring/chunk-plan.ts'
import { createTextIndex, type Segment, type TextIndex } from '../../anchoring/text-index.ts'
import type { Frame } from './frame.ts'
import { toSafeFragment, type ResourceBase } from './sanitize.ts'

export interface DocumentLayout {
  readonly segments: readonly Segment[]
  readonly index: TextIndex
  /** Index of the segment whose markup holds an element with that id; -1 when there is none. Fills nothing. */
  findId(id: string): number
  /** Fills everything in idle time, nearest to segment `from` first. Calls `done` when all is there. */
  fillRest(from: number, done: () => void): void
  isComplete(): boolean
  close(): void
}

/** Builds the boxes of a document into the frame's article, empty. `html` is a body in normal form. */
export function layOutDocument(frame: Frame, html: string, base: ResourceBase): DocumentLayout {
  const { page, article } = frame
  const filled = new Set<number>()
  const chunks = planChunks(html)
  const segments = chunks.map((chunk, at): Segment => {
    const root = createBox(page, chunk)
    return {
      start: chunk.start,
      end: chunk.end,
      root,
      fill() {
        if (filled.has(at)) return
        filled.add(at)
        root.prepend(toSafeFragment(html.slice(chunk.htmlStart, chunk.htmlEnd), base))
        root.classList.remove('lectern-empty')
        if (import.meta.env.DEV) assertText(root, chunk)
      },
    }
  })
  article.replaceChildren(...segments.map((segment) => segment.root))
  const idle = { handle: 0 }
  return {
    segments,
    index: createTextIndex(article, segments),
    findId(id) {
      const at = html.indexOf(`id="${escapeAttribute(id)}"`)
      return at === -1 ? -1 : chunks.findIndex((chunk) => chunk.htmlEnd > at)
    },
    fillRest(from, done) {
      const order = outward(from, segments.length).filter((at) => !filled.has(at))
      cancelIdleCallback(idle.handle)
      idle.handle = fillIdly(order, (at) => segments[at]?.fill(), idle, done)
    },
    isComplete: () => filled.size === segments.length,
    close() {
      cancelIdleCallback(idle.handle)
    },
  }
}

/** A box of about the height its content will have, so that the scroll bar is right from the start. */
function createBox(page: Document, chunk: Chunk): HTMLElement {
  const box = page.createElement('div')
  box.className = 'lectern-chunk lectern-empty'
  box.style.setProperty('--text-length', String(chunk.end - chunk.start))
  box.style.setProperty('--block-count', String(chunk.blocks))
  return box
}

/** Time that must be left in an idle period for another chunk, in milliseconds. */
const SLICE = 5

function fillIdly(
  order: number[],
  fill: (at: number) => void,
  idle: { handle: number },
  done: () => void,
): number {
  return requestIdleCallback(
    (deadline) => {
      do {
        const at = order.shift()
        if (at === undefined) {
          done()
          return
        }
        fill(at)
      } while (deadline.timeRemaining() > SLICE)
      idle.handle = fillIdly(order, fill, idle, done)
    },
    { timeout: 300 },
  )
}

/** All indices below `count`, nearest to `from` first, those after it before those before it. */
function outward(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => at).sort(
    (a, b) => Math.abs(a - from) - Math.abs(b - from) || b - a,
  )
}

function escapeAttribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
}

/** While developing: the text that is shown is the canonical text, unit for unit, or every offset would lie. */
function assertText(root: Element, chunk: Chunk): void {
  const length = root.textContent.length
  if (length !== chunk.end - chunk.start)
    throw new Error(
      `The text of a chunk changed while it was inserted: ${length}, not ${chunk.end - chunk.start}.`,
    )
}
