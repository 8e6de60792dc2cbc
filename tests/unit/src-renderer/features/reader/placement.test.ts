import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinLines, joinVisible, placePopup } from '../../../../../src-renderer/features/reader/placement.ts'

const area = { left: 0, top: 0, right: 800, bottom: 600 }
const size = { width: 300, height: 40 }

describe('placePopup', () => {
  it('stands above the text, in its middle', () => {
    const anchor = { left: 300, right: 400, top: 200, bottom: 220 }
    expect(placePopup(anchor, size, area)).toEqual({ left: 200, top: 152, side: 'above' })
  })

  it('goes below where there is no room above, and above where there is none below', () => {
    const high = { left: 300, right: 400, top: 20, bottom: 40 }
    const low = { left: 300, right: 400, top: 570, bottom: 590 }
    expect(placePopup(high, size, area).side).toBe('below')
    expect(placePopup(low, size, area, 'below').side).toBe('above')
  })

  it('covers the text only where there is no room beside it', () => {
    const all = { left: 0, right: 800, top: 0, bottom: 600 }
    expect(placePopup(all, size, area).side).toBe('over')
  })

  it('is inside the area whenever it fits', () => {
    const anchors = fc.record({
      left: fc.integer({ min: -100, max: 900 }),
      top: fc.integer({ min: -100, max: 700 }),
      width: fc.nat(900),
      height: fc.nat(700),
    })
    fc.assert(
      fc.property(anchors, fc.constantFrom('above', 'below'), ({ left, top, width, height }, side) => {
        const anchor = { left, top, right: left + width, bottom: top + height }
        const place = placePopup(anchor, size, area, side)
        expect(place.left).toBeGreaterThanOrEqual(0)
        expect(place.left + size.width).toBeLessThanOrEqual(area.right)
        expect(place.top).toBeGreaterThanOrEqual(0)
        expect(place.top + size.height).toBeLessThanOrEqual(area.bottom)
      }),
    )
  })
})

describe('joinVisible', () => {
  it('joins what is on the screen and leaves out the rest', () => {
    const boxes = [
      { left: 10, right: 90, top: -50, bottom: -30 },
      { left: 20, right: 90, top: 580, bottom: 610 },
      { left: 5, right: 30, top: 550, bottom: 570 },
    ]
    expect(joinVisible(boxes, area)).toEqual({ left: 5, right: 90, top: 550, bottom: 600 })
    expect(joinVisible(boxes.slice(0, 1), area)).toBeNull()
  })
})

describe('joinLines', () => {
  it('joins the boxes of one line, a smaller one too, and keeps lines apart that touch', () => {
    expect(
      joinLines([
        { left: 10, right: 50, top: 0, bottom: 20 },
        { left: 50, right: 60, top: 3, bottom: 12 },
        { left: 0, right: 40, top: 19, bottom: 39 },
      ]),
    ).toEqual([
      { left: 10, right: 60, top: 0, bottom: 20 },
      { left: 0, right: 40, top: 19, bottom: 39 },
    ])
  })
})
