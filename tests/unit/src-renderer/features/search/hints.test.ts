import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toHints } from '../../../../../src-renderer/features/search/hints.ts'

describe('toHints', () => {
  it.each([
    ['tag:todo', ['No note here has the tag “todo”.']],
    ['tag:"to do', ['No note here has the tag “to do”.']],
    ['color:green', ['No highlight here is green.']],
    ['colour:gelb', ['There is no colour “gelb”. There are yellow, green, blue, pink, orange, purple.']],
    ['in:nowhere', ['No bundle or document here has “nowhere” in its title.']],
    ['tag:', ['Go on after the colon, as in tag:question']],
    ['-wheel', ['Add a word to look for: words with a minus only leave out.']],
    ['(', ['Write at least one letter or digit.']],
  ])('says of %s what is missing, and nothing of spelling', (query, hints) => {
    expect(toHints(query)).toEqual(hints)
  })

  it('tells a restriction from the words beside it', () => {
    expect(toHints('torque tag:todo')).toEqual([
      'Leave out the tag “todo”: only notes that have it were searched.',
      'Check the spelling, or use fewer words: all of them must be there.',
      'Write the beginning of a word with a star: torqu*',
    ])
    expect(toHints('title:torque')[0]).toBe(
      'Leave out “title”: only titles and headings were searched for “torque”.',
    )
  })

  it('offers the beginning of a wanted word alone', () => {
    expect(toHints('-wheel torque').at(-1)).toContain('torqu*')
    expect(toHints('"drain plug"').join(' ')).not.toContain('*')
    expect(toHints('http:error')).toContain('Write the beginning of a word with a star: htt*')
  })

  it('has something to say of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        fc.pre(text.trim() !== '')
        expect(toHints(text.trim()).length).toBeGreaterThan(0)
      }),
    )
  })
})
