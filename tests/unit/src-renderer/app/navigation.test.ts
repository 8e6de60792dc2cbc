import { describe, expect, it } from 'vitest'
import { BundleId, Language } from '../../../../src-shared/domain/ids.ts'
import { createNavigation } from '../../../../src-renderer/app/navigation.ts'
import { settle } from '../fake-host.ts'
import { sampleBundle, sampleHit, sampleNote, sampleResponse } from '../samples.ts'
import { setUpStores } from './set-up.ts'

const other = BundleId.parse('other')

function setUp(bundles?: Parameters<typeof setUpStores>[0]) {
  const { host, stores } = setUpStores(bundles)
  const navigation = createNavigation(stores)
  const place = () => {
    const { document } = stores.reader.getState()
    return [stores.shell.getState().route, document?.bundleId, document?.documentId]
  }
  return { host, stores, navigation, place }
}

describe('start', () => {
  it('opens the handbook when nothing was ever read', async () => {
    const { stores, navigation, place } = setUp()
    await navigation.start()
    expect(place()).toEqual(['reader', 'lectern-handbook', 'one'])
    expect(stores.history.getState().past).toEqual([])
  })

  it('opens what was read last', async () => {
    const { navigation, place } = setUp([
      sampleBundle('lectern-handbook', { lastRead: '2026-01-01T00:00:00.000Z' }),
      sampleBundle('other', { lastRead: '2026-02-01T00:00:00.000Z' }),
    ])
    await navigation.start()
    expect(place()).toEqual(['reader', 'other', 'one'])
  })

  it('leaves on the screen what the host asked for before', async () => {
    const { stores, navigation, place } = setUp()
    const asked = navigation.openBundle(other)
    await Promise.all([navigation.start(), asked])
    expect(place()).toEqual(['reader', 'other', 'one'])
    expect(stores.shell.getState().isReady).toBe(true)
    expect(stores.history.getState().past).toEqual([])
  })

  it('gives way to what the host asks for while the first bundle is opening', async () => {
    const { host, stores, navigation, place } = setUp()
    const started = navigation.start()
    while (!host.calls.some(({ name }) => name === 'library.open')) await Promise.resolve()
    await Promise.all([navigation.openBundle(other), started])
    await settle()
    expect(place()).toEqual(['reader', 'other', 'one'])
    expect(stores.reader.getState().bundle?.summary.metadata.id).toBe('other')
  })

  it('shows the library when there is nothing to open', async () => {
    const { stores, navigation, place } = setUp([])
    await navigation.start()
    expect(place()).toEqual(['library', undefined, undefined])
    expect(stores.shell.getState().isReady).toBe(true)
  })
})

