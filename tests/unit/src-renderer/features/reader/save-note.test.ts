import { beforeEach, describe, expect, it } from 'vitest'
import { LecternError } from '../../../../../src-shared/contract/errors.ts'
import { BundleId, DocumentId } from '../../../../../src-shared/domain/ids.ts'
import { toDraft } from '../../../../../src-renderer/features/reader/reader-actions.ts'
import { createReaderUi } from '../../../../../src-renderer/features/reader/reader-ui.ts'
import { readNote, saveNote } from '../../../../../src-renderer/features/reader/save-note.ts'
import { createStores } from '../../../../../src-renderer/stores/stores.ts'
import { sampleAnnotation, sampleDocument } from '../../annotation-samples.ts'
import { createFakeFinder } from '../../fake-finder.ts'
import { createFakeHost } from '../../fake-host.ts'
import { sampleOpened } from '../../samples.ts'

const range = { start: 6, end: 11 }

async function setUp() {
  const host = createFakeHost()
  host.answer('library.open', ({ bundleId }) => sampleOpened(bundleId))
  host.answer('documents.read', ({ documentId }) => sampleDocument(documentId))
  host.answer('annotations.list', () => ({ annotations: [], problems: [] }))
  host.answer('annotations.create', ({ draft }) => ({ changed: [sampleAnnotation({ ...draft })] }))
  const stores = createStores(host.client, { handOver: () => Promise.resolve([]) }, createFakeFinder())
  await stores.reader.open({ bundleId: BundleId.parse('b'), documentId: DocumentId.parse('one') })
  return { host, stores, ui: createReaderUi() }
}

function refuse(): never {
  throw new LecternError('NOT_SAVED', 'The disk is full.')
}

let world: Awaited<ReturnType<typeof setUp>>
beforeEach(async () => {
  world = await setUp()
})

describe('a note that is being begun', () => {
  it('becomes an annotation with its first words, and writing goes on', async () => {
    const { host, ui, stores } = world
    const draft = toDraft(range, '')
    ui.setState({ popover: draft })
    await saveNote(world, draft, null, range, 'words')
    expect(host.inputs('annotations.create')[0]?.draft).toMatchObject({
      kind: 'note',
      body: 'words',
      ...range,
    })
    expect(ui.getState().popover).toMatchObject({ kind: 'annotation', session: draft.session })
    expect(stores.annotations.getState().active).not.toBeNull()
  })

  it('leaves nothing behind when nothing was written', async () => {
    const { host, ui } = world
    const draft = toDraft(range, '')
    ui.setState({ popover: draft })
    await saveNote(world, draft, null, range, '  \n')
    expect(host.inputs('annotations.create')).toEqual([])
  })

  it('does not open again what was closed meanwhile', async () => {
    const { ui } = world
    await saveNote(world, toDraft(range, ''), null, range, 'words')
    expect(ui.getState().popover).toBeNull()
  })

  it('comes back with its words when they could not be saved', async () => {
    const { host, ui } = world
    host.answer('annotations.create', refuse)
    const draft = toDraft(range, '')
    expect((await saveNote(world, draft, null, range, 'precious')).kind).toBe('failed')
    const { popover } = ui.getState()
    expect(popover).toMatchObject({ kind: 'draft', range, body: 'precious' })
    expect(readNote(world, popover!, null)).toEqual({ saved: '', written: 'precious' })
  })
})

describe('a note that is there', () => {
  it('is a note as long as it has words, and a bookmark whatever it has', async () => {
    const { host } = world
    const placed = sampleAnnotation()
    const bookmark = sampleAnnotation({ kind: 'bookmark' })
    host.answer('annotations.edit', () => ({ changed: [placed] }))
    const target = toDraft(range, '')
    await saveNote(world, target, placed, range, 'words')
    await saveNote(world, target, placed, range, '')
    await saveNote(world, target, bookmark, range, 'name')
    const kinds = host.inputs('annotations.edit').map(({ patch }) => patch.kind)
    expect(kinds).toEqual(['note', 'highlight', 'bookmark'])
  })

  it('says where its words are kept when they could not be saved, and has them when it is opened again', async () => {
    const { host, stores } = world
    const placed = sampleAnnotation({ body: 'before' })
    host.answer('annotations.edit', refuse)
    await saveNote(world, toDraft(range, ''), placed, range, 'after')
    expect(stores.shell.getState().toasts[0]?.text).toContain('The disk is full.')
    const { id } = placed.annotation
    const target = { kind: 'annotation', session: 1, id, others: [], writing: false } as const
    expect(readNote(world, target, placed)).toEqual({ saved: 'before', written: 'after' })
  })
})
