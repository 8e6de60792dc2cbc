import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  findNameProblem,
  foldName,
  isArchiveContent,
  isArchiveName,
} from '../../../../../src-main/publishing/container/entry-name.ts'

describe('a name in a bundle', () => {
  it.each([
    'manifest.json',
    'documents/a.html',
    'resources/Bild 1.png',
    'resources/图/写真.jpg',
    'a..b/c...d',
    '.hidden',
  ])('may be %s', (name) => {
    expect(findNameProblem(name)).toBeNull()
  })

  it('never leaves the folder it is put in, whatever passes', () => {
    const part = fc.oneof(
      fc.constantFrom('..', '.', '', 'a', 'C:', '\\', '/'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    )
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
        const name = parts.join('/')
        if (findNameProblem(name) !== null) return
        const resolved = new URL(name.split('/').map(encodeURIComponent).join('/'), 'file:///base/bundle/')
        expect(resolved.pathname.startsWith('/base/bundle/')).toBe(true)
        expect(name).not.toMatch(/\\|^\/|^[A-Za-z]:|\0/)
      }),
      { numRuns: 2_000 },
    )
  })

  it('folds to the same form again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(foldName(foldName(name))).toBe(foldName(name))
        expect(foldName(name.toUpperCase())).toBe(foldName(foldName(name).toUpperCase()))
      }),
    )
  })

  it('tells archives by name and by content', () => {
    expect(['a.zip', 'b.EPUB', 'c.tar.gz', 'd.7z', 'e.webpub'].every(isArchiveName)).toBe(true)
    expect(['a.html', 'zip', 'gz.png', 'a.zip.txt'].some(isArchiveName)).toBe(false)
    expect(isArchiveContent(Buffer.from('PK\u0003\u0004rest'))).toBe(true)
    expect(isArchiveContent(Buffer.from([0x1f, 0x8b, 8, 0]))).toBe(true)
    expect(isArchiveContent(Buffer.from('BZh91AY&SYrest'))).toBe(true)
    expect(isArchiveContent(Buffer.from('BZh is how this text begins'))).toBe(false)
    expect(isArchiveContent(Buffer.from('PK'))).toBe(false)
    expect(isArchiveContent(Buffer.alloc(0))).toBe(false)
  })
})
