// Names of files inside a bundle: which are safe, and which are the same to some file system.
// Names of files on this machine are another matter; importing judges those.

/** Longest path and longest single name that a bundle may hold, in bytes of UTF-8. */
export const NAME_BYTES = { path: 1_024, segment: 255 } as const

const ARCHIVE_EXTENSION =
  /\.(?:zip|zipx|webpub|epub|lcpdf|jar|war|apk|ipa|cbz|cbr|cb7|7z|rar|tar|tgz|tbz2?|txz|gz|bz2|xz|zst|lz4?|lzma|cab|arj|iso|dmg|wim|asar)$/i

// First bytes of archives and of single compressed files; `null` stands for any byte.
const ARCHIVE_SIGNATURES = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x50, 0x4b, 0x05, 0x06],
  [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c],
  [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07],
  [0x1f, 0x8b, 0x08],
  [0x42, 0x5a, 0x68, null, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59],
  [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00],
  [0x28, 0xb5, 0x2f, 0xfd],
] as const

/**
 * Why a path may not stand in a bundle, in words that follow “its name”; `null` when it may.
 * Refused are paths that could leave their folder on any system, that no system can hold, or that show as another.
 */
export function findNameProblem(path: string): string | null {
  if (path === '') return 'is empty'
  if (!path.isWellFormed()) return 'is not valid Unicode'
  if (Buffer.byteLength(path) > NAME_BYTES.path) return 'is too long'
  if (hasControl(path)) return 'has control characters'
  if (/[\u202a-\u202e\u2066-\u2069]/.test(path)) return 'has characters that reverse its direction'
  if (path.includes('\\')) return 'has a backslash'
  if (path.startsWith('/')) return 'is absolute'
  if (/^[A-Za-z]:/.test(path)) return 'has a drive letter'
  return findSegmentProblem(path.split('/'))
}

/**
 * The form in which two paths are equal when some file system takes them for the same: case and compatibility forms
 * folded. Not for display.
 */
export function foldName(path: string): string {
  if (isPlain(path)) return path.toLowerCase()
  return path.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC')
}

/** Whether the name is that of an archive or of a compressed file, which a bundle may not hold. */
export function isArchiveName(path: string): boolean {
  return ARCHIVE_EXTENSION.test(path)
}

/** How many bytes `isArchiveContent` looks at. */
export const ARCHIVE_SIGNATURE = 10

/** Whether the bytes begin like an archive's. Text never does. */
export function isArchiveContent(bytes: Uint8Array): boolean {
  return ARCHIVE_SIGNATURES.some((signature) =>
    signature.every((byte, index) => byte === null || bytes[index] === byte),
  )
}

/** Whether it is nothing but ASCII, of which folding changes the case alone. */
function isPlain(text: string): boolean {
  return !/[^\0-\x7f]/.test(text)
}

function findSegmentProblem(segments: readonly string[]): string | null {
  for (const segment of segments) {
    if (segment === '' || segment === '.' || segment === '..') return 'has an empty, “.” or “..” part'
    if (Buffer.byteLength(segment) > NAME_BYTES.segment) return 'is too long'
  }
  return null
}

function hasControl(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit < 0x20 || (unit >= 0x7f && unit < 0xa0)) return true
  }
  return false
}
