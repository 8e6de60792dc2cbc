import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  foldPath,
  parseUploadPath,
  toShownPath,
} from '../../../../../../src-main/hosts/web/uploads/upload-name.ts'

describe('parseUploadPath', () => {
  it.each([
    ['a.md', ['a.md']],
    ['docs/a%20b.md', ['docs', 'a b.md']],
    ['docs/%C3%A9t%C3%A9.txt', ['docs', 'été.txt']],
    ['..a/b..txt', ['..a', 'b..txt']],
    ['console.txt', ['console.txt']],
  ])('reads %s', (encoded, segments) => {
    expect(parseUploadPath(encoded)).toEqual(segments)
  })

  it.each([
    ['..', 'points up'],
    ['a/../b', 'points up within'],
    ['%2e%2e/a', 'points up, encoded'],
    ['a%2fb', 'a slash, encoded'],
    ['a%5cb', 'a backslash, encoded'],
    ['a%00.md', 'a null'],
    ['a%0a.md', 'a line feed'],
    ['invoice%E2%80%AEtxt.exe', 'a text direction override'],
    ['a%E2%80%8B.md', 'an invisible space'],
    ['C%3A/a', 'a drive'],
    ['a.txt%3Astream', 'a stream'],
    ['CON', 'a device'],
    ['docs/nul.txt', 'a device with an extension'],
    ['lpt1.md', 'a port'],
    ['a.', 'a trailing point'],
    ['a%20', 'a trailing space'],
    ['a//b', 'an empty segment'],
    ['', 'no name'],
    ['%E0%A4%A', 'broken encoding'],
    ['%ED%A0%80', 'a lone surrogate'],
    ['x'.repeat(241), 'a segment too long'],
    ['a/'.repeat(40) + 'b', 'too deep'],
  ])('refuses %j: %s', (encoded) => {
    expect(() => parseUploadPath(encoded)).toThrow(expect.objectContaining({ code: 'NAME_HOSTILE' }))
  })

  it('never lets a path out that leaves its folder', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('.', '..', '/', '%2f', '%2e', 'a', '\\', ' ')), (parts) => {
        let segments: string[]
        try {
          segments = parseUploadPath(parts.join(''))
        } catch {
          return
        }
        expect(
          segments.every((segment) => segment !== '' && segment !== '..' && !/[/\\]/.test(segment)),
        ).toBe(true)
      }),
    )
  })
})

describe('foldPath', () => {
  it('takes two names for one that a file system may take for one', () => {
    expect(foldPath(['Docs', 'É.md'])).toBe(foldPath(['docs', 'e\u0301.MD']))
    expect(foldPath(['ﬁle'])).toBe(foldPath(['file']))
    expect(foldPath(['a'])).not.toBe(foldPath(['b']))
  })
})

describe('toShownPath', () => {
  it('shows nothing invisible and nothing endless', () => {
    expect(toShownPath('a%E2%80%AEb')).toBe('a\ufffdb')
    expect(toShownPath('%zz')).toBe('%zz')
    expect(toShownPath('x'.repeat(1_000))).toHaveLength(200)
  })
})
