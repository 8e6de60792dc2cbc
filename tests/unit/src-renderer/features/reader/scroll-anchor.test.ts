// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createScrollAnchor } from '../../../../../src-renderer/features/reader/scroll-anchor.ts'

/** A text of lines of one height, ten characters each, on a scroller as tall as it needs. */
function setUp() {
  const scroller = document.createElement('div')
  const type = { lineHeight: 20 }
  const onSettled = vi.fn()
  const topOf = (offset: number): number => Math.floor(offset / 10) * type.lineHeight - scroller.scrollTop
  return { scroller, type, onSettled, topOf, anchor: createScrollAnchor(scroller, topOf, onSettled) }
}

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('scroll anchor', () => {
  it('puts a line at its height, and keeps it there while the layout changes', () => {
    const { scroller, type, anchor, topOf } = setUp()
    anchor.hold({ offset: 500, top: -4 })
    expect(scroller.scrollTop).toBe(1004)
    type.lineHeight = 33
    anchor.restore()
    expect(topOf(500)).toBe(-4)
  })

  it('does not drift however often the size of type changes', () => {
    const { type, anchor, topOf } = setUp()
    anchor.hold({ offset: 507, top: -4 })
    for (const lineHeight of [21, 34, 11, 50, 20]) {
      type.lineHeight = lineHeight
      anchor.settle()
      vi.advanceTimersByTime(1_000)
    }
    expect(topOf(507)).toBe(-4)
  })

  it('lets go as soon as the person does something', () => {
    const { scroller, type, anchor } = setUp()
    anchor.hold({ offset: 500, top: 0 })
    anchor.interrupt()
    type.lineHeight = 40
    anchor.restore()
    expect(scroller.scrollTop).toBe(1000)
  })

  it('tells the scrolling of the person from its own', () => {
    const { scroller, anchor } = setUp()
    anchor.hold({ offset: 500, top: 0 })
    expect(anchor.isByPerson()).toBe(false)
    vi.advanceTimersByTime(1_000)
    expect(anchor.isByPerson()).toBe(false)
    scroller.scrollTop += 60
    expect(anchor.isByPerson()).toBe(true)
    anchor.moveTo({ offset: 530, top: 0 })
    expect(anchor.isByPerson()).toBe(false)
  })

  it('says once that the layout has settled', () => {
    const { anchor, onSettled } = setUp()
    anchor.hold({ offset: 500, top: 0 })
    anchor.settle()
    vi.advanceTimersByTime(5_000)
    expect(onSettled).toHaveBeenCalledTimes(1)
  })
})
