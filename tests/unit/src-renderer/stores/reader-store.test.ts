import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LecternError } from '../../../../src-shared/contract/errors.ts'
import type { ReadableDocument } from '../../../../src-shared/contract/contract.ts'
import { BundleId, DocumentId, Edition } from '../../../../src-shared/domain/ids.ts'
import { createReaderStore, type Place } from '../../../../src-renderer/stores/reader-store.ts'
import { sampleDocument } from '../annotation-samples.ts'
import { createDeferred, createFakeHost } from '../fake-host.ts'
import { sampleOpened } from '../samples.ts'

const bundleId = BundleId.parse('b')
const one = DocumentId.parse('one')
const two = DocumentId.parse('two')

function setUp() {
  const host = createFakeHost()
  host.answer('library.open', ({ bundleId }) => sampleOpened(bundleId))
  host.answer('documents.read', ({ documentId, bundleId }) => sampleDocument(documentId, { bundleId }))
  host.answer('positions.save', () => ({}))
  return { host, reader: createReaderStore(host.client) }
}

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('opening', () => {
  it('shows the document asked for, at the passage asked for, with its marks', async () => {
    const { reader } = setUp()
    await reader.open({ bundleId, documentId: two, start: 6, end: 11, marks: [[6, 11]] })
    const state = reader.getState()
    expect(state.status.kind).toBe('ready')
    expect(state.document?.documentId).toBe('two')
    expect(state.landing).toEqual({ kind: 'range', start: 6, end: 11 })
    expect(state.marks).toEqual([[6, 11]])
    expect(state.bundle?.documents).toHaveLength(2)
  })

  it('begins with the first document of a bundle that was never read', async () => {
    const { reader } = setUp()
    await reader.open({ bundleId })
    expect(reader.getState().document?.documentId).toBe('one')
    expect(reader.getState().landing).toEqual({ kind: 'line', offset: 0, lineOffset: 0 })
  })

  it('comes back to the line where the person left', async () => {
    const { host, reader } = setUp()
    const locator = { bundleId: 'b', edition: '1.0.0', documentId: 'one', start: 12, progression: 0.3 }
    const position = { locator, lineOffset: -7, saved: '2026-01-01T00:00:00.000Z' }
    host.answer('documents.read', ({ documentId }) => sampleDocument(documentId, { position }))
    await reader.open({ bundleId, documentId: one })
    expect(reader.getState().landing).toEqual({ kind: 'line', offset: 12, lineOffset: -7 })
  })

  it('comes back to about the same place in another edition', async () => {
    const { host, reader } = setUp()
    const locator = { bundleId: 'b', edition: '1.0.0', documentId: 'one', start: 12, progression: 0.5 }
    const position = { locator, lineOffset: -7, saved: '2026-01-01T00:00:00.000Z' }
    const document = sampleDocument('one', { position, edition: '2.0.0' })
    host.answer('documents.read', () => document)
    await reader.open({ bundleId, documentId: one })
    const offset = Math.floor(document.length / 2)
    expect(reader.getState().landing).toEqual({ kind: 'line', offset, lineOffset: 0 })
  })

  it('moves within the open document without reading it again', async () => {
    const { host, reader } = setUp()
    await reader.open({ bundleId, documentId: one })
    await reader.open({ bundleId, documentId: one, fragment: 'part' })
    expect(host.inputs('documents.read')).toHaveLength(1)
    expect(reader.getState().landing).toEqual({ kind: 'fragment', id: 'part' })
  })

  it('lands anew when the same place is asked for twice', async () => {
    const { reader } = setUp()
    await reader.open({ bundleId, documentId: one, start: 6 })
    const { landing } = reader.getState()
    await reader.open({ bundleId, documentId: one, start: 6 })
    expect(reader.getState().landing).toEqual(landing)
    expect(reader.getState().landing).not.toBe(landing)
  })

  it('shows the last document asked for, whichever arrives last', async () => {
    const { host, reader } = setUp()
    const slow = createDeferred<ReadableDocument>()
    host.answer('documents.read', ({ documentId }) =>
      documentId === 'one' ? slow.promise : sampleDocument(documentId),
    )
    const first = reader.open({ bundleId, documentId: one })
    const second = reader.open({ bundleId, documentId: two })
    await second
    slow.resolve(sampleDocument('one'))
    await first
    expect(reader.getState().document?.documentId).toBe('two')
    expect(reader.getState().status.kind).toBe('ready')
  })

  it('says why a document cannot be opened, keeps the one that was open, and tries again when asked', async () => {
    const { host, reader } = setUp()
    await reader.open({ bundleId, documentId: one })
    host.answer('documents.read', () => {
      throw new LecternError('BUNDLE_DAMAGED', 'two.html does not match its hash.')
    })
    await reader.open({ bundleId, documentId: two })
    expect(reader.getState().status).toMatchObject({ kind: 'failed', failure: { code: 'BUNDLE_DAMAGED' } })
    expect(reader.getState().document?.documentId).toBe('one')
    host.answer('documents.read', ({ documentId }) => sampleDocument(documentId))
    await reader.retry()
    expect(reader.getState().document?.documentId).toBe('two')
  })

  it('has nothing to show of a bundle without documents', async () => {
    const { host, reader } = setUp()
    host.answer('library.open', ({ bundleId }) => ({ ...sampleOpened(bundleId), documents: [] }))
    await reader.open({ bundleId })
    expect(reader.getState()).toMatchObject({ status: { kind: 'ready' }, document: null })
  })

  it('goes to the neighbours in reading order, and not beyond', async () => {
    const { reader } = setUp()
    await reader.open({ bundleId, documentId: one })
    expect(reader.openNeighbour(-1)).toBe(false)
    expect(reader.openNeighbour(1)).toBe(true)
    await vi.runAllTimersAsync()
    expect(reader.getState().document?.documentId).toBe('two')
    expect(reader.openNeighbour(1)).toBe(false)
  })
})

