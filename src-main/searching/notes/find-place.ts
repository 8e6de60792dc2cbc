// Where a note stands in the edition that is installed, by the same rules as annotating places it. Done for the notes
// on a page of hits alone: searching needs no places.
import search from 'approx-string-match'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import { findQuote } from '../../../src-shared/text/quote.ts'
import type { Shelf } from '../shelf.ts'
import type { SearchableNote } from './note.ts'

/** [start, end) in the document's canonical text, UTF-16; null when its passage is not there. */
export async function findPlace(
  shelf: Shelf,
  { documentId, documentHash, selectors: { quote, position } }: SearchableNote,
): Promise<{ readonly start: number; readonly end: number } | null> {
  const entry = shelf.findEntry(documentId)
  if (entry === undefined) return null
  const text = await readText(shelf, documentId)
  if (text === null) return null
  const fits = position.end <= text.length && position.end - position.start === quote.exact.length
  if (documentHash === entry.sha256 && fits && text.startsWith(quote.exact, position.start)) return position
  return findQuote(text, quote, { position: position.start, search })
}

/** A damaged document has no places. */
async function readText(shelf: Shelf, id: SearchableNote['documentId']): Promise<string | null> {
  try {
    return (await shelf.readDocument(id)).text
  } catch (error) {
    if (error instanceof LecternError) return null
    throw error
  }
}
