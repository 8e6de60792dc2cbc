// One frame that shows one document after another: brings a place into view, keeps it there, paints marks, and tells
// where the person is. It knows offsets and pixels; what an annotation is, and what a click means, is not its business.
import {
  createPainter,
  type Mark,
  type MarkSource,
  type PaintRealm,
  type Painter,
} from '../../anchoring/painter.ts'
import {
  firstBoxBelow,
  firstLineBelow,
  lineEnd,
  offsetAt,
  rectAt,
  rectsOf,
} from '../../anchoring/geometry.ts'
import { createIntervalIndex, type IntervalIndex } from '../../anchoring/interval-index.ts'
import type { TileSet } from '../../anchoring/tiles.ts'
import type { TextRange } from '../../anchoring/trim.ts'
import type { Appearance } from '../../../src-shared/domain/settings.ts'
import type { Landing } from '../../stores/reader-store.ts'
import { layOutDocument, type DocumentLayout } from './document-layout.ts'
import type { Frame } from './frame.ts'
import { createMargin, type MarginNote } from './margin.ts'
import { PRIORITIES } from './marks.ts'
import { createOutlines } from './outlines.ts'
import type { ResourceBase } from './sanitize.ts'
import { createScrollers, type Scrollers } from './scrollers.ts'
import { createScrollAnchor, type ScrollAnchor } from './scroll-anchor.ts'
import { readPlace, readSelection, type ShownPlace } from './shown-place.ts'

/** What a document needs to be shown. `html` is a body in normal form. */
export interface ShownDocument {
  readonly html: string
  readonly title: string
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  readonly base: ResourceBase
}

export interface ViewEvents {
  onPlace(place: ShownPlace): void
  /** Anything on the screen has moved: popups that stand by the text should move along. */
  onMove(): void
  onMarginNote(id: string): void
  /** A landing names an element that is not in the document. */
  onMissing(id: string): void
}

/** Share of the height at which a passage is placed that was jumped to, and within which it counts as visible. */
const LANDING = { at: 0.28, from: 0.06, to: 0.72 } as const
/** Room above an element that a link points to, in CSS pixels: its own margin. */
const HEADROOM = 28
/** How far beyond the screen things are filled and painted, in screens. */
const MARGIN = 1.5
/** How long the eye is drawn to a passage, in milliseconds. */
const FLASH = 1_600

const SILENT: ViewEvents = {
  onPlace: () => undefined,
  onMove: () => undefined,
  onMarginNote: () => undefined,
  onMissing: () => undefined,
}

interface Shown {
  readonly layout: DocumentLayout
  readonly painter: Painter
  readonly anchor: ScrollAnchor
  readonly margin: TileSet<MarginNote>
  readonly outlines: TileSet<Mark>
  readonly scrollers: Scrollers
  readonly observer: ResizeObserver
}

export class DocumentView {
  readonly frame: Frame
  #events: ViewEvents = SILENT
  readonly #layers = new Map<string, readonly Mark[]>()
  #clickable: IntervalIndex<Mark> = createIntervalIndex<Mark>([])
  #notes: readonly MarginNote[] = []
  #found: MarkSource = createIntervalIndex<Mark>([])
  #shown: Shown | null = null
  #flash: ReturnType<typeof setTimeout> | undefined
  #frameRequest = 0
  readonly #stop = new AbortController()