describe('navigation', () => {
  it('leaves a moment at every jump and brings each back', async () => {
    const { navigation, place, stores } = setUp()
    await navigation.start()
    navigation.showLibrary()
    await navigation.openBundle(other)
    expect(place()).toEqual(['reader', 'other', 'one'])
    navigation.back()
    expect(stores.shell.getState().route).toBe('library')
    navigation.back()
    await settle()
    expect(place()).toEqual(['reader', 'lectern-handbook', 'one'])
    expect(navigation.back()).toBe(false)
    navigation.forward()
    navigation.forward()
    await settle()
    expect(place()).toEqual(['reader', 'other', 'one'])
  })

  it('lands on a hit with its marks, and remembers the search that led to it', async () => {
    const { stores, navigation, place } = setUp()
    await navigation.start()
    stores.search.type('words')
    await navigation.openHit(sampleHit('other', 'two', 7))
    expect(place()).toEqual(['reader', 'other', 'two'])
    expect(stores.reader.getState()).toMatchObject({
      landing: { kind: 'range', start: 7, end: 12 },
      marks: [[7, 12]],
    })
    expect(stores.settings.getState().settings.recentSearches).toEqual(['words'])
  })

  it('goes from hit to hit, and no further than there are', async () => {
    const { host, stores, navigation, place } = setUp()
    await navigation.start()
    expect(navigation.stepHit(1)).toBe(false)
    host.answer('search.query', () =>
      sampleResponse([sampleHit('other', 'two', 7), sampleHit('lectern-handbook', 'one', 3)]),
    )
    stores.search.type('words')
    await settle()
    expect(navigation.stepHit(-1)).toBe(false)
    const seen: unknown[] = []
    for (const step of [1, 1, -1] as const) {
      expect(navigation.stepHit(step)).toBe(true)
      await settle()
      seen.push(place()[1])
    }
    expect(seen).toEqual(['other', 'lectern-handbook', 'other'])
    expect(stores.search.getState().active).toBe(0)
    stores.search.setActive(1)
    expect(navigation.stepHit(1)).toBe(false)
  })

  it('leaves the focus to whoever asks for the search while a hit is opening', async () => {
    const { stores, navigation } = setUp()
    await navigation.start()
    let focused = 0
    stores.reader.attach({
      highlightSelection: () => false,
      noteOnSelection: () => false,
      toggleBookmark: () => undefined,
      showAnnotation: () => undefined,
      focus: () => void (focused += 1),
      takeSelection: () => null,
    })
    const opening = navigation.openHit(sampleHit('other', 'two', 7))
    stores.shell.reveal('search', { focus: true })
    await opening
    expect(focused).toBe(0)
    await navigation.openHit(sampleHit('other', 'one', 7))
    expect(focused).toBe(1)
  })

  it('goes to an annotation and shows it, but leaves a bookmark at its line', async () => {
    const { stores, navigation, place } = setUp()
    await navigation.start()
    const shown: string[] = []
    stores.reader.attach({
      highlightSelection: () => false,
      noteOnSelection: () => false,
      toggleBookmark: () => undefined,
      showAnnotation: (id) => void shown.push(id),
      focus: () => undefined,
      takeSelection: () => null,
    })
    const note = sampleNote()
    await navigation.openHit({ ...sampleHit('other', 'two', 7), marks: [], note })
    expect(place()).toEqual(['reader', 'other', 'two'])
    expect(stores.reader.getState()).toMatchObject({
      landing: { kind: 'range', start: 7, end: 12 },
      marks: [],
    })
    await navigation.openHit({ ...sampleHit('other', 'two', 7), note: { ...note, kind: 'bookmark' } })
    expect(shown).toEqual([note.id])
  })

  it('lists an annotation without a place: of the open bundle there, of another in the library', async () => {
    const { stores, navigation, place } = setUp()
    await navigation.start()
    const before = place()
    stores.annotations.setFilter('words')
    const note = { ...sampleNote(), orphaned: true }
    await navigation.openHit({ ...sampleHit('lectern-handbook', 'gone'), note })
    expect(place()).toEqual(before)
    expect(stores.annotations.getState()).toMatchObject({ scope: 'bundle', filter: '', active: note.id })
    expect(stores.settings.getState().settings.sidebarTab).toBe('annotations')
    await navigation.openHit({ ...sampleHit('other', 'gone'), note })
    expect(stores.annotations.getState().scope).toBe('library')
  })

  it('brings back the search of the moment with its scope and its filters', async () => {
    const { stores, navigation } = setUp()
    await navigation.start()
    stores.search.run({
      text: 'first',
      scope: 'bundle',
      filters: { kind: 'text', languages: [Language.parse('en')] },
    })
    const { text, scope, filters } = stores.search.getState()
    await navigation.openHit(sampleHit('other', 'two', 7))
    stores.search.run({ text: 'second', scope: 'everything', filters: {} })
    navigation.back()
    expect(stores.search.getState()).toMatchObject({ text, scope, filters })
  })

  it('shows the reader whenever something is opened, whoever asked for it', async () => {
    const { stores, navigation, place } = setUp()
    await navigation.start()
    navigation.showLibrary()
    await stores.reader.open({ bundleId: other })
    expect(place()[0]).toBe('reader')
  })

  it('goes back to what was being read', async () => {
    const { navigation, place } = setUp()
    await navigation.start()
    navigation.showLibrary()
    navigation.showReader()
    expect(place()[0]).toBe('reader')
  })

  it('searches for words that were selected', () => {
    const { stores, navigation } = setUp()
    navigation.searchFor('some words')
    expect(stores.search.getState().text).toBe('some words')
    expect(stores.shell.getState().focusRequest?.target).toBe('search')
  })
})
