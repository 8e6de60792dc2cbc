// A failure as a line of the report: what was refused, why, and what the person can do about it.
import { type ErrorCode, toFailure } from '../../../src-shared/contract/errors.ts'
import type { ImportReportItem } from '../../../src-shared/domain/import-job.ts'

const REMEDIES: Partial<Readonly<Record<ErrorCode, string>>> = {
  NOT_FOUND: 'Check that the file is still there and choose it again.',
  FILE_UNREADABLE: 'Check that you may read it, or copy it to another place first.',
  FILE_NOT_REGULAR: 'Choose an ordinary file or folder.',
  NAME_HOSTILE: 'Give the file a plain name.',
  FILE_TOO_LARGE: 'Split it into smaller files.',
  FORMAT_UNSUPPORTED: 'Save it as text, Markdown or HTML first.',
  NO_DOCUMENTS: 'Choose text, Markdown or HTML files, or a folder that holds some.',
  ARCHIVE_DAMAGED: 'Copy or download it again.',
  ARCHIVE_HOSTILE: 'Do not use this file; ask whoever gave it to you.',
  BUNDLE_INVALID: 'Ask whoever made it for a new copy.',
  BUNDLE_DAMAGED: 'Copy or download it again.',
  BUNDLE_NEWER: 'Update Lectern, then try again.',
  EDITION_CONFLICT: 'Remove the installed edition first if you want this one; your notes are kept.',
  NOT_SAVED: 'Free some space on the disk, then try again.',
  DATA_NEWER: 'Update Lectern, then try again.',
  INTERNAL: 'Try again; if it happens again, report it with the name of this file.',
}

/** A whole import that came to nothing, with the line of every file. */
export class UnreadableSources extends Error {
  readonly items: readonly ImportReportItem[]

  constructor(items: readonly ImportReportItem[], cause: unknown) {
    super('None of the sources could be read.', { cause })
    this.items = items
  }
}

/** Report lines for a failure that concerns `path` as a whole. */
export function refuse(error: unknown, path: string): ImportReportItem[] {
  if (error instanceof UnreadableSources) return [...error.items]
  const { code, message } = toFailure(error)
  const remedy = REMEDIES[code] ?? 'Try again with another file.'
  return [{ outcome: 'refused', path, code, reason: message, remedy }]
}
