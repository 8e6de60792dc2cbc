import { describe, expect, it } from 'vitest'
import { buildAnnotation, buildPassage } from '../../../../src-main/annotating/drafting.ts'
import { Annotation } from '../../../../src-shared/domain/annotation.ts'
import type { AnnotationDraft } from '../../../../src-shared/domain/annotation.ts'
import { Timestamp, toTextOffset } from '../../../../src-shared/domain/ids.ts'
import { buildDocument, draftOn } from './stock.ts'

const BY = { author: 'Ada', now: Timestamp.parse('2026-01-02T03:04:05.678Z') }
const document = buildDocument()

function build(quote: string, more: Partial<AnnotationDraft> = {}): Annotation {
  return buildAnnotation(draftOn(quote, more), document, BY)
}

describe('buildAnnotation', () => {
  it('says what was selected, where, in which edition, by whom and when', () => {
    const annotation = build('the rain began', { body: 'Note', tags: ['weather'], kind: 'note' })
    expect(Annotation.parse(annotation)).toEqual(annotation)
    const start = document.text.indexOf('the rain')
    expect(annotation).toMatchObject({
      kind: 'note',
      edition: '1.0.0',
      documentHash: document.sha256,
      documentTitle: 'The storm',
      author: 'Ada',
      layerId: 'mine',
      body: 'Note',
      tags: ['weather'],
      created: BY.now,
      modified: BY.now,
      deleted: false,
    })
    expect(annotation.selectors.position).toEqual({ start, end: start + 14 })
    expect(annotation.selectors.quote.exact).toBe('the rain began')
    expect(annotation.selectors.quote.suffix.startsWith(', and it did not stop')).toBe(true)
    expect(annotation.selectors.progression).toBeCloseTo(start / document.text.length)
    expect(annotation.id[14]).toBe('7')
  })

  it('gives ids that sort by creation', () => {
    const ids = Array.from({ length: 50 }, () => build('the wind').id)
    expect([...ids].sort()).toEqual(ids)
  })

  it('takes a whole character where the range would cut one', () => {
    const at = document.text.indexOf('😀')
    const draft = { ...draftOn('😀'), start: toTextOffset(at + 1), end: toTextOffset(at + 3) }
    expect(buildAnnotation(draft, document, BY).selectors.quote.exact).toBe('😀 ')
  })

  it.each([
    ['after its end', 9, 4],
    ['beyond the text', 0, 100_000],
  ])('refuses a range that starts or ends %s', (_name, start, end) => {
    const draft = { ...draftOn('wind'), start: toTextOffset(start), end: toTextOffset(end) }
    expect(() => buildAnnotation(draft, document, BY)).toThrow(/is not in document “storm”/)
  })

  it('refuses an empty highlight, but not an empty bookmark', () => {
    const end = draftOn('wind').start
    expect(() => build('wind', { end })).toThrow(/needs some text/)
    expect(build('wind', { end, kind: 'bookmark' }).selectors.quote.exact).toBe('')
  })
})

describe('buildPassage', () => {
  it('is the innermost block with the trail of headings above it', () => {
    const start = document.text.indexOf('the rain')
    expect(buildPassage(document, start, start + 5)).toEqual({
      text: 'Then the rain began, and it did not stop until the morning.',
      headings: ['The storm', 'The night'],
    })
  })

  it('spans from the first block to the last when the selection crosses blocks', () => {
    const start = document.text.indexOf('the wind')
    const end = document.text.indexOf('and the boats')
    const { text } = buildPassage(document, start, end)
    expect(text.startsWith('First the wind')).toBe(true)
    expect(text.endsWith('the boats were gone.')).toBe(true)
  })

  it('stays within its bounds around the selection in a very long block', () => {
    const long = buildDocument(`<p id="p1">${'word '.repeat(20_000)}HERE ${'word '.repeat(20_000)}</p>`)
    const start = long.text.indexOf('HERE')
    const { text } = buildPassage(long, start, start + 4)
    expect(text.length).toBeLessThanOrEqual(20_000)
    expect(text).toContain('HERE')
  })
})
