import { describe, expect, it } from 'vitest'
import { readPlainText } from '../../../../../src-main/importing/plain-text.ts'
import { parseOutline } from '../../../../../src-shared/text/canonical-text.ts'

/** Level and title of every heading of a text with a sentence under each of the lines. */
function outline(lines: readonly string[]): string[] {
  const text = lines.map((line) => `${line}\n\nSome words stand here, and a few more.\n\n`).join('')
  return parseOutline(readPlainText(text).normalised.html).headings.map(
    ({ level, title }) => `${level} ${title}`,
  )
}

describe('assignLevels', () => {
  it('nests questions by their numbers', () => {
    const faq = ['THE FAQ', 'Chapter 1. Basics', '1.1. What is it?', '1.2. Who made it?!', 'Chapter 2. Use']
    expect(outline(faq)).toEqual([
      '1 THE FAQ',
      '2 Chapter 1. Basics',
      '3 1.1. What is it?',
      '3 1.2. Who made it?!',
      '2 Chapter 2. Use',
    ])
  })

  it('nests sections in their articles', () => {
    const law = ['THE CHARTER', 'Article I', 'Section 1', 'Section 2', 'Article II', 'Section 1']
    expect(
      outline(law)
        .map((line) => line.slice(0, 1))
        .join(''),
    ).toBe('123323')
  })
})
