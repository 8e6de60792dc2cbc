import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { takeBest } from '../../../../../src-main/indexing/binary/best.ts'

describe('the best documents', () => {
  it('are the first of all by score, equal ones in the order given', () => {
    const scores = fc.array(fc.constantFrom(-1, 0, 0.5, 1, 2, 3.25), { maxLength: 60 })
    fc.assert(
      fc.property(scores, fc.oneof(fc.nat(70), fc.constantFrom(Infinity, -1)), (list, limit) => {
        const documents = Uint32Array.from(list, (_, at) => list.length - 1 - at)
        const sorted = [...documents].sort((a, b) => list[b]! - list[a]!)
        const best = takeBest(documents, Float64Array.from(list), limit)
        expect([...best]).toEqual(sorted.slice(0, Math.max(0, limit)))
      }),
    )
  })
})
