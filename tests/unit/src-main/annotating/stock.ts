// What the tests of annotating are made of, without the test runner: conf as the store, a document, drafts.
import Conf from 'conf'
import { createHash } from 'node:crypto'
import type { DocumentText } from '../../../../src-main/annotating/index.ts'
import type { AnnotationDraft } from '../../../../src-shared/domain/annotation.ts'
import type { Annotation } from '../../../../src-shared/domain/annotation.ts'
import {
  AnnotationId,
  BundleId,
  DocumentId,
  Edition,
  OWN_LAYER,
  Progression,
  Sha256,
  Timestamp,
  toTextOffset,
} from '../../../../src-shared/domain/ids.ts'
import type { StoreFactory } from '../../../../src-shared/domain/key-value-store.ts'
import { parseOutline } from '../../../../src-shared/text/canonical-text.ts'

export const BUNDLE = BundleId.parse('harbour')
export const DOCUMENT = DocumentId.parse('storm')

export const openConf: StoreFactory = ({ folder, name }) =>
  new Conf<Record<string, unknown>>({
    cwd: folder,
    configName: name,
    accessPropertiesByDotNotation: false,
    configFileMode: 0o600,
    clearInvalidConfig: false,
  })

export const STORY = `<h1 id="h1">The storm</h1>
<p id="p1">The harbour lay still before the storm came in. 😀 Nobody had moved the boats.</p>
<h2 id="h2">The night</h2>
<ul id="u1"><li id="l1">First the wind turned to the north.</li>
<li id="l2">Then the rain began, and it did not stop until the morning.</li></ul>
<p id="p2">The harbour lay still after it, and the boats were gone.</p>`

export function buildDocument(html = STORY, edition = '1.0.0'): DocumentText {
  const { text, headings, blocks } = parseOutline(html)
  return {
    text,
    headings,
    blocks,
    title: 'The storm',
    sha256: Sha256.parse(createHash('sha256').update(html).digest('hex')),
    edition: Edition.parse(edition),
  }
}

/** A draft on the first occurrence of `quote` in the document. */
export function draftOn(
  quote: string,
  more: Partial<AnnotationDraft> = {},
  document = buildDocument(),
): AnnotationDraft {
  const start = document.text.indexOf(quote)
  if (start === -1) throw new Error(`“${quote}” is not in the document`)
  return {
    kind: 'highlight',
    bundleId: BUNDLE,
    documentId: DOCUMENT,
    start: toTextOffset(start),
    end: toTextOffset(start + quote.length),
    color: 'yellow',
    style: 'solid',
    body: '',
    tags: [],
    ...more,
  }
}

/** A whole annotation that no document stands behind. */
export function buildTestAnnotation(number: number, more: Partial<Annotation> = {}): Annotation {
  const time = Timestamp.parse('2026-01-02T03:04:05.678Z')
  return {
    id: AnnotationId.parse(`019b7c00-0000-7000-8000-${String(number).padStart(12, '0')}`),
    kind: 'highlight',
    bundleId: BUNDLE,
    edition: Edition.parse('1.0.0'),
    documentId: DOCUMENT,
    documentHash: buildDocument().sha256,
    documentTitle: 'The storm',
    selectors: {
      quote: { exact: 'wind', prefix: 'First the ', suffix: ' turned to the north.' },
      position: { start: toTextOffset(10), end: toTextOffset(14) },
      progression: Progression.parse(0.25),
    },
    passage: { text: 'First the wind turned to the north.', headings: ['The storm', 'The night'] },
    color: 'yellow',
    style: 'solid',
    body: '',
    tags: [],
    author: 'Ada',
    layerId: OWN_LAYER,
    created: time,
    modified: time,
    deleted: false,
    ...more,
  }
}
