// What painting.ts runs in the browser: two thousand highlights over one document, painted by Lectern or wrapped in
// elements, each on a fresh copy of the document. It measures; what the figures mean is said there.
import { planChunks } from '../../src-renderer/anchoring/chunk-plan.ts'
import { firstBoxBelow } from '../../src-renderer/anchoring/geometry.ts'
import { createPainter } from '../../src-renderer/anchoring/painter.ts'
import { createTextIndex, type Segment } from '../../src-renderer/anchoring/text-index.ts'

type Ranges = readonly (readonly [number, number])[]

/** Milliseconds: until the highlights are on the screen, until they are off it again, and the slowest frame between. */
export interface PaintTimes {
  readonly paint: number
  readonly clear: number
  readonly scroll: number
}

interface Canvas {
  readonly paint: () => void
  readonly clear: () => void
  /** Called before each frame while scrolling. */
  readonly follow: () => void
}

/** As the reading view does it: custom highlights on the chunks near the screen. */
function createPainted(html: string, ranges: Ranges): Canvas {
  const { segments, index } = layOut(html)
  const painter = createPainter(window, index, segments, [])
  const show = (): void => {
    painter.show(firstBoxBelow(segments, -1200), firstBoxBelow(segments, 2000))
  }
  show()
  return {
    paint() {
      painter.setMarks(
        'bench',
        ranges.map(([start, end], at) => ({ id: `${at}`, start, end, names: ['bench'] })),
      )
      show()
    },
    clear: () => {
      painter.setMarks('bench', [])
    },
    follow: show,
  }
}

/** As readers without the API do it: every text node of a range goes into an element of its own. */
function createWrapped(html: string, ranges: Ranges): Canvas {
  const { index } = layOut(html)
  const wrappers: HTMLElement[] = []
  return {
    paint() {
      for (const [start, end] of ranges.toReversed()) {
        const boundary = index.toBoundary(start, end)
        if (boundary === null) continue
        const range = document.createRange()
        range.setStart(boundary.startContainer, boundary.startOffset)
        range.setEnd(boundary.endContainer, boundary.endOffset)
        const wrapper = document.createElement('mark')
        range.surroundContents(wrapper)
        wrappers.push(wrapper)
      }
    },
    clear() {
      for (const wrapper of wrappers) {
        const parent = wrapper.parentNode
        wrapper.replaceWith(...wrapper.childNodes)
        parent?.normalize()
      }
    },
    follow: () => undefined,
  }
}

/** The whole document, chunk by chunk, as the reading view lays it out. */
function layOut(html: string): { segments: readonly Segment[]; index: ReturnType<typeof createTextIndex> } {
  const article = document.createElement('article')
  const segments = planChunks(html).map((chunk): Segment => {
    const root = document.createElement('div')
    root.className = 'chunk'
    root.innerHTML = html.slice(chunk.htmlStart, chunk.htmlEnd)
    article.append(root)
    return { start: chunk.start, end: chunk.end, root, fill: () => undefined }
  })
  document.body.replaceChildren(article)
  return { segments, index: createTextIndex(article, segments) }
}

async function time(canvas: Canvas): Promise<PaintTimes> {
  window.scrollTo(0, 0)
  await nextFrame()
  await nextFrame()
  const paint = await timeToFrame(canvas.paint)
  let scroll = 0
  for (let step = 1; step <= 30; step += 1)
    scroll = Math.max(
      scroll,
      await timeToFrame(() => {
        window.scrollTo(0, step * 900)
        canvas.follow()
      }),
    )
  return { paint, scroll, clear: await timeToFrame(canvas.clear) }
}

async function timeToFrame(act: () => void): Promise<number> {
  const begun = performance.now()
  act()
  await nextFrame()
  return performance.now() - begun
}

/** Resolves when the next frame has been drawn. */
function nextFrame(): Promise<void> {
  return new Promise((done) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => done()
      port2.postMessage(null)
    })
  })
}

export function timePainted(html: string, ranges: Ranges): Promise<PaintTimes> {
  return time(createPainted(html, ranges))
}

export function timeWrapped(html: string, ranges: Ranges): Promise<PaintTimes> {
  return time(createWrapped(html, ranges))
}
