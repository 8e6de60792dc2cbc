// Names of files: which are refused, how names are ordered, and how a name is shown or becomes a title.
// A name is refused when it could deceive whoever reads it, or could not exist on another system.

import { collapseSpace } from '../normal-form/characters.ts'
import type { Refusal } from './refusal.ts'

const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]/u
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i
const LONGEST_NAME = 255
const UTF8 = new TextDecoder('utf-8', { fatal: true })
const NATURAL = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** A name as the file system has it: text, or null where its bytes are no UTF-8; and a form that is safe to show. */
export interface FoundName {
  readonly name: string | null
  readonly shown: string
}

/** Reads a name's bytes. */
export function decodeName(bytes: Uint8Array): FoundName {
  try {
    const name = UTF8.decode(bytes)
    return { name, shown: toShownName(name) }
  } catch {
    return { name: null, shown: toShownName(new TextDecoder().decode(bytes)) }
  }
}

/** A name in which whatever does not show, or turns the text around it, is spelt out: `a\u{202e}fdp.txt`. */
export function toShownName(name: string): string {
  return name
    .toWellFormed()
    .replace(
      /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu,
      (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
    )
}

/** Why a name is refused; null when there is nothing against it. `name` is one segment of a path. */
export function findNameFault({ name }: FoundName): Refusal | null {
  const rename = 'Rename it with letters, digits, spaces and hyphens.'
  if (name === null) return hostile('Its name is not valid UTF-8.', rename)
  if (CONTROLS.test(name)) return hostile('Its name holds control characters.', rename)
  if (BIDI_CONTROLS.test(name))
    return hostile(
      'Its name holds characters that turn the text around them, so it can look like another.',
      rename,
    )
  if (/[/\\]/.test(name)) return hostile('Its name holds a path separator.', rename)
  if (RESERVED.test(name)) return hostile('Its name is reserved on Windows.', 'Rename it.')
  if (/[. ]$/.test(name) && !/^\.\.?$/.test(name))
    return hostile('Its name ends in a dot or a space, which Windows takes away.', rename)
  if (Buffer.byteLength(name) > LONGEST_NAME)
    return hostile('Its name is over 255 bytes.', 'Give it a shorter name.')
  return null
}

/** Orders paths as people number them: `2` before `10`, folder by folder, the same on every machine. */
export function comparePaths(left: string, right: string): number {
  const a = left.split('/')
  const b = right.split('/')
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const order = NATURAL.compare(a[at] ?? '', b[at] ?? '')
    if (order !== 0) return order
  }
  return left < right ? -1 : left > right ? 1 : 0
}

/** A title made of a file's or folder's name: without extension and number, hyphens and underscores as spaces. */
export function toReadableTitle(name: string): string {
  const stem = name.replace(/(?<=[^.])\.[A-Za-z0-9]{1,9}$/, '')
  const words = collapseSpace(stem.replace(/[-_]+/g, ' ')).trim()
  const title = words.replace(/^\d{1,4}[.) ]\s*(?=\p{L})/u, '')
  const first = String.fromCodePoint(title.codePointAt(0) ?? 0x2014)
  return title === '' ? 'Untitled' : first.toUpperCase() + title.slice(first.length)
}

function hostile(reason: string, remedy: string): Refusal {
  return { code: 'NAME_HOSTILE', reason, remedy }
}
