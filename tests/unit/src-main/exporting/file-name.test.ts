import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toFileName } from '../../../../src-main/exporting/file-name.ts'

describe('toFileName', () => {
  it.each([
    ['Handbook of Lectern', 'Handbook of Lectern.md'],
    ['a/b\\c:d*e?"f"<g>|h', 'a b c d e f g h.md'],
    ['../../etc/passwd', 'etc passwd.md'],
    ['  .hidden.  ', 'hidden.md'],
    ['nul', '_nul.md'],
    ['COM1.txt', '_COM1.txt.md'],
    ['', 'notes.md'],
    ['\u202egpj.exe', 'gpj.exe.md'],
    ['Café ☕ 日本', 'Café ☕ 日本.md'],
  ])('makes of %j the name %j', (text, name) => {
    expect(toFileName(text, '.md')).toBe(name)
  })

  it('is always a plain name within bounds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const name = toFileName(text, '.md')
        expect(name).toMatch(/^[^<>:"/\\|?*\p{Cc}]+\.md$/u)
        expect(name).not.toMatch(/^\./)
        expect(name.isWellFormed()).toBe(true)
        expect(Array.from(name).length).toBeLessThanOrEqual(84)
        expect(toFileName(text, '.md')).toBe(name)
      }),
    )
  })
})
