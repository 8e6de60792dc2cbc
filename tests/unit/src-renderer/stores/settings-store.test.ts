import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LecternError } from '../../../../src-shared/contract/errors.ts'
import { BundleId } from '../../../../src-shared/domain/ids.ts'
import { Settings } from '../../../../src-shared/domain/settings.ts'
import {
  createSettingsStore,
  hasOwnAppearance,
  toAppearance,
} from '../../../../src-renderer/stores/settings-store.ts'
import { createDeferred, createFakeHost, settle } from '../fake-host.ts'

const bundle = BundleId.parse('b')

function setUp() {
  const host = createFakeHost()
  let saved = Settings.parse({ author: 'Ada' })
  host.answer('settings.get', () => saved)
  host.answer('settings.update', ({ patch }) => {
    saved = Settings.parse({ ...saved, ...patch })
    return saved
  })
  return { host, settings: createSettingsStore(host.client), saved: () => saved }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('settings store', () => {
  it('stands on the defaults until the saved settings have come', async () => {
    const { settings } = setUp()
    expect(settings.getState()).toMatchObject({ isLoaded: false, settings: { author: '' } })
    await settings.load()
    expect(settings.getState()).toMatchObject({ isLoaded: true, settings: { author: 'Ada' } })
  })

  it('goes on with the defaults when they cannot be read, and says why', async () => {
    const { host, settings } = setUp()
    host.answer('settings.get', () => {
      throw new LecternError('DATA_DAMAGED', 'The settings were set aside.')
    })
    await settings.load()
    expect(settings.getState()).toMatchObject({ isLoaded: true, failure: { code: 'DATA_DAMAGED' } })
  })

  it('shows a change at once', () => {
    const { settings } = setUp()
    void settings.update({ author: 'Grace' })
    expect(settings.getState().settings.author).toBe('Grace')
  })

  it('takes back a change that could not be saved', async () => {
    const { host, settings } = setUp()
    await settings.load()
    host.answer('settings.update', () => {
      throw new LecternError('NOT_SAVED', 'The disk is full.')
    })
    await settings.update({ author: 'Grace' })
    expect(settings.getState()).toMatchObject({ settings: { author: 'Ada' }, failure: { code: 'NOT_SAVED' } })
  })

  it('shows every change of appearance and writes the last one once', async () => {
    const { host, settings, saved } = setUp()
    for (const fontSize of [19, 20, 21]) settings.setAppearance({ fontSize }, null)
    expect(settings.getState().settings.appearance.fontSize).toBe(21)
    expect(host.inputs('settings.update')).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(host.inputs('settings.update')).toHaveLength(1)
    expect(saved().appearance.fontSize).toBe(21)
  })

  it('gives one bundle an appearance of its own and leaves the others alone', async () => {
    const { settings } = setUp()
    settings.setOwnAppearance(bundle, true)
    settings.setAppearance({ theme: 'sepia' }, bundle)
    await settings.flush()
    const all = settings.getState().settings
    expect(toAppearance(all, bundle).theme).toBe('sepia')
    expect(toAppearance(all, null).theme).toBe('auto')
    settings.resetAppearance(bundle)
    expect(hasOwnAppearance(settings.getState().settings, bundle)).toBe(false)
  })

  it('does not let an event that is older than the change on the screen undo it', async () => {
    const { host, settings } = setUp()
    await settings.load()
    const answer = createDeferred<Settings>()
    host.answer('settings.update', () => answer.promise)
    const done = settings.update({ author: 'Grace' })
    await settle()
    host.emit('settings.changed', Settings.parse({ author: 'Ada' }))
    expect(settings.getState().settings.author).toBe('Grace')
    answer.resolve(Settings.parse({ author: 'Grace' }))
    await done
    host.emit('settings.changed', Settings.parse({ author: 'Another window' }))
    expect(settings.getState().settings.author).toBe('Another window')
  })
})
