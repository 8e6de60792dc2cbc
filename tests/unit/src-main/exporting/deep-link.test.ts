import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildDeepLink } from '../../../../src-main/exporting/deep-link.ts'
import { buildTestAnnotation } from '../annotating/stock.ts'

function linkOn(exact: string): string {
  const annotation = buildTestAnnotation(1)
  return buildDeepLink({
    ...annotation,
    selectors: { ...annotation.selectors, quote: { exact, prefix: '', suffix: '' } },
  })
}

describe('buildDeepLink', () => {
  it('names bundle, edition, document and quote', () => {
    expect(linkOn('the (north) wind')).toBe('lectern://harbour@1.0.0/storm#the%20%28north%29%20wind')
    expect(linkOn('')).toBe('lectern://harbour@1.0.0/storm')
  })

  it('is one run of plain ASCII for any quote, and the quote can be read back from it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (exact) => {
        const link = linkOn(exact)
        expect(link).toMatch(/^[A-Za-z0-9:/@#%._~-]+$/)
        const quote = decodeURIComponent(link.split('#')[1] ?? '')
        expect(exact.toWellFormed().includes(quote)).toBe(true)
      }),
    )
  })
})
