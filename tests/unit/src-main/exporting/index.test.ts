import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { exportAnnotations } from '../../../../src-main/exporting/index.ts'
import type { ExportContext } from '../../../../src-main/exporting/index.ts'
import { buildAnnotation } from '../../../../src-main/annotating/drafting.ts'
import type { AnnotationDraft, PlacedAnnotation } from '../../../../src-shared/domain/annotation.ts'
import { BundleMetadata } from '../../../../src-shared/domain/bundle.ts'
import { BundleId, DocumentId, Timestamp } from '../../../../src-shared/domain/ids.ts'
import { fromCodePoints } from '../../../../src-shared/text/offsets.ts'
import { BUNDLE, buildDocument, draftOn } from '../annotating/stock.ts'
import { annotationSetSchema } from './readium-schema.ts'

/** As much of a set as the tests look at. */
interface ExportedSet {
  readonly about: Record<string, unknown>
  readonly items: readonly {
    readonly id: string
    readonly motivation: string
    readonly target: {
      readonly source: string
      readonly selector: readonly ExportedSelector[]
      readonly meta?: unknown
    }
  }[]
}

interface ExportedSelector {
  readonly type: string
  readonly exact: string
  readonly value: string
  readonly refinedBy: { readonly type: string; readonly start: number; readonly end: number }
}

function parseSet(text: string): ExportedSet {
  return JSON.parse(text) as ExportedSet
}

const document = buildDocument()
const NOW = new Date('2026-02-03T04:05:06.789Z')
const harbour = BundleMetadata.parse({
  id: BUNDLE,
  edition: '1.0.0',
  title: 'The harbour: a [story]',
  language: 'en',
  author: ['Ada'],
  publisher: 'Lighthouse',
  modified: '2025-06-07T08:09:10.000Z',
})
const other = { ...harbour, id: BundleId.parse('other'), title: 'Another', author: [] }

const context: ExportContext = {
  bundles: [harbour, other],
  readText: () => Promise.resolve(document.text),
  readDocument: () => Promise.resolve(document),
  now: NOW,
}

function place(quote: string, more: Partial<AnnotationDraft> = {}, orphaned = false): PlacedAnnotation {
  const by = { author: 'Ada', now: Timestamp.parse('2026-01-02T03:04:05.678Z') }
  const annotation = buildAnnotation(draftOn(quote, more), document, by)
  return {
    annotation,
    anchoring: orphaned ? { kind: 'orphaned' } : { kind: 'exact', position: annotation.selectors.position },
  }
}

const sample = [
  place('and the boats were gone', {
    body: '**All** of them.',
    kind: 'note',
    color: 'pink',
    tags: ['loss', 'at sea'],
  }),
  place('Nobody had moved the boats.'),
  place('First the wind turned to the north.\nThen the rain', { color: 'blue', style: 'underline' }),
  place('the rain began', {}, true),
]

