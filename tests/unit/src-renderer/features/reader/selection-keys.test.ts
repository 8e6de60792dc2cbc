import { describe, expect, it } from 'vitest'
import { extendSelection, toExtension } from '../../../../../src-renderer/features/reader/selection-keys.ts'

const plain = { shiftKey: true, ctrlKey: false, altKey: false, metaKey: false }

describe('toExtension', () => {
  it.each([
    ['ArrowRight', {}, 'right', 'character'],
    ['ArrowLeft', { ctrlKey: true }, 'left', 'word'],
    ['ArrowDown', {}, 'forward', 'line'],
    ['ArrowUp', { ctrlKey: true }, 'backward', 'paragraph'],
    ['End', {}, 'forward', 'lineboundary'],
    ['Home', { ctrlKey: true }, 'backward', 'documentboundary'],
  ])('Shift+%s %o extends %s by %s', (key, modifiers, direction, granularity) => {
    expect(toExtension({ ...plain, ...modifiers, key }, false)).toEqual({ direction, granularity })
  })

  it('takes Option for words on macOS, and leaves Ctrl and Cmd to others', () => {
    expect(toExtension({ ...plain, altKey: true, key: 'ArrowLeft' }, true)?.granularity).toBe('word')
    expect(toExtension({ ...plain, ctrlKey: true, key: 'ArrowLeft' }, true)).toBeNull()
    expect(toExtension({ ...plain, metaKey: true, key: 'ArrowLeft' }, true)).toBeNull()
  })

  it('leaves everything else alone', () => {
    expect(toExtension({ ...plain, shiftKey: false, key: 'ArrowLeft' }, false)).toBeNull()
    expect(toExtension({ ...plain, altKey: true, key: 'ArrowLeft' }, false)).toBeNull()
    expect(toExtension({ ...plain, key: 'PageDown' }, false)).toBeNull()
    expect(toExtension({ ...plain, key: 'H' }, false)).toBeNull()
  })
})

describe('extendSelection', () => {
  it('needs a place to extend from', () => {
    const extension = { direction: 'right', granularity: 'word' } as const
    expect(extendSelection(null, extension)).toBe(false)
    expect(extendSelection({ focusNode: null } as Selection, extension)).toBe(false)
  })
})
