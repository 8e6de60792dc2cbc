import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  PRIORITIES,
  toAnnotationMarks,
  toSearchMarks,
} from '../../../../../src-renderer/features/reader/marks.ts'
import { sampleAnnotation } from '../../annotation-samples.ts'

const css = await readFile(
  join(import.meta.dirname, '../../../../../src-renderer/styles/document-marks.css'),
  'utf8',
)

describe('marks of annotations', () => {
  it('carry colour and style, and tell a note from a bare highlight', () => {
    const bare = sampleAnnotation({ start: 2, end: 9, color: 'pink', style: 'underline' })
    const note = sampleAnnotation({ body: 'text', kind: 'note' })
    expect(toAnnotationMarks([bare], null)).toEqual([
      { id: bare.annotation.id, start: 2, end: 9, names: ['underline-pink'] },
    ])
    expect(toAnnotationMarks([note], note.annotation.id)[0]?.names).toEqual([
      'solid-yellow',
      'noted',
      'active',
    ])
  })

  it('leave out what has no passage', () => {
    expect(
      toAnnotationMarks([sampleAnnotation({ gone: true }), sampleAnnotation({ kind: 'bookmark' })], null),
    ).toEqual([])
  })
})

describe('marks of search hits', () => {
  it('tell the hit that was opened from the others', () => {
    const marks = toSearchMarks(
      [
        [1, 3],
        [5, 8],
      ],
      [5, 8],
    )
    expect(marks.map(({ names }) => names)).toEqual([['search'], ['search-current']])
  })
})

describe('the style sheet', () => {
  it('has a look for every name that something is painted under', () => {
    const looks = new Set([...css.matchAll(/::highlight\(([\w-]+)\)/g)].map((match) => match[1]))
    const drawn = PRIORITIES.filter((name) => name.startsWith('outline-'))
    expect([...looks, ...drawn].toSorted()).toEqual([...PRIORITIES].toSorted())
    expect(css).toContain('.lectern-outline')
  })

  it('fetches nothing', () => {
    expect(css).not.toMatch(/url\(|@import/)
  })
})
