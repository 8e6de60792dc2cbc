// What a building thread does: documents that follow each other become runs, and it takes its part in merging them.
// threads.ts asks, worker.ts passes on.
import { BuildSteps, type StepOptions } from './build-steps.ts'
import { type Gathered, Gatherer } from '../gathering/gatherer.ts'
import { type FieldValue, LunrDocuments } from '../gathering/lunr-documents.ts'
import { type IndexedDocument, SectionDocuments, type SectionTables } from '../gathering/section-documents.ts'

/** Documents that follow each other: of a Lunr index, the values of their fields; or of Lectern's own. */
export type DocumentBatch =
  | { readonly kind: 'lunr'; readonly documents: readonly (readonly FieldValue[])[] }
  | { readonly kind: 'sections'; readonly documents: readonly IndexedDocument[] }

/** A batch, gathered. `tables` are those of sections. */
export interface Chunk {
  readonly gathered: Gathered
  readonly tables: SectionTables
}

/** Given to a thread when it starts. */
export interface ThreadOrder extends StepOptions {
  readonly fields: number
}

/** The steps that a thread can be asked for. */
export class ThreadSteps extends BuildSteps {
  readonly #gatherer: Gatherer
  readonly #lunr: LunrDocuments
  readonly #sections: SectionDocuments

  constructor(order: ThreadOrder) {
    super(order)
    this.#gatherer = new Gatherer(order.fields, this.runs, order.budget)
    this.#lunr = new LunrDocuments(this.#gatherer)
    this.#sections = new SectionDocuments(this.#gatherer)
  }

  gather(batch: DocumentBatch): Chunk {
    if (batch.kind === 'lunr') for (const document of batch.documents) this.#lunr.add(document)
    else for (const document of batch.documents) this.#sections.add(document)
    return { gathered: this.#gatherer.take(), tables: this.#sections.takeTables() }
  }
}
