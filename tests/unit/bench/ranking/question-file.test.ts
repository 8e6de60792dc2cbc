import { describe, expect, it } from 'vitest'
import { toIndexedSections } from '../../../../src-main/indexing/index.ts'
import { parseOutline } from '../../../../src-shared/text/canonical-text.ts'
import { importLibrary } from '../../../bench/library.ts'
import { isExpected, type Place, readQuestions } from '../../../bench/ranking/question-file.ts'

describe('questions of the ranking', () => {
  it('are sixty or more, of every kind and set, none twice', () => {
    const questions = readQuestions()
    expect(questions.length).toBeGreaterThanOrEqual(60)
    expect(new Set(questions.map(({ kind }) => kind)).size).toBe(8)
    expect(new Set(questions.map(({ set }) => set)).size).toBe(3)
    expect(new Set(questions.map(({ set, question }) => `${set} ${question}`)).size).toBe(questions.length)
  })

  it('each have an answer in the default library as it is', async () => {
    const places = (await importLibrary()).flatMap(({ id, html }): Place[] =>
      toIndexedSections(parseOutline(html)).map(({ trail }) => ({ documentId: id, headings: trail })),
    )
    const open = readQuestions()
      .filter(({ set }) => set === 'library')
      .flatMap((each) => each.expected.map((expected) => ({ ...each, expected: [expected] })))
      .filter((each) => !places.some((place) => isExpected(each, place)))
    expect(open.map(({ expected }) => expected)).toEqual([])
  })

  it('are answered by a document, or by a heading in it whatever its number', () => {
    const question = { set: 'python', kind: 'word', question: 'q', expected: ['a#C# and more', 'b'] } as const
    const ask = (documentId: string, ...headings: string[]): boolean =>
      isExpected({ ...question, expected: [...question.expected] }, { documentId, headings })
    expect(ask('b')).toBe(true)
    expect(ask('a', 'Top', '3.1. C# and more')).toBe(true)
    expect(ask('a', 'C# and more', 'Below it')).toBe(true)
    expect(ask('a', 'C#')).toBe(false)
    expect(ask('c', 'C# and more')).toBe(false)
  })
})
