// Why a file is not imported, in the words of the report: a code, the reason, and what the person can do.
// A refusal is an expected outcome of one file; it never ends the import of the others.

import type { ErrorCode } from '../../../src-shared/contract/errors.ts'
import type { ImportReportItem } from '../../../src-shared/domain/import-job.ts'

/** One file's (or folder's) refusal. */
export interface Refusal {
  readonly code: ErrorCode
  readonly reason: string
  readonly remedy: string
}

/** Thrown while a file is read; caught where the report is written. */
export class RefusedFile extends Error {
  override readonly name = 'RefusedFile'
  readonly refusal: Refusal

  constructor(code: ErrorCode, reason: string, remedy: string) {
    super(`${reason} ${remedy}`)
    this.refusal = { code, reason, remedy }
  }
}

/** The report's line for a refused path. */
export function toRefusedItem(path: string, refusal: Refusal): ImportReportItem {
  return { outcome: 'refused', path, ...refusal }
}

/** What a failed system call means for the file it was about. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof RefusedFile) return error.refusal
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return {
        code: 'NOT_FOUND',
        reason: 'It does not exist.',
        remedy: 'Check the path, or choose it again.',
      }
    case 'EACCES':
    case 'EPERM':
      return {
        code: 'FILE_UNREADABLE',
        reason: 'You are not allowed to read it.',
        remedy: 'Change its permissions, or copy it to a folder of your own.',
      }
    case 'ELOOP':
      return {
        code: 'FILE_NOT_REGULAR',
        reason: 'It is a link that leads round in a circle, or became a link just now.',
        remedy: 'Put the file itself in the place of the link.',
      }
    case 'ENAMETOOLONG':
      return { code: 'NAME_HOSTILE', reason: 'Its name is too long.', remedy: 'Give it a shorter name.' }
    case '':
      return {
        code: 'INTERNAL',
        reason: 'A fault in Lectern stopped it.',
        remedy: 'Report it, with this file if you can; the other files are not affected.',
      }
    default:
      return {
        code: 'FILE_UNREADABLE',
        reason: `It could not be read (${code}).`,
        remedy: 'Check the disk or the connection to it, and try again.',
      }
  }
}
