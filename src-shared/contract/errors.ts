// The one table of operational failures, the one error class, and the one envelope that crosses a boundary.
// A message names the offending thing and the remedy; the interface may choose other words by the code.
import { z } from 'zod'

/** Every code with what it means. A code is never reused for another meaning. */
export const ERRORS = {
  NOT_FOUND: 'The thing named does not exist.',
  INVALID_INPUT: 'A message or argument does not have the form that the contract asks for.',
  UNKNOWN_PROCEDURE: 'No procedure has that name.',
  FORBIDDEN: 'The caller is not one this service answers.',
  FILE_UNREADABLE: 'A file or folder could not be read.',
  FILE_EMPTY: 'A file has no content.',
  FILE_TOO_LARGE: 'A file is over the size that is accepted.',
  FILE_NOT_TEXT: 'A file is binary, or its text could not be decoded.',
  FILE_NOT_REGULAR: 'A path is a device, pipe, socket, or a link out of the folder.',
  FORMAT_UNSUPPORTED: 'The format is not one Lectern reads.',
  NAME_HOSTILE: 'A name could escape its folder or deceive the person.',
  NO_DOCUMENTS: 'Nothing readable was found.',
  ARCHIVE_DAMAGED: 'An archive is cut short or inconsistent.',
  ARCHIVE_HOSTILE: 'An archive breaks a safety limit.',
  BUNDLE_INVALID: 'A bundle does not follow the format.',
  BUNDLE_DAMAGED: 'A file of a bundle does not match its hash.',
  BUNDLE_NEWER: 'A bundle was made by a newer version.',
  EDITION_CONFLICT: 'An edition of a bundle cannot take the place of the one that is installed.',
  INDEX_UNUSABLE: 'A search index is missing, damaged, or of another version.',
  DATA_NEWER: 'Saved data was written by a newer version and is opened read-only.',
  DATA_DAMAGED: 'Saved data could not be read; it was set aside, not overwritten.',
  NOT_SAVED: 'A change could not be written to the disk; nothing was lost.',
  READ_ONLY: 'This data cannot be changed here.',
  CANCELLED: 'The work was cancelled.',
  TIMED_OUT: 'The work took longer than it may.',
  NETWORK_REFUSED: 'Lectern does not use the network.',
  INTERNAL: 'A fault in Lectern itself.',
} as const

export const ErrorCode = z.enum(Object.keys(ERRORS) as [keyof typeof ERRORS, ...(keyof typeof ERRORS)[]])
export type ErrorCode = z.infer<typeof ErrorCode>

const Details = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

/** Facts about a failure for the interface and the log: flat, small, free of document text. */
export type ErrorDetails = Readonly<z.infer<typeof Details>>

/** An operational failure with a code. A bug is an ordinary exception and becomes `INTERNAL` at the gate. */
export class LecternError extends Error {
  override readonly name = 'LecternError'
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, message: string, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.details = options.details ?? {}
  }
}

/** What crosses a boundary in place of an exception. */
export const Failure = z.object({ code: ErrorCode, message: z.string(), details: Details })
export type Failure = z.infer<typeof Failure>

/** The one envelope of every answer. */
export type Envelope<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure }

/**
 * Any thrown value as a failure that may be shown. What is not a `LecternError` becomes `INTERNAL` with a fixed
 * message: a stack or a path from a bug never reaches the interface.
 */
export function toFailure(error: unknown): Failure {
  if (error instanceof LecternError)
    return { code: error.code, message: error.message, details: error.details }
  return {
    code: 'INTERNAL',
    message: 'Something went wrong inside Lectern. Your notes are safe.',
    details: {},
  }
}

/** The failure as an exception again, on the caller's side. */
export function fromFailure(failure: Failure): LecternError {
  return new LecternError(failure.code, failure.message, { details: failure.details })
}
