import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildIndexFile } from '../../../../src-main/indexing/build-index.ts'
import { openIndex } from '../../../../src-main/indexing/lunr-index.ts'
import { parseIndexLines } from '../../../../src-main/indexing/lunr-file.ts'
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

  it('gives back its terms in order, its vectors and its postings', () => {
    const lines = parseIndexLines(file.bytes, file.descriptor)
    expect(lines.terms).toEqual([...lines.terms].sort())
    expect(lines.terms).toContain('e484k')
    expect(lines.posting('e484k')).toEqual({
      _index: expect.any(Number),
      t: {},
      h: {},
      b: { 0: { p: [15 * 8] } },
    })
    expect(lines.vector(2).length).toBeGreaterThan(20)
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
