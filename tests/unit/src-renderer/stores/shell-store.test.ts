import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Settings } from '../../../../src-shared/domain/settings.ts'
import { createSettingsStore } from '../../../../src-renderer/stores/settings-store.ts'
import { createShellStore, toShownTheme } from '../../../../src-renderer/stores/shell-store.ts'
import { createFakeHost } from '../fake-host.ts'

function setUp() {
  const host = createFakeHost()
  let saved = Settings.parse({})
  host.answer('settings.update', ({ patch }) => (saved = Settings.parse({ ...saved, ...patch })))
  const settings = createSettingsStore(host.client)
  return { settings, shell: createShellStore(settings) }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('shell store', () => {
  it('decides `auto` by the system, and nothing else', () => {
    expect(toShownTheme('auto', true)).toBe('dark')
    expect(toShownTheme('auto', false)).toBe('light')
    expect(toShownTheme('sepia', true)).toBe('sepia')
  })

  it('remembers in the settings whether the reader’s sidebar is open', () => {
    const { settings, shell } = setUp()
    shell.show('reader')
    shell.toggleSidebar()
    expect(settings.getState().settings.sidebarOpen).toBe(false)
    shell.reveal('search', { focus: true })
    expect(settings.getState().settings).toMatchObject({ sidebarOpen: true, sidebarTab: 'search' })
    expect(shell.getState().focusRequest).toMatchObject({ target: 'search' })
  })

  it('opens a drawer in a narrow window, and leaves the setting alone', () => {
    const { settings, shell } = setUp()
    shell.setState({ isNarrow: true })
    shell.show('reader')
    shell.toggleSidebar()
    expect(shell.getState().isDrawerOpen).toBe(true)
    expect(settings.getState().settings.sidebarOpen).toBe(true)
    shell.show('library')
    expect(shell.getState().isDrawerOpen).toBe(false)
  })

  it('asks for the focus anew each time', () => {
    const { shell } = setUp()
    shell.reveal('search', { focus: true })
    const first = shell.getState().focusRequest
    shell.reveal('search', { focus: true })
    expect(shell.getState().focusRequest).not.toEqual(first)
  })

  it('lets a message go after a while, and keeps an error until it is closed', () => {
    const { shell } = setUp()
    shell.toast({ text: 'Done.' })
    const id = shell.toast({ kind: 'error', text: 'Not saved.' })
    vi.advanceTimersByTime(60_000)
    expect(shell.getState().toasts.map(({ text }) => text)).toEqual(['Not saved.'])
    shell.dismiss(id)
    expect(shell.getState().toasts).toEqual([])
  })

  it('keeps messages while they are held', () => {
    const { shell } = setUp()
    shell.toast({ text: 'Done.' })
    shell.holdToasts(true)
    vi.advanceTimersByTime(60_000)
    expect(shell.getState().toasts).toHaveLength(1)
    shell.holdToasts(false)
    vi.advanceTimersByTime(60_000)
    expect(shell.getState().toasts).toEqual([])
  })

  it('does not say the same thing twice, nor more than four things', () => {
    const { shell } = setUp()
    for (const text of ['a', 'b', 'a', 'c', 'd', 'e']) shell.toast({ text })
    expect(shell.getState().toasts.map(({ text }) => text)).toEqual(['a', 'c', 'd', 'e'])
  })

  it('offers to undo the last thing alone', () => {
    const { shell } = setUp()
    const action = { label: 'Undo', run: () => undefined }
    shell.toast({ text: 'Bookmark set.', action })
    shell.toast({ text: 'Copied.' })
    shell.toast({ text: 'Note deleted.', action })
    expect(shell.getState().toasts.map(({ text }) => text)).toEqual(['Copied.', 'Note deleted.'])
    shell.dismissActions()
    expect(shell.getState().toasts.map(({ text }) => text)).toEqual(['Copied.'])
  })

  it('passes keys to the handler it was given', () => {
    const { shell } = setUp()
    const event = {} as KeyboardEvent
    expect(shell.onKey(event)).toBe(false)
    shell.setKeyHandler((each) => each === event)
    expect(shell.onKey(event)).toBe(true)
  })
})