describe('exporting Markdown', () => {
  it('groups by bundle, document and heading in reading order, orphans apart with their passage', async () => {
    const { name, mediaType, text } = await exportAnnotations(sample, 'markdown', context)
    expect(name).toBe('The harbour a [story] – notes 2026-02-03.md')
    expect(mediaType).toBe('text/markdown')
    expect(text.replaceAll(/\(lectern:[^)]*\)/g, '(link)')).toBe(`# The harbour: a \\[story\\]

*4 annotations, edition 1.0.0, exported 2026-02-03*

## The storm

> Nobody had moved the boats.

yellow · 2026-01-02 · Ada · [open](link)

### The storm › The night

> First the wind turned to the north.
>
> Then the rain

blue · 2026-01-02 · Ada · [open](link)

> and the boats were gone

**All** of them.

pink · 2026-01-02 · Ada · #loss #at-sea · [open](link)

## No longer in the text

The passages below are not in the installed edition. They are shown as they were.

### The storm › The night

> the rain began

yellow · 2026-01-02 · Ada · [open](link)

It stood in:

> Then the rain began, and it did not stop until the morning.
`)
    expect(text).toContain('(lectern://harbour@1.0.0/storm#and%20the%20boats%20were%20gone)')
  })

  it('names the author of a note on its last line, as text, and leaves an empty name out', async () => {
    const [named, nameless] = [place('the wind'), place('the rain')]
    named.annotation.author = 'Ada *Byron*\n# King'
    nameless.annotation.author = ' '
    const { text } = await exportAnnotations([named, nameless], 'markdown', context)
    expect(text).toContain('yellow · 2026-01-02 · Ada \\*Byron\\* # King · [open]')
    expect(text).toContain('yellow · 2026-01-02 · [open]')
  })

  it('follows the reading order of documents where it is given, and titles otherwise', async () => {
    const [a, b] = ['a', 'b'].map((id) => DocumentId.parse(id))
    const notes = [place('the wind', { documentId: a! }), place('the rain', { documentId: b! })]
    const readDocument = (_bundle: BundleId, id: DocumentId) =>
      Promise.resolve({ ...document, title: `Part ${id}` })
    const byTitle = await exportAnnotations(notes, 'markdown', { ...context, readDocument })
    expect(byTitle.text.indexOf('Part a')).toBeLessThan(byTitle.text.indexOf('Part b'))
    const readingOrder = () => Promise.resolve([b!, a!])
    const inOrder = await exportAnnotations(notes, 'markdown', { ...context, readDocument, readingOrder })
    expect(inOrder.text.indexOf('Part b')).toBeLessThan(inOrder.text.indexOf('Part a'))
  })

  it('names a bundle that is not installed by its id, leaves deleted ones out, and says when there is nothing', async () => {
    const gone = place('the wind', {}, true)
    const deleted = place('the rain')
    deleted.annotation.deleted = true
    const { text } = await exportAnnotations([gone, deleted], 'markdown', { ...context, bundles: [] })
    expect(text).toContain('# harbour\n\n*1 annotation, not installed')
    expect(text).not.toContain('the rain began')
    expect((await exportAnnotations([], 'markdown', context)).text).toContain(
      'There are no annotations here.',
    )
  })
})

