import search from 'approx-string-match'
import { describe, expect, it } from 'vitest'
import { buildAnnotation } from '../../../../src-main/annotating/drafting.ts'
import type { DocumentText } from '../../../../src-main/annotating/drafting.ts'
import { Placer } from '../../../../src-main/annotating/placing.ts'
import { LecternError } from '../../../../src-shared/contract/errors.ts'
import type { Annotation } from '../../../../src-shared/domain/annotation.ts'
import { DocumentId, Timestamp, toTextOffset } from '../../../../src-shared/domain/ids.ts'
import type { Anchoring } from '../../../../src-shared/domain/selector.ts'
import { findQuote } from '../../../../src-shared/text/quote.ts'
import { STORY, buildDocument, draftOn } from './stock.ts'

const BY = { author: '', now: Timestamp.parse('2026-01-02T03:04:05.678Z') }
const original = buildDocument()

function annotate(quote: string): Annotation {
  return buildAnnotation(draftOn(quote), original, BY)
}

/** A placer over one document, counting what it asks for. */
function placerOver(document: DocumentText | null): {
  placer: Placer
  asked: { reads: number; quotes: number }
} {
  const asked = { reads: 0, quotes: 0 }
  const placer = new Placer({
    readDocument: () => {
      asked.reads += 1
      return Promise.resolve(document)
    },
    findQuotes: (text, quotes) => {
      asked.quotes += quotes.length
      return Promise.resolve(
        quotes.map(({ quote, position }) => findQuote(text, quote, { position, search })),
      )
    },
  })
  return { placer, asked }
}

async function placeIn(
  html: string,
  annotation: Annotation,
): Promise<{ anchoring: Anchoring; text: string }> {
  const document = buildDocument(html, '2.0.0')
  const [placed] = await placerOver(document).placer.place([annotation])
  const anchoring = placed?.anchoring ?? { kind: 'orphaned' }
  const text =
    anchoring.kind === 'orphaned' ? '' : document.text.slice(anchoring.position.start, anchoring.position.end)
  return { anchoring, text }
}

describe('Placer', () => {
  it('places by arithmetic in the edition an annotation was made on', async () => {
    const { placer, asked } = placerOver(original)
    const annotations = ['the rain', 'the wind', 'boats'].map(annotate)
    const placed = await placer.place(annotations)
    expect(placed.map(({ annotation }) => annotation)).toEqual(annotations)
    for (const { annotation, anchoring } of placed)
      expect(anchoring).toEqual({ kind: 'exact', position: annotation.selectors.position })
    expect(asked).toEqual({ reads: 1, quotes: 0 })
  })

  it('finds the same words in another edition: in place, or moved', async () => {
    const annotation = annotate('Then the rain began')
    const after = await placeIn(STORY + '\n<p id="new">An epilogue.</p>', annotation)
    expect(after).toMatchObject({ anchoring: { kind: 'exact' }, text: 'Then the rain began' })
    const before = await placeIn('<p id="new">A preface.</p>\n' + STORY, annotation)
    expect(before).toMatchObject({ anchoring: { kind: 'moved' }, text: 'Then the rain began' })
  })

  it('chooses the occurrence whose context agrees', async () => {
    const second = original.text.lastIndexOf('The harbour lay still')
    const draft = {
      ...draftOn('The harbour lay still'),
      start: toTextOffset(second),
      end: toTextOffset(second + 21),
    }
    const { anchoring } = await placeIn(
      '<p id="new">A preface of some length, to move all.</p>\n' + STORY,
      buildAnnotation(draft, original, BY),
    )
    expect(anchoring).toMatchObject({ kind: 'moved', position: { start: second + 39 } })
  })

  it('follows words that were edited and says how sure it is', async () => {
    const annotation = annotate('and it did not stop until the morning')
    const { anchoring, text } = await placeIn(
      STORY.replace('did not stop until', 'never stopped until'),
      annotation,
    )
    expect(anchoring.kind).toBe('fuzzy')
    expect(text).toContain('never stopped until the morning')
  })

  it('orphans rather than guesses: passage gone, or document not installed', async () => {
    const annotation = annotate('Then the rain began, and it did not stop')
    const gone = '<p id="p">A quite different text on the price of tea, coffee and sugar in the capital.</p>'
    expect((await placeIn(gone, annotation)).anchoring).toEqual({ kind: 'orphaned' })
    const [placed] = await placerOver(null).placer.place([annotation])
    expect(placed?.anchoring).toEqual({ kind: 'orphaned' })
  })

  it('looks for the quote when the stored position does not hold it', async () => {
    const annotation = annotate('the wind')
    const position = { start: toTextOffset(3), end: toTextOffset(11) }
    const wrong = { ...annotation, selectors: { ...annotation.selectors, position } }
    const [placed] = await placerOver(original).placer.place([wrong])
    expect(placed?.anchoring).toEqual({ kind: 'moved', position: annotation.selectors.position })
  })

  it('looks for each quote once per edition', async () => {
    const { placer, asked } = placerOver(buildDocument('<p id="n">New.</p>' + STORY, '2.0.0'))
    const annotations = ['the rain', 'the wind'].map(annotate)
    await placer.place(annotations)
    const changed = annotations.map((annotation) => ({ ...annotation, body: 'edited' }))
    const placed = await placer.place(changed)
    expect(asked.quotes).toBe(2)
    expect(placed.map(({ anchoring }) => anchoring.kind)).toEqual(['moved', 'moved'])
  })

  it('lists the notes of a damaged document, and of the others with their places', async () => {
    const damaged = { ...annotate('boats'), documentId: DocumentId.parse('damaged') }
    const placer = new Placer({
      readDocument: (_bundleId, documentId) =>
        documentId === 'damaged'
          ? Promise.reject(new LecternError('BUNDLE_DAMAGED', 'It does not match its hash.'))
          : Promise.resolve(original),
      findQuotes: (_text, quotes) => Promise.resolve(quotes.map(() => null)),
    })
    const placed = await placer.place([damaged, annotate('the rain')])
    expect(placed.map(({ anchoring }) => anchoring.kind)).toEqual(['orphaned', 'exact'])
  })
})
