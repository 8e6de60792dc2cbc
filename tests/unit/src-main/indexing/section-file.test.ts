import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IndexBuilder } from '../../../../src-main/indexing/binary/index-builder.ts'
import { fromMemory } from '../../../../src-shared/domain/byte-source.ts'
import { ask, listSections } from './ask.ts'
import { buildIndexFile } from '../../../../src-main/indexing/build-index.ts'
import { openIndex } from '../../../../src-main/indexing/open-index.ts'
import { FIELDS, toPlace } from '../../../../src-main/indexing/postings.ts'
import { buildSectionFile, openSectionFile } from '../../../../src-main/indexing/section-file.ts'
import { LecternError } from '../../../../src-shared/contract/errors.ts'
import { DocumentId } from '../../../../src-shared/domain/ids.ts'
import { BRIEFS } from '../searching/library.ts'
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
    const [title, headings, body] = terms.entry(dictionary.find('e484k')).fields
    expect([title?.count, headings?.count, body?.count]).toEqual([0, 0, 1])
    const postings = terms.postings(body!)
    expect(postings.documents).toEqual([0])
    expect(terms.positions(postings, 0)).toEqual([15 * 8])
    expect(fields.map(({ lengths }) => lengths[0]).slice(0, 2)).toEqual([3, 3])
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
        const builder = new IndexBuilder(
          FIELDS.map((name) => ({ name, boost: 1 })),
          1,
        )
        sections.forEach((fields, section) => {
          const lists = fields.map((list) => ({
            terms: list.map((each) => each.term),
            positions: list.map(toPlace),
          }))
          builder.add(String(section), lists)
        })
        const starts = [...sections.keys(), sections.length]
        const built = buildSectionFile(
          builder.build({ byName: true }),
          [[DocumentId.parse('d'), starts]],
          new Set(),
        )
        const { parts } = openSectionFile(built.content, built.descriptor)
        const known = [...new Set(sections.flat(2).map((each) => each.term))].sort()
        expect(parts.dictionary.size).toBe(known.length)
        known.forEach((name, rank) => {
          const entry = parts.terms.entry(parts.dictionary.find(name))
          expect(entry.id).toBe(rank)
          entry.fields.forEach((part, field) => {
            const postings = parts.terms.postings(part)
            const found = postings.documents.map((section, at) => [
              section,
              parts.terms.positions(postings, at),
            ])
            const expected = sections
              .map((fields, section) => [
                section,
                fields[field]!.filter((each) => each.term === name).map(toPlace),
              ])
              .filter(([, places]) => (places as number[]).length > 0)
            expect(found).toEqual(expected)
          })
        })
        parts.fields.forEach(({ lengths }, field) => {
          expect([...lengths]).toEqual(sections.map((fields) => fields[field]!.length))
        })
      }),
    )
  })

  it.each([
    ['another kind', { kind: 'lunr' }],
    ['a newer layout', { version: 2 }],
    ['another pipeline', { pipeline: 'terms-0 en' }],
    ['another set of languages', { pipeline: 'terms-1 en' }],
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
        if (mended) new DataView(damaged.buffer).setUint32(16, crc32(damaged.subarray(24)), true)
        expect(['fine', 'INDEX_UNUSABLE']).toContain(exercise(damaged))
      }),
      { numRuns: 2_000 },
    )
  })
})
