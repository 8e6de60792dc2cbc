// The steps in which an index is built, each on its own: documents are gathered, a merge is planned, its parts are
// encoded, the file is written. worker.ts does them in threads, index-builder.ts where it is called. What passes between
// them can be sent from thread to thread; what is large is shared memory or a file, never copied.
import { type IndexContent, type WrittenIndex, writeIndex } from '../merging/index-writer.ts'
import {
  type EncodeOptions,
  encodePart,
  type MergePart,
  type MergePlan,
  planMerge,
} from '../merging/merging.ts'
import type { EncodedTerms } from '../merging/parts-encoder.ts'
import type { Run } from '../merging/runs.ts'
import { Store, StoredFiles } from '../merging/stored.ts'

/** Most bytes that one thread keeps in memory of what it wrote; and of a whole index. */
const ROOM = 1 << 24

/** What a thread needs to know. */
export interface StepOptions {
  /** Bytes of memory for occurrences. */
  readonly budget: number
  /** Where temporary files may be put; made when it is needed. */
  readonly folder: string
  /** Tells the threads of a build apart. */
  readonly thread: number
}

/** The steps that follow gathering. */
export class BuildSteps {
  /** For what was gathered. */
  readonly runs: Store
  readonly #streams: Store
  readonly #files = new StoredFiles()
  readonly #options: StepOptions

  constructor(options: StepOptions) {
    const { folder, thread, budget } = options
    this.#options = options
    this.runs = new Store(folder, `runs-${thread}`, Math.min(ROOM, budget))
    this.#streams = new Store(folder, `streams-${thread}`, Math.min(ROOM, budget))
  }

  plan(runs: readonly Run[], withIds: boolean, parts: number): MergePlan {
    return planMerge(runs, withIds, parts, this.#streams, this.#files)
  }

  encode(plan: MergePlan, part: MergePart, options: EncodeOptions): EncodedTerms {
    return encodePart(plan, part, options, this.#streams, this.#files)
  }

  write(content: IndexContent): WrittenIndex {
    const { budget, folder } = this.#options
    return writeIndex(content, Math.min(ROOM, budget), folder, 'index', this.#files)
  }

  close(): void {
    this.runs.close()
    this.#streams.close()
    this.#files.close()
  }
}
