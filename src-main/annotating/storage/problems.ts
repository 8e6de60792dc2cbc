// What the person is told about saved notes, in words: what happened, what was kept, and what to do.
import type { NotesProblem } from '../../../src-shared/contract/contract.ts'
import type { Found } from '../checkpoint/generations.ts'

/** A newer version writes a journal here: nothing can be changed by this one. */
export function newerJournal(file: string): NotesProblem {
  const message = `A newer version of Lectern is writing notes to “${file}”. Update Lectern to see and change them; until then notes are read-only here.`
  return { kind: 'read-only', file, message }
}

/** A bundle's notes were written by a newer version. */
export function newerNotes(file: string): NotesProblem {
  const message = `“${file}” was written by a newer version of Lectern. Update Lectern to change these notes; they can be read here.`
  return { kind: 'read-only', file, message }
}

/** A line of a journal does not hold; `copy` is where it was kept. */
export function badLine(file: string, copy: string): NotesProblem {
  const message = `A line of “${file}” could not be read. It was kept in “${copy}”; all other notes are here.`
  return { kind: 'quarantined', file: copy, message }
}

/** A journal could not be opened. */
export function unreadableJournal(file: string, error: unknown): NotesProblem {
  const reason = error instanceof Error ? error.message : String(error)
  const message = `“${file}” could not be read (${reason}). It is left as it is; the notes in it are missing here.`
  return { kind: 'quarantined', file, message }
}

/** Some entries of a checkpoint do not have the form of an annotation. */
export function unreadableEntries(file: string, count: number): NotesProblem {
  const message = `${count} notes in “${file}” could not be read. They stay in the file as they are.`
  return { kind: 'quarantined', file, message }
}

/** A checkpoint does not hold; what was found instead is used. */
export function damagedCheckpoint(file: string, { checkpoint, generation, damaged }: Found): NotesProblem {
  const files = damaged.map((path) => `“${path}”`).join(', ')
  const source = checkpoint === null ? 'journals' : `the copy before it (${generation}) and journals`
  const message = `${files} could not be read. The notes were restored from ${source}; the file is kept.`
  return { kind: 'recovered', file, message }
}