describe('exporting a Readium AnnotationSet', () => {
  const validate = addFormats.default(new Ajv({ allErrors: true, strict: true })).compile(annotationSetSchema)

  it('follows the published profile', async () => {
    const bookmark = draftOn('Then the rain')
    const all = [...sample, place('Then the rain', { kind: 'bookmark', end: bookmark.start })]
    const file = await exportAnnotations(all, 'readium', context)
    expect(file.name).toBe('The harbour a [story] – notes 2026-02-03.annotation')
    expect(file.mediaType).toBe('application/rd-annotations+json')
    const set: unknown = JSON.parse(file.text)
    expect(validate(set), JSON.stringify(validate.errors)).toBe(true)
    expect(set).toMatchObject({
      generated: '2026-02-03T04:05:06.789Z',
      title: 'The harbour: a [story] – notes 2026-02-03',
      about: {
        'dc:identifier': ['urn:lectern:harbour'],
        'dc:title': 'The harbour: a [story]',
        'dc:format': 'application/webpub+zip',
        'dc:publisher': 'Lighthouse',
        'dc:creator': ['Ada'],
        'dc:date': '2025',
      },
    })
    const motivations = parseSet(file.text).items.map(({ motivation }) => motivation)
    expect(motivations).toEqual(['highlighting', 'highlighting', 'bookmarking', 'commenting', 'highlighting'])
  })

  it('gives positions in code points within the innermost block, and the quote around them', async () => {
    const { text } = await exportAnnotations([place('Nobody had moved')], 'readium', context)
    const item = parseSet(text).items[0]!
    const [quote, css, progression] = item.target.selector
    expect(quote).toMatchObject({ type: 'TextQuoteSelector', exact: 'Nobody had moved' })
    expect(css).toMatchObject({
      type: 'CssSelector',
      value: '#p1',
      refinedBy: { type: 'TextPositionSelector' },
    })
    const block = document.blocks.find(({ id }) => id === 'p1')!
    const inBlock = document.text.slice(block.start, block.end)
    const { start, end } = css!.refinedBy
    expect(inBlock.slice(fromCodePoints(inBlock, start), fromCodePoints(inBlock, end))).toBe(
      'Nobody had moved',
    )
    expect(start).toBeLessThan(inBlock.indexOf('Nobody'))
    expect(progression).toEqual({
      type: 'ProgressionSelector',
      value: document.text.indexOf('Nobody') / document.text.length,
    })
    expect(item.target).toMatchObject({
      source: 'documents/storm.html',
      meta: { headings: [{ level: 1, txt: 'The storm' }] },
    })
    expect(item.id).toMatch(/^urn:uuid:/)
  })

  it('takes the body as the ancestor where blocks are not known, or the selection crosses them', async () => {
    const plain = { bundles: context.bundles, now: NOW, readText: () => Promise.resolve(document.text) }
    for (const each of [plain, context]) {
      const { text } = await exportAnnotations(
        [place('turned to the north.\nThen the rain began, and it did not stop until the morning.\nThe')],
        'readium',
        each,
      )
      const item = parseSet(text).items[0]!
      const { value, refinedBy } = item.target.selector[1]!
      expect(value).toBe('body')
      const found = document.text.slice(
        fromCodePoints(document.text, refinedBy.start),
        fromCodePoints(document.text, refinedBy.end),
      )
      expect(found).toBe(item.target.selector[0]?.exact)
    }
  })

  it('gives an orphan its quote and progression alone, and a fuzzy one the words that stand there now', async () => {
    const fuzzy = place('the wind')
    const start = document.text.indexOf('the rain')
    fuzzy.anchoring = { kind: 'fuzzy', position: { start, end: start + 8 } as never, score: 0.8 }
    const { text } = await exportAnnotations([place('the boats', {}, true), fuzzy], 'readium', context)
    const [first, second] = parseSet(text).items
    expect(first?.target.selector[0]?.exact).toBe('the rain')
    expect(second?.target.selector.map((each) => each.type)).toEqual([
      'TextQuoteSelector',
      'ProgressionSelector',
    ])
  })

  it('names every bundle of several, and says in each target which one it is', async () => {
    const notes = [place('the wind', { bundleId: other.id }), place('the rain')]
    const { text, name } = await exportAnnotations(notes, 'readium', context)
    const set = parseSet(text)
    expect(validate(set), JSON.stringify(validate.errors)).toBe(true)
    expect(name).toBe('Lectern – notes 2026-02-03.annotation')
    expect(set.about['dc:identifier']).toEqual(['urn:lectern:harbour', 'urn:lectern:other'])
    expect(set.items.map((item) => item.target.source)).toEqual([
      'lectern://harbour@1.0.0/documents/storm.html',
      'lectern://other@1.0.0/documents/storm.html',
    ])
  })

  it('is the same for the same input, in whatever order it comes', async () => {
    const forth = await exportAnnotations(sample, 'readium', context)
    const back = await exportAnnotations([...sample].reverse(), 'readium', context)
    expect(back).toEqual(forth)
    const later = await exportAnnotations(sample, 'readium', { ...context, now: new Date(0) })
    expect(later.text).not.toBe(forth.text)
  })

  it('names blocks by valid CSS whatever their id is', async () => {
    const odd = buildDocument('<p id="1 odd.id:é-#">The wind.</p>')
    const start = 4
    const annotation = { ...place('the wind').annotation }
    const placed: PlacedAnnotation = {
      annotation,
      anchoring: { kind: 'fuzzy', score: 1, position: { start, end: 8 } as never },
    }
    const { text } = await exportAnnotations([placed], 'readium', {
      ...context,
      readDocument: () => Promise.resolve(odd),
    })
    const { JSDOM } = await import('jsdom')
    const { window } = new JSDOM('<p id="1 odd.id:é-#">The wind.</p>')
    const { value } = parseSet(text).items[0]!.target.selector[1]!
    expect(window.document.querySelector(value)?.textContent).toBe('The wind.')
  })
})
