import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LecternError } from '../../../../src-shared/contract/errors.ts'
import type { AnnotationDraft, PlacedAnnotation } from '../../../../src-shared/domain/annotation.ts'
import { BundleId, DocumentId, toTextOffset } from '../../../../src-shared/domain/ids.ts'
import { createAnnotationsStore } from '../../../../src-renderer/stores/annotations-store.ts'
import { sampleAnnotation } from '../annotation-samples.ts'
import { createDeferred, createFakeHost, settle } from '../fake-host.ts'

const bundleId = BundleId.parse('b')
const draft: AnnotationDraft = {
  kind: 'highlight',
  bundleId,
  documentId: DocumentId.parse('one'),
  start: toTextOffset(3),
  end: toTextOffset(8),
  color: 'yellow',
  style: 'solid',
  body: '',
  tags: [],
}

function setUp(saved: readonly PlacedAnnotation[] = []) {
  const host = createFakeHost()
  host.answer('annotations.list', () => ({ annotations: [...saved], problems: [] }))
  return { host, notes: createAnnotationsStore(host.client) }
}

function refuse(): never {
  throw new LecternError('NOT_SAVED', 'The disk is full.')
}

function deleted(placed: PlacedAnnotation): PlacedAnnotation {
  return { ...placed, annotation: { ...placed.annotation, deleted: true } }
}

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('lists', () => {
  it('are in the order of the text, orphans last, without what was deleted', async () => {
    const late = sampleAnnotation({ start: 40 })
    const early = sampleAnnotation({ start: 4 })
    const orphan = sampleAnnotation({ start: 1, gone: true })
    const { notes } = setUp([late, orphan, deleted(sampleAnnotation()), early])
    await notes.showBundle(bundleId)
    expect(notes.getState().bundle).toEqual([early, late, orphan])
    expect(notes.getState().bundleLoaded.kind).toBe('ready')
  })

  it('drop the answer for a bundle that is no longer shown', async () => {
    const { host, notes } = setUp()
    const slow = createDeferred<{ annotations: PlacedAnnotation[]; problems: never[] }>()
    host.answer('annotations.list', ({ scope }) =>
      scope.kind === 'bundle' && scope.bundleId === 'b' ? slow.promise : { annotations: [], problems: [] },
    )
    const first = notes.showBundle(bundleId)
    await notes.showBundle(BundleId.parse('other'))
    slow.resolve({ annotations: [sampleAnnotation()], problems: [] })
    await first
    expect(notes.getState()).toMatchObject({ bundleId: 'other', bundle: [] })
  })

  it('say why they cannot be read', async () => {
    const { host, notes } = setUp()
    host.answer('annotations.list', () => {
      throw new LecternError('DATA_DAMAGED', 'notes/b.json could not be read; it was set aside.')
    })
    await notes.showBundle(bundleId)
    expect(notes.getState().bundleLoaded).toMatchObject({ kind: 'failed', failure: { code: 'DATA_DAMAGED' } })
  })

  it('of the library are read when they are asked for, and follow changes from then on', async () => {
    const { host, notes } = setUp()
    await notes.showBundle(bundleId)
    expect(host.inputs('annotations.list')).toHaveLength(1)
    notes.setScope('library')
    await settle()
    expect(host.inputs('annotations.list')[1]).toEqual({ scope: { kind: 'everything' } })
    const made = sampleAnnotation({ bundleId: 'elsewhere' })
    host.answer('annotations.create', () => ({ changed: [made] }))
    await notes.create(draft)
    expect(notes.getState().library).toEqual([made])
    expect(notes.getState().bundle).toEqual([])
  })
})

