import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildIndexFile } from '../../../../src-main/indexing/build-index.ts'
import { openIndex } from '../../../../src-main/indexing/lunr-index.ts'
import { type IndexHeader, parseIndexLines, toIndexBytes } from '../../../../src-main/indexing/lunr-file.ts'
import { gatherPostings } from '../../../../src-main/indexing/postings.ts'
import { DocumentId } from '../../../../src-shared/domain/ids.ts'
import { LecternError } from '../../../../src-shared/contract/errors.ts'
import { BRIEFS } from '../searching/library.ts'

const file = buildIndexFile(BRIEFS)

function codeOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    return error instanceof LecternError ? error.code : `not expected: ${String(error)}`
  }
  return 'fine'
}

describe('the index file', () => {
  it('is one JSON array with the header first', () => {
    const lines: unknown = JSON.parse(new TextDecoder().decode(file.bytes))
    expect(lines).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'lunr', version: 1 })]))
  })

  it('gives back its terms in order, its lengths and its postings', () => {
    const lines = parseIndexLines(file.bytes, file.descriptor)
    expect(lines.terms).toEqual([...lines.terms].sort())
    const nowhere = { sections: [], starts: [0], places: [] }
    const own = { sections: [0], starts: [0, 1], places: [15 * 8] }
    expect(lines.postings(lines.terms.indexOf('e484k'))).toEqual([nowhere, nowhere, own])
    expect(lines.lengths.slice(0, 2)).toEqual([3, 3])
  })

  it('gives back any postings that were gathered', () => {
    const term = fc.record({
      term: fc.constantFrom('a', 'b', 'é', '~a', '中'),
      place: fc.nat(500),
      span: fc.integer({ min: 1, max: 8 }),
    })
    const terms = fc
      .array(term, { maxLength: 12 })
      .map((list) => list.sort((a, b) => a.place * 8 + a.span - b.place * 8 - b.span))
    fc.assert(
      fc.property(fc.array(fc.tuple(terms, terms, terms), { minLength: 1, maxLength: 6 }), (sections) => {
        const gathered = gatherPostings()
        for (const fields of sections) gathered.add(fields)
        const kept = gathered.terms()
        const header: IndexHeader = {
          kind: 'lunr',
          version: 1,
          pipeline: 'x',
          languages: [],
          documents: [[DocumentId.parse('d'), [...sections.keys(), sections.length]]],
          terms: kept.length,
        }
        const bytes = toIndexBytes(header, gathered.lengths, kept)
        const lines = parseIndexLines(bytes, { kind: 'lunr', version: 1, pipeline: 'x' })
        expect(lines.terms.map((each, number) => [each, lines.postings(number)])).toEqual(kept)
        expect(lines.lengths).toEqual(sections.flatMap((fields) => fields.map((each) => each.length)))
      }),
    )
  })

  it.each([
    ['another kind', { kind: 'binary' }],
    ['a newer layout', { version: 2 }],
    ['another pipeline', { pipeline: 'terms-0 en' }],
    ['another set of languages', { pipeline: 'terms-1 en' }],
  ])('refuses %s', (_, change) => {
    expect(codeOf(() => openIndex(file.bytes, { ...file.descriptor, ...change }))).toBe('INDEX_UNUSABLE')
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['other bytes', new TextEncoder().encode('PK\x03\x04 not an index')],
    ['a file cut short', file.bytes.slice(0, file.bytes.length >> 1)],
    ['a file without its last line', file.bytes.slice(0, -2)],
    ['an empty array', new TextEncoder().encode('[\n{}\n]\n')],
  ])('refuses %s', (_, bytes) => {
    expect(codeOf(() => openIndex(bytes, file.descriptor))).toBe('INDEX_UNUSABLE')
  })

  it('meets damage anywhere with INDEX_UNUSABLE or an answer, never with another failure', () => {
    const word = [[{ offset: 0, patterns: [{ kind: 'prefix' as const, term: 'c' }] }]]
    fc.assert(
      fc.property(fc.nat(file.bytes.length - 1), fc.nat(255), (at, value) => {
        const damaged = Uint8Array.from(file.bytes)
        damaged[at] = value
        const outcome = codeOf(() =>
          openIndex(damaged, file.descriptor)
            .query([{ presence: 'required', fields: ['body'], sequences: word }])
            .matches.map((match) => match.spans()),
        )
        expect(['fine', 'INDEX_UNUSABLE']).toContain(outcome)
      }),
      { numRuns: 2_000 },
    )
  })
})
