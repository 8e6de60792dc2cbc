import { describe, expect, it } from 'vitest'
import { toFoundTicks, toMapTicks } from '../../../../../src-renderer/features/reader/highlight-map.ts'
import { sampleAnnotation } from '../../annotation-samples.ts'

const document = { documentId: 'one', length: 1000 }

describe('toMapTicks', () => {
  it('puts annotations and hits where they stand in the text', () => {
    const ticks = toMapTicks(
      document,
      [sampleAnnotation({ start: 500, color: 'pink' }), sampleAnnotation({ start: 0, kind: 'bookmark' })],
      [[750, 755]],
    )
    expect(ticks).toEqual([
      { at: 0, color: 'bookmark' },
      { at: 50, color: 'pink' },
      { at: 75, color: 'search' },
    ])
  })

  it('leaves out other documents and orphans', () => {
    const elsewhere = sampleAnnotation({ documentId: 'two' })
    expect(toMapTicks(document, [elsewhere, sampleAnnotation({ gone: true })], [])).toEqual([])
    expect(toMapTicks({ documentId: 'one', length: 0 }, [sampleAnnotation()], [])).toEqual([])
  })

  it('stays small however many there are', () => {
    const many = Array.from({ length: 5000 }, (_, at) => [at % 1000, (at % 1000) + 1] as const)
    expect(toMapTicks(document, [], many).length).toBeLessThanOrEqual(240)
  })
})

describe('toFoundTicks', () => {
  it('has one tick for each step in which something is found', () => {
    const matches = new Uint32Array([0, 2, 2, 4, 500, 501, 999, 1000])
    expect(toFoundTicks(1000, matches).map(({ at }) => Math.round(at))).toEqual([0, 50, 100])
    expect(toFoundTicks(0, matches)).toEqual([])
    expect(toFoundTicks(1000, new Uint32Array())).toEqual([])
  })
})
