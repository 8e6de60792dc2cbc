// Arbitrary bundles for property tests: documents as the normaliser writes them, with any text in them.
import { fromMemory } from '../../../../src-shared/domain/byte-source.ts'
import fc from 'fast-check'
import type { BundleMetadata } from '../../../../src-shared/domain/bundle.ts'
import type { Document } from '../../../../src-shared/domain/document.ts'
import type { BundleContent } from '../../../../src-main/publishing/index.ts'
import { makeDocument, makeMetadata } from './samples.ts'

const id = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,20}$/)
const words = fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => text.toWellFormed())
const language = fc.constantFrom('en', 'de', 'zh-Hant', 'ar', 'und', 'aa-b')

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

const block = fc.record({
  tag: fc.constantFrom('h1', 'h2', 'h3', 'h6', 'p', 'p', 'p', 'blockquote'),
  text: words,
  id: fc.oneof(
    fc.constant(''),
    fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => text.toWellFormed()),
  ),
})

const document: fc.Arbitrary<Document> = fc
  .record({
    id,
    title: words.map((text) => text || 'Untitled'),
    language,
    direction: fc.constantFrom('ltr', 'rtl'),
    blocks: fc.array(block, { maxLength: 8 }),
    wordCount: fc.nat(100_000),
    setApart: fc.array(fc.record({ where: fc.constantFrom('leading', 'within', 'trailing'), text: words }), {
      maxLength: 2,
    }),
  })
  .map(({ blocks, ...over }) => {
    const html = blocks
      .map(({ tag, text, id: own }, index) => {
        const name = escape(`${own}${index}`).replaceAll('"', '&quot;')
        return `<${tag} id="${name}">${escape(text)}</${tag}>`
      })
      .join('\n')
    return makeDocument({ ...over, html })
  })

const metadata: fc.Arbitrary<BundleMetadata> = fc
  .record(
    {
      id: fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
      edition: fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99)).map((parts) => parts.join('.')),
      title: words.map((text) => text || 'Untitled'),
      language,
      author: fc.array(words, { maxLength: 3 }),
      publisher: words,
      description: words,
      modified: fc
        .date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true })
        .map((date) => date.toISOString()),
    },
    { requiredKeys: ['id', 'edition', 'title', 'language', 'author', 'modified'] },
  )
  .map((over) => makeMetadata(over))

/** A bundle of one to five documents, with and without an index; no resources. */
export const bundleContent: fc.Arbitrary<BundleContent> = fc.record({
  metadata,
  documents: fc.uniqueArray(document, { minLength: 1, maxLength: 5, selector: (each) => each.id }),
  resources: fc.constant([]),
  index: fc.option(
    fc.record({
      path: id.map((name) => `lectern/index/${name}`),
      content: fc.uint8Array({ maxLength: 50 }).map((bytes) => fromMemory(Uint8Array.of(0, ...bytes))),
      descriptor: fc.record({ kind: id, version: fc.nat(9), pipeline: words }),
    }),
  ),
})
