// What is typed: words, two words, misspelt words and phrases, in turns, as they stand in the documents.
import { parseOutline } from '../../../src-shared/text/canonical-text.ts'
import { openRandom } from '../corpus.ts'
import type { SampleDocument } from './library.ts'

const LONGEST_QUERY = 14

/** So many queries of Latin letters, always the same for the same documents. */
export function pickQueries(sample: readonly SampleDocument[], count: number): string[] {
  const random = openRandom(11)
  const texts = sample.map(({ html }) => parseOutline(html).text.toLowerCase())
  const words = texts.flatMap((text) =>
    [...text.matchAll(/[a-z]{3,}(?: [a-z]{3,})?/g)].map(([found]) => found),
  )
  const pick = (fits: (words: readonly string[]) => boolean): string[] => {
    for (;;) {
      const found = (words[Math.floor(random() * words.length)] ?? '').split(' ')
      if (fits(found) && found.join(' ').length <= LONGEST_QUERY) return found
    }
  }
  const one = (): string => pick(([word = '']) => word.length > 3)[0] ?? ''
  const two = (): string => pick(({ length }) => length === 2).join(' ')
  const misspelt = (): string => {
    const word = one()
    const at = 2 + Math.floor(random() * (word.length - 2))
    return word.slice(0, at) + word.slice(at + 1) + (word[at] ?? '')
  }
  const kinds = [one, two, misspelt, one, () => `"${two()}"`]
  return Array.from({ length: count }, (_, at) => kinds[at % kinds.length]?.() ?? '')
}
