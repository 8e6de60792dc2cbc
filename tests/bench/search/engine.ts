// What an engine of the comparison must do. Each lies in a file of engines/ and runs in a process of its own
// (engine-process.ts), so that memory and processor time are its alone.
import type { CorpusDocument } from './corpus-file.ts'
import type { Kind, Question } from './questions.ts'

/** An index that is open. Questions are answered with the best twenty documents, best first. */
export interface OpenEngine {
  /** The refs of the best documents, at most `LIMIT`. */
  ask(question: Question): readonly string[]
  close(): void
}

export interface Engine {
  /** The kinds of questions that it can answer. */
  readonly kinds: readonly Kind[]
  /** Builds an index and writes it into a folder that is empty. */
  build(documents: Iterable<CorpusDocument>, folder: string, workers: number): Promise<void>
  /** Opens what `build` wrote. */
  open(folder: string): OpenEngine | Promise<OpenEngine>
}

/** How many documents a question is answered with. */
export const LIMIT = 20

/** The same fields for every engine, with how much a word counts in them. */
export const FIELDS = [
  { name: 'title', boost: 10 },
  { name: 'body', boost: 1 },
] as const
