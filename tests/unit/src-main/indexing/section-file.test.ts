import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromMemory } from '../../../../src-shared/domain/byte-source.ts'
import { ask, listSections } from './ask.ts'
import { buildIndexFile } from '../../../../src-main/indexing/build-index.ts'
import { openIndex } from '../../../../src-main/indexing/open-index.ts'
import { openSectionFile } from '../../../../src-main/indexing/section-file.ts'
import { LecternError } from '../../../../src-shared/contract/errors.ts'
import { BRIEFS } from '../searching/library.ts'
import { mendSums } from './mend-sums.ts'
import { buildIndexFile as buildOldFile } from './oracle/build-index.ts'

const file = buildIndexFile(BRIEFS)
const bytes = file.content.read(0, file.content.size)

function codeOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    return error instanceof LecternError ? error.code : `not expected: ${String(error)}`
  }
  return 'fine'
}

/** Opens a file and asks it for everything; damage is met with INDEX_UNUSABLE or an answer. */
function exercise(bytes: Uint8Array): string {
  return codeOf(() => {
    const index = openIndex(fromMemory(bytes), file.descriptor)
    for (const pattern of [
      { kind: 'prefix', term: 'c' },
      { kind: 'near', term: 'enzyne', distance: 2 },
      { kind: 'word', term: 'images' },
    ] as const) {
      const sequence = [
        { offset: 0, patterns: [pattern] },
        { offset: 1, patterns: [{ kind: 'prefix' as const, term: '' }] },
      ]
      for (const sequences of [[sequence.slice(0, 1)], [sequence]])
        for (const match of ask(index, [{ presence: 'required', fields: ['body', 'title'], sequences }])
          .matches)
          match.spans()
    }
    return listSections(index).length
  })
}

describe('the index file', () => {
  it('gives back its terms, its lengths and its postings', () => {
    const { parts } = openSectionFile(file.content, file.descriptor)
    const { dictionary, terms, fields } = parts
    const term = dictionary.find('e484k')
    expect(fields.map((_, field) => terms.count(term, field))).toEqual([0, 0, 1])
    expect(terms.postings(term, 2).documents[0]).toBe(0)
    const cursor = terms.positions(term, 2)
    expect(cursor.seek(0)).toBe(true)
    expect(cursor.read()).toEqual([15, 1])
    expect(fields.map((field) => field.lengths()[0]).slice(0, 2)).toEqual([3, 3])
  })

  it('says of every section where it is, and of every document which sections it has', () => {
    const index = openIndex(file.content, file.descriptor)
    let next = 0
    for (let document = 0; document < index.documents; document += 1) {
      const [from, to] = index.sectionsOf(document)
      expect(from).toBe(next)
      expect(to).toBeGreaterThan(from)
      for (let section = from; section < to; section += 1) {
        expect(index.documentOf(section)).toBe(document)
        expect(index.section(section)).toMatchObject({
          documentId: index.documentId(document),
          ordinal: section - from,
        })
      }
      next = to
    }
    expect(next).toBe(index.sections)
  })

  it.each([
    ['another kind', { kind: 'lunr' }],
    ['an older layout', { version: 1 }],
    ['a newer layout', { version: 3 }],
    ['another pipeline', { pipeline: 'terms-0 en' }],
    ['another set of languages', { pipeline: 'terms-2 en' }],
  ])('refuses %s', (_, change) => {
    expect(codeOf(() => openIndex(file.content, { ...file.descriptor, ...change }))).toBe('INDEX_UNUSABLE')
  })

  it('refuses a file of the storage before this one, whatever its descriptor says', () => {
    const old = buildOldFile(BRIEFS)
    expect(codeOf(() => openIndex(fromMemory(old.bytes), old.descriptor))).toBe('INDEX_UNUSABLE')
    expect(codeOf(() => openIndex(fromMemory(old.bytes), file.descriptor))).toBe('INDEX_UNUSABLE')
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['other bytes', new TextEncoder().encode('PK\x03\x04 not an index')],
    ['a file cut short', bytes.slice(0, bytes.length >> 1)],
    ['a file without its last byte', bytes.slice(0, -1)],
    ['an empty array', new TextEncoder().encode('[\n{}\n]\n')],
  ])('refuses %s', (_, damaged) => {
    expect(codeOf(() => openIndex(fromMemory(damaged), file.descriptor))).toBe('INDEX_UNUSABLE')
  })

  it('meets damage anywhere with INDEX_UNUSABLE or an answer, never with another failure', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.boolean(), (at, value, mended) => {
        const damaged = Uint8Array.from(bytes)
        damaged[at] = value
        // As someone who means harm would: with the right checksum.
        if (mended) mendSums(damaged)
        expect(['fine', 'INDEX_UNUSABLE']).toContain(exercise(damaged))
      }),
      { numRuns: 2_000 },
    )
  })
})
