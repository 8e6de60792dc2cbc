import { describe, expect, it } from 'vitest'
import { QUERY_LENGTH } from '../../../../src-shared/domain/search.ts'
import {
  RECENT_SEARCHES,
  type SavedSearch,
  SAVED_SEARCHES,
  Settings,
  SettingsPatch,
} from '../../../../src-shared/domain/settings.ts'
import {
  deleteSearch,
  forgetSearch,
  forgetSearches,
  rememberSearch,
  saveSearch,
} from '../../../../src-renderer/stores/past-searches.ts'
import { createSettingsStore } from '../../../../src-renderer/stores/settings-store.ts'
import { createFakeHost, settle } from '../fake-host.ts'

function setUp() {
  const host = createFakeHost()
  let saved = Settings.parse({})
  host.answer('settings.get', () => saved)
  host.answer(
    'settings.update',
    ({ patch }) => (saved = Settings.parse({ ...saved, ...SettingsPatch.parse(patch) })),
  )
  const settings = createSettingsStore(host.client)
  const recent = () => settings.getState().settings.recentSearches
  const names = () => settings.getState().settings.savedSearches.map(({ name }) => name)
  return { host, settings, recent, names, onDisk: () => saved }
}

function search(name: string, patch: Partial<SavedSearch> = {}): SavedSearch {
  return { name, text: 'words', scope: 'everything', filters: {}, ...patch }
}

describe('recent searches', () => {
  it('are the latest first, once whatever their case, and are kept in the settings', async () => {
    const { settings, recent, onDisk } = setUp()
    for (const text of ['One', ' two ', 'one', '   ']) rememberSearch(settings, text)
    expect(recent()).toEqual(['one', 'two'])
    await settle()
    expect(onDisk().recentSearches).toEqual(['one', 'two'])
  })

  it('are at most twenty, none longer than what is searched for', async () => {
    const { settings, recent, onDisk } = setUp()
    for (let at = 0; at < 30; at += 1) rememberSearch(settings, `${'x'.repeat(QUERY_LENGTH)}${at}`)
    for (let at = 0; at < 30; at += 1) rememberSearch(settings, `text ${at}`)
    expect(recent()).toHaveLength(RECENT_SEARCHES)
    expect(recent()[0]).toBe('text 29')
    rememberSearch(settings, 'y'.repeat(5_000))
    await settle()
    expect(onDisk().recentSearches[0]).toHaveLength(QUERY_LENGTH)
  })

  it('are not written again when the latest is searched once more', () => {
    const { host, settings } = setUp()
    rememberSearch(settings, 'one')
    rememberSearch(settings, 'one ')
    expect(host.inputs('settings.update')).toHaveLength(1)
  })

  it('are forgotten one by one or all at once', () => {
    const { settings, recent } = setUp()
    for (const text of ['one', 'two', 'three']) rememberSearch(settings, text)
    forgetSearch(settings, 'two')
    expect(recent()).toEqual(['three', 'one'])
    forgetSearches(settings)
    expect(recent()).toEqual([])
  })
})

describe('saved searches', () => {
  it('are kept whole, in the order of their names', async () => {
    const { settings, names, onDisk } = setUp()
    const whole = search(' Beta ', { text: ' chain ', scope: 'bundle', filters: { tags: ['a'] } })
    expect([saveSearch(settings, whole), saveSearch(settings, search('alpha'))]).toEqual([true, true])
    expect(names()).toEqual(['alpha', 'Beta'])
    await settle()
    expect(onDisk().savedSearches[1]).toEqual({
      name: 'Beta',
      text: 'chain',
      scope: 'bundle',
      filters: { tags: ['a'] },
    })
  })

  it('take the place of one of the same name', () => {
    const { settings, names } = setUp()
    saveSearch(settings, search('One'))
    saveSearch(settings, search('one', { text: 'other' }))
    expect(names()).toEqual(['one'])
    expect(settings.getState().settings.savedSearches[0]?.text).toBe('other')
  })

  it('are renamed, also in case alone, and deleted', () => {
    const { settings, names } = setUp()
    saveSearch(settings, search('one'))
    saveSearch(settings, search('two'))
    saveSearch(settings, search('Three'), 'one')
    saveSearch(settings, search('TWO'), 'two')
    expect(names()).toEqual(['Three', 'TWO'])
    deleteSearch(settings, 'Three')
    expect(names()).toEqual(['TWO'])
  })

  it('are refused when there is no room, and what is kept stays', () => {
    const { settings, names } = setUp()
    for (let at = 0; at < SAVED_SEARCHES; at += 1) expect(saveSearch(settings, search(`n${at}`))).toBe(true)
    expect(saveSearch(settings, search('one more'))).toBe(false)
    expect(saveSearch(settings, search('N7'))).toBe(true)
    expect(names()).toHaveLength(SAVED_SEARCHES)
  })
})