describe('changes', () => {
  it('are shown when they are acknowledged, not before', async () => {
    const { host, notes } = setUp()
    await notes.showBundle(bundleId)
    const made = sampleAnnotation({ start: 3 })
    const slow = createDeferred<{ changed: PlacedAnnotation[] }>()
    host.answer('annotations.create', () => slow.promise)
    const change = notes.create(draft)
    await settle()
    expect(notes.getState()).toMatchObject({ bundle: [], saving: { kind: 'saving' } })
    slow.resolve({ changed: [made] })
    expect(await change).toEqual({ kind: 'done', changed: [made] })
    expect(notes.getState()).toMatchObject({ bundle: [made], saving: { kind: 'saved' } })
  })

  it('that are refused leave everything as it was and say why', async () => {
    const { host, notes } = setUp([sampleAnnotation()])
    await notes.showBundle(bundleId)
    const before = notes.getState().bundle
    host.answer('annotations.create', refuse)
    expect(await notes.create(draft)).toMatchObject({
      kind: 'failed',
      failure: { message: 'The disk is full.' },
    })
    expect(notes.getState().bundle).toBe(before)
    expect(notes.getState().saving.kind).toBe('failed')
  })

  it('replace, remove and bring back by id', async () => {
    const placed = sampleAnnotation({ start: 3 })
    const { host, notes } = setUp([placed])
    await notes.showBundle(bundleId)
    const green = { ...placed, annotation: { ...placed.annotation, color: 'green' as const } }
    host.answer('annotations.edit', () => ({ changed: [green] }))
    await notes.edit(bundleId, [placed.annotation.id], { color: 'green' })
    expect(notes.getState().bundle).toEqual([green])
    notes.activate(placed.annotation.id)
    host.answer('annotations.delete', () => ({ changed: [deleted(green)] }))
    await notes.remove(bundleId, [placed.annotation.id])
    expect(notes.getState()).toMatchObject({ bundle: [], active: null })
    host.answer('annotations.undo', () => ({ changed: [green] }))
    await notes.undo()
    expect(notes.getState().bundle).toEqual([green])
  })

  it('keep the text of a note that could not be saved until it is', async () => {
    const placed = sampleAnnotation()
    const { host, notes } = setUp([placed])
    await notes.showBundle(bundleId)
    const { id } = placed.annotation
    host.answer('annotations.edit', refuse)
    await notes.edit(bundleId, [id], { body: 'hours of work' })
    expect(notes.getState().unsaved.get(id)).toBe('hours of work')
    await notes.edit(bundleId, [id], { color: 'blue' })
    expect(notes.getState().unsaved.get(id)).toBe('hours of work')
    host.answer('annotations.edit', () => ({ changed: [placed] }))
    await notes.edit(bundleId, [id], { body: 'hours of work' })
    expect(notes.getState().unsaved.size).toBe(0)
  })
})

describe('changes by others', () => {
  it('are read soon', async () => {
    const saved: PlacedAnnotation[] = []
    const { host, notes } = setUp(saved)
    await notes.showBundle(bundleId)
    host.answer('annotations.list', () => ({ annotations: [sampleAnnotation()], problems: [] }))
    await vi.advanceTimersByTimeAsync(10_000)
    host.emit('annotations.changed', { bundleId })
    host.emit('annotations.changed', { bundleId })
    await vi.advanceTimersByTimeAsync(500)
    expect(notes.getState().bundle).toHaveLength(1)
    expect(host.inputs('annotations.list')).toHaveLength(2)
  })

  it('are read once after a burst of changes made here, which are announced as well', async () => {
    const { host, notes } = setUp()
    await notes.showBundle(bundleId)
    host.answer('annotations.create', () => ({ changed: [sampleAnnotation()] }))
    for (let count = 0; count < 20; count += 1) {
      await notes.create(draft)
      host.emit('annotations.changed', { bundleId })
      await vi.advanceTimersByTimeAsync(200)
    }
    expect(host.inputs('annotations.list')).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(host.inputs('annotations.list')).toHaveLength(2)
  })

  it('are not listened to any more when the window is gone', async () => {
    const { host, notes } = setUp()
    await notes.showBundle(bundleId)
    notes.dispose()
    host.emit('annotations.changed', { bundleId })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(host.inputs('annotations.list')).toHaveLength(1)
  })
})
