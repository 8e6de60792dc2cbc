// A failure as a line of the report: what was refused, why, and what the person can do about it.
import { type ErrorCode, toFailure } from '../../../src-shared/contract/errors.ts'
import type { ImportReportItem } from '../../../src-shared/domain/import-job.ts'

const REMEDIES: Partial<Readonly<Record<ErrorCode, string>>> = {
  NOT_FOUND: 'Check that the file is still there and choose it again.',
  FILE_UNREADABLE: 'Check that you may read it, or copy it to another place first.',
  FILE_NOT_REGULAR: 'Choose an ordinary file or folder.',
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

/** Report lines for a failure that concerns `path` as a whole. */
export function refuse(error: unknown, path: string): ImportReportItem[] {
  const { code, message } = toFailure(error)
  const remedy = REMEDIES[code] ?? 'Try again with another file.'
  return [{ outcome: 'refused', path, code, reason: message, remedy }]
}
