// Making an annotation from what the person selected: selectors, the passage around it, and where it was made.
// It checks the draft against the text; it stores nothing.
import { v7 } from 'uuid'
import { LecternError } from '../../src-shared/contract/errors.ts'
import type { Annotation, AnnotationDraft, Passage } from '../../src-shared/domain/annotation.ts'
import type { Heading } from '../../src-shared/domain/document.ts'
import type { Edition, Sha256, Timestamp } from '../../src-shared/domain/ids.ts'
import { AnnotationId, OWN_LAYER, Progression, toTextOffset } from '../../src-shared/domain/ids.ts'
import type { Block } from '../../src-shared/text/canonical-text.ts'
import { toBoundary, toBoundaryAfter } from '../../src-shared/text/offsets.ts'
import { buildQuote } from '../../src-shared/text/quote.ts'

/** A document as annotating needs it. Offsets are UTF-16 in `text`, its canonical text. */
export interface DocumentText {
  readonly text: string
  readonly headings: readonly Heading[]
  readonly blocks: readonly Block[]
  readonly title: string
  readonly sha256: Sha256
  readonly edition: Edition
}

/** Longest quote that is kept, in UTF-16 units: the bound of its schema. */
const LONGEST_QUOTE = 2_000_000
/** The bounds of `Passage`. */
const LONGEST_PASSAGE = 20_000
const LONGEST_HEADING = 1_000
const DEEPEST_TRAIL = 6

/**
 * A new annotation on [draft.start, draft.end) of the document.
 * @throws LecternError INVALID_INPUT when the range is not in the text, or empty where it must not be
 */
export function buildAnnotation(
  draft: AnnotationDraft,
  document: DocumentText,
  by: { readonly author: string; readonly now: Timestamp },
): Annotation {
  const { start, end } = checkRange(draft, document.text)
  const quote = buildQuote(document.text, start, end)
  return {
    id: AnnotationId.parse(v7()),
    kind: draft.kind,
    bundleId: draft.bundleId,
    edition: document.edition,
    documentId: draft.documentId,
    documentHash: document.sha256,
    documentTitle: document.title.slice(0, 2_000),
    selectors: {
      quote,
      position: { start: toTextOffset(start), end: toTextOffset(end) },
      progression: Progression.parse(start / Math.max(1, document.text.length)),
    },
    passage: buildPassage(document, start, end),
    color: draft.color,
    style: draft.style,
    body: draft.body,
    tags: draft.tags,
    author: by.author.slice(0, 200),
    layerId: OWN_LAYER,
    created: by.now,
    modified: by.now,
    deleted: false,
  }
}

/** The text of the whole blocks that hold [start, end), and the titles of the headings above it, outermost first. */
export function buildPassage(document: DocumentText, start: number, end: number): Passage {
  const first = findBlock(document.blocks, start)
  const last = findBlock(document.blocks, Math.max(start, end - 1))
  const from = Math.min(first?.start ?? start, start)
  const to = Math.max(last?.end ?? end, end)
  return { text: cutAround(document.text, from, to, start), headings: buildTrail(document.headings, start) }
}

function checkRange(draft: AnnotationDraft, text: string): { start: number; end: number } {
  const { start, end } = draft
  if (start > end || end > text.length)
    throw new LecternError(
      'INVALID_INPUT',
      `The range ${start}–${end} is not in document “${draft.documentId}”, which has ${text.length} units of text. Select the passage again.`,
      { details: { start, end, length: text.length } },
    )
  if (start === end && draft.kind !== 'bookmark')
    throw new LecternError('INVALID_INPUT', 'A highlight or note needs some text: select it first.', {
      details: { start, end },
    })
  if (end - start > LONGEST_QUOTE)
    throw new LecternError(
      'INVALID_INPUT',
      `The selection of ${end - start} units is longer than ${LONGEST_QUOTE}. Select less.`,
      { details: { start, end } },
    )
  if (start === end) return { start: toBoundary(text, start), end: toBoundary(text, start) }
  return { start: toBoundary(text, start), end: toBoundaryAfter(text, end) }
}

/** The innermost block that holds the unit at `offset`. Blocks nest, so it is the shortest one. */
function findBlock(blocks: readonly Block[], offset: number): Block | undefined {
  let best: Block | undefined
  for (const block of blocks) {
    if (block.start > offset || block.end <= offset) continue
    if (best === undefined || block.end - block.start <= best.end - best.start) best = block
  }
  return best
}

function buildTrail(headings: readonly Heading[], offset: number): string[] {
  const trail: Heading[] = []
  for (const heading of headings) {
    if (heading.offset > offset) break
    while ((trail.at(-1)?.level ?? 0) >= heading.level) trail.pop()
    trail.push(heading)
  }
  return trail.slice(-DEEPEST_TRAIL).map(({ title }) => title.slice(0, LONGEST_HEADING))
}

/** [from, to), or as much of it around `center` as a passage may have. */
function cutAround(text: string, from: number, to: number, center: number): string {
  if (to - from <= LONGEST_PASSAGE) return text.slice(from, to)
  const start = Math.max(from, Math.min(center - LONGEST_PASSAGE / 4, to - LONGEST_PASSAGE))
  return text.slice(toBoundary(text, start), toBoundary(text, start + LONGEST_PASSAGE - 1))
}
