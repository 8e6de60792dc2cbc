// Selecting with the keyboard in a document that has no caret: Shift with the arrows extends the selection, from where
// the last click or the last selection was, as it does in any text field.

interface KeyStroke {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
}

/** What `Selection.modify` is to do. */
export interface Extension {
  readonly direction: 'left' | 'right' | 'backward' | 'forward'
  readonly granularity: 'character' | 'word' | 'line' | 'lineboundary' | 'documentboundary' | 'paragraph'
}

/** By key: what it does alone, and with the modifier that means words. */
const EXTENSIONS: Readonly<Record<string, readonly [Extension, Extension]>> = {
  ArrowLeft: [
    { direction: 'left', granularity: 'character' },
    { direction: 'left', granularity: 'word' },
  ],
  ArrowRight: [
    { direction: 'right', granularity: 'character' },
    { direction: 'right', granularity: 'word' },
  ],
  ArrowUp: [
    { direction: 'backward', granularity: 'line' },
    { direction: 'backward', granularity: 'paragraph' },
  ],
  ArrowDown: [
    { direction: 'forward', granularity: 'line' },
    { direction: 'forward', granularity: 'paragraph' },
  ],
  Home: [
    { direction: 'backward', granularity: 'lineboundary' },
    { direction: 'backward', granularity: 'documentboundary' },
  ],
  End: [
    { direction: 'forward', granularity: 'lineboundary' },
    { direction: 'forward', granularity: 'documentboundary' },
  ],
}

/** What a key means for the selection; null when it means nothing for it. */
export function toExtension(stroke: KeyStroke, isMac: boolean): Extension | null {
  const byWord = isMac ? stroke.altKey : stroke.ctrlKey
  const isOther = stroke.metaKey || (isMac ? stroke.ctrlKey : stroke.altKey)
  if (!stroke.shiftKey || isOther) return null
  return EXTENSIONS[stroke.key]?.[byWord ? 1 : 0] ?? null
}

/** Extends the selection; false when there is no place to extend from. */
export function extendSelection(selection: Selection | null, extension: Extension): boolean {
  if (selection?.focusNode == null) return false
  selection.modify('extend', extension.direction, extension.granularity)
  return true
}
