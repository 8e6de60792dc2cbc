import { describe, expect, it } from 'vitest'
import {
  COVER_COLORS,
  COVER_ORNAMENTS,
  toCoverDesign,
} from '../../../../../src-renderer/features/library/cover.ts'

describe('cover', () => {
  it('is always the same for the same bundle', () => {
    expect(toCoverDesign('lectern-handbook')).toEqual(toCoverDesign('lectern-handbook'))
  })

  it('uses every colour and ornament, none of them for most', () => {
    const designs = Array.from({ length: 2_000 }, (_, index) => toCoverDesign(`bundle-${index}`))
    const counts = (pick: (design: { color: number; ornament: string }) => unknown) =>
      [...Map.groupBy(designs, pick).values()].map((group) => group.length)
    const colors = counts(({ color }) => color)
    const ornaments = counts(({ ornament }) => ornament)
    expect(colors).toHaveLength(COVER_COLORS)
    expect(ornaments).toHaveLength(COVER_ORNAMENTS.length)
    expect(Math.max(...colors)).toBeLessThan(500)
    expect(Math.max(...ornaments)).toBeLessThan(800)
  })
})
