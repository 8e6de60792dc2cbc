// How far one has come in a document, in the terms a reader thinks in: share, section, minutes. Pure arithmetic.
import type { ReadableDocument } from '../../src-shared/contract/contract.ts'

export interface ReadingProgress {
  /** Share of the document's text that lies above the first visible line: 0 to 1; 1 when the end is on the screen. */
  readonly progression: number
  /** Title of the section one is in; the document's title before the first heading. */
  readonly section: string
  /** Minutes to the end of the document at an ordinary pace, rounded up; 0 at the end. */
  readonly minutesLeft: number
}

/** Words a minute of an adult reading silently (Brysbaert 2019, non-fiction in English, rounded down). */
const PACE = 230

/**
 * @param at UTF-16 offsets: `offset` of the first visible line, `reading` of the line being read; `atEnd` says that
 * the last line is on the screen
 */
export function toProgress(
  document: Pick<ReadableDocument, 'length' | 'wordCount' | 'headings' | 'title'> | null,
  at: { readonly offset: number; readonly reading: number; readonly atEnd: boolean },
): ReadingProgress {
  if (document === null) return { progression: 0, section: '', minutesLeft: 0 }
  const share = document.length === 0 ? 1 : Math.min(1, at.offset / document.length)
  const progression = at.atEnd ? 1 : share
  const heading = document.headings.findLast((each) => each.offset <= at.reading)
  return {
    progression,
    section: heading?.title ?? document.title,
    minutesLeft: Math.ceil((document.wordCount * (1 - progression)) / PACE),
  }
}