  constructor(frame: Frame) {
    this.frame = frame
    const { signal } = this.#stop
    frame.page.addEventListener('scroll', () => this.#scheduleUpdate(), { passive: true, signal })
    frame.window.addEventListener('resize', () => this.#shown?.anchor.settle(), { signal })
    frame.page.fonts.addEventListener('loadingdone', () => this.#shown?.anchor.settle(), { signal })
    for (const name of ['wheel', 'touchstart', 'pointerdown', 'keydown'])
      frame.page.addEventListener(name, () => this.#shown?.anchor.interrupt(), { passive: true, signal })
  }

  /** Sets who is told what happens. */
  listen(events: ViewEvents): void {
    this.#events = events
  }

  /** Shows a document at a place. Its first screen is in the DOM when this returns; the rest follows in idle time. */
  show(document: ShownDocument, landing: Landing): void {
    this.#close()
    const { frame } = this
    frame.page.title = document.title
    frame.page.documentElement.lang = document.language === 'und' ? 'en' : document.language
    frame.page.documentElement.dir = document.direction
    frame.element.title = document.title
    const layout = layOutDocument(frame, document.html, document.base)
    const { index, segments } = layout
    const realm: PaintRealm = frame.window
    const scroller = frame.page.documentElement
    scroller.scrollTop = 0
    const places = new Map<Element, number>(segments.map(({ root }, at) => [root, at]))
    const observer = new ResizeObserver((entries) =>
      this.#onResize(new Set(entries.flatMap(({ target }) => places.get(target) ?? []))),
    )
    this.#shown = {
      layout,
      painter: createPainter(realm, index, segments, PRIORITIES),
      anchor: createScrollAnchor(
        scroller,
        (offset) => rectAt(index, segments, offset)?.top ?? null,
        () => this.#update(),
      ),
      margin: createMargin(frame, index, segments, (id) => this.#events.onMarginNote(id)),
      outlines: createOutlines(frame, index, segments),
      scrollers: createScrollers(segments),
      observer,
    }
    for (const [layer, marks] of this.#layers) this.#paint(layer, marks)
    this.#shown.painter.setSource('found', this.#found)
    this.#shown.margin.setItems(this.#notes)
    this.land(landing)
    for (const { root } of segments) observer.observe(root)
    layout.fillRest(Math.max(0, firstBoxBelow(segments, 0)), () => this.#update())
  }

  /** Goes to a place of the document that is shown. */
  land(landing: Landing): void {
    const shown = this.#shown
    if (shown === null) return
    const { layout, anchor } = shown
    const height = this.frame.window.innerHeight
    switch (landing.kind) {
      case 'line':
        if (landing.offset === 0 && landing.lineOffset === 0) this.#toTop(shown)
        else anchor.hold({ offset: landing.offset, top: landing.lineOffset })
        break
      case 'range': {
        const top = rectAt(layout.index, layout.segments, landing.start)?.top ?? null
        const isVisible = top !== null && top > height * LANDING.from && top < height * LANDING.to
        anchor.hold({ offset: landing.start, top: isVisible ? top : height * LANDING.at })
        this.flash(landing)
        break
      }
      case 'fragment':
        this.#toElement(shown, landing.id)
        break
    }
    this.#update()
  }

  /** Draws the eye to a range for a moment. */
  flash(range: TextRange): void {
    clearTimeout(this.#flash)
    this.setMarks('flash', [{ id: 'flash', ...range, names: ['flash'] }])
    this.#flash = setTimeout(() => this.setMarks('flash', []), FLASH)
  }

  /** Replaces the marks of a layer; they stay when another document is shown, until they are replaced. */
  setMarks(layer: string, marks: readonly Mark[]): void {
    if (marks.length === 0 && (this.#layers.get(layer)?.length ?? 0) === 0) return
    this.#layers.set(layer, marks)
    if (layer === 'annotations') this.#clickable = createIntervalIndex(marks)
    this.#paint(layer, marks)
  }

  /** Paints what is found in the document: marks from a source that is asked for those near the screen alone. */
  setFound(source: MarkSource): void {
    this.#found = source
    this.#shown?.painter.setSource('found', source)
  }

  setMarginNotes(notes: readonly MarginNote[]): void {
    this.#notes = notes
    this.#shown?.margin.setItems(notes)
  }

  setAppearance(appearance: Appearance): void {
    this.frame.setAppearance(appearance)
    this.#shown?.anchor.settle()
    this.#update()
  }

  /** Ids of the annotations under a point of the frame's viewport, the smallest first. */
  annotationsAt(x: number, y: number): readonly string[] {
    const shown = this.#shown
    if (shown === null) return []
    const ids = shown.painter.idsAt('annotations', x, y)
    if (ids !== null) return ids
    const offset = offsetAt(shown.layout.index, this.frame.page, x, y)
    return offset === null ? [] : this.#clickable.at(offset).map((mark) => mark.id)
  }

  /** Rectangles of a range in the frame's viewport; empty when it is not in the document. */
  rects(range: TextRange): readonly DOMRect[] {
    return this.#shown === null ? [] : rectsOf(this.#shown.layout.index, range.start, range.end)
  }

  text(range: TextRange): string {
    return this.#shown?.layout.index.slice(range.start, range.end) ?? ''
  }

  /** The selected words, or null when none are. */
  selection(): TextRange | null {
    return this.#shown === null ? null : readSelection(this.frame.page, this.#shown.layout.index)
  }

  /** The text of the first visible line, as far as one text node holds it; null when nothing is shown. */
  firstLine(): TextRange | null {
    const shown = this.#shown
    const line = shown === null ? null : firstLineBelow(shown.layout.index, shown.layout.segments, 0)
    if (shown === null || line === null) return null
    return { start: line.offset, end: lineEnd(shown.layout.index, line.offset) }
  }

  /** Gives the text the focus, without scrolling. */
  focus(): void {
    this.frame.element.focus({ preventScroll: true })
  }

  /** Shows nothing. */
  clear(): void {
    this.#close()
    this.frame.article.replaceChildren()
  }

  /** Puts the caret before a range, where reading and selecting by keyboard go on, and draws the eye to it. */
  setCaret(range: TextRange): void {
    const point = this.#shown?.layout.index.locate(range.start, 'start') ?? null
    if (point === null) return
    this.frame.page.getSelection()?.collapse(point.node, point.offset)
    this.flash(range)
  }

  clearSelection(): void {
    this.frame.page.getSelection()?.removeAllRanges()
  }

  /** Where the person is now; null when nothing is shown. */
  place(): ShownPlace | null {
    return this.#shown === null ? null : readPlace(this.frame, this.#shown.layout)
  }

  close(): void {
    this.#stop.abort()
    this.#close()
    this.frame.remove()
  }

  #paint(layer: string, marks: readonly Mark[]): void {
    this.#shown?.painter.setMarks(layer, marks)
    if (layer === 'annotations') this.#shown?.outlines.setItems(marks)
  }

  #toTop(shown: Shown): void {
    this.frame.page.documentElement.scrollTop = 0
    const top = rectAt(shown.layout.index, shown.layout.segments, 0)?.top
    if (top !== undefined) shown.anchor.moveTo({ offset: 0, top })
  }

  #toElement(shown: Shown, id: string): void {
    const { layout, anchor } = shown
    layout.segments[layout.findId(id)]?.fill()
    const element = this.frame.page.getElementById(id)
    const offset = element === null ? null : layout.index.toOffset(element, 0)
    if (offset === null) this.#events.onMissing(id)
    else anchor.hold({ offset, top: HEADROOM })
  }

  #scheduleUpdate(): void {
    if (this.#frameRequest !== 0) return
    this.#frameRequest = requestAnimationFrame(() => {
      this.#frameRequest = 0
      this.#update()
    })
  }

  #onResize(changed: ReadonlySet<number>): void {
    this.#shown?.anchor.restore()
    this.#shown?.margin.renew(changed)
    this.#shown?.outlines.renew(changed)
    this.#shown?.scrollers.renew(changed)
    this.#scheduleUpdate()
  }

  /** Fills and paints what is near the screen, and tells where the person is. */
  #update(): void {
    const shown = this.#shown
    if (shown === null) return
    const { layout, painter, margin, outlines, scrollers, anchor } = shown
    const height = this.frame.window.innerHeight
    const first = firstBoxBelow(layout.segments, -height * MARGIN)
    const last = firstBoxBelow(layout.segments, height * (1 + MARGIN))
    for (let at = first; at <= last; at += 1) layout.segments[at]?.fill()
    anchor.restore()
    const place = this.place()
    painter.show(first, last)
    margin.show(first, last)
    outlines.show(first, last)
    scrollers.show(first, last)
    if (place === null) return
    if (anchor.isByPerson()) anchor.moveTo({ offset: place.offset, top: place.lineOffset })
    this.#events.onPlace(place)
    this.#events.onMove()
  }

  #close(): void {
    cancelAnimationFrame(this.#frameRequest)
    this.#frameRequest = 0
    clearTimeout(this.#flash)
    this.#layers.delete('flash')
    const shown = this.#shown
    this.#shown = null
    if (shown === null) return
    shown.observer.disconnect()
    shown.anchor.close()
    shown.painter.close()
    shown.layout.close()
  }
}
