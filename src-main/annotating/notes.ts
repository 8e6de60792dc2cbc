// The person's annotations: what can be done with them. It joins the durable store, undo and placing; the bytes on the
// disk and the merging are the store's.
import type { NotesProblem } from '../../src-shared/contract/contract.ts'
import { LecternError } from '../../src-shared/contract/errors.ts'
import type { Annotation, AnnotationScope, PlacedAnnotation } from '../../src-shared/domain/annotation.ts'
import { AnnotationDraft, AnnotationPatch } from '../../src-shared/domain/annotation.ts'
import type { AnnotationId, BundleId } from '../../src-shared/domain/ids.ts'
import { Timestamp } from '../../src-shared/domain/ids.ts'
import { buildAnnotation } from './drafting.ts'
import type { DocumentText } from './drafting.ts'
import type { Direction, Step } from './history.ts'
import { History, buildReturn } from './history.ts'
import type { Notebook } from './notebook.ts'
import { Placer } from './placing.ts'
import type { PlacerOptions } from './placing.ts'
import type { AnnotationFields } from './journal/line.ts'
import type { NotesStore } from './storage/store.ts'

/** Every change resolves once it is on the disk, with what it changed; it rejects with NOT_SAVED or READ_ONLY. */
export interface Notes {
  /** Annotations of a scope that are not deleted, in reading order within each document. */
  list(scope: AnnotationScope): Promise<PlacedAnnotation[]>
  /** All annotations that are not deleted, as they are saved: none is placed, no document is read. */
  saved(): Annotation[]
  /** What the person should know about the saved notes: kept aside, restored, or from a newer version. */
  problems(): NotesProblem[]
  /** Rejects with INVALID_INPUT when the range is not in the text, NOT_FOUND when the document is not installed. */
  create(draft: AnnotationDraft): Promise<PlacedAnnotation[]>
  /** Sets fields of several annotations in one step. Rejects with NOT_FOUND when one of them is not there. */
  edit(bundleId: BundleId, ids: readonly AnnotationId[], patch: AnnotationPatch): Promise<PlacedAnnotation[]>
  /** Deletes several annotations in one step; they stay as tombstones, so that undo and merging work. */
  delete(bundleId: BundleId, ids: readonly AnnotationId[]): Promise<PlacedAnnotation[]>
  /** Takes back the last step of this session; what another process has changed since stays. Empty when none is left. */
  undo(): Promise<PlacedAnnotation[]>
  redo(): Promise<PlacedAnnotation[]>
  count(bundleId: BundleId): Promise<number>
  /** Picks up what other processes have written. */
  refresh(): Promise<void>
  /** Waits for what is under way, writes checkpoints, ends the worker thread. */
  close(): Promise<void>
}

export interface NotesServiceOptions extends PlacerOptions {
  readonly store: NotesStore
  readonly author: () => string
  readonly now: () => Date
  readonly closeThread: () => Promise<void>
}

export class NotesService implements Notes {
  readonly #options: NotesServiceOptions
  readonly #placer: Placer
  readonly #history: History
  /** Changes under way: undo waits for them, so that it takes back the last one. */
  readonly #pending = new Set<Promise<unknown>>()
  #turn: Promise<unknown> = Promise.resolve()

  constructor(options: NotesServiceOptions) {
    this.#options = options
    this.#placer = new Placer(options)
    this.#history = new History((writer) => options.store.owns(writer))
  }

