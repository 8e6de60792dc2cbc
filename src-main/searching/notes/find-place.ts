// Where a note stands in the edition that is installed, by the same rules as annotating places it. Done for the notes
// on a page of hits alone: searching needs no places.
import search from 'approx-string-match'
import { LecternError } from '../../../src-shared/contract/errors.ts'
import type { Sha256 } from '../../../src-shared/domain/ids.ts'
import { findQuote } from '../../../src-shared/text/quote.ts'
import type { Shelf } from '../shelf.ts'
import type { SearchableNote } from './note.ts'

/** UTF-16 offsets in a document's canonical text. */
export interface Place {
  readonly start: number
  readonly end: number
}

/** What was found, for as long as note and document stay as they are: a passage that is gone is long to look for. */
const known = new WeakMap<SearchableNote, { readonly sha256: Sha256; readonly place: Place | null }>()

/** [start, end) in the document's canonical text, UTF-16; null when its passage is not there. */
export async function findPlace(shelf: Shelf, note: SearchableNote): Promise<Place | null> {
  const entry = shelf.findEntry(note.documentId)
  if (entry === undefined) return null
  const before = known.get(note)
  if (before?.sha256 === entry.sha256) return before.place
  const text = await readText(shelf, note.documentId)
  if (text === null) return null
  const place = placeIn(text, entry.sha256, note)
  known.set(note, { sha256: entry.sha256, place })
  return place
}

function placeIn(text: string, sha256: Sha256, { documentHash, selectors }: SearchableNote): Place | null {
  const { quote, position } = selectors
  const fits = position.end <= text.length && position.end - position.start === quote.exact.length
  if (documentHash === sha256 && fits && text.startsWith(quote.exact, position.start)) return position
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
