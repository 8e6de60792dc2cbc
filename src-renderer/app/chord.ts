// A chord is a key with its modifiers, written like `Mod+Shift+F`. Reading, matching and printing chords; which chord
// does what is in key-map.ts.

/** `Mod` is Ctrl, and Cmd on macOS. The last part is the printed character, or a key's name as in `KeyboardEvent.key`. */
export interface Chord {
  readonly mod: boolean
  readonly alt: boolean
  readonly shift: boolean
  readonly key: string
}

/** What a key event says, as far as chords are concerned. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'getModifierState'
>

/** Reads a chord. `Mod++` is the plus sign with the modifier. */
export function parseChord(text: string): Chord {
  const key = text.endsWith('+') ? '+' : text.slice(text.lastIndexOf('+') + 1)
  const modifiers = text.slice(0, text.length - key.length).split('+')
  return {
    mod: modifiers.includes('Mod'),
    alt: modifiers.includes('Alt'),
    shift: modifiers.includes('Shift'),
    key,
  }
}

/**
 * The press means the chord: by the character that it prints, or, on a keyboard that prints no ASCII, by where the key
 * stands. Shift counts for letters and named keys; for other characters it is only the way to print them.
 */
export function matchesChord(press: KeyPress, chord: Chord, isMac: boolean): boolean {
  if (press.getModifierState('AltGraph')) return false
  const mod = isMac ? press.metaKey : press.ctrlKey
  const foreign = isMac ? press.ctrlKey : press.metaKey
  if (foreign || mod !== chord.mod || press.altKey !== chord.alt) return false
  const isShiftFree = chord.key.length === 1 && !/[a-z]/iu.test(chord.key)
  if (!isShiftFree && press.shiftKey !== chord.shift) return false
  return printsKey(press, chord.key)
}

/** The chord means something only where nobody is typing: it would print a character. */
export function isTypedChord(chord: Chord): boolean {
  return !chord.mod && !chord.alt && chord.key.length === 1
}

/** The chord as it is printed on the keyboard: `Ctrl+Shift+F`, `⇧⌘F`. */
export function formatChord(chord: Chord, isMac: boolean): string {
  const key = NAMES[chord.key] ?? (chord.key.length === 1 ? chord.key.toUpperCase() : chord.key)
  if (isMac) return `${chord.alt ? '⌥' : ''}${chord.shift ? '⇧' : ''}${chord.mod ? '⌘' : ''}${key}`
  return [chord.mod && 'Ctrl', chord.alt && 'Alt', chord.shift && 'Shift', key].filter(Boolean).join('+')
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Escape: 'Esc',
}

/** Physical places on a US keyboard of the characters that chords use. */
const CODES: Readonly<Record<string, string>> = {
  ',': 'Comma',
  '/': 'Slash',
  '?': 'Slash',
  '\\': 'Backslash',
  '[': 'BracketLeft',
  ']': 'BracketRight',
  '-': 'Minus',
  '=': 'Equal',
  '+': 'Equal',
}

function printsKey(press: KeyPress, key: string): boolean {
  if (press.key.toLowerCase() === key.toLowerCase()) return true
  const printsAscii = press.key.length !== 1 || press.key.charCodeAt(0) < 128
  return !printsAscii && press.code === toCode(key)
}

function toCode(key: string): string {
  if (/^[a-z]$/iu.test(key)) return `Key${key.toUpperCase()}`
  if (/^\d$/u.test(key)) return `Digit${key}`
  return CODES[key] ?? key
}
