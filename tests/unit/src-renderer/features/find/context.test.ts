import { describe, expect, it } from 'vitest'
import { findHeading, toContext } from '../../../../../src-renderer/features/find/context.ts'
import { Heading } from '../../../../../src-shared/domain/document.ts'

function contextOf(text: string, found: string) {
  const start = text.indexOf(found)
  return toContext((from, to) => text.slice(from, to), { start, end: start + found.length })
}

describe('toContext', () => {
  it('has the whole of a short text, in one line', () => {
    expect(contextOf('One\n\n  two\nthree ', 'two')).toEqual({
      before: 'One ',
      found: 'two',
      after: ' three',
    })
  })

  it('cuts what is long between words, and says so', () => {
    const { before, found, after } = contextOf(
      `${'many words '.repeat(9)}here ${'and more '.repeat(30)}`,
      'here',
    )
    expect([before, found]).toEqual(['…many words many words many words ', 'here'])
    expect(after).toMatch(/^ and more .*(and|more)…$/)
    expect(after.length).toBeLessThanOrEqual(121)
  })

  it('cuts a long match, and never through a character', () => {
    const { found, after } = contextOf('😀'.repeat(200), '😀'.repeat(200))
    expect([found, after]).toEqual([`${'😀'.repeat(80)}…`, ''])
    expect(contextOf(`${'😀'.repeat(90)}x${'😀'.repeat(90)}`, 'x').before).toMatch(/^…(😀)+$/u)
    expect(contextOf(`${'😀'.repeat(90)}x${'😀'.repeat(90)}`, 'x').after).toMatch(/^(😀)+…$/u)
  })
})

describe('findHeading', () => {
  const heading = (title: string, offset: number) => Heading.parse({ id: title, level: 1, title, offset })
  const headings = [heading('A', 10), heading('B', 20), heading('C', 30)]

  it('is the last one that begins at or before an offset', () => {
    expect([9, 10, 19, 20, 99].map((offset) => findHeading(headings, offset))).toEqual([
      null,
      'A',
      'A',
      'B',
      'C',
    ])
    expect(findHeading([], 5)).toBe(null)
  })
})
