import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BundleId } from '../../../../src-shared/domain/ids.ts'
import type { HostState } from '../../../../src-renderer/client/host.ts'
import { connectWindow } from '../../../../src-renderer/app/window.ts'
import { settle } from '../fake-host.ts'
import { sampleBundle } from '../samples.ts'
import { setUpStores } from './set-up.ts'

const handbook = BundleId.parse('lectern-handbook')

/** As much of a window as is joined to the stores. */
function createPage() {
  const media = new Map<string, EventTarget & { matches: boolean }>()
  const matchMedia = (query: string) => {
    const list = media.get(query) ?? Object.assign(new EventTarget(), { matches: false })
    media.set(query, list)
    return list
  }
  const setMedia = (part: string, matches: boolean) => {
    const [, list] = [...media].find(([query]) => query.includes(part)) ?? []
    if (list === undefined) throw new Error(`Nothing asked for ${part}.`)
    list.matches = matches
    list.dispatchEvent(new Event('change'))
  }
  const element = { dataset: {} as Record<string, string> }
  const page = Object.assign(new EventTarget(), {
    navigator: { platform: 'Linux x86_64' },
    document: { documentElement: element, title: '' },
    performance,
    matchMedia,
  })
  return { page: page as unknown as Window & EventTarget, element, setMedia }
}

function setUp() {
  const { host, stores } = setUpStores()
  const { page, element, setMedia } = createPage()
  let tell: (state: HostState) => void = () => undefined
  const control = connectWindow({
    stores,
    page,
    host: {
      client: host.client,
      state: () => 'connected',
      onState: (listener) => {
        tell = listener
        return () => undefined
      },
    },
  })
  return { host, stores, page, element, setMedia, control, tell: (state: HostState) => tell(state) }
}

describe('window', () => {
  it('shows the theme of the system as long as none is chosen', async () => {
    const { stores, element, setMedia, control } = setUp()
    await control.navigation.start()
    expect(element.dataset.theme).toBe('light')
    setMedia('prefers-color-scheme', true)
    expect(element.dataset.theme).toBe('dark')
    stores.settings.setAppearance({ theme: 'sepia' }, null)
    expect(element.dataset.theme).toBe('sepia')
    expect(stores.shell.getState().theme).toBe('sepia')
  })

  it('shows a bundle’s own theme while it is read, and not in the library', async () => {
    const { stores, element, control } = setUp()
    await control.navigation.start()
    stores.settings.setOwnAppearance(handbook, true)
    stores.settings.setAppearance({ theme: 'black' }, handbook)
    expect(element.dataset.theme).toBe('black')
    control.navigation.showLibrary()
    expect(element.dataset.theme).toBe('light')
  })

  it('turns the sidebar into a drawer where the window is narrow', () => {
    const { stores, setMedia } = setUp()
    setMedia('max-width', true)
    expect(stores.shell.getState().isNarrow).toBe(true)
  })

  it('runs the commands that the host sends', async () => {
    const { host, stores, control } = setUp()
    await control.navigation.start()
    host.emit('host.command', { command: 'library' })
    expect(stores.shell.getState().route).toBe('library')
    host.emit('host.command', { command: 'settings' })
    expect(stores.shell.getState().dialog).toBe('settings')
  })

  it('says that the host is gone, and reads again when it is back', async () => {
    const { host, stores, tell, control } = setUp()
    await control.navigation.start()
    tell('gone')
    expect(stores.shell.getState().connection).toBe('lost')
    const before = host.inputs('library.list').length
    tell('connected')
    await settle()
    expect(stores.shell.getState().connection).toBe('connected')
    expect(host.inputs('library.list')).toHaveLength(before + 1)
  })

  it('names what is read in its title', async () => {
    const { page, control } = setUp()
    await control.navigation.start()
    expect(page.document.title).toBe('one — Lectern')
    control.navigation.showLibrary()
    expect(page.document.title).toBe('Lectern')
  })

  it('lists the annotations of the bundle that is opened', async () => {
    const { stores, control } = setUp()
    await control.navigation.start()
    expect(stores.annotations.getState().bundleId).toBe('lectern-handbook')
  })

  it('searches again when the library has changed, not when it is only read again', async () => {
    const { host, stores, control } = setUp()
    await control.navigation.start()
    stores.search.type('word')
    stores.search.submit()
    await settle()
    const before = host.inputs('search.query').length
    await stores.library.refresh()
    expect(host.inputs('search.query')).toHaveLength(before)
    host.answer('library.list', () => ({ bundles: [sampleBundle('new')], damaged: [] }))
    await stores.library.refresh()
    await settle()
    expect(host.inputs('search.query')).toHaveLength(before + 1)
  })

  it('lets go of everything', async () => {
    const { host, stores, control } = setUp()
    await control.navigation.start()
    control.dispose()
    host.emit('host.command', { command: 'library' })
    expect(stores.shell.getState().route).toBe('reader')
  })
})

describe('quiet', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('comes with reading, some time after the pointer has left the bars, and goes when it is back', async () => {
    const { stores, page, control } = setUp()
    await control.navigation.start()
    vi.advanceTimersByTime(60_000)
    stores.reader.setPlace({ offset: 5, lineOffset: 0, reading: 5, atEnd: false })
    expect(stores.shell.getState().isQuiet).toBe(true)
    page.dispatchEvent(new Event('pointermove'))
    expect(stores.shell.getState().isQuiet).toBe(false)
    stores.reader.setPlace({ offset: 9, lineOffset: 0, reading: 9, atEnd: false })
    expect(stores.shell.getState().isQuiet).toBe(false)
  })
})