describe('a library that changes', () => {
  it('is followed when the open bundle is another edition now, at about the same place', async () => {
    const { host, reader } = setUp()
    await reader.open({ bundleId, documentId: one })
    const before = reader.getState().document
    host.emit('library.changed', {})
    await vi.runAllTimersAsync()
    expect(reader.getState().document).toBe(before)
    const opened = sampleOpened('b')
    const metadata = { ...opened.summary.metadata, edition: Edition.parse('2.0.0') }
    host.answer('library.open', () => ({ ...opened, summary: { ...opened.summary, metadata } }))
    host.answer('documents.read', ({ documentId }) => sampleDocument(documentId, { edition: '2.0.0' }))
    host.emit('library.changed', {})
    await vi.runAllTimersAsync()
    expect(reader.getState().bundle?.summary.metadata.edition).toBe('2.0.0')
    expect(reader.getState().document).toMatchObject({ documentId: 'one', edition: '2.0.0' })
  })

  it('leaves on the screen what was removed from it', async () => {
    const { host, reader } = setUp()
    await reader.open({ bundleId, documentId: one })
    host.answer('library.open', () => {
      throw new LecternError('NOT_FOUND', 'It is gone.')
    })
    host.emit('library.changed', {})
    await vi.runAllTimersAsync()
    expect(reader.getState()).toMatchObject({ status: { kind: 'ready' }, document: { documentId: 'one' } })
  })
})

describe('jumps', () => {
  it('tells which place is left, but not when a place is brought back', async () => {
    const { reader } = setUp()
    const left: Place[] = []
    reader.onJump((place) => left.push(place))
    await reader.open({ bundleId, documentId: one })
    reader.setPlace({ offset: 6, lineOffset: -3, reading: 8, atEnd: false })
    await reader.open({ bundleId, documentId: two })
    await reader.open({ bundleId, documentId: one, start: 6, lineOffset: -3 }, { jump: false })
    expect(left).toEqual([{ bundleId: 'b', documentId: 'one', start: 6, lineOffset: -3 }])
    expect(reader.getState().landing).toEqual({ kind: 'line', offset: 6, lineOffset: -3 })
  })
})

describe('where one is', () => {
  it('follows the section, the share and the minutes that are left', async () => {
    const { reader } = setUp()
    await reader.open({ bundleId, documentId: one })
    const { length } = reader.getState().document!
    reader.setPlace({ offset: 0, lineOffset: 40, reading: 2, atEnd: false })
    expect(reader.getState().progress).toEqual({ progression: 0, section: 'Title', minutesLeft: 2 })
    expect(reader.getState().currentHeading).toBe('top')
    reader.setPlace({ offset: 20, lineOffset: 0, reading: 27, atEnd: false })
    expect(reader.getState().currentHeading).toBe('part')
    expect(reader.getState().progress.progression).toBeCloseTo(20 / length)
    reader.setPlace({ offset: 20, lineOffset: 0, reading: 27, atEnd: true })
    expect(reader.getState().progress).toMatchObject({ progression: 1, minutesLeft: 0 })
  })

  it('saves the position when the text has come to rest, once', async () => {
    const { host, reader } = setUp()
    await reader.open({ bundleId, documentId: one })
    for (const offset of [3, 6, 9]) {
      reader.setPlace({ offset, lineOffset: -2, reading: offset, atEnd: false })
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(host.inputs('positions.save')).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(host.inputs('positions.save')).toHaveLength(1)
    expect(host.inputs('positions.save')[0]).toMatchObject({
      position: { locator: { documentId: 'one', start: 9, edition: '1.0.0' }, lineOffset: -2 },
    })
  })

  it('saves the position of the document that is left before another is opened', async () => {
    const { host, reader } = setUp()
    await reader.open({ bundleId, documentId: one })
    reader.setPlace({ offset: 9, lineOffset: 0, reading: 9, atEnd: false })
    await reader.open({ bundleId, documentId: two })
    expect(host.inputs('positions.save')).toMatchObject([
      { position: { locator: { documentId: 'one', start: 9 } } },
    ])
    await reader.close()
    expect(host.inputs('positions.save')).toHaveLength(1)
    expect(reader.getState().status.kind).toBe('empty')
  })

  it('says when the position could not be saved, until it can', async () => {
    const { host, reader } = setUp()
    host.answer('positions.save', () => {
      throw new LecternError('NOT_SAVED', 'The disk is full.')
    })
    await reader.open({ bundleId, documentId: one })
    reader.setPlace({ offset: 9, lineOffset: 0, reading: 9, atEnd: false })
    await reader.savePosition()
    expect(reader.getState().positionFailure?.message).toBe('The disk is full.')
    host.answer('positions.save', () => ({}))
    reader.setPlace({ offset: 10, lineOffset: 0, reading: 9, atEnd: false })
    await reader.savePosition()
    expect(reader.getState().positionFailure).toBeNull()
  })

  it('goes to a share of the text', async () => {
    const { reader } = setUp()
    await reader.open({ bundleId, documentId: one })
    const { length } = reader.getState().document!
    reader.goTo(0.5)
    expect(reader.getState().landing).toEqual({ kind: 'line', offset: Math.floor(length / 2), lineOffset: 0 })
    reader.goTo(7)
    expect(reader.getState().landing).toMatchObject({ offset: length })
  })
})
