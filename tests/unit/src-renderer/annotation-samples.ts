// Annotations and documents for tests of the interface.
import { ReadableDocument } from '../../../src-shared/contract/contract.ts'
import { PlacedAnnotation, type Annotation } from '../../../src-shared/domain/annotation.ts'
import type { Anchoring } from '../../../src-shared/domain/selector.ts'
import { parseOutline } from '../../../src-shared/text/canonical-text.ts'

let made = 0

/** An annotation on [start, end); `gone` makes it an orphan. */
export function sampleAnnotation(
  patch: Partial<Record<keyof Annotation, unknown>> & { start?: number; end?: number; gone?: boolean } = {},
): PlacedAnnotation {
  const { start = 0, end = start + 5, gone = false, ...fields } = patch
  made += 1
  const position = { start, end }
  const anchoring = gone ? { kind: 'orphaned' } : { kind: 'exact', position }
  return PlacedAnnotation.parse({
    annotation: {
      id: `00000000-0000-7000-8000-${String(made).padStart(12, '0')}`,
      kind: 'highlight',
      bundleId: 'b',
      edition: '1.0.0',
      documentId: 'one',
      documentHash: 'a'.repeat(64),
      documentTitle: 'One',
      selectors: { quote: { exact: 'words', prefix: '', suffix: '' }, position, progression: 0 },
      passage: { text: 'some words here', headings: [] },
      color: 'yellow',
      style: 'solid',
      body: '',
      tags: [],
      author: '',
      layerId: 'mine',
      created: '2026-01-01T00:00:00.000Z',
      modified: '2026-01-01T00:00:00.000Z',
      deleted: false,
      ...fields,
    },
    anchoring: anchoring as Anchoring,
  })
}

export const SAMPLE_HTML =
  '<h1 id="top">Title</h1>\n<p id="p1">First words of it.</p>\n<h2 id="part">Part</h2>\n<p id="p2">More words.</p>'

export function sampleDocument(
  documentId: string,
  patch: { bundleId?: string; html?: string; position?: unknown; edition?: string; wordCount?: number } = {},
): ReadableDocument {
  const html = patch.html ?? SAMPLE_HTML
  const outline = parseOutline(html)
  return ReadableDocument.parse({
    bundleId: patch.bundleId ?? 'b',
    edition: patch.edition ?? '1.0.0',
    documentId,
    title: documentId,
    language: 'en',
    direction: 'ltr',
    html,
    length: outline.text.length,
    wordCount: patch.wordCount ?? 460,
    sha256: 'a'.repeat(64),
    headings: outline.headings,
    setApart: [],
    position: patch.position ?? null,
  })
}