  async list(scope: AnnotationScope): Promise<PlacedAnnotation[]> {
    const { store } = this.#options
    const found =
      scope.kind === 'everything'
        ? [...store.notebooks].flatMap((notebook) => notebook.list())
        : store.getNotebook(scope.bundleId).list(scope.kind === 'document' ? scope.documentId : undefined)
    return (await this.#placer.place(found)).sort(inReadingOrder)
  }

  saved(): Annotation[] {
    return [...this.#options.store.notebooks].flatMap((notebook) => notebook.list())
  }

  problems(): NotesProblem[] {
    return this.#options.store.problems()
  }

  create(draft: AnnotationDraft): Promise<PlacedAnnotation[]> {
    return this.#track(this.#create(draft))
  }

  edit(
    bundleId: BundleId,
    ids: readonly AnnotationId[],
    patch: AnnotationPatch,
  ): Promise<PlacedAnnotation[]> {
    const parsed = AnnotationPatch.safeParse(patch)
    if (!parsed.success) return Promise.reject(invalid('change', parsed.error))
    const fields = Object.fromEntries(Object.entries(parsed.data).filter(([, value]) => value !== undefined))
    return this.#track(this.#set(bundleId, ids, fields))
  }

  delete(bundleId: BundleId, ids: readonly AnnotationId[]): Promise<PlacedAnnotation[]> {
    return this.#track(this.#set(bundleId, ids, { deleted: true }))
  }

  undo(): Promise<PlacedAnnotation[]> {
    return this.#inTurn(() => this.#return('undo'))
  }

  redo(): Promise<PlacedAnnotation[]> {
    return this.#inTurn(() => this.#return('redo'))
  }

  count(bundleId: BundleId): Promise<number> {
    return Promise.resolve(this.#options.store.getNotebook(bundleId).count)
  }

  refresh(): Promise<void> {
    return this.#options.store.refresh()
  }

  async close(): Promise<void> {
    await this.#turn.catch(() => undefined)
    await Promise.allSettled(this.#pending)
    await this.#options.store.close()
    await this.#options.closeThread()
  }

  async #create(raw: AnnotationDraft): Promise<PlacedAnnotation[]> {
    const parsed = AnnotationDraft.safeParse(raw)
    if (!parsed.success) throw invalid('annotation', parsed.error)
    const draft = parsed.data
    const document = await this.#options.readDocument(draft.bundleId, draft.documentId)
    if (document === null) throw notInstalled(draft)
    const annotation = this.#build(draft, document)
    const { bundleId, annotations } = { bundleId: draft.bundleId, annotations: [annotation] }
    await this.#options.store.commit({ kind: 'put', bundleId, annotations }, (_notebook, stamp) => {
      this.#history.recordCreation(bundleId, [annotation.id], stamp)
    })
    return [{ annotation, anchoring: { kind: 'exact', position: annotation.selectors.position } }]
  }

  #build(draft: AnnotationDraft, document: DocumentText): Annotation {
    return buildAnnotation(draft, document, { author: this.#options.author(), now: this.#now() })
  }

  async #set(
    bundleId: BundleId,
    wanted: readonly AnnotationId[],
    fields: AnnotationFields,
  ): Promise<PlacedAnnotation[]> {
    const { store } = this.#options
    const notebook = store.getNotebook(bundleId)
    const ids = [...new Set(wanted)].filter((id) => isDifferent(getLive(notebook, id), fields))
    if (ids.length === 0) return []
    const changes = [{ ids, fields: { ...fields, modified: this.#now() } }]
    await store.commit({ kind: 'set', bundleId, changes }, (_notebook, stamp) => {
      this.#history.recordChange(notebook, ids, fields, stamp)
    })
    return this.#placeIds(notebook, ids)
  }

  /** Goes one step back or forward; steps that others have overtaken altogether are passed over. */
  async #return(direction: Direction): Promise<PlacedAnnotation[]> {
    const { store } = this.#options
    for (let step = this.#history.take(direction); step; step = this.#history.take(direction)) {
      const notebook = store.getNotebook(step.bundleId)
      const parts = this.#history.findParts(notebook, step, direction)
      if (parts.length === 0) continue
      await this.#commitReturn(step, parts, direction)
      return this.#placeIds(
        notebook,
        parts.map(({ id }) => id),
      )
    }
    return []
  }

  async #commitReturn(step: Step, parts: Step['parts'], direction: Direction): Promise<void> {
    const operation = buildReturn(step, parts, direction, this.#now())
    try {
      await this.#options.store.commit(operation, (_notebook, stamp) => {
        this.#history.recordReturn(step, parts, direction, stamp)
      })
    } catch (error) {
      this.#history.put(direction, step)
      throw error
    }
  }

  #placeIds(notebook: Notebook, ids: readonly AnnotationId[]): Promise<PlacedAnnotation[]> {
    const found = [...new Set(ids)].flatMap((id) => notebook.find(id)?.annotation ?? [])
    return this.#placer.place(found)
  }

  #now(): Timestamp {
    return Timestamp.parse(this.#options.now().toISOString())
  }

  #track<T>(work: Promise<T>): Promise<T> {
    this.#pending.add(work)
    const forget = (): void => {
      this.#pending.delete(work)
    }
    work.then(forget, forget)
    return work
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const begun = [...this.#pending]
    const result = this.#turn
      .catch(() => undefined)
      .then(() => Promise.allSettled(begun))
      .then(work)
    this.#turn = result.catch(() => undefined)
    return result
  }
}

function getLive(notebook: Notebook, id: AnnotationId): Annotation {
  const annotation = notebook.find(id)?.annotation
  if (annotation?.deleted === false) return annotation
  throw new LecternError('NOT_FOUND', `There is no annotation “${id}” here any more.`, { details: { id } })
}

function isDifferent(annotation: Annotation, fields: AnnotationFields): boolean {
  return Object.entries(fields).some(
    ([name, value]) => JSON.stringify(annotation[name]) !== JSON.stringify(value),
  )
}

function inReadingOrder(a: PlacedAnnotation, b: PlacedAnnotation): number {
  const [x, y] = [a.annotation, b.annotation]
  if (x.bundleId !== y.bundleId) return x.bundleId < y.bundleId ? -1 : 1
  if (x.documentId !== y.documentId) return x.documentId < y.documentId ? -1 : 1
  return startOf(a) - startOf(b) || (x.id < y.id ? -1 : 1)
}

function startOf({ annotation, anchoring }: PlacedAnnotation): number {
  return anchoring.kind === 'orphaned' ? annotation.selectors.position.start : anchoring.position.start
}

function notInstalled({ bundleId, documentId }: AnnotationDraft): LecternError {
  return new LecternError(
    'NOT_FOUND',
    `Document “${documentId}” of bundle “${bundleId}” is not installed. Add the bundle to the library first.`,
    { details: { bundleId, documentId } },
  )
}

function invalid(
  what: string,
  error: { readonly issues: readonly { path: PropertyKey[]; message: string }[] },
): LecternError {
  const [issue] = error.issues
  const field = issue?.path.map(String).join('.') ?? ''
  return new LecternError(
    'INVALID_INPUT',
    `The ${what} is not valid at “${field}”: ${issue?.message ?? ''}.`,
    {
      details: { field },
    },
  )
}
