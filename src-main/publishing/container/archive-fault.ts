// What is wrong with an archive, in words for the person who has it. It maps what yauzl and zlib say, which is meant for
// programmers; whether an archive is sound is not decided here.

/** An inconsistency that the reading itself found; the message follows “it is damaged:”. */
export class ArchiveFault extends Error {
  override readonly name = 'ArchiveFault'
}

const FAULTS: readonly (readonly [pattern: RegExp, words: string])[] = [
  [
    /^End of central directory record signature not found/,
    'the list of files at its end is missing, as when it was not copied to the end',
  ],
  [/^Invalid comment length/, 'there is something behind its end'],
  [/^multi-disk/, 'it is only one part of an archive in several parts'],
  [/^invalid local file header/, 'a file does not begin where its list of files says'],
  [/^file data overflows/, 'a file in it is longer than the archive'],
  [/^unexpected EOF/, 'it ends too early'],
]

/**
 * What `error` says is wrong; `otherwise` when it says nothing that a person could use. The error itself belongs in the
 * failure as its cause.
 */
export function describeFault(error: unknown, otherwise: string): string {
  if (error instanceof ArchiveFault) return error.message
  if (!(error instanceof Error)) return otherwise
  return FAULTS.find(([pattern]) => pattern.test(error.message))?.[1] ?? otherwise
}
