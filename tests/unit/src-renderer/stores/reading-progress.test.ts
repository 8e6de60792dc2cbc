import { describe, expect, it } from 'vitest'
import { toProgress } from '../../../../src-renderer/stores/reading-progress.ts'
import { sampleDocument } from '../annotation-samples.ts'

describe('toProgress', () => {
  it('is at the start of a document before the first heading', () => {
    const document = { ...sampleDocument('one'), headings: [] }
    const progress = toProgress(document, { offset: 0, reading: 0, atEnd: false })
    expect(progress).toEqual({ progression: 0, section: 'one', minutesLeft: 2 })
  })

  it('is at the end when the last line is on the screen, wherever the first visible line is', () => {
    const progress = toProgress(sampleDocument('one'), { offset: 3, reading: 3, atEnd: true })
    expect(progress).toMatchObject({ progression: 1, minutesLeft: 0 })
  })

  it('has read a document without text', () => {
    const document = { title: 'Empty', length: 0, wordCount: 0, headings: [] }
    expect(toProgress(document, { offset: 0, reading: 0, atEnd: false }).progression).toBe(1)
  })

  it('says nothing of no document', () => {
    expect(toProgress(null, { offset: 0, reading: 0, atEnd: false }).section).toBe('')
  })
})
