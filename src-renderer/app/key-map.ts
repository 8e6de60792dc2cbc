// The one table of commands and their keys: the keyboard follows it, menus and tooltips print it, and the shortcuts
// dialogue is drawn from it. What a command does is in commands.ts.
import type { MessageKey } from '../i18n/index.ts'
import { type Chord, formatChord, isTypedChord, type KeyPress, matchesChord, parseChord } from './chord.ts'

export type CommandGroup = 'navigation' | 'search' | 'annotate' | 'window' | 'text'

interface CommandEntry {
  readonly label: MessageKey
  readonly group: CommandGroup
  /** The first is the one that is shown. */
  readonly keys: readonly string[]
  /** On macOS instead of `keys`. */
  readonly mac?: readonly string[]
  /** A text field has a use of its own for these keys: everywhere, or on macOS. */
  readonly notInFields?: 'always' | 'mac'
}

export const COMMANDS = {
  search: { label: 'shell.commandSearch', group: 'search', keys: ['Mod+K', 'Mod+Shift+F'] },
  find: { label: 'shell.commandFind', group: 'search', keys: ['Mod+F', '/'] },
  'find-next': {
    label: 'shell.commandFindNext',
    group: 'search',
    keys: ['F3', 'Mod+G'],
    mac: ['Mod+G', 'F3'],
  },
  'find-previous': {
    label: 'shell.commandFindPrevious',
    group: 'search',
    keys: ['Shift+F3', 'Mod+Shift+G'],
    mac: ['Mod+Shift+G', 'Shift+F3'],
  },
  'next-hit': { label: 'shell.commandNextHit', group: 'search', keys: ['F4'] },
  'previous-hit': { label: 'shell.commandPreviousHit', group: 'search', keys: ['Shift+F4'] },
  'find-close': { label: 'shell.commandFindClose', group: 'search', keys: ['Escape'], notInFields: 'always' },
  back: {
    label: 'shell.commandBack',
    group: 'navigation',
    keys: ['Alt+ArrowLeft'],
    mac: ['Mod+[', 'Alt+ArrowLeft'],
    notInFields: 'mac',
  },
  forward: {
    label: 'shell.commandForward',
    group: 'navigation',
    keys: ['Alt+ArrowRight'],
    mac: ['Mod+]', 'Alt+ArrowRight'],
    notInFields: 'mac',
  },
  'previous-document': { label: 'shell.commandPreviousDocument', group: 'navigation', keys: ['Mod+PageUp'] },
  'next-document': { label: 'shell.commandNextDocument', group: 'navigation', keys: ['Mod+PageDown'] },
  'go-to': { label: 'shell.commandGoTo', group: 'navigation', keys: ['Mod+L'] },
  library: { label: 'shell.commandLibrary', group: 'navigation', keys: ['Mod+Shift+L'] },
  contents: { label: 'shell.commandContents', group: 'navigation', keys: ['Mod+Shift+O'] },
  highlight: { label: 'shell.commandHighlight', group: 'annotate', keys: ['H', 'Mod+Shift+H'] },
  note: { label: 'shell.commandNote', group: 'annotate', keys: ['N', 'Mod+Shift+M'] },
  bookmark: { label: 'shell.commandBookmark', group: 'annotate', keys: ['Mod+D'] },
  annotations: { label: 'shell.commandAnnotations', group: 'annotate', keys: ['Mod+Shift+A'] },
  bookmarks: { label: 'shell.commandBookmarks', group: 'annotate', keys: ['Mod+Shift+B'] },
  undo: { label: 'shell.commandUndo', group: 'annotate', keys: ['Mod+Z'], notInFields: 'always' },
  redo: {
    label: 'shell.commandRedo',
    group: 'annotate',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    mac: ['Mod+Shift+Z'],
    notInFields: 'always',
  },
  sidebar: { label: 'shell.commandSidebar', group: 'window', keys: ['F9', 'Mod+\\'] },
  settings: { label: 'shell.commandSettings', group: 'window', keys: ['Mod+,'] },
  shortcuts: { label: 'shell.commandShortcuts', group: 'window', keys: ['?'] },
  'import-files': { label: 'shell.commandImportFiles', group: 'window', keys: ['Mod+O'] },
  'import-folder': { label: 'shell.commandImportFolder', group: 'window', keys: [] },
  larger: { label: 'shell.commandLarger', group: 'text', keys: ['Mod++', 'Mod+='] },
  smaller: { label: 'shell.commandSmaller', group: 'text', keys: ['Mod+-'] },
  'reset-size': { label: 'shell.commandResetSize', group: 'text', keys: ['Mod+0'] },
} as const satisfies Readonly<Record<string, CommandEntry>>

export type CommandId = keyof typeof COMMANDS

/** Commands in the order of the table. */
export const COMMAND_IDS = Object.keys(COMMANDS).filter(isCommandId)

export function isCommandId(name: string): name is CommandId {
  return Object.hasOwn(COMMANDS, name)
}

/** The chords of a command on this platform, the one to show first. */
export function chordsOf(id: CommandId, isMac: boolean): readonly Chord[] {
  const entry: CommandEntry = COMMANDS[id]
  return ((isMac ? entry.mac : undefined) ?? entry.keys).map(parseChord)
}

/** The keys of a command as they are printed, e.g. `Ctrl+K`; undefined for one without keys. */
export function keysOf(id: CommandId, isMac: boolean): string | undefined {
  const [first] = chordsOf(id, isMac)
  return first === undefined ? undefined : formatChord(first, isMac)
}

/**
 * The command that a press means, or null. `isTyping` says that the press goes to a field: single characters are then
 * text, and what fields use themselves is theirs.
 */
export function findCommand(press: KeyPress, isMac: boolean, isTyping: boolean): CommandId | null {
  for (const id of COMMAND_IDS) {
    const entry: CommandEntry = COMMANDS[id]
    if (isTyping && isTheFields(entry, isMac)) continue
    const chord = chordsOf(id, isMac).find((each) => matchesChord(press, each, isMac))
    if (chord !== undefined && !(isTyping && isTypedChord(chord))) return id
  }
  return null
}

function isTheFields({ notInFields }: CommandEntry, isMac: boolean): boolean {
  return notInFields === 'always' || (notInFields === 'mac' && isMac)
}
