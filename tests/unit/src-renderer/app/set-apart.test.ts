import { describe, expect, it } from 'vitest'
import { groupSetApart, hasSetApart } from '../../../../src-renderer/app/set-apart.ts'

describe('text set apart', () => {
  it('is listed by where it stood, in the order of the document, whatever the order it comes in', () => {
    const groups = groupSetApart([
      { where: 'trailing', text: 'Imprint' },
      { where: 'leading', text: ' Home\n' },
      { where: 'trailing', text: 'Imprint' },
      { where: 'within', text: 'Subscribe' },
    ])
    expect(groups.map(({ where, passages }) => [where, passages])).toEqual([
      ['leading', ['Home']],
      ['within', ['Subscribe']],
      ['trailing', ['Imprint', 'Imprint']],
    ])
  })

  it('leaves out what is blank, and places that had none', () => {
    const blank = [{ where: 'within' as const, text: ' \n' }]
    expect(groupSetApart(blank)).toEqual([])
    expect(hasSetApart(blank)).toBe(false)
    expect(hasSetApart([...blank, { where: 'leading', text: 'Home' }])).toBe(true)
  })
})
