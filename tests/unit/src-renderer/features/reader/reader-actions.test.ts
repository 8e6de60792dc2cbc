import { beforeEach, describe, expect, it, vi } from 'vitest'
import { LecternError } from '../../../../../src-shared/contract/errors.ts'
import { BundleId, DocumentId } from '../../../../../src-shared/domain/ids.ts'
import { parseOutline } from '../../../../../src-shared/text/canonical-text.ts'
import {
  closePopover,
  deleteAnnotation,
  findAnnotation,
  followLink,
  highlightSelection,
  noteOnSelection,
  openPopover,
  toCitation,
  toggleBookmark,
  type ReaderContext,
  type Surface,
} from '../../../../../src-renderer/features/reader/reader-actions.ts'
import { createReaderUi } from '../../../../../src-renderer/features/reader/reader-ui.ts'
import { createStores } from '../../../../../src-renderer/stores/stores.ts'
import { SAMPLE_HTML, sampleAnnotation, sampleDocument } from '../../annotation-samples.ts'
import { createFakeFinder } from '../../fake-finder.ts'
import { createFakeHost, settle } from '../../fake-host.ts'
import { sampleOpened } from '../../samples.ts'

const { text } = parseOutline(SAMPLE_HTML)

async function setUp(saved: ReturnType<typeof sampleAnnotation>[] = []) {
  const host = createFakeHost()
  host.answer('library.open', ({ bundleId }) => sampleOpened(bundleId))
  host.answer('documents.read', ({ documentId }) => sampleDocument(documentId))
  host.answer('annotations.list', () => ({ annotations: saved, problems: [] }))
  host.answer('annotations.create', ({ draft }) => ({ changed: [sampleAnnotation({ ...draft })] }))
  const stores = createStores(host.client, { handOver: () => Promise.resolve([]) }, createFakeFinder())
  const selected: { range: { start: number; end: number } | null } = { range: null }
  const view = {
    selection: () => selected.range,
    clearSelection: () => (selected.range = null),
    firstLine: () => ({ start: 6, end: 20 }),
    focus: vi.fn(),
  } as unknown as Surface
  const context: ReaderContext = { stores, ui: createReaderUi(), view }
  await stores.reader.open({ bundleId: BundleId.parse('b'), documentId: DocumentId.parse('one') })
  await stores.annotations.showBundle(BundleId.parse('b'))
  return { host, context, stores, selected, ui: context.ui, view }
}

function toasts({ stores }: Pick<ReaderContext, 'stores'>): string[] {
  return stores.shell.getState().toasts.map((toast) => toast.text)
}

let world: Awaited<ReturnType<typeof setUp>>
beforeEach(async () => {
  world = await setUp()
})

describe('highlighting', () => {
  it('marks the selection in the colour that is set, and puts it away', async () => {
    const { host, context, selected } = world
    selected.range = { start: 6, end: 11 }
    expect(highlightSelection(context)).toBe(true)
    await settle()
    expect(host.inputs('annotations.create')[0]?.draft).toMatchObject({
      kind: 'highlight',
      documentId: 'one',
      start: 6,
      end: 11,
      color: 'yellow',
      style: 'solid',
    })
    expect(selected.range).toBeNull()
  })

  it('does nothing without a selection, so that the key keeps its meaning', () => {
    expect(highlightSelection(world.context)).toBe(false)
    expect(noteOnSelection(world.context)).toBe(false)
  })

  it('keeps the selection and says why when it could not be saved', async () => {
    const { host, context, selected } = world
    host.answer('annotations.create', () => {
      throw new LecternError('NOT_SAVED', 'The disk is full.')
    })
    selected.range = { start: 6, end: 11 }
    highlightSelection(context)
    await settle()
    expect(selected.range).not.toBeNull()
    expect(toasts(context)[0]).toContain('The disk is full.')
  })

  it('leaves what was selected while the highlight was being saved', async () => {
    const { context, selected } = world
    selected.range = { start: 6, end: 11 }
    highlightSelection(context)
    selected.range = { start: 12, end: 15 }
    await settle()
    expect(selected.range).toEqual({ start: 12, end: 15 })
  })

  it('changes the highlight that is there rather than laying another over it', async () => {
    const there = sampleAnnotation({ start: 6, end: 11 })
    const { host, context, selected } = await setUp([there])
    host.answer('annotations.edit', () => ({ changed: [there] }))
    selected.range = { start: 6, end: 11 }
    highlightSelection(context, { color: 'green' })
    await settle()
    expect(host.inputs('annotations.create')).toEqual([])
    expect(host.inputs('annotations.edit')[0]).toMatchObject({
      ids: [there.annotation.id],
      patch: { color: 'green' },
    })
  })
})

