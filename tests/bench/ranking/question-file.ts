// Questions with the sections that answer them, written by hand from reading the documents. What a question means to
// an engine is not known here.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/**
 * `question` is as a person would type it. `expected` are the places that answer it, any of which will do: a document's
 * id alone, or with a heading under which the section must stand: `library-json#Basic Usage`. Numbers before headings
 * are left out.
 */
export const RankingQuestion = z.strictObject({
  set: z.enum(['library', 'python', 'postgresql']),
  kind: z.enum(['word', 'phrase', 'inflected', 'misspelt', 'hyphenated', 'identifier', 'number', 'accent']),
  question: z.string().min(1),
  expected: z.array(z.string().min(1)).min(1),
})
export type RankingQuestion = z.infer<typeof RankingQuestion>

/** A section of a document, as far as it can be expected. */
export interface Place {
  readonly documentId: string
  /** The section's heading and those around it. */
  readonly headings: readonly string[]
}

const NUMBER = /^(?:\d+|[A-Z])(?:\.\d+)*\.\s+/

/** All questions. @throws ZodError when the file does not have the form */
export function readQuestions(): RankingQuestion[] {
  const text = readFileSync(join(import.meta.dirname, 'questions.json'), 'utf8')
  return z.array(RankingQuestion).parse(JSON.parse(text))
}

/** Whether a section is one that was expected. */
export function isExpected({ expected }: RankingQuestion, { documentId, headings }: Place): boolean {
  return expected.some((each) => {
    const [id = '', ...heading] = each.split('#')
    const wanted = heading.join('#')
    return (
      id === documentId &&
      (wanted === '' || headings.some((title) => title === wanted || title.replace(NUMBER, '') === wanted))
    )
  })
}
