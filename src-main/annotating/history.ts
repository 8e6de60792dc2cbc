// Undo and redo within one session. A step remembers what every field was before it; taking it back touches a field
// only while nobody else has changed it since. It makes operations; it writes nothing.
import type { AnnotationId, BundleId, Timestamp } from '../../src-shared/domain/ids.ts'
import type { Notebook } from './notebook.ts'
import type { AnnotationFields, Operation, Stamp } from './journal/line.ts'

/** One field of one annotation as a step changed it. The stamps are those it had before and got by the step. */
interface StepPart {
  readonly id: AnnotationId
  readonly name: string
  readonly before: unknown
  readonly after: unknown
  readonly stampBefore: Stamp
  readonly stampAfter: Stamp
}

/** One action of the person. */
export interface Step {
  readonly bundleId: BundleId
  readonly parts: readonly StepPart[]
  /** The annotations were made by it: taking it back spares those that another process has written to. */
  readonly creation: boolean
}

export type Direction = 'undo' | 'redo'

/** The stamp of a field before its annotation was made. */
const NEVER: Stamp = [0, '']

export class History {
  readonly #stacks: Record<Direction, Step[]> = { undo: [], redo: [] }
  /** Fields that undo or redo has set: the stamp it gave them, and the stamp whose value they have again. */
  readonly #restored = new Map<string, { readonly given: Stamp; readonly meant: Stamp }>()
  readonly #isOwn: (writer: string) => boolean

  /** @param isOwn whether a writer is this session's */
  constructor(isOwn: (writer: string) => boolean) {
    this.#isOwn = isOwn
  }

  /** Records that annotations are being made with `stamp`. Called before they are applied. */
  recordCreation(bundleId: BundleId, ids: readonly AnnotationId[], stamp: Stamp): void {
    const parts = ids.map((id) => ({
      id,
      name: 'deleted',
      before: true,
      after: false,
      stampBefore: NEVER,
      stampAfter: stamp,
    }))
    this.#push({ bundleId, parts, creation: true })
  }

  /** Records that `fields` are being set on annotations with `stamp`. Called before they are applied. */
  recordChange(
    notebook: Notebook,
    ids: readonly AnnotationId[],
    fields: AnnotationFields,
    stamp: Stamp,
  ): void {
    const parts = ids.flatMap((id) =>
      Object.entries(fields).map(([name, after]) => ({
        id,
        name,
        before: notebook.find(id)?.annotation[name],
        after,
        stampBefore: this.#meaning(notebook, id, name),
        stampAfter: stamp,
      })),
    )
    this.#push({ bundleId: notebook.bundleId, parts, creation: false })
  }

  /** Takes the last step off a stack; undefined when there is none. Give it back with `put` when it was not done. */
  take(direction: Direction): Step | undefined {
    return this.#stacks[direction].pop()
  }

  put(direction: Direction, step: Step): void {
    this.#stacks[direction].push(step)
  }

  /** The parts of a step that can be taken back, or done again: nobody has changed the field since. */
  findParts(notebook: Notebook, step: Step, direction: Direction): StepPart[] {
    return step.parts.filter((part) => {
      const expected = direction === 'undo' ? part.stampAfter : part.stampBefore
      if (!isSame(this.#meaning(notebook, part.id, part.name), expected)) return false
      return direction === 'redo' || !step.creation || !this.#isForeign(notebook, part.id)
    })
  }

  /** Records that parts of a step are being undone or redone with `stamp`. Called before they are applied. */
  recordReturn(step: Step, parts: readonly StepPart[], direction: Direction, stamp: Stamp): void {
    for (const part of parts) {
      const meant = direction === 'undo' ? part.stampBefore : part.stampAfter
      this.#restored.set(keyOf(part.id, part.name), { given: stamp, meant })
    }
    this.#stacks[direction === 'undo' ? 'redo' : 'undo'].push({ ...step, parts })
  }

  #push(step: Step): void {
    this.#stacks.undo.push(step)
    this.#stacks.redo = []
  }

  /** The stamp whose value a field has: what undo restored counts as the operation it restored. */
  #meaning(notebook: Notebook, id: AnnotationId, name: string): Stamp {
    const stamp = notebook.stampOf(id, name) ?? NEVER
    const restored = this.#restored.get(keyOf(id, name))
    return restored !== undefined && isSame(restored.given, stamp) ? restored.meant : stamp
  }

  #isForeign(notebook: Notebook, id: AnnotationId): boolean {
    const names = notebook.find(id)?.fields.keys() ?? []
    return [...names].some((name) => {
      const [sequence, writer] = this.#meaning(notebook, id, name)
      return sequence > 0 && !this.#isOwn(writer)
    })
  }
}

/** The operation that gives parts their value of before (undo) or after (redo). */
export function buildReturn(
  step: Step,
  parts: readonly StepPart[],
  direction: Direction,
  modified: Timestamp,
): Operation {
  const groups = new Map<string, { ids: Set<AnnotationId>; fields: AnnotationFields }>()
  const fieldsOf = new Map<AnnotationId, Record<string, unknown>>()
  for (const part of parts) {
    const fields = fieldsOf.get(part.id) ?? { modified }
    fields[part.name] = direction === 'undo' ? part.before : part.after
    fieldsOf.set(part.id, fields)
  }
  for (const [id, fields] of fieldsOf) {
    const key = JSON.stringify(fields)
    const group = groups.get(key) ?? { ids: new Set<AnnotationId>(), fields }
    group.ids.add(id)
    groups.set(key, group)
  }
  const changes = [...groups.values()].map(({ ids, fields }) => ({ ids: [...ids], fields }))
  return { kind: 'set', bundleId: step.bundleId, changes }
}

function isSame(a: Stamp, b: Stamp): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

function keyOf(id: AnnotationId, name: string): string {
  return `${id}/${name}`
}
