// Names of files that a page hands over: which are accepted, and which two are the same on some file system.
// It judges names only; where a file is put is decided by who asks.
import { LecternError } from '../../../../src-shared/contract/errors.ts'

const MAX_SEGMENTS = 32
const MAX_PATH = 1_024
const MAX_SEGMENT_BYTES = 240

/** Control characters, format characters that turn text around, and what file systems give another meaning. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\\/:*?"<>|]/u
/** Device names of Windows, with or without an extension. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i

/**
 * The segments of a relative path from the part of a URL after the batch.
 * @throws LecternError NAME_HOSTILE naming the path
 */
export function parseUploadPath(encoded: string): string[] {
  const segments = encoded.split('/').map(decode)
  const whole = segments.join('/')
  if (whole.length > MAX_PATH || segments.length > MAX_SEGMENTS)
    throw hostile(whole, 'it is too long or deep')
  for (const segment of segments) {
    const reason = findProblem(segment)
    if (reason !== null) throw hostile(whole, reason)
  }
  return segments
}

/** Two paths with the same fold would be one file on a case-folding or normalising file system. */
export function foldPath(segments: readonly string[]): string {
  return segments.join('/').normalize('NFKC').toLowerCase()
}

function findProblem(segment: string): string | null {
  if (segment === '' || segment === '.' || segment === '..') return 'it points to another folder'
  if (UNSAFE.test(segment)) return 'it has characters that are not safe in a file name'
  if (RESERVED.test(segment)) return 'it is the name of a device'
  if (/[. ]$/.test(segment)) return 'it ends in a point or a space'
  if (Buffer.byteLength(segment) > MAX_SEGMENT_BYTES) return 'it is too long'
  return null
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw hostile(segment, 'it is not valid in a URL')
  }
}

/** A path of any kind as it can be shown: decoded where possible, nothing invisible, not too long. */
export function toShownPath(encoded: string): string {
  let path = encoded
  try {
    path = decodeURIComponent(encoded)
  } catch {
    // Shown as it came.
  }
  return path.replace(/\p{C}/gu, '\ufffd').slice(0, 200)
}

function hostile(path: string, reason: string): LecternError {
  return new LecternError(
    'NAME_HOSTILE',
    `“${toShownPath(path)}” is refused: ${reason}. Give the file another name.`,
  )
}
