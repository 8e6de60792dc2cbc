// Where the person is in a document, and what is selected in it: read off the frame, changing nothing.
import { firstLineBelow } from '../../anchoring/geometry.ts'
import type { TextIndex } from '../../anchoring/text-index.ts'
import { trimRange, type TextRange } from '../../anchoring/trim.ts'
import type { DocumentLayout } from './document-layout.ts'
import type { Frame } from './frame.ts'

/** Where the person is. Offsets are UTF-16 in canonical text; `lineOffset` is in CSS pixels. */
export interface ShownPlace {
  /** First character of the first visible line, and how far below the upper edge that line's top stands. */
  readonly offset: number
  readonly lineOffset: number
  /** Offset of the line a little further down, where the eyes are. */
  readonly reading: number
  readonly atEnd: boolean
}

/** How far down the eyes are: a share of the height, and no further than so many CSS pixels. */
const EYES = { share: 0.2, most: 140 } as const

export function readPlace(frame: Frame, { index, segments }: DocumentLayout): ShownPlace {
  const scroller = frame.page.documentElement
  const height = frame.window.innerHeight
  const atEnd = scroller.scrollTop + height >= scroller.scrollHeight - 2
  const line = firstLineBelow(index, segments, 0)
  if (line === null) return { offset: index.length, lineOffset: 0, reading: index.length, atEnd }
  const reading = firstLineBelow(index, segments, Math.min(EYES.most, height * EYES.share)) ?? line
  return { offset: line.offset, lineOffset: line.top, reading: reading.offset, atEnd }
}

/** The selected words, without the white space around them; null when none are selected. */
export function readSelection(page: Document, index: TextIndex): TextRange | null {
  const selection = page.getSelection()
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const start = index.toOffset(range.startContainer, range.startOffset)
  const end = index.toOffset(range.endContainer, range.endOffset)
  if (start === null || end === null) return null
  return trimRange({ start, end }, index.length, (from, to) => index.slice(from, to))
}
