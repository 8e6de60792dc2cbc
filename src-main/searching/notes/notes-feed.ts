// From the side that has the annotations to the thread that searches them: cut to what the search needs, a few at a
// time, so that ten thousand of them never keep the sender busy. It keeps nothing that has been sent.
import type { Annotation } from '../../../src-shared/domain/annotation.ts'
import type { AnnotationId } from '../../../src-shared/domain/ids.ts'
import { type SearchableNote, toSearchableNote } from './note.ts'

export interface NotesFeed {
  /** Sends annotations as they are now; a few at once, many in portions, in the order in which they were given. */
  put(annotations: readonly Annotation[]): void
  /** Resolves when all that was put before has been sent. */
  sent(): Promise<void>
}

/** How many notes are sent at once. */
const PORTION = 250

/** @param send hands a portion over; that it fails is for others to notice */
export function openNotesFeed(
  send: (changed: readonly SearchableNote[], removed: readonly AnnotationId[]) => Promise<unknown>,
): NotesFeed {
  const waiting: Annotation[] = []
  let sending: Promise<void> | null = null

  const sendPortion = (): void => {
    const latest = new Map(waiting.splice(0, PORTION).map((annotation) => [annotation.id, annotation]))
    const portion = [...latest.values()]
    const changed = portion.filter(({ deleted }) => !deleted).map(toSearchableNote)
    const removed = portion.filter(({ deleted }) => deleted).map(({ id }) => id)
    send(changed, removed).catch(() => undefined)
  }
  const sendRest = async (): Promise<void> => {
    while (waiting.length > 0) {
      await new Promise((resolve) => setImmediate(resolve))
      sendPortion()
    }
    sending = null
  }
  return {
    put(annotations) {
      if (annotations.length === 0) return
      for (const annotation of annotations) waiting.push(annotation)
      if (sending !== null) return
      sendPortion()
      if (waiting.length > 0) sending = sendRest()
    },
    sent: () => sending ?? Promise.resolve(),
  }
}
