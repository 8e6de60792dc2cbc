import { describe, expect, it } from 'vitest'
import { Command } from '../../../../src-shared/contract/contract.ts'
import {
  formatChord,
  isTypedChord,
  type KeyPress,
  matchesChord,
  parseChord,
} from '../../../../src-renderer/app/chord.ts'
import {
  chordsOf,
  COMMAND_IDS,
  COMMANDS,
  findCommand,
  isCommandId,
  keysOf,
} from '../../../../src-renderer/app/key-map.ts'

function press(key: string, modifiers: Partial<KeyPress> & { altGraph?: boolean } = {}): KeyPress {
  const { altGraph = false, ...rest } = modifiers
  return {
    key,
    code: '',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    getModifierState: (name) => name === 'AltGraph' && altGraph,
    ...rest,
  }
}

/** The press a chord describes, on a US keyboard. */
function pressOf(text: string, isMac: boolean): KeyPress {
  const chord = parseChord(text)
  return press(chord.shift ? chord.key.toUpperCase() : chord.key, {
    [isMac ? 'metaKey' : 'ctrlKey']: chord.mod,
    altKey: chord.alt,
    shiftKey: chord.shift,
  })
}

describe('key map', () => {
  it('has every command that the host can send', () => {
    expect(Command.options.filter((command) => !isCommandId(command))).toEqual([])
  })

  it('finds in the document by its usual keys, but for what a field keeps', () => {
    const meant = (key: string, modifiers: Partial<KeyPress> = {}, isTyping = false) =>
      findCommand(press(key, modifiers), false, isTyping)
    expect([meant('f', { ctrlKey: true }), meant('/'), meant('Escape')]).toEqual([
      'find',
      'find',
      'find-close',
    ])
    expect([meant('F3'), meant('g', { ctrlKey: true })]).toEqual(['find-next', 'find-next'])
    expect(meant('F3', { shiftKey: true })).toBe('find-previous')
    expect(meant('G', { ctrlKey: true, shiftKey: true })).toBe('find-previous')
    expect([meant('F3', {}, true), meant('/', {}, true), meant('Escape', {}, true)]).toEqual([
      'find-next',
      null,
      null,
    ])
  })

  it.each([false, true])('gives no chord to two commands (macOS: %s)', (isMac) => {
    const all = COMMAND_IDS.flatMap((id) => chordsOf(id, isMac).map((chord) => formatChord(chord, isMac)))
    expect(new Set(all).size).toBe(all.length)
  })

  it.each([false, true])('finds each command by each of its chords (macOS: %s)', (isMac) => {
    for (const id of COMMAND_IDS) {
      const entry: { keys: readonly string[]; mac?: readonly string[] } = COMMANDS[id]
      for (const keys of (isMac ? entry.mac : undefined) ?? entry.keys) {
        expect([keys, findCommand(pressOf(keys, isMac), isMac, false)]).toEqual([keys, id])
      }
    }
  })

  it('has the keys of the design for what exists', () => {
    const expected = {
      search: 'Ctrl+K',
      back: 'Alt+←',
      forward: 'Alt+→',
      'previous-document': 'Ctrl+PgUp',
      highlight: 'H',
      note: 'N',
      bookmark: 'Ctrl+D',
      sidebar: 'F9',
      annotations: 'Ctrl+Shift+A',
      bookmarks: 'Ctrl+Shift+B',
      'go-to': 'Ctrl+L',
      settings: 'Ctrl+,',
      larger: 'Ctrl++',
      smaller: 'Ctrl+-',
      'reset-size': 'Ctrl+0',
      undo: 'Ctrl+Z',
      redo: 'Ctrl+Shift+Z',
      shortcuts: '?',
    } as const
    for (const [id, keys] of Object.entries(expected)) expect(isCommandId(id) && keysOf(id, false)).toBe(keys)
  })

  it('leaves single characters to a field', () => {
    for (const key of ['h', 'n', '?']) {
      expect(findCommand(press(key), false, false)).not.toBeNull()
      expect(findCommand(press(key), false, true)).toBeNull()
    }
  })

  it('leaves undoing to a field, and takes the search from it', () => {
    expect(findCommand(press('z', { ctrlKey: true }), false, true)).toBeNull()
    expect(findCommand(press('z', { ctrlKey: true }), false, false)).toBe('undo')
    expect(findCommand(press('k', { ctrlKey: true }), false, true)).toBe('search')
  })

  it('leaves Alt and an arrow to a field on macOS alone, where they move by words', () => {
    expect(findCommand(press('ArrowLeft', { altKey: true }), true, true)).toBeNull()
    expect(findCommand(press('ArrowLeft', { altKey: true }), false, true)).toBe('back')
  })

  it('matches a letter whatever the case that Shift or Caps Lock gives it', () => {
    expect(findCommand(press('F', { ctrlKey: true, shiftKey: true }), false, false)).toBe('search')
    expect(findCommand(press('K', { ctrlKey: true }), false, false)).toBe('search')
  })

  it('matches where the key stands when the keyboard prints no ASCII', () => {
    expect(findCommand(press('л', { code: 'KeyK', ctrlKey: true }), false, false)).toBe('search')
    expect(findCommand(press('я', { code: 'KeyZ', ctrlKey: true }), false, false)).toBe('undo')
  })

  it('follows what is printed, not the place, on a keyboard with another order', () => {
    expect(findCommand(press('z', { code: 'KeyY', ctrlKey: true }), false, false)).toBe('undo')
    expect(findCommand(press('à', { code: 'Digit0', ctrlKey: true }), false, false)).toBe('reset-size')
  })

  it('takes a sign with or without Shift, as the keyboard has it', () => {
    expect(findCommand(press('+', { ctrlKey: true, shiftKey: true }), false, false)).toBe('larger')
    expect(findCommand(press('+', { ctrlKey: true }), false, false)).toBe('larger')
    expect(findCommand(press('?', { shiftKey: true }), false, false)).toBe('shortcuts')
  })

  it('does not take what AltGr prints for a command', () => {
    const backslash = press('\\', { ctrlKey: true, altKey: true, altGraph: true })
    expect(findCommand(backslash, false, false)).toBeNull()
  })

  it('asks for Cmd on macOS and for Ctrl elsewhere', () => {
    expect(findCommand(press('k', { metaKey: true }), true, false)).toBe('search')
    expect(findCommand(press('k', { ctrlKey: true }), true, false)).toBeNull()
    expect(findCommand(press('k', { metaKey: true }), false, false)).toBeNull()
  })
})

describe('chord', () => {
  it('reads the plus sign as a key', () => {
    expect(parseChord('Mod++')).toEqual({ mod: true, alt: false, shift: false, key: '+' })
  })

  it('is printed as the platform does', () => {
    expect(formatChord(parseChord('Mod+Shift+F'), false)).toBe('Ctrl+Shift+F')
    expect(formatChord(parseChord('Mod+Shift+F'), true)).toBe('⇧⌘F')
  })

  it('tells what would print a character', () => {
    expect(isTypedChord(parseChord('H'))).toBe(true)
    expect(isTypedChord(parseChord('F9'))).toBe(false)
    expect(isTypedChord(parseChord('Mod+K'))).toBe(false)
  })

  it('does not match with a modifier too many', () => {
    expect(matchesChord(press('k', { ctrlKey: true, shiftKey: true }), parseChord('Mod+K'), false)).toBe(
      false,
    )
    expect(matchesChord(press('F9', { altKey: true }), parseChord('F9'), false)).toBe(false)
  })
})
