import { describe, expect, it } from 'vitest'
import { lunr } from '../../../src-main/indexing/lunr-corrected.ts'
import { stockLunr } from '../../bench/stock-lunr.ts'

type Node = { prototype: { toString: unknown } }

function methodOf(module: typeof lunr): unknown {
  return (module as unknown as { TokenSet: Node }).TokenSet.prototype.toString
}

describe('stock Lunr', () => {
  it('stays uncorrected when Lectern corrects its own copy in the same process', () => {
    expect(methodOf(stockLunr)).not.toBe(methodOf(lunr))
    expect(String(methodOf(stockLunr))).toContain('this._str')
    expect(stockLunr.version).toBe(lunr.version)
  })

  it('is a whole Lunr', () => {
    const index = stockLunr((builder) => {
      builder.ref('id')
      builder.field('body')
      builder.add({ id: 'a', body: 'running water' })
    })
    expect(index.search('run').map(({ ref }) => ref)).toEqual(['a'])
  })
})
