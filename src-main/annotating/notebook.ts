// The annotations of one bundle, merged from operations in any order. Every field remembers the operation that set it,
// and the later one wins, so applying operations is idempotent and their order on arrival does not matter.
// It does no input or output.
import type { Annotation } from '../../src-shared/domain/annotation.ts'
import type { AnnotationId, BundleId, DocumentId } from '../../src-shared/domain/ids.ts'
import type { AnnotationFields, Operation, Stamp } from './journal/line.ts'
import { isAfter } from './journal/line.ts'

/** An annotation with the stamps of its fields: those not named in `fields` have `stamp`. */
export interface NotebookEntry {
  readonly annotation: Annotation
  readonly stamp: Stamp
  readonly fields: ReadonlyMap<string, Stamp>
}

/** Fields that were set on an annotation whose making has not been read yet. */
export interface PendingField {
  readonly id: AnnotationId
  readonly name: string
  readonly stamp: Stamp
  readonly value: unknown
}

const NO_FIELDS: ReadonlyMap<string, Stamp> = new Map()

export class Notebook {
  readonly bundleId: BundleId
  readonly #entries = new Map<AnnotationId, NotebookEntry>()
  readonly #byDocument = new Map<DocumentId, Set<AnnotationId>>()
  readonly #pending = new Map<AnnotationId, Map<string, PendingField>>()
  readonly #changed = new Set<AnnotationId>()
  #clock = 0
  #live = 0

  constructor(bundleId: BundleId) {
    this.bundleId = bundleId
  }

  /** The highest sequence that was applied. */
  get clock(): number {
    return this.#clock
  }

  /** Annotations that are not deleted. */
  get count(): number {
    return this.#live
  }

  get entries(): Iterable<NotebookEntry> {
    return this.#entries.values()
  }

  get pending(): PendingField[] {
    return [...this.#pending.values()].flatMap((fields) => [...fields.values()])
  }

  find(id: AnnotationId): NotebookEntry | undefined {
    return this.#entries.get(id)
  }

  /** Annotations that are not deleted, in no particular order; of one document when it is named. */
  list(documentId?: DocumentId): Annotation[] {
    const ids = documentId === undefined ? this.#entries.keys() : (this.#byDocument.get(documentId) ?? [])
    const found: Annotation[] = []
    for (const id of ids) {
      const annotation = this.#entries.get(id)?.annotation
      if (annotation?.deleted === false) found.push(annotation)
    }
    return found
  }

  /** Annotations that look different since this was called last, as they are now; tombstones among them. */
  takeChanged(): Annotation[] {
    const changed = [...this.#changed].flatMap((id) => this.#entries.get(id)?.annotation ?? [])
    this.#changed.clear()
    return changed
  }

  /** When `name` of an annotation was set last; undefined when there is no such annotation. */
  stampOf(id: AnnotationId, name: string): Stamp | undefined {
    const entry = this.#entries.get(id)
    return entry?.fields.get(name) ?? entry?.stamp
  }

  /** Applies an operation; applying it again changes nothing. Gives the ids of annotations that look different now. */
  apply(stamp: Stamp, operation: Operation): AnnotationId[] {
    this.observe(stamp[0])
    if (operation.kind === 'put')
      return operation.annotations.flatMap((annotation) =>
        this.merge({ annotation, stamp, fields: NO_FIELDS }),
      )
    return operation.changes.flatMap(({ ids, fields }) => ids.flatMap((id) => this.#set(id, fields, stamp)))
  }

  /** Merges an annotation with its stamps, field by field. Gives its id when it looks different now. */
  merge(entry: NotebookEntry): AnnotationId[] {
    const { id } = entry.annotation
    const known = this.#entries.get(id)
    this.observe(Math.max(entry.stamp[0], ...[...entry.fields.values()].map(([sequence]) => sequence)))
    if (known === undefined) {
      this.#store(entry)
      this.#applyPending(id)
      return [id]
    }
    const merged = mergeEntries(known, entry)
    if (merged === known) return []
    this.#store(merged)
    return [id]
  }

  /** Takes over fields that wait for their annotation. */
  addPending(fields: Iterable<PendingField>): void {
    for (const { id, name, stamp, value } of fields) this.#set(id, { [name]: value }, stamp)
  }

  /** Raises the clock to a sequence that is known to be taken. */
  observe(sequence: number): void {
    if (sequence > this.#clock) this.#clock = sequence
  }

  #set(id: AnnotationId, fields: AnnotationFields, stamp: Stamp): AnnotationId[] {
    const known = this.#entries.get(id)
    if (known === undefined) {
      const waiting = this.#pending.get(id) ?? new Map<string, PendingField>()
      for (const [name, value] of Object.entries(fields)) {
        const before = waiting.get(name)
        if (before === undefined || isAfter(stamp, before.stamp))
          waiting.set(name, { id, name, stamp, value })
      }
      this.#pending.set(id, waiting)
      this.observe(stamp[0])
      return []
    }
    const later = Object.entries(fields).filter(([name]) => {
      const set = fieldStamp(known, name)
      return set === undefined || isAfter(stamp, set)
    })
    if (later.length === 0) return []
    const stamps = new Map(known.fields)
    for (const [name] of later) stamps.set(name, stamp)
    const annotation = { ...known.annotation, ...Object.fromEntries(later) }
    this.#store({ annotation, stamp: known.stamp, fields: stamps })
    return [id]
  }

  #applyPending(id: AnnotationId): void {
    const waiting = this.#pending.get(id)
    if (waiting === undefined) return
    this.#pending.delete(id)
    this.addPending(waiting.values())
  }

  #store(entry: NotebookEntry): void {
    const { id, documentId, deleted } = entry.annotation
    const before = this.#entries.get(id)?.annotation
    if (before?.deleted === false) this.#live -= 1
    if (!deleted) this.#live += 1
    if (before !== undefined && before.documentId !== documentId)
      this.#byDocument.get(before.documentId)?.delete(id)
    const ids = this.#byDocument.get(documentId) ?? new Set<AnnotationId>()
    ids.add(id)
    this.#byDocument.set(documentId, ids)
    this.#entries.set(id, entry)
    this.#changed.add(id)
  }
}

/** Field by field the later of two, and what only one of them has; `a` itself when nothing of `b` counts. */
function mergeEntries(a: NotebookEntry, b: NotebookEntry): NotebookEntry {
  const base = isAfter(b.stamp, a.stamp) ? b.stamp : a.stamp
  const content: Record<string, unknown> = {}
  const stamps = new Map<string, Stamp>()
  let changed = isAfter(b.stamp, a.stamp)
  for (const name of new Set([...Object.keys(a.annotation), ...Object.keys(b.annotation)])) {
    const inA = fieldStamp(a, name)
    const inB = fieldStamp(b, name)
    const takeB = inA === undefined || (inB !== undefined && isAfter(inB, inA))
    const stamp = takeB ? inB : inA
    content[name] = (takeB ? b : a).annotation[name]
    if (stamp !== undefined && isAfter(base, stamp) !== isAfter(stamp, base)) stamps.set(name, stamp)
    if (takeB) changed = true
  }
  return changed ? { annotation: { ...a.annotation, ...content }, stamp: base, fields: stamps } : a
}

/** When a field was set; undefined when the annotation does not have it. */
function fieldStamp(entry: NotebookEntry, name: string): Stamp | undefined {
  if (!Object.hasOwn(entry.annotation, name)) return undefined
  return entry.fields.get(name) ?? entry.stamp
}