describe('a note on the selection', () => {
  it('is no annotation until something is written', () => {
    const { host, context, selected, ui } = world
    selected.range = { start: 6, end: 11 }
    expect(noteOnSelection(context)).toBe(true)
    expect(ui.getState().popover).toMatchObject({ kind: 'draft', range: { start: 6, end: 11 } })
    expect(host.inputs('annotations.create')).toEqual([])
  })

  it('is the note of the highlight that is there', async () => {
    const there = sampleAnnotation({ start: 6, end: 11 })
    const { context, selected, ui } = await setUp([there])
    selected.range = { start: 6, end: 11 }
    noteOnSelection(context)
    expect(ui.getState().popover).toMatchObject({
      kind: 'annotation',
      id: there.annotation.id,
      writing: true,
    })
  })
})

describe('the popover', () => {
  it('shows the smallest and offers the others; closing it gives the text its focus back', async () => {
    const [small, large] = [sampleAnnotation({ start: 6 }), sampleAnnotation({ start: 0, end: 30 })]
    const { context, stores, ui, view } = await setUp([small, large])
    openPopover(context, [small.annotation.id, large.annotation.id])
    expect(ui.getState().popover).toMatchObject({ id: small.annotation.id, others: [large.annotation.id] })
    expect(stores.annotations.getState().active).toBe(small.annotation.id)
    closePopover(context)
    expect(ui.getState().popover).toBeNull()
    expect(stores.annotations.getState().active).toBeNull()
    expect(view.focus).toHaveBeenCalled()
  })

  it('deletes, and offers to take it back', async () => {
    const there = sampleAnnotation({ body: 'x', kind: 'note' })
    const { host, context, stores } = await setUp([there])
    host.answer('annotations.delete', () => ({
      changed: [{ ...there, annotation: { ...there.annotation, deleted: true } }],
    }))
    host.answer('annotations.undo', () => ({ changed: [there] }))
    await deleteAnnotation(context, there)
    expect(findAnnotation(context, there.annotation.id)).toBeNull()
    stores.shell.getState().toasts[0]?.action?.run()
    await settle()
    expect(findAnnotation(context, there.annotation.id)).toEqual(there)
  })
})

describe('a bookmark', () => {
  it('is set at the first visible line, and taken away where one stands', async () => {
    const { host, context } = world
    await toggleBookmark(context)
    expect(host.inputs('annotations.create')[0]?.draft).toMatchObject({ kind: 'bookmark', start: 6, end: 20 })
    host.answer('annotations.delete', () => ({ changed: [] }))
    await toggleBookmark(context)
    expect(host.inputs('annotations.create')).toHaveLength(1)
    expect(host.inputs('annotations.delete')).toHaveLength(1)
  })
})

describe('links', () => {
  it('within the bundle are followed', async () => {
    const { context, stores } = world
    followLink(context, 'two.html#part')
    await settle()
    expect(stores.reader.getState().document?.documentId).toBe('two')
    expect(stores.reader.getState().landing).toEqual({ kind: 'fragment', id: 'part' })
    followLink(context, '#top')
    expect(stores.reader.getState().landing).toEqual({ kind: 'fragment', id: 'top' })
  })

  it('to the outside, or to nothing that is there, are asked about', () => {
    const { context, ui, host } = world
    followLink(context, 'https://example.org/')
    expect(ui.getState().link).toMatchObject({ kind: 'external', host: 'example.org' })
    followLink(context, 'three.html')
    expect(ui.getState().link).toMatchObject({ kind: 'refused' })
    expect(host.inputs('host.openExternal')).toEqual([])
  })
})

describe('a citation', () => {
  it('names document, section and bundle under the quotation', () => {
    const start = text.indexOf('More')
    expect(toCitation(world.context, { start, end: start + 4 }, 'More\nwords')).toBe(
      '> More\n> words\n>\n> — one, Part, b\n',
    )
  })
})
