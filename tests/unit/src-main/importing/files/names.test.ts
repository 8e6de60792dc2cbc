import { describe, expect, it } from 'vitest'
import {
  comparePaths,
  decodeName,
  findNameFault,
  toReadableTitle,
} from '../../../../../src-main/importing/files/names.ts'

const faultOf = (name: string | Buffer): string | undefined =>
  findNameFault(decodeName(typeof name === 'string' ? Buffer.from(name) : name))?.reason

describe('findNameFault', () => {
  it.each([
    ['control characters', 'a\nb.txt'],
    ['control characters', 'a\u2028b.txt'],
    ['turn the text', 'invoice\u202efdp.txt'],
    ['turn the text', 'a\u2066b.txt'],
    ['path separator', 'a\\b.txt'],
    ['reserved', 'CON'],
    ['reserved', 'aux.md'],
    ['reserved', 'LPT1.tar.gz'],
    ['dot or a space', 'name '],
    ['dot or a space', 'name.'],
    ['255 bytes', 'é'.repeat(128)],
  ])('refuses a name with %s', (reason, name) => {
    expect(faultOf(name)).toContain(reason)
  })

  it('refuses a name that is not UTF-8', () => {
    expect(faultOf(Buffer.from([0x61, 0xff, 0x2e, 0x74]))).toContain('UTF-8')
  })

  it.each([
    'a.txt',
    'Über uns (2).html',
    '第一章.txt',
    'שלום.md',
    'console.md',
    'What is this?.txt',
    'com10.txt',
  ])('has nothing against %s', (name) => {
    expect(faultOf(name)).toBeUndefined()
  })

  it('shows what does not show', () => {
    expect(decodeName(Buffer.from('a\u202eb\u0007')).shown).toBe('a\\u{202e}b\\u{7}')
  })
})

describe('comparePaths', () => {
  it('orders numbers by their value, folder by folder', () => {
    const paths = [
      '10.md',
      '2.md',
      'b/1.md',
      'B/10.md',
      'b/9.md',
      '1.md',
      'a 2/x',
      'a 10/x',
      'Äa',
      'Zz',
      '02-x.md',
      '1-y.md',
    ]
    expect(paths.toSorted(comparePaths)).toEqual([
      '1-y.md',
      '1.md',
      '02-x.md',
      '2.md',
      '10.md',
      'a 2/x',
      'a 10/x',
      'Äa',
      'b/1.md',
      'b/9.md',
      'B/10.md',
      'Zz',
    ])
  })
})

describe('toReadableTitle', () => {
  it.each([
    ['03-the_second-day.txt', 'The second day'],
    ['README.md', 'README'],
    ['2019.txt', '2019'],
    ['notes.v2.html', 'Notes.v2'],
    ['---.txt', 'Untitled'],
    ['1984 a novel.txt', 'A novel'],
    ['第一章.txt', '第一章'],
  ])('makes of %s: %s', (name, title) => {
    expect(toReadableTitle(name)).toBe(title)
  })
})
