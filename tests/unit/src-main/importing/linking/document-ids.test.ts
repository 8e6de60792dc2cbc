import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assignDocumentIds } from '../../../../../src-main/importing/linking/document-ids.ts'
import { ID_PATTERN } from '../../../../../src-shared/domain/ids.ts'

describe('assignDocumentIds', () => {
  it('makes readable ids of paths', () => {
    expect(assignDocumentIds(['01-start.md', 'Part One/2 The Day.html', 'README', 'café.txt'])).toEqual([
      '01-start',
      'part-one-2-the-day',
      'readme',
      'cafe',
    ])
  })

  it('gives a hash to what no id can hold, and to all but one of those that collide', () => {
    const ids = assignDocumentIds(['第一章.txt', '第二章.txt', 'a-b.md', 'a/b.md', 'A b.md', '!!!.md'])
    expect(ids[0]).toMatch(/^document-[0-9a-f]{6}$/)
    expect(ids[1]).toMatch(/^document-[0-9a-f]{6}$/)
    expect(ids[2]).toBe('a-b')
    expect(ids[3]).toMatch(/^a-b-[0-9a-f]{6}$/)
    expect(ids[4]).toMatch(/^a-b-[0-9a-f]{6}$/)
    expect(new Set(ids).size).toBe(6)
  })

  it('gives a path the same id when others are added that do not collide with it', () => {
    const path = fc.stringMatching(/^[a-z]{1,6}(\/[a-z字ü ]{1,6}){0,2}\.(md|txt)$/)
    fc.assert(
      fc.property(fc.uniqueArray(path, { minLength: 1, maxLength: 6 }), fc.nat({ max: 5 }), (paths, at) => {
        const one = paths[at % paths.length]!
        const alone = assignDocumentIds([one])[0]!
        const among = assignDocumentIds(paths)[at % paths.length]!
        expect(among === alone || among.startsWith(alone)).toBe(true)
      }),
    )
  })

  it('always gives valid and different ids', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('a.md', 'a.txt', 'x'.repeat(300))),
        ),
        (paths) => {
          const ids = assignDocumentIds(paths)
          for (const id of ids) expect(id).toMatch(ID_PATTERN)
          expect(new Set(ids).size).toBe(paths.length)
        },
      ),
    )
  })
})
