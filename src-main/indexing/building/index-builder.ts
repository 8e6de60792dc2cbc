// Documents, as the terms of their fields, to an index, in the thread in which it is called. How terms are made is not
// known here; threads.ts builds in several.
import type { ByteSource } from '../../../src-shared/domain/byte-source.ts'
import { assemble, type IndexShape } from './assembly.ts'
import { BuildSteps } from './build-steps.ts'
import { Gatherer, isPosition } from '../gathering/gatherer.ts'
import type { Field, OwnSection } from '../merging/index-writer.ts'
import { openWritten, removeFolder, toTemporaryFolder } from './written-file.ts'

/** Bytes of memory for occurrences, unless something else is asked for. */
export const DEFAULT_BUDGET = 1 << 26

/** The terms of a field in order, repeated ones included; for each its beginning and its length, below 2²⁹. */
export interface FieldTerms {
  readonly terms: readonly string[]
  readonly positions: ArrayLike<number>
}

/** An index that is built here, of what is gathered with `gatherer`. */
export class LocalBuild {
  readonly gatherer: Gatherer
  readonly #folder = toTemporaryFolder()
  readonly #steps: BuildSteps

  constructor(fields: number, budget = DEFAULT_BUDGET) {
    this.#steps = new BuildSteps({ budget, folder: this.#folder, thread: 0 })
    this.gatherer = new Gatherer(fields, this.#steps.runs, budget)
  }

  /** The index; whoever asked for it closes it. Nothing can be gathered afterwards. */
  finish(shape: IndexShape): ByteSource {
    const { runs, order, ordered, content } = assemble([this.gatherer.take()], shape)
    const plan = this.#steps.plan(runs, shape.ids, 1)
    const options = { fields: shape.fields.length, order, ordered }
    const parts = plan.parts.map((part) => this.#steps.encode(plan, part, options))
    return openWritten(this.#steps.write({ ...content, plan, parts }), this.#folder)
  }

  /** Lets go of whatever was gathered; to be called in any case. */
  close(): void {
    this.#steps.close()
    removeFolder(this.#folder)
  }
}

/** Gathers documents. The same documents in the same order give the same bytes, whatever the budget. */
export class IndexBuilder {
  readonly #fields: readonly Field[]
  readonly #build: LocalBuild
  readonly #refs: string[] = []
  readonly #boosts: number[] = []
  readonly #ids: boolean

  /** @param options `ids` as in `IndexShape`; `budget` bytes of memory for occurrences */
  constructor(fields: readonly Field[], options: { ids?: boolean; budget?: number } = {}) {
    this.#fields = fields
    this.#build = new LocalBuild(fields.length, options.budget)
    this.#ids = options.ids ?? true
  }

  /**
   * Adds a document. One whose ref came before takes its place, as in Lunr: lengths, boost and frequencies are those
   * of the latest, positions those of all.
   */
  add(ref: string, fields: readonly FieldTerms[], boost = 1): void {
    const { gatherer } = this.#build
    this.#refs.push(ref)
    this.#boosts.push(boost)
    this.#fields.forEach((_, field) => {
      const { terms = [], positions = [] } = fields[field] ?? {}
      terms.forEach((term, at) => {
        const begin = positions[2 * at]
        const length = positions[2 * at + 1]
        if (!isPosition(begin) || !isPosition(length))
          throw new RangeError('A position does not fit an index')
        gatherer.add(field, gatherer.intern(term), begin, length)
      })
    })
    gatherer.endDocument()
  }

  /** The index; whoever asked for it closes it. */
  build(pipeline: string, own: readonly OwnSection[] = []): ByteSource {
    const shape = {
      fields: this.#fields,
      ids: this.#ids,
      pipeline,
      own,
      refs: this.#refs,
      boosts: this.#boosts,
    }
    try {
      return this.#build.finish(shape)
    } finally {
      this.#build.close()
    }
  }
}
