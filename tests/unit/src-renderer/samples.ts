// Small values of the domain for tests of the interface.
import { BundleSummary, OpenedBundle } from '../../../src-shared/domain/bundle.ts'
import { NoteMatch, SearchHit, SearchResponse } from '../../../src-shared/domain/search.ts'

export function sampleBundle(
  id: string,
  patch: {
    title?: string
    author?: string[]
    lastRead?: string | null
    installed?: string
    size?: number
  } = {},
): BundleSummary {
  return BundleSummary.parse({
    metadata: {
      id,
      edition: '1.0.0',
      title: patch.title ?? id,
      language: 'en',
      author: patch.author ?? [],
      modified: '2026-01-01T00:00:00.000Z',
    },
    origin: 'imported',
    documents: 2,
    words: 1000,
    size: patch.size ?? 1000,
    installed: patch.installed ?? '2026-01-01T00:00:00.000Z',
    lastRead: patch.lastRead ?? null,
    progress: 0,
    notes: 0,
  })
}

export function sampleOpened(id: string): OpenedBundle {
  const entry = (documentId: string) => ({
    id: documentId,
    title: documentId,
    language: 'en',
    direction: 'ltr',
    wordCount: 10,
    sha256: 'a'.repeat(64),
  })
  return OpenedBundle.parse({
    summary: sampleBundle(id),
    documents: [entry('one'), entry('two')],
    contents: [
      { title: 'One', documentId: 'one', children: [] },
      { title: 'Two', documentId: 'two', children: [] },
    ],
    resume: null,
  })
}

export function sampleHit(bundleId: string, documentId: string, start = 0): SearchHit {
  return SearchHit.parse({
    bundleId,
    edition: '1.0.0',
    bundleTitle: bundleId,
    documentId,
    documentTitle: documentId,
    headings: ['Heading'],
    snippet: { text: 'some words here', marks: [[5, 10]] },
    score: 1,
    start,
    end: start + 5,
    marks: [[start, start + 5]],
  })
}

export function sampleNote(): NoteMatch {
  return NoteMatch.parse({
    id: '01890a5d-ac96-774b-bcce-b302099a8057',
    kind: 'note',
    part: 'body',
    color: 'green',
    style: 'solid',
    tags: ['question'],
    author: '',
    layerId: 'mine',
    orphaned: false,
  })
}

export function sampleResponse(hits: readonly SearchHit[], total: number = hits.length): SearchResponse {
  return SearchResponse.parse({ query: 'q', took: 1.5, total, documents: 1, hits, limited: [] })
}
